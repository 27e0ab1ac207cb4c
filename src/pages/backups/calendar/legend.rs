use leptos::prelude::*;

use super::day::modifier;
use crate::pages::backups::days::Outcome;

const SHOWN: [(Outcome, &str); 7] = [
    (Outcome::Good, "good"),
    (Outcome::Mixed, "good and failed"),
    (Outcome::Failed, "failed"),
    (Outcome::Running, "running"),
    (Outcome::Missing, "missing"),
    (Outcome::Due, "due"),
    (Outcome::Expired, "no longer kept"),
];

/// What the marks mean.
#[component]
pub(super) fn Legend() -> impl IntoView {
    let entries = SHOWN.into_iter().map(|(outcome, text)| {
        view! {
            <li class=format!("calendar__key calendar__day--{}", modifier(outcome))>
                <span class="calendar__mark" aria-hidden="true"></span>
                {text}
            </li>
        }
    });
    view! {
        <ul class="calendar__legend" aria-label="Marks">
            {entries.collect_view()}
            <li class="calendar__key calendar__key--edge">"line on the left: retention ends"</li>
        </ul>
    }
}
