use leptos::prelude::*;

/// A few figures in a row.
#[component]
pub fn Strip(
    /// What the figures are about, such as "Services by state".
    #[prop(into)]
    label: String,
    children: Children,
) -> impl IntoView {
    view! {
        <section class="strip" aria-label=label>
            {children()}
        </section>
    }
}

#[component]
pub fn StripItem(
    #[prop(into)] value: Signal<String>,
    #[prop(optional, into)] label: Signal<String>,
    /// A state badge or other view instead of the label.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let below = match children {
        Some(children) => children(),
        None => view! { <span class="strip__label">{label}</span> }.into_any(),
    };
    view! {
        <div class="strip__item">
            <b class="strip__value">{value}</b>
            {below}
        </div>
    }
}
