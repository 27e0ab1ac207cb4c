//! A list of the service that is edited as a whole: only what differs is sent, and only while the list
//! still is the one it was edited from.

use cloud_api::services::{Service, UpdateService};
use leptos::prelude::*;

use super::{
    changes::{ChangeLines, ChangedMeanwhile, Line},
    use_refusal, use_writes,
    writes::NotSent,
};
use crate::{
    pages::service::OnService,
    ui::{FormDialog, Icon, Problem, dynamic},
};

/// What is to be sent, or what has to be corrected first, as a sentence.
type Checked<T> = Result<Vec<T>, String>;

/// What makes one list differ from another.
pub struct EditedList<T: 'static, D: 'static> {
    /// The dialog's name in the address.
    pub dialog: &'static str,
    /// What the list is, before "of <service>".
    pub title: &'static str,
    /// Said once it is changed.
    pub done: &'static str,
    /// `None` where the API did not tell it: then it cannot be edited, or all of it would be lost.
    pub read: fn(&Service) -> Option<Vec<T>>,
    pub draft: fn(&T) -> D,
    /// What the drafts say, given what they were made from; or what to correct first.
    pub check: fn(&[T], &[D]) -> Checked<T>,
    pub lines: fn(&[T], &[T]) -> Vec<Line>,
    /// What to be warned of before the change is made.
    pub risks: fn(&[T], &[T]) -> Vec<String>,
    pub change: fn(&[T], &[T]) -> UpdateService,
    pub editor: fn(RwSignal<Vec<D>>) -> AnyView,
}

/// The list while it is edited.
struct Draft<T: Send + Sync + 'static, D: Send + Sync + 'static> {
    /// What the API had when the dialog opened or the list was last read again.
    base: RwSignal<Vec<T>>,
    drafts: RwSignal<Vec<D>>,
    /// What somebody else did to the list meanwhile.
    elsewhere: RwSignal<Vec<Line>>,
    after: Memo<Checked<T>>,
    lines: Memo<Vec<Line>>,
    risks: Memo<Vec<String>>,
}

fn use_draft<T, D>(list: &'static EditedList<T, D>, open: Memo<bool>) -> Draft<T, D>
where
    T: Clone + PartialEq + Send + Sync + 'static,
    D: Send + Sync + 'static,
{
    let OnService { service, .. } = expect_context();
    let base = RwSignal::new(Vec::<T>::new());
    let drafts = RwSignal::new(Vec::<D>::new());
    let elsewhere = RwSignal::new(Vec::<Line>::new());
    // The list as it was when the dialog opened: a poll must not overwrite what is being typed.
    Effect::new(move |_| {
        if open.get() {
            let now = (list.read)(&service.read_untracked()).unwrap_or_default();
            drafts.set(now.iter().map(list.draft).collect());
            base.set(now);
            elsewhere.set(Vec::new());
        }
    });
    let after = Memo::new(move |_| (list.check)(&base.read(), &drafts.read()));
    let lines = Memo::new(move |_| match &*after.read() {
        Ok(after) => (list.lines)(&base.read(), after),
        Err(_) => Vec::new(),
    });
    let risks = Memo::new(move |_| match &*after.read() {
        Ok(after) => (list.risks)(&base.read(), after),
        Err(_) => Vec::new(),
    });
    Draft {
        base,
        drafts,
        elsewhere,
        after,
        lines,
        risks,
    }
}

#[component]
pub fn ListDialog<T, D>(list: &'static EditedList<T, D>) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    D: Send + Sync + 'static,
{
    let OnService {
        service, dialogs, ..
    } = expect_context();
    let writes = use_writes();
    let locked = use_refusal();
    let named = dialogs.is_open(list.dialog);
    let open = Memo::new(move |_| named.get() && (list.read)(&service.read()).is_some());
    let Draft {
        base,
        drafts,
        elsewhere,
        after,
        lines,
        risks,
    } = use_draft(list, open);
    let refused = Signal::derive(move || {
        locked.get().or_else(|| match &*after.read() {
            Err(sentence) => Some(sentence.clone()),
            Ok(_) => lines
                .read()
                .is_empty()
                .then(|| "Change something first".to_owned()),
        })
    });
    let dirty = Signal::derive(move || after.read().is_err() || !lines.read().is_empty());
    let close = Callback::new(move |()| dialogs.close());
    let send = Action::new_local(move |(before, after): &(Vec<T>, Vec<T>)| {
        let change = (list.change)(before, after);
        let before = before.clone();
        let writes = writes.get_value();
        async move {
            match writes
                .send_from(&before, list.read, &change, list.done)
                .await
            {
                Ok(()) => {
                    close.try_run(());
                    Ok(())
                }
                Err(NotSent::Changed(now)) => {
                    elsewhere.try_set((list.lines)(&before, &now));
                    base.try_set(now);
                    Ok(())
                }
                Err(NotSent::Failed(problem)) => Err::<(), Problem>(problem),
            }
        }
    });
    let pending = send.pending();
    let failed = Signal::derive(move || send.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        let held = refused.read_untracked().is_some() || pending.get_untracked();
        if let (Ok(after), false) = (after.get_untracked(), held) {
            elsewhere.set(Vec::new());
            send.dispatch_local((base.get_untracked(), after));
        }
    });
    let cancel = Callback::new(move |()| {
        send.clear();
        dialogs.close();
    });
    view! {
        <FormDialog
            title=Signal::derive(move || format!("{} of {}", list.title, service.read().label()))
            open
            submit="Apply changes"
            pending
            problem=failed
            dirty
            submit_refused=refused
            on_submit=submit
            on_close=cancel
        >
            <ChangedMeanwhile lines=elsewhere />
            {(list.editor)(drafts)}
            <ChangeLines label="What will change" lines />
            <Risks risks />
        </FormDialog>
    }
}

/// Whom the change locks out or lets in.
#[component]
fn Risks(#[prop(into)] risks: Signal<Vec<String>>) -> impl IntoView {
    let item = |sentence: String| {
        view! {
            <p class="notice">
                <Icon name="warning" />
                <span>{sentence}</span>
            </p>
        }
    };
    view! {
        <div role="status">{dynamic(move || risks.get().into_iter().map(item).collect_view())}</div>
    }
}
