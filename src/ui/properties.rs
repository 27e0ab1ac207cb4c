use leptos::prelude::*;

/// The facts of a thing, label and value.
#[component]
pub fn Properties(children: Children) -> impl IntoView {
    view! { <dl class="properties">{children()}</dl> }
}

#[component]
pub fn Property(#[prop(into)] label: String, children: Children) -> impl IntoView {
    view! {
        <div class="properties__row">
            <dt>{label}</dt>
            <dd>{children()}</dd>
        </div>
    }
}
