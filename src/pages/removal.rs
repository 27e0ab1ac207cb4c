use std::sync::Arc;

use cloud_api::{Request, envelope::Nothing};
use leptos::prelude::*;

use crate::{
    client::Client,
    dialogs::Dialogs,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    query::Cache,
    ui::{ConfirmDialog, Problem, ToastKind, dynamic, use_toasts},
};

/// What a removal dialog is about.
#[derive(Clone)]
pub struct Removal {
    /// "Remove Mei Tanaka?"
    pub title: String,
    /// What has to be typed first, where nothing brings it back.
    pub typed: Option<String>,
    pub request: Request<Nothing>,
    /// What is said afterwards: "Removed Mei Tanaka".
    pub done: String,
    /// The same where somebody else was quicker.
    pub done_before: String,
    /// Takes it out of what is on view.
    pub forget: Arc<dyn Fn(Cache) + Send + Sync>,
    /// The addresses that are read again where the outcome is not known.
    pub doubtful: Vec<String>,
}

/// Asks before something of the organization is removed, with what follows from it.
///
/// One that somebody else removed first is gone all the same, which is what was wanted.
#[component]
pub fn RemovalDialog(
    dialogs: Dialogs,
    /// The dialog's name in the address.
    name: &'static str,
    /// `None` while there is nothing to remove.
    #[prop(into)]
    removal: Signal<Option<Removal>>,
    /// The words on the button.
    submit: &'static str,
    /// Why it must not be removed: the address opens the dialog although the action is refused.
    #[prop(into)]
    refused: Signal<Option<String>>,
    /// Runs when it is gone; closes the dialog unless given.
    on_gone: Option<Callback<()>>,
    /// What follows, as a list.
    children: ChildrenFn,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let named = dialogs.is_open(name);
    let open = Signal::derive(move || named.get() && removal.read().is_some());
    let remove = Action::new_local(move |removal: &Removal| {
        let removal = removal.clone();
        async move {
            match client.send(removal.request).await {
                Ok(_) => toasts.success(removal.done),
                Err(error) if error.is_not_found() => {
                    toasts.push(ToastKind::Information, removal.done_before, None);
                }
                Err(error) => {
                    if error.is_outcome_unknown() {
                        cache.invalidate(|address| {
                            removal.doubtful.iter().any(|one| one == address)
                        });
                    }
                    return Err(error.problem());
                }
            }
            match on_gone {
                Some(on_gone) => drop(on_gone.try_run(())),
                None => dialogs.close(),
            }
            (removal.forget)(cache);
            Ok::<(), Problem>(())
        }
    });
    let pending = remove.pending();
    let problem = Signal::derive(move || remove.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if let Some(removal) = removal.get_untracked()
            && !pending.get_untracked()
        {
            remove.dispatch_local(removal);
        }
    });
    let close = Callback::new(move |()| {
        remove.clear();
        dialogs.close();
    });
    let title = Signal::derive(move || {
        let removal = removal.read();
        let title = removal.as_ref().map(|removal| removal.title.clone());
        title.unwrap_or_default()
    });
    let typed = Signal::derive(move || removal.read().as_ref()?.typed.clone());
    let write =
        Signal::derive(move || removal.read().as_ref().map(|one| Write::from(&one.request)));
    let guarded = move || {
        refused
            .get()
            .map(|reason| view! { <p class="notice">{reason}</p> })
    };
    let children = StoredValue::new(children);
    view! {
        <ConfirmDialog
            title
            open
            typed
            submit
            danger=true
            pending
            problem
            submit_refused=refused
            on_confirm=confirm
            on_close=close
        >
            {dynamic(guarded)}
            {children.with_value(|children| children())}
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}
