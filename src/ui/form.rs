use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{
    Button, ButtonLink, Dialog, Problem, ProblemNotice, SubmitButton, Tone, guard::use_guard,
    unique::unique_id,
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
    let asking = RwSignal::new(false);
    let guarded = Signal::derive(move || open.get() && dirty.get());
    let guard = use_guard(guarded);
    let asks = Signal::derive(move || asking.get() || guard.asks().get());
    let keep = move || {
        asking.set(false);
        guard.stay();
    };
    let close = move || {
        if pending.get_untracked() {
            return;
        }
        if asks.get_untracked() {
            keep();
        } else if dirty.get_untracked() {
            asking.set(true);
        } else {
            on_close.run(());
        }
    };
    let discard = move || {
        keep();
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
                    <Show when=move || asks.get() fallback=foot>
                        <AskDiscard on_keep=keep on_discard=discard />
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
    /// Leaves what was typed for coming back.
    #[prop(optional, into)]
    on_later: Option<Callback<()>>,
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
