use std::time::Duration;

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, SubmitEvent};

use super::{
    Button, ButtonLink, Dialog, Problem, ProblemNotice, SubmitButton, Tone,
    guard::{Guard, use_guard},
    unique::unique_id,
};

/// How long after the button is up a field may say what is wrong with it.
const AFTERTHOUGHT: Duration = Duration::from_millis(100);

/// Leads to the first field that something is wrong with: of the dialog on top, or else of the page.
pub fn focus_first_problem() {
    // Once the problems are in the document.
    request_animation_frame(|| {
        if !focus_problem_now() {
            set_timeout(|| _ = focus_problem_now(), AFTERTHOUGHT);
        }
    });
}

fn focus_problem_now() -> bool {
    let target = first_problem();
    if let Some(target) = &target {
        if let Ok(Some(details)) = target.closest("details") {
            _ = details.set_attribute("open", "");
        }
        _ = target.unchecked_ref::<HtmlElement>().focus();
    }
    target.is_some()
}

fn first_problem() -> Option<Element> {
    let dialogs = document().query_selector_all("dialog[open]").ok()?;
    let on_top = dialogs.get(dialogs.length().wrapping_sub(1));
    let place = match on_top {
        Some(dialog) => dialog.unchecked_into(),
        None => document().document_element()?,
    };
    let wrong = ".form [aria-invalid=true], .form .field__problem";
    let found = place.query_selector(wrong).ok()??;
    if found.has_attribute("aria-invalid") {
        return Some(found);
    }
    // A problem of several fields stands under them; of a dialog's only editor, within no set of fields.
    let (fields, controls) = match found.closest("fieldset").ok()? {
        Some(fields) => (fields, "input, select, textarea, button"),
        None => (
            found.closest("dialog .form").ok()??,
            "input, select, textarea, .rows__add button",
        ),
    };
    fields.query_selector(controls).ok()?
}

/// Asks before a dialog is closed over something that was typed.
#[derive(Clone, Copy)]
pub struct Unsaved {
    asking: RwSignal<bool>,
    guard: Guard,
    dirty: Signal<bool>,
    on_close: Callback<()>,
}

impl Unsaved {
    /// `dirty` is whether the dialog is open and closing it would lose something.
    pub fn new(dirty: Signal<bool>, on_close: Callback<()>) -> Self {
        Self {
            asking: RwSignal::new(false),
            guard: use_guard(dirty),
            dirty,
            on_close,
        }
    }

    fn asks(self) -> bool {
        self.asking.get() || self.guard.asks().get()
    }

    /// Asks no more, and changes nothing.
    pub fn keep(self) {
        self.asking.set(false);
        self.guard.stay();
    }

    /// Closes the dialog, asks first, or takes the question back.
    pub fn close(self) {
        if untrack(|| self.asks()) {
            self.keep();
        } else if self.dirty.get_untracked() {
            self.asking.set(true);
        } else {
            self.on_close.run(());
        }
    }

    fn discard(self) {
        self.keep();
        self.on_close.run(());
    }
}

/// The buttons of a dialog, and in their place the question whether to discard what was typed.
#[component]
pub fn DialogFoot(unsaved: Unsaved, children: ChildrenFn) -> impl IntoView {
    let children = StoredValue::new(children);
    view! {
        <div class="dialog__foot">
            <Show
                when=move || unsaved.asks()
                fallback=move || children.with_value(|children| children())
            >
                <AskDiscard on_keep=move || unsaved.keep() on_discard=move || unsaved.discard() />
            </Show>
        </div>
    }
}

/// A form in a dialog.
///
/// What was typed survives a failure, a second sending while the first is on its way does nothing,
/// and closing with unsaved changes asks first.
#[component]
pub fn FormDialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    /// The words on the submit button.
    #[prop(into)]
    submit: Signal<String>,
    /// The submit button destroys something.
    #[prop(optional)]
    danger: bool,
    #[prop(into)] pending: Signal<bool>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    /// Whether closing would lose what was typed.
    #[prop(optional, into)]
    dirty: Signal<bool>,
    /// Why it cannot be sent now.
    #[prop(optional, into)]
    submit_refused: Signal<Option<String>>,
    #[prop(into)] on_submit: Callback<()>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let unsaved = Unsaved::new(Signal::derive(move || open.get() && dirty.get()), on_close);
    let close = move || {
        if !pending.get_untracked() {
            unsaved.close();
        }
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let held = pending.get_untracked() || submit_refused.read_untracked().is_some();
        if !held {
            unsaved.keep();
            on_submit.run(());
        }
    };
    let tone = if danger { Tone::Danger } else { Tone::Primary };
    let children = StoredValue::new(children);
    view! {
        <Dialog title open on_close=close>
            <form class="form" novalidate on:submit=send>
                <div class="dialog__body">
                    {children.with_value(|children| children())} <ProblemNotice problem />
                </div>
                <DialogFoot unsaved>
                    <Button disabled=pending on_click=close>
                        "Cancel"
                    </Button>
                    <SubmitButton tone pending refused=submit_refused>
                        {submit}
                    </SubmitButton>
                </DialogFoot>
            </form>
        </Dialog>
    }
}

/// Goes on where somebody was before a question took the focus: there, or in the form's first field.
fn give_back_focus(before: Option<Element>, form: Option<Element>) {
    let body = document().body().map(Element::from);
    let form = form.filter(|form| form.is_connected() && document().active_element() == body);
    let Some(form) = form else { return };
    let first = || {
        form.query_selector("input, select, textarea")
            .ok()
            .flatten()
    };
    let place = before.filter(|before| form.contains(Some(before)));
    if let Some(place) = place.or_else(first) {
        _ = place.unchecked_into::<HtmlElement>().focus();
    }
}

#[component]
fn AskDiscard(
    #[prop(into)] on_keep: Callback<()>,
    #[prop(into)] on_discard: Callback<()>,
    /// Leaves what was typed for coming back.
    #[prop(optional, into)]
    on_later: Option<Callback<()>>,
) -> impl IntoView {
    let id = unique_id("discard");
    let keep = NodeRef::<leptos::html::Button>::new();
    let before = SendWrapper::new(document().active_element());
    let form = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            _ = keep.focus();
            form.set_value(keep.closest("form").ok().flatten());
        }
    });
    on_cleanup(move || {
        let form = form.try_get_value().flatten();
        let before = before.take();
        // Once the question has gone, and the dialog where it is closed.
        request_animation_frame(move || give_back_focus(before, form));
    });
    view! {
        <div class="dialog__ask" role="alertdialog" aria-labelledby=id.clone()>
            <strong id=id.clone()>"Discard changes?"</strong>
            <Button tone=Tone::Danger on_click=on_discard>
                "Discard"
            </Button>
            {on_later
                .map(|on_later| {
                    view! { <Button on_click=on_later>"Leave and keep the draft"</Button> }
                })}
            <button
                type="button"
                class="button button--primary"
                node_ref=keep
                on:click=move |_| on_keep.run(())
            >
                "Keep editing"
            </button>
        </div>
    }
}

/// A form that is a page of its own. Leaving it with a draft asks what is to become of that.
#[component]
pub fn FormPage(
    /// The words on the submit button.
    submit: &'static str,
    #[prop(into)] pending: Signal<bool>,
    #[prop(into)] problem: Signal<Option<Problem>>,
    /// Whether there is a draft.
    #[prop(optional, into)]
    dirty: Signal<bool>,
    /// Why it cannot be sent now.
    #[prop(optional, into)]
    submit_refused: Signal<Option<String>>,
    #[prop(into)] on_submit: Callback<()>,
    /// Forgets the draft, which otherwise is kept.
    #[prop(optional, into)]
    on_discard: Option<Callback<()>>,
    #[prop(into)] cancel_href: Signal<String>,
    children: Children,
) -> impl IntoView {
    let guard = use_guard(dirty);
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let held = pending.get_untracked() || submit_refused.read_untracked().is_some();
        if !held {
            on_submit.run(());
        }
    };
    let discard = move || {
        if let Some(on_discard) = on_discard {
            on_discard.run(());
        }
        guard.go();
    };
    let buttons = move || {
        view! {
            <SubmitButton pending refused=submit_refused>
                {submit}
            </SubmitButton>
            <ButtonLink href=cancel_href>"Cancel"</ButtonLink>
        }
    };
    let ask = move || match on_discard {
        Some(_) => view! {
            <AskDiscard
                on_keep=move || guard.stay()
                on_discard=discard
                on_later=Callback::new(move |()| guard.go())
            />
        }
        .into_any(),
        None => view! { <AskDiscard on_keep=move || guard.stay() on_discard=discard /> }.into_any(),
    };
    view! {
        <form class="form form--page" novalidate on:submit=send>
            <div class="form__fields">{children()}</div>
            <ProblemNotice problem />
            <div class="form__foot">
                <Show when=move || guard.asks().get() fallback=buttons>
                    {ask()}
                </Show>
            </div>
        </form>
    }
}

/// Says that a reload, or leaving and coming back, brought a draft back.
#[component]
pub fn DraftRestored(
    restored: RwSignal<bool>,
    /// Puts the form back to where it starts.
    #[prop(into)]
    on_start_over: Callback<()>,
) -> impl IntoView {
    let start_over = move || {
        on_start_over.run(());
        restored.set(false);
    };
    view! {
        <Show when=move || restored.get()>
            <div class="form__restored" role="status">
                <span>"Draft restored"</span>
                <Button on_click=start_over>"Start over"</Button>
            </div>
        </Show>
    }
}
