use leptos::prelude::*;

use super::{
    figures::{Figure, Figures},
    tile::{Tile, TileState},
};
use crate::{
    pages::hygiene::{Lists, Rule},
    paths,
};

/// Invitations that end or have ended.
#[component]
pub fn Invitations(lists: Lists) -> impl IntoView {
    let latest = lists.invitations.latest();
    let list = paths::invitations(&lists.organization.get_value());
    let more = ("Invitations", list.clone());
    let content = move || {
        let found = lists.findings.get();
        let of_rule = |rule: Rule, words| Figure {
            count: found.iter().filter(|finding| finding.rule == rule).count(),
            words,
            href: paths::with_filter(&list, rule.about().filter.unwrap_or_default()),
            is_grave: true,
        };
        let figures = vec![
            of_rule(Rule::InvitationExpiresSoon, "about to expire"),
            of_rule(Rule::InvitationExpired, "expired"),
            Figure {
                count: latest.read().as_ref().map_or(0, |all| all.len()),
                words: "in all",
                href: list.clone(),
                is_grave: false,
            },
        ];
        view! { <Figures figures /> }
    };
    let state = TileState::of(lists.invitations);
    view! { <Tile title="Invitations" more state lines=3 content /> }
}
