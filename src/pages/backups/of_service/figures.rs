use leptos::prelude::*;

use super::OfService;
use crate::{
    pages::backups::{
        days::next_start,
        standing::{Standing, is_backed_up, verdict},
        words,
    },
    ui::{StateBadge, Strip, StripItem, dynamic, time::ago},
};

/// How it stands, in a row.
#[component]
pub(super) fn Figures() -> impl IntoView {
    let of: OfService = expect_context();
    let is_known = Memo::new(move |_| of.list.latest().read().is_some());
    let standing = Memo::new(move |_| Standing::of(&of.backups()));
    let judged = Memo::new(move |_| {
        verdict(
            &standing.read(),
            of.schedule(),
            &of.service.read(),
            of.now.get(),
        )
    });
    let good = Signal::derive(move || {
        let standing = standing.read();
        let started = standing.last_good.as_ref().and_then(words::started);
        match started {
            Some(at) => ago(at, of.now.get()),
            None if is_known.get() => "none".into(),
            None => "—".into(),
        }
    });
    let schedule = Signal::derive(move || {
        of.schedule()
            .map_or_else(|| "—".into(), |schedule| words::rhythm(&schedule))
    });
    let kept = Signal::derive(move || {
        of.schedule().map_or_else(
            || "—".into(),
            |schedule| words::hours(schedule.retention_hours),
        )
    });
    let next = Signal::derive(move || {
        if !is_backed_up(&of.service.read()) {
            return "none".into();
        }
        let now = of.now.get();
        match next_start(&of.backups(), &of.rules(), now) {
            Some(at) if at < now => "due now".into(),
            Some(at) => ago(at, now),
            None => "—".into(),
        }
    });
    let badge = move || {
        if !is_known.get() {
            // As high as what comes.
            return view! { <span class="quiet">"…"</span> }.into_any();
        }
        let verdict = judged.get();
        view! { <StateBadge word=verdict.words() tone=verdict.tone() /> }.into_any()
    };
    view! {
        <Strip label="Backups at a glance">
            <StripItem value=good>
                <span class="strip__label">"Last good backup"</span>
                {dynamic(badge)}
            </StripItem>
            <StripItem value=schedule label="Schedule" />
            <StripItem value=kept label="Kept for" />
            <StripItem value=next label="Next start, by the schedule" />
        </Strip>
    }
}
