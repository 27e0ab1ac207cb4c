use std::{collections::VecDeque, time::Duration};

use leptos::prelude::*;

use super::{Icon, Problem, ProblemNotice};

/// How long a success stays.
const STAY: Duration = Duration::from_secs(6);
/// How many messages the history holds.
const REMEMBERED: usize = 50;
/// How soon to look again while the pointer or the focus holds the toasts.
const HELD: Duration = Duration::from_secs(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToastKind {
    Success,
    Information,
    /// Stays until it is dismissed.
    Failure,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Toast {
    id: usize,
    kind: ToastKind,
    text: String,
    problem: Option<Problem>,
}

/// A message that was shown, whether it still is or not.
#[derive(Clone, Debug, PartialEq)]
pub struct PastToast {
    pub id: usize,
    /// Milliseconds since the epoch.
    pub at: f64,
    pub kind: ToastKind,
    pub text: String,
    pub problem: Option<Problem>,
}

/// The messages at the edge of the window.
#[derive(Clone, Copy)]
pub struct Toasts {
    list: RwSignal<Vec<Toast>>,
    past: RwSignal<VecDeque<PastToast>>,
    next: StoredValue<usize>,
    /// The modal dialogs that are open, the one on top last: what is outside of it can be neither seen nor reached.
    dialogs: RwSignal<Vec<usize>>,
}

impl Toasts {
    pub fn push(&self, kind: ToastKind, text: impl Into<String>, problem: Option<Problem>) {
        let Some(id) = self.number() else {
            return;
        };
        let toast = Toast {
            id,
            kind,
            text: text.into(),
            problem,
        };
        self.past.update(|past| {
            past.push_front(PastToast {
                id,
                at: js_sys::Date::now(),
                kind,
                text: toast.text.clone(),
                problem: toast.problem.clone(),
            });
            past.truncate(REMEMBERED);
        });
        self.list.update(|list| list.push(toast));
        if kind != ToastKind::Failure {
            self.dismiss_after(id, STAY);
        }
    }

    fn number(self) -> Option<usize> {
        self.next.try_update_value(|next| {
            *next += 1;
            *next
        })
    }

    pub fn success(&self, text: impl Into<String>) {
        self.push(ToastKind::Success, text, None);
    }

    pub fn failure(&self, text: impl Into<String>, problem: Problem) {
        self.push(ToastKind::Failure, text, Some(problem));
    }

    /// Every message of the session, newest first.
    pub fn past(&self) -> Signal<VecDeque<PastToast>> {
        self.past.into()
    }

    /// The session is over.
    pub fn clear(&self) {
        self.list.update(Vec::clear);
        self.past.update(VecDeque::clear);
    }

    fn dismiss(self, id: usize) {
        self.list
            .try_update(|list| list.retain(|toast| toast.id != id));
    }

    fn dismiss_after(self, id: usize, delay: Duration) {
        set_timeout(
            move || {
                if is_held() {
                    self.dismiss_after(id, HELD);
                } else {
                    self.dismiss(id);
                }
            },
            delay,
        );
    }
}

/// Whether the pointer or the focus is on them.
fn is_held() -> bool {
    let held = document().query_selector(".toasts:hover, .toasts:focus-within");
    held.is_ok_and(|held| held.is_some())
}

pub fn provide_toasts() -> Toasts {
    let toasts = Toasts {
        list: RwSignal::new(Vec::new()),
        past: RwSignal::new(VecDeque::new()),
        next: StoredValue::new(0),
        dialogs: RwSignal::new(Vec::new()),
    };
    provide_context(toasts);
    toasts
}

/// The toasts of the application; call in a component's body.
pub fn use_toasts() -> Toasts {
    expect_context()
}

/// Where the toasts appear: at the end of the document, or in the modal dialog that lies over it.
#[component]
pub fn ToastStack(#[prop(optional)] in_dialog: bool) -> impl IntoView {
    let toasts = use_toasts();
    let own = in_dialog.then(|| toasts.number()).flatten();
    if let Some(own) = own {
        toasts.dialogs.update(|dialogs| dialogs.push(own));
        on_cleanup(move || {
            toasts
                .dialogs
                .try_update(|dialogs| dialogs.retain(|other| *other != own));
        });
    }
    let is_on_top = Memo::new(move |_| toasts.dialogs.read().last().copied() == own);
    let of_kind = move |failed: bool| {
        let list = if is_on_top.get() {
            toasts.list.get()
        } else {
            Vec::new()
        };
        let list = list.into_iter();
        list.filter(|toast| (toast.kind == ToastKind::Failure) == failed)
            .collect::<Vec<_>>()
    };
    view! {
        <section class="toasts" aria-label=move || is_on_top.get().then_some("Messages")>
            // Where a dialog has a status of its own, this is none.
            <div class="toasts__live" aria-live="polite" role=(!in_dialog).then_some("status")>
                <For each=move || of_kind(false) key=|toast| toast.id let:toast>
                    <Message toasts toast />
                </For>
            </div>
            <For each=move || of_kind(true) key=|toast| toast.id let:toast>
                <Message toasts toast />
            </For>
        </section>
    }
}

#[component]
fn Message(toasts: Toasts, toast: Toast) -> impl IntoView {
    let Toast {
        id,
        kind,
        text,
        problem,
    } = toast;
    let (class, icon) = match kind {
        ToastKind::Success => ("toast toast--success", "check"),
        ToastKind::Information => ("toast", "clock"),
        ToastKind::Failure => ("toast toast--failure", "warning"),
    };
    // A problem announces itself.
    let role = (kind == ToastKind::Failure && problem.is_none()).then_some("alert");
    view! {
        <div class=class role=role>
            <Icon name=icon />
            <div class="toast__body">
                <p class="toast__text">{text}</p>
                {problem.map(|problem| view! { <ProblemNotice problem=Some(problem) /> })}
            </div>
            <button
                type="button"
                class="button button--plain button--icon"
                aria-label="Dismiss"
                on:click=move |_| toasts.dismiss(id)
            >
                <Icon name="close" />
            </button>
        </div>
    }
}
