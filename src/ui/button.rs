use leptos::prelude::*;

use super::{Tip, dynamic, form::focus_first_problem, unique::unique_id};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Normal,
    /// The one thing the page is for.
    Primary,
    /// Without a frame, for bars and panel heads.
    Plain,
    /// Destroys something.
    Danger,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Self::Normal => "button",
            Self::Primary => "button button--primary",
            Self::Plain => "button button--plain",
            Self::Danger => "button button--danger",
        }
    }
}

/// A button that runs something.
///
/// While pending or refused it keeps its place in the tab order, so that focus is not lost and the
/// reason can be read, but a click does nothing.
#[component]
pub fn Button(
    #[prop(optional)] tone: Tone,
    #[prop(optional, into)] pending: Signal<bool>,
    /// Why it may not be used now.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
    /// What one should know before using it.
    #[prop(optional, into)]
    note: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(into)] on_click: Callback<()>,
    children: Children,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let remark = Signal::derive(move || refused.get().or_else(|| note.get()));
    let described_by = {
        let reason_id = reason_id.clone();
        move || remark.read().is_some().then(|| reason_id.clone())
    };
    let held = move || pending.get() || refused.read().is_some();
    let click = move |_| {
        if !untrack(held) {
            on_click.run(());
        }
    };
    view! {
        <Tip text=remark>
            <button
                type="button"
                class=tone.class()
                disabled=disabled
                aria-disabled=move || held().then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=described_by
                on:click=click
            >
                {children()}
            </button>
            <Reason id=reason_id refused=remark />
        </Tip>
    }
}

/// Sends the form it stands in, or leads to the field that keeps it from being sent.
#[component]
pub fn SubmitButton(
    #[prop(optional)] tone: Option<Tone>,
    #[prop(optional, into)] pending: Signal<bool>,
    /// Why the form cannot be sent now.
    #[prop(optional, into)]
    refused: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    let reason_id = unique_id("reason");
    let described_by = {
        let reason_id = reason_id.clone();
        move || refused.read().is_some().then(|| reason_id.clone())
    };
    let held = move || pending.get() || refused.read().is_some();
    let click = move |event: web_sys::MouseEvent| {
        if untrack(held) {
            event.prevent_default();
            if !pending.get_untracked() {
                focus_first_problem();
            }
        }
    };
    view! {
        <Tip text=refused>
            <button
                type="submit"
                class=tone.unwrap_or(Tone::Primary).class()
                aria-disabled=move || held().then_some("true")
                aria-busy=move || pending.get().then_some("true")
                aria-describedby=described_by
                on:click=click
            >
                {children()}
            </button>
            <Reason id=reason_id refused />
        </Tip>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    #[prop(into)] href: Signal<String>,
    #[prop(optional)] tone: Tone,
    children: Children,
) -> impl IntoView {
    view! {
        <a class=tone.class() href=href>
            {children()}
        </a>
    }
}

#[component]
fn Reason(id: String, refused: Signal<Option<String>>) -> impl IntoView {
    // Hidden text still describes: `aria-describedby` reads it by its id.
    dynamic(move || {
        refused.get().map(|reason| {
            view! {
                <span id=id.clone() hidden>
                    {reason}
                </span>
            }
        })
    })
}
