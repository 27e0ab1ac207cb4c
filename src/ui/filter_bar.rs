use leptos::{html, prelude::*};
use web_sys::KeyboardEvent;

use super::{Icon, Waiting, dynamic};

/// The text filter of a list, with how much of it is left.
#[component]
pub fn FilterBar(
    #[prop(into)] value: Signal<String>,
    #[prop(into)] on_change: Callback<(String,)>,
    /// How many rows the filter leaves.
    #[prop(into)]
    shown: Signal<usize>,
    #[prop(into)] total: Signal<usize>,
    #[prop(optional, into)] placeholder: String,
    /// Shows that the list is being asked for again.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// Further controls at the end of the bar.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let placeholder = if placeholder.is_empty() {
        "Filter".to_owned()
    } else {
        placeholder
    };
    let clear = move || {
        on_change.run((String::new(),));
        if let Some(input) = input.get_untracked() {
            _ = input.focus();
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !value.read_untracked().is_empty() {
            event.prevent_default();
            clear();
        }
    };
    let count = move || match (shown.get(), total.get()) {
        (shown, total) if value.read().is_empty() && shown == total => total.to_string(),
        (shown, total) => format!("{shown} of {total}"),
    };
    let filled = Memo::new(move |_| !value.read().is_empty());
    view! {
        <div class="filter" role="search">
            <Icon name="filter" />
            <input
                type="text"
                class="filter__input"
                aria-label="Filter"
                placeholder=placeholder
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=value
                node_ref=input
                on:input:target=move |event| on_change.run((event.target().value(),))
                on:keydown=escape
            />
            <Show when=move || filled.get()>
                <button
                    type="button"
                    class="button button--plain button--icon"
                    aria-label="Clear filter"
                    on:click=move |_| clear()
                >
                    <Icon name="close" />
                </button>
            </Show>
            <span class="filter__count" role="status">
                {dynamic(count)}
            </span>
            {children.map(|children| children())}
            <Show when=move || loading.get()>
                <Waiting />
            </Show>
        </div>
    }
}
