use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{
    Button, ButtonLink, Dialog, Problem, ProblemNotice, SubmitButton, Tone, unique::unique_id,
};

/// A form in a dialog.
///
/// What was typed survives a failure, a second sending while the first is on its way does nothing,
/// and closing with unsaved changes asks first.
#[component]
pub fn FormDialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    /// The words on the submit button.
    submit: &'static str,
    /// The submit button destroys something.
    #[prop(optional)]
    danger: bool,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] problem: Signal<Option<Problem>>,
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
    let asking = RwSignal::new(false);
    let close = move || {
        if pending.get_untracked() {
            return;
        }
        if asking.get_untracked() {
            asking.set(false);
        } else if dirty.get_untracked() {
            asking.set(true);
        } else {
            on_close.run(());
        }
    };
    let discard = move || {
        asking.set(false);
        on_close.run(());
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let held = pending.get_untracked() || submit_refused.read_untracked().is_some();
        if !held {
            on_submit.run(());
        }
    };
    let tone = if danger { Tone::Danger } else { Tone::Primary };
    let foot = move || {
        view! {
            <Button disabled=pending on_click=close>
                "Cancel"
            </Button>
            <SubmitButton tone pending refused=submit_refused>
                {submit}
            </SubmitButton>
        }
    };
    let children = StoredValue::new(children);
    view! {
        <Dialog title open on_close=close>
            <form class="form" novalidate on:submit=send>
                <div class="dialog__body">
                    {children.with_value(|children| children())} <ProblemNotice problem />
                </div>
                <div class="dialog__foot">
                    <Show when=move || asking.get() fallback=foot>
                        <AskDiscard on_keep=move || asking.set(false) on_discard=discard />
                    </Show>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn AskDiscard(
    #[prop(into)] on_keep: Callback<()>,
    #[prop(into)] on_discard: Callback<()>,
) -> impl IntoView {
    let id = unique_id("discard");
    let keep = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        if let Some(keep) = keep.get() {
            _ = keep.focus();
        }
    });
    view! {
        <div class="dialog__ask" role="alertdialog" aria-labelledby=id.clone()>
            <strong id=id.clone()>"Discard changes?"</strong>
            <Button tone=Tone::Danger on_click=on_discard>
                "Discard"
            </Button>
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

/// A form that is a page of its own.
#[component]
pub fn FormPage(
    /// The words on the submit button.
    submit: &'static str,
    #[prop(optional, into)] pending: Signal<bool>,
    #[prop(optional, into)] problem: Signal<Option<Problem>>,
    /// Why it cannot be sent now.
    #[prop(optional, into)]
    submit_refused: Signal<Option<String>>,
    #[prop(into)] on_submit: Callback<()>,
    #[prop(into)] cancel_href: Signal<String>,
    children: Children,
) -> impl IntoView {
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        let held = pending.get_untracked() || submit_refused.read_untracked().is_some();
        if !held {
            on_submit.run(());
        }
    };
    view! {
        <form class="form form--page" novalidate on:submit=send>
            <div class="form__fields">{children()}</div>
            <ProblemNotice problem />
            <div class="form__foot">
                <SubmitButton pending refused=submit_refused>
                    {submit}
                </SubmitButton>
                <ButtonLink href=cancel_href>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
