use leptos::prelude::*;

use super::{
    figures::{Figure, Figures},
    tile::{Tile, TileState},
};
use crate::{
    pages::hygiene::{Lists, Rule},
    paths,
};

/// What each figure counts, the rules behind it, and the filter that shows the same keys.
const FIGURES: [(&str, &[Rule], &str); 4] = [
    (
        "about to expire",
        &[Rule::KeyExpiresSoon],
        "mark:expires-soon -mark:disabled",
    ),
    ("expired", &[Rule::KeyExpired], "mark:expired"),
    (
        "open to the world",
        &[Rule::AdminOpen, Rule::KeyOpen],
        "mark:open -mark:expired -mark:disabled",
    ),
    (
        "not used for 90 days or never",
        &[Rule::KeyUnused, Rule::KeyNeverUsed],
        "mark:unused,never-used -mark:expired -mark:disabled",
    ),
];

/// API keys that end, that are open, and that nobody uses.
#[component]
pub fn Keys(lists: Lists) -> impl IntoView {
    let latest = lists.keys.latest();
    let list = paths::keys(&lists.organization.get_value());
    let more = ("API keys", list.clone());
    let content = move || {
        let found = lists.findings.get();
        let count = |rules: &[Rule]| {
            let found = found.iter().filter(|finding| rules.contains(&finding.rule));
            found.count()
        };
        let all = Figure {
            count: latest.read().as_ref().map_or(0, |all| all.len()),
            words: "in all",
            href: list.clone(),
            is_grave: false,
        };
        let figures = FIGURES.map(|(words, rules, filter)| Figure {
            count: count(rules),
            words,
            href: paths::with_filter(&list, filter),
            is_grave: true,
        });
        let figures: Vec<Figure> = figures.into_iter().chain([all]).collect();
        view! { <Figures figures /> }
    };
    view! { <Tile title="API keys" more state=TileState::of(lists.keys) lines=5 content /> }
}
