//! The request budget in the top bar, and the way to what was sent.

use std::time::Duration;

use leptos::prelude::*;

use super::panels::{Panel, Panels};
use crate::{client::Client, format, ui::dynamic};

/// Ten bars, one for each request the key may still send, and a button that opens the call log.
#[component]
pub fn BudgetMeter() -> impl IntoView {
    let client = expect_context::<Client>();
    let panels = expect_context::<Panels>();
    let limit = client.budget.limit();
    let left = move || limit.saturating_sub(client.budget.used().get());
    let held = use_seconds_until(client.budget.held_until());
    let label = move || match held.get() {
        Some(seconds) => format!(
            "API calls: the API takes no request for {} s",
            format::number(seconds)
        ),
        None => format!("API calls: {} of {limit} requests left", left()),
    };
    let text = move || match held.get() {
        Some(seconds) => format!("wait {} s", format::number(seconds)),
        None => format!("{} of {limit}", left()),
    };
    let bars = (0..limit.min(20))
        .map(|bar| view! { <i class:on=move || held.get().is_none() && bar < left()></i> })
        .collect_view();
    // Told once, not every second.
    let is_held = Memo::new(move |_| held.get().is_some());
    let told = move || {
        is_held.get().then(|| {
            let seconds = held.get_untracked().unwrap_or_default();
            format!(
                "The API takes no request of this key for {} seconds. What was asked for waits.",
                format::number(seconds)
            )
        })
    };
    view! {
        <button
            type="button"
            class="budget"
            class:budget--held=move || is_held.get()
            aria-label=label
            title="Requests this key may still send in this 10 s window"
            on:click=move |_| panels.open(Panel::Calls)
        >
            {bars}
            <span>{dynamic(text)}</span>
        </button>
        <span class="visually-hidden" role="status">
            {dynamic(told)}
        </span>
    }
}

/// Whole seconds until a moment, counting down; nothing once it has passed.
fn use_seconds_until(moment: Signal<f64>) -> Memo<Option<f64>> {
    let now = RwSignal::new(js_sys::Date::now());
    Effect::new(move |_| {
        let until = moment.get();
        now.set(js_sys::Date::now());
        if until > now.get_untracked()
            && let Ok(clock) = set_interval_with_handle(
                move || {
                    if now.get_untracked() < until {
                        now.set(js_sys::Date::now());
                    }
                },
                Duration::from_millis(500),
            )
        {
            on_cleanup(move || clock.clear());
        }
    });
    Memo::new(move |_| {
        let rest = moment.get() - now.get();
        (rest > 0.0).then(|| (rest / 1_000.0).ceil())
    })
}
