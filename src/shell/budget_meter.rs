//! The request budget in the top bar, and the way to what was sent.

use leptos::prelude::*;

use super::panels::{Panel, Panels};
use crate::{client::Client, ui::dynamic};

/// Ten bars, one for each request the key may still send, and a button that opens the call log.
#[component]
pub fn BudgetMeter() -> impl IntoView {
    let client = expect_context::<Client>();
    let panels = expect_context::<Panels>();
    let limit = client.budget.limit();
    let left = move || limit.saturating_sub(client.budget.used().get());
    let label = move || format!("API calls: {} of {limit} requests left", left());
    let bars = (0..limit.min(20))
        .map(|bar| view! { <i class:on=move || bar < left()></i> })
        .collect_view();
    view! {
        <button
            type="button"
            class="budget"
            aria-label=label
            title="Requests this key may still send in this 10 s window"
            on:click=move |_| panels.open(Panel::Calls)
        >
            {bars}
            <span>{dynamic(move || format!("{} of {limit}", left()))}</span>
        </button>
    }
}
