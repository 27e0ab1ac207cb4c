//! What the timeline and the facets tell follows the list a moment later, so that typing is never held up.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use super::{
    bars::Bars,
    counts::{Facet, Tally, Values},
    load::Loading,
};
use crate::ui::list::{Filter, ListCore};

/// As long as typing or the next slice may go on.
const PAUSE: Duration = Duration::from_millis(120);

/// One facet on view.
#[derive(Clone, Debug, PartialEq)]
pub struct Counted {
    pub facet: Facet,
    pub values: Values,
    pub chosen: Vec<String>,
}

#[derive(Clone, Copy)]
pub struct Follow {
    pub bars: RwSignal<Arc<Bars>>,
    pub facets: RwSignal<Vec<Counted>>,
    /// The list, once it is there.
    pub core: RwSignal<Option<ListCore>>,
}

pub fn use_follow(loading: Loading) -> Follow {
    let follow = Follow {
        bars: RwSignal::new(Arc::default()),
        facets: RwSignal::new(Vec::new()),
        core: RwSignal::new(None),
    };
    Effect::new(move |_| {
        let Some(core) = follow.core.get() else {
            return;
        };
        core.arranged.track();
        loading.range.track();
        loading.unread.track();
        let run = move || {
            // The page may have gone meanwhile.
            if core.arranged.try_get_untracked().is_some() && !follow.bars.is_disposed() {
                untrack(|| follow.count(core, loading));
            }
        };
        if let Ok(timer) = set_timeout_with_handle(run, PAUSE) {
            on_cleanup(move || timer.clear());
        }
    });
    follow
}

impl Follow {
    fn count(self, core: ListCore, loading: Loading) {
        let shown = core.arranged.get_untracked().shown;
        let rows = loading.rows.get_untracked();
        let filter = Filter::parse(&core.filter.read_untracked());
        let at = |row: &u32| rows.get(*row as usize).map(|row| row.record.at);
        let unread = loading.unread.get_untracked().0;
        let range = loading.range.get_untracked();
        let bars = Bars::new(range, shown.iter().filter_map(at), &unread);
        if **self.bars.read_untracked() != bars {
            self.bars.set(Arc::new(bars));
        }
        let tally = |numbers: &[u32]| {
            let row = |row: &u32| rows.get(*row as usize);
            Tally::of(numbers.iter().filter_map(row))
        };
        let of_shown = tally(&shown);
        let facets: Vec<Counted> = Facet::ALL
            .into_iter()
            .map(|facet| {
                let chosen = filter.wanted(facet.key());
                // What a further value would find, not what the chosen ones leave.
                let values = if chosen.is_empty() {
                    of_shown.values(facet)
                } else {
                    tally(&core.matching(&filter.without(facet.key()))).values(facet)
                };
                Counted {
                    facet,
                    values,
                    chosen,
                }
            })
            .collect();
        if *self.facets.read_untracked() != facets {
            self.facets.set(facets);
        }
    }
}
