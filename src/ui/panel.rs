use leptos::prelude::*;

use super::unique::unique_id;

/// A framed part of a page with its own heading.
#[component]
pub fn Panel(
    #[prop(into)] title: String,
    #[prop(optional, into)] actions: ViewFn,
    children: Children,
) -> impl IntoView {
    let id = unique_id("panel");
    view! {
        <section class="panel" aria-labelledby=id.clone()>
            <div class="panel__head">
                <h2 id=id.clone()>{title}</h2>
                {actions.run()}
            </div>
            {children()}
        </section>
    }
}
