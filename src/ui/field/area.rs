use leptos::prelude::*;

use super::{Frame, Ids};

/// A field of several lines.
#[component]
pub fn TextAreaField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional)] mono: bool,
    #[prop(optional)] required: bool,
) -> impl IntoView {
    let ids = Ids::new();
    view! {
        <Frame label ids=ids.clone() problem hint required>
            <textarea
                id=ids.control.clone()
                class="input"
                class:mono=mono
                rows=rows.to_string()
                spellcheck=if mono { "false" } else { "true" }
                aria-required=required.then_some("true")
                aria-invalid=move || problem.read().is_some().then_some("true")
                aria-describedby=ids.described_by(problem, hint)
                prop:value=value
                on:input:target=move |event| value.set(event.target().value())
            ></textarea>
        </Frame>
    }
}
