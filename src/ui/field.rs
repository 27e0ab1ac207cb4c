//! Form fields: a label, a control, a hint and what is wrong with it.

mod area;
mod choice;
mod select;

use leptos::prelude::*;
use web_sys::{ClipboardEvent, Event};

pub use self::{
    area::TextAreaField,
    choice::{CheckboxField, Choice, Fieldset, RadioGroup},
    select::SelectField,
};
use super::{Icon, dynamic, unique::unique_id};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    #[default]
    Text,
    /// Masked, with a button that shows it.
    Password,
    Number,
    Email,
    Date,
    DateTime,
    Time,
}

impl FieldKind {
    fn input_type(self) -> &'static str {
        match self {
            // A number input swallows what it cannot read and changes under the mouse wheel.
            Self::Text | Self::Number => "text",
            Self::Password => "password",
            Self::Email => "email",
            Self::Date => "date",
            Self::DateTime => "datetime-local",
            Self::Time => "time",
        }
    }
}

/// A field of one line.
#[component]
pub fn TextField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// What is wrong with the value.
    #[prop(optional, into)]
    problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional)] kind: FieldKind,
    #[prop(optional)] autocomplete: &'static str,
    #[prop(optional)] mono: bool,
    #[prop(optional)] required: bool,
    #[prop(optional)] autofocus: bool,
    /// Runs with the new value after `value` has it.
    #[prop(optional, into)]
    on_input: Option<Callback<(String,)>>,
    /// Runs with the pasted text; `true` says that it was taken and must not be inserted.
    #[prop(optional, into)]
    on_paste: Option<Callback<(String,), bool>>,
) -> impl IntoView {
    let ids = Ids::new();
    let revealed = RwSignal::new(false);
    let input_type = move || {
        if revealed.get() {
            "text"
        } else {
            kind.input_type()
        }
    };
    let input = move |event: Event| {
        value.set(event_target_value(&event));
        if let Some(on_input) = on_input {
            on_input.run((event_target_value(&event),));
        }
    };
    let paste = move |event: ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok());
        if let (Some(on_paste), Some(text)) = (on_paste, pasted)
            && on_paste.run((text,))
        {
            event.prevent_default();
        }
    };
    let reveal = (kind == FieldKind::Password).then(|| view! { <Reveal revealed /> });
    view! {
        <Frame label ids=ids.clone() problem hint required>
            <span class="field__control">
                <input
                    id=ids.control.clone()
                    class="input"
                    class:mono=mono
                    type=input_type
                    inputmode=(kind == FieldKind::Number).then_some("numeric")
                    autocomplete=if autocomplete.is_empty() { "off" } else { autocomplete }
                    autocapitalize="off"
                    spellcheck="false"
                    autofocus=autofocus
                    aria-required=required.then_some("true")
                    aria-invalid=move || problem.read().is_some().then_some("true")
                    aria-describedby=ids.described_by(problem, hint)
                    prop:value=value
                    on:input=input
                    on:paste=paste
                />
                {reveal}
            </span>
        </Frame>
    }
}

#[component]
fn Reveal(revealed: RwSignal<bool>) -> impl IntoView {
    view! {
        <button
            type="button"
            class="button button--plain button--icon"
            aria-label="Show what is typed"
            aria-pressed=move || revealed.get().to_string()
            on:click=move |_| revealed.update(|revealed| *revealed = !*revealed)
        >
            <Icon name="eye" />
        </button>
    }
}

#[derive(Clone)]
struct Ids {
    control: String,
    hint: String,
    problem: String,
}

impl Ids {
    fn new() -> Self {
        let control = unique_id("field");
        Self {
            hint: format!("{control}-hint"),
            problem: format!("{control}-problem"),
            control,
        }
    }

    fn described_by(
        &self,
        problem: Signal<Option<String>>,
        hint: Signal<Option<String>>,
    ) -> impl Fn() -> Option<String> + Send + Sync + use<> {
        let ids = self.clone();
        move || {
            let problem = problem.read().is_some().then_some(ids.problem.as_str());
            let hint = hint.read().is_some().then_some(ids.hint.as_str());
            let both: Vec<&str> = problem.into_iter().chain(hint).collect();
            (!both.is_empty()).then(|| both.join(" "))
        }
    }
}

/// The label above, the hint and the problem below.
#[component]
fn Frame(
    label: String,
    ids: Ids,
    problem: Signal<Option<String>>,
    hint: Signal<Option<String>>,
    required: bool,
    children: Children,
) -> impl IntoView {
    let required = required.then(|| {
        view! {
            <span class="field__required" aria-hidden="true">
                "required"
            </span>
        }
    });
    view! {
        <div class="field">
            <span class="field__head">
                <label class="field__label" for=ids.control>
                    {label}
                </label>
                {required}
            </span>
            {children()}
            <Below hint_id=ids.hint problem_id=ids.problem problem hint />
        </div>
    }
}

#[component]
fn Below(
    hint_id: String,
    problem_id: String,
    problem: Signal<Option<String>>,
    hint: Signal<Option<String>>,
) -> impl IntoView {
    let hint = move || {
        let id = hint_id.clone();
        hint.get().map(|hint| {
            view! {
                <p id=id class="field__hint">
                    {hint}
                </p>
            }
        })
    };
    let problem = move || {
        let id = problem_id.clone();
        problem.get().map(|problem| {
            view! {
                <p id=id class="field__problem">
                    {problem}
                </p>
            }
        })
    };
    view! {
        {dynamic(problem)}
        {dynamic(hint)}
    }
}

/// What is wrong with an editor of several fields; nothing while nothing is.
#[component]
pub fn FieldProblem(#[prop(into)] problem: Signal<Option<String>>) -> impl IntoView {
    let text = move || {
        problem.get().map(|problem| {
            view! {
                <p class="field__problem" role="alert">
                    {problem}
                </p>
            }
        })
    };
    view! { {dynamic(text)} }
}
