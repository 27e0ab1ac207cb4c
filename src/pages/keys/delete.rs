use cloud_api::keys::{self, ApiKey};
use leptos::prelude::*;

use super::{
    actions::AboutKey,
    own::{Own, use_me},
    store::{self, label},
};
use crate::{
    client::Client,
    query::Cache,
    session::Session,
    ui::{ConfirmDialog, Problem, ToastKind, dynamic, use_toasts},
};

#[component]
pub fn DeleteKey(
    about: AboutKey,
    /// Runs when the key is gone.
    on_delete: Option<Callback<()>>,
) -> impl IntoView {
    let AboutKey {
        organization,
        dialogs,
        key,
    } = about;
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let session = expect_context::<Session>();
    let toasts = use_toasts();
    let me = use_me();
    let named = dialogs.is_open("delete");
    // The key as it was when the dialog opened: its page may lose it before the answer is in.
    let open = Signal::derive(move || named.get() && key.read().is_some());
    let delete = Action::new_local(move |key: &ApiKey| {
        let (organization, id) = (organization.get_value(), key.id.clone());
        let name = label(key);
        async move {
            match client.send(keys::delete(&organization, &id)).await {
                Ok(_) => toasts.success(format!("{name} is deleted")),
                // What was wanted is so.
                Err(error) if error.is_not_found() => toasts.push(
                    ToastKind::Information,
                    format!("{name} was deleted already, by somebody else"),
                    None,
                ),
                Err(error) => {
                    if error.is_outcome_unknown() {
                        store::doubt(cache, &organization, Some(&id));
                    }
                    return Err(error.problem());
                }
            }
            match on_delete {
                Some(on_delete) => {
                    on_delete.try_run(());
                }
                None => dialogs.close(),
            }
            store::remove(cache, &organization, &id);
            Ok::<(), Problem>(())
        }
    });
    let pending = delete.pending();
    let problem = Signal::derive(move || delete.value().get().and_then(Result::err));
    let guard = move || {
        let own = key
            .read()
            .as_ref()
            .map_or(Own::No, |key| Own::of(key, me.read().as_ref()));
        let locked = session
            .read_only()
            .get()
            .then_some("This session is read-only.");
        locked
            .or_else(|| own.refuses_deletion())
            .map(ToOwned::to_owned)
    };
    let confirm = Callback::new(move |()| {
        if let Some(key) = key.get_untracked()
            && !pending.get_untracked()
            && untrack(guard).is_none()
        {
            delete.dispatch_local(key);
        }
    });
    let close = Callback::new(move |()| {
        delete.clear();
        dialogs.close();
    });
    let typed = Signal::derive(move || key.read().as_ref().map(label));
    let title = Signal::derive(move || {
        format!(
            "Delete {}?",
            typed.get().unwrap_or_else(|| "the key".into())
        )
    });
    let guarded = move || guard().map(|reason| view! { <p class="notice">{reason}</p> });
    view! {
        <ConfirmDialog
            title
            open
            typed
            submit="Delete API key"
            danger=true
            pending
            problem
            on_confirm=confirm
            on_close=close
        >
            {dynamic(guarded)}
            <Consequences />
        </ConfirmDialog>
    }
}

#[component]
fn Consequences() -> impl IntoView {
    let session = expect_context::<Session>();
    let organization_name = move || {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone())
    };
    view! {
        <ul>
            <li>
                "The key of "<strong>{dynamic(organization_name)}</strong>
                " is gone for good: whatever uses it is refused within seconds."
            </li>
            <li>
                "Query API endpoints that name it keep its id; they refuse it, and their next change \
                 fails until the id is taken out."
            </li>
            <li>"To find out first whether anybody misses it, disable it: that can be undone."</li>
        </ul>
    }
}
