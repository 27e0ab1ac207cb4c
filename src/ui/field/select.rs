use leptos::prelude::*;

use crate::ui::dynamic;

use super::{Frame, Ids};

/// One of a list, in the browser's own list box.
#[component]
pub fn SelectField(
    #[prop(into)] label: String,
    value: RwSignal<String>,
    /// Value and text of each.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    #[prop(optional, into)] problem: Signal<Option<String>>,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional)] required: bool,
    /// Runs with the new value after `value` has it.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let ids = Ids::new();
    // The browser would show the first option for a value that is none of them.
    let unknown = Memo::new(move |_| {
        let value = value.read();
        !options.read().iter().any(|(option, _)| *option == *value)
    });
    let entries = move || {
        options.get().into_iter().map(move |(option, text)| {
            let selected = {
                let option = option.clone();
                move || *value.read() == option
            };
            view! {
                <option value=option prop:selected=selected>
                    {text}
                </option>
            }
        })
    };
    view! {
        <Frame label ids=ids.clone() problem hint required>
            <select
                id=ids.control.clone()
                class="input"
                aria-required=required.then_some("true")
                aria-invalid=move || problem.read().is_some().then_some("true")
                aria-describedby=ids.described_by(problem, hint)
                on:change:target=move |event| {
                    value.set(event.target().value());
                    if let Some(on_change) = on_change {
                        on_change.run((event.target().value(),));
                    }
                }
            >
                <Show when=move || unknown.get()>
                    <option value="" prop:selected=true disabled>
                        "Choose…"
                    </option>
                </Show>
                {dynamic(move || entries().collect_view())}
            </select>
        </Frame>
    }
}
