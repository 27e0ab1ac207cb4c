use leptos::prelude::*;

/// A picture of the sprite in `index.html`, without meaning of its own: the words stand beside it.
#[component]
pub fn Icon(
    /// The symbol's id without its `icon-`.
    name: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use_ href=format!("#icon-{name}")></use_>
        </svg>
    }
}
