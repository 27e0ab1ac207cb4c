use std::sync::Arc;

use leptos::prelude::*;

use super::{
    columns::ACTIVITIES,
    facets::Facets,
    follow::use_follow,
    load::{Loading, Phase},
    log::Range,
    range::Choice,
    range_bar::{RangeBar, use_go_to},
    row::Row,
    state::LoadState,
    timeline::Timeline,
};
use crate::{
    list_view::use_list_view,
    ui::{Empty, List, Skeleton, dynamic, list::ListCore},
};

/// Range, timeline, facets and list of a part of the log.
#[component]
pub fn ActivitiesView(
    loading: Loading,
    /// The list in the address and in what is kept of its looks.
    name: &'static str,
) -> impl IntoView {
    let follow = use_follow(loading);
    let go_to = use_go_to();
    let take = Callback::new(move |(range,): (Range,)| go_to.run((Choice::Custom(range),)));
    let reveal = Callback::new(move |(core,): (ListCore,)| follow.core.set(Some(core)));
    let view = use_list_view(name);
    let rows: Signal<Arc<Vec<Row>>> = loading.rows.into();
    let has_rows = Memo::new(move |_| !loading.rows.read().is_empty());
    let is_reading = Memo::new(move |_| *loading.phase.read() == Phase::Reading);
    // `Some(true)`: the key may not read the log at all.
    let refused = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Failed(error) => Some(error.status() == Some(403)),
        _ => None,
    });
    let empty = move || {
        match (is_reading.get(), refused.get()) {
        (true, _) => view! { <Skeleton rows=8 columns=6 /> }.into_any(),
        (_, Some(true)) => view! {
            <Empty title="This key may not read the audit log" icon="lock">
                <p>
                    "It takes a role with the permission to view activities. Whoever manages the organization can give the key one."
                </p>
            </Empty>
        }
        .into_any(),
        (_, Some(false)) => ().into_any(),
        _ => view! {
            <Empty title="Nothing happened in this range">
                <p>"Take a longer one: the API tells what is left of its audit log."</p>
            </Empty>
        }
        .into_any(),
    }
    };
    // They have their places before the first record comes: what is not read yet is drawn so.
    let is_charted = Memo::new(move |_| has_rows.get() || refused.get().is_none());
    let is_faceted = Memo::new(move |_| has_rows.get() || is_reading.get());
    let charts = move || {
        is_charted
            .get()
            .then(|| view! { <Timeline bars=follow.bars on_take=take /> })
    };
    let aside = move || {
        is_faceted
            .get()
            .then(|| view! { <Facets follow is_reading /> })
    };
    view! {
        <div class="audit__top">
            <RangeBar loading go_to />
            <LoadState loading />
        </div>
        {dynamic(charts)}
        <div class="audit" class:audit--faceted=move || is_faceted.get()>
            {dynamic(aside)}
            <div class="audit__list">
                <List
                    list=&ACTIVITIES
                    rows
                    view
                    empty
                    loading=is_reading
                    answered_at=loading.answered_at
                    reveal
                />
            </div>
        </div>
    }
}
