use cloud_api::novelty::BETA;
use leptos::prelude::*;

use crate::ui::Tip;

/// Says where the API calls an operation beta, which means that its contract may still change.
#[component]
pub fn Beta(
    /// As the API names it.
    operation: &'static str,
) -> impl IntoView {
    BETA.contains(&operation).then(|| {
        let said = format!("The API calls {operation} beta: what it answers may still change.");
        let text = Signal::stored(Some(said.clone()));
        view! {
            <Tip text>
                <span class="token" tabindex="0">
                    "beta"
                    <span class="visually-hidden">{said}</span>
                </span>
            </Tip>
        }
    })
}
