use leptos::prelude::*;

use crate::ui::dynamic;

use super::{Below, Ids};
use crate::ui::unique::unique_id;

#[component]
pub fn CheckboxField(
    #[prop(into)] label: String,
    checked: RwSignal<bool>,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let ids = Ids::new();
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id=ids.control.clone()
                aria-invalid=move || problem.read().is_some().then_some("true")
                aria-describedby=ids.described_by(problem, hint)
                prop:checked=checked
                on:change:target=move |event| checked.set(event.target().checked())
            />
            <label class="field__label" for=ids.control.clone()>
                {label}
            </label>
            <Below hint_id=ids.hint problem_id=ids.problem problem hint />
        </div>
    }
}

/// One answer of a radio group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub text: String,
    pub hint: Option<String>,
}

impl Choice {
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            hint: None,
        }
    }

    #[must_use]
    pub fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: Some(hint.into()),
            ..self
        }
    }
}

#[component]
pub fn RadioGroup(
    #[prop(into)] legend: String,
    value: RwSignal<String>,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let name = unique_id("choice");
    let problem_id = format!("{name}-problem");
    let choices = move || {
        let name = name.clone();
        options.get().into_iter().map(move |choice| {
            view! { <Radio name=name.clone() choice value /> }
        })
    };
    view! {
        <fieldset
            class="fieldset"
            aria-describedby={
                let problem_id = problem_id.clone();
                move || problem.read().is_some().then(|| problem_id.clone())
            }
        >
            <legend>{legend}</legend>
            <div class="choices">{dynamic(move || choices().collect_view())}</div>
            <Below
                hint_id=String::new()
                problem_id=problem_id.clone()
                problem
                hint=Signal::stored(None)
            />
        </fieldset>
    }
}

#[component]
fn Radio(name: String, choice: Choice, value: RwSignal<String>) -> impl IntoView {
    let id = unique_id("radio");
    let hint_id = format!("{id}-hint");
    let Choice {
        value: own,
        text,
        hint,
    } = choice;
    let is_checked = {
        let own = own.clone();
        move || *value.read() == own
    };
    view! {
        <div class="choice">
            <input
                type="radio"
                id=id.clone()
                name=name
                value=own.clone()
                aria-describedby=hint.is_some().then(|| hint_id.clone())
                prop:checked=is_checked
                on:change=move |_| value.set(own.clone())
            />
            <label for=id>{text}</label>
            {hint
                .map(|hint| {
                    view! {
                        <p id=hint_id class="field__hint">
                            {hint}
                        </p>
                    }
                })}
        </div>
    }
}

/// Fields that belong together.
#[component]
pub fn Fieldset(#[prop(into)] legend: String, children: Children) -> impl IntoView {
    view! {
        <fieldset class="fieldset">
            <legend>{legend}</legend>
            {children()}
        </fieldset>
    }
}
