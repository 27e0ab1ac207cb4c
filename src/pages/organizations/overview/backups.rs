use leptos::prelude::*;

use super::{
    figures::{Figure, Figures},
    tile::{Tile, TileState},
};
use crate::{
    pages::{
        backups::Verdict,
        hygiene::{Lists, is_present},
    },
    paths,
};

/// What the survey of backups found. It costs a request a service, so it is only linked to.
#[component]
pub fn Backups(lists: Lists) -> impl IntoView {
    let latest = lists.services.latest();
    let page = paths::backups(&lists.organization.get_value());
    let more = ("Survey backups", page.clone());
    let content = move || {
        let surveyed = lists.surveyed.get();
        let needy = surveyed
            .iter()
            .filter(|one| one.verdict.needs_attention())
            .count();
        let untold = surveyed
            .iter()
            .filter(|one| one.verdict == Verdict::Untold)
            .count();
        let all = latest.read();
        let all = all.iter().flat_map(|all| all.iter());
        let primaries = all
            .filter(|service| service.is_primary != Some(false) && is_present(service))
            .count();
        let figure = |count, words, is_grave| Figure {
            count,
            words,
            href: page.clone(),
            is_grave,
        };
        let not_known =
            (untold > 0).then(|| figure(untold, "with a status not known to this console", false));
        let figures = [figure(needy, "without a recent good backup", true)];
        let figures = figures.into_iter().chain(not_known);
        let figures = figures.chain([
            figure(surveyed.len() - needy - untold, "without objection", false),
            figure(
                primaries.saturating_sub(surveyed.len()),
                "not surveyed in the last hour",
                false,
            ),
        ]);
        let figures: Vec<Figure> = figures.collect();
        view! { <Figures figures /> }
    };
    let state = TileState::shared(lists.services);
    view! { <Tile title="Backups" more state lines=3 content /> }
}
