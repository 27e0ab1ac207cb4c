//! One day: its cell, and what is said of the one under the cursor.

use std::sync::Arc;

use cloud_api::BackupId;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::cell_id;
use crate::{
    format,
    pages::backups::{
        days::{OneDay, Outcome},
        moment::{Day, minute},
        words,
    },
    ui::{Button, StateBadge, Tone, dynamic},
};

#[component]
pub(super) fn DayCell(
    day: Day,
    days: Memo<Arc<Vec<OneDay>>>,
    cursor: Memo<Option<Day>>,
    chosen: RwSignal<Option<Day>>,
    on_open: Callback<(BackupId,)>,
) -> impl IntoView {
    let one = Memo::new(move |_| {
        let days = days.read();
        days.iter().find(|one| one.day == day).cloned()
    });
    let outcome = Memo::new(move |_| {
        one.read()
            .as_ref()
            .map_or(Outcome::Future, |one| one.outcome)
    });
    let name = move || one.read().as_ref().map(told).unwrap_or_default();
    let is_today = move || one.read().as_ref().is_some_and(|one| one.is_today);
    // In one piece: a class that is set anew would drop those that were toggled beside it.
    let class = move || {
        let is_edge = one.read().as_ref().is_some_and(|one| one.is_edge);
        format!(
            "calendar__day calendar__day--{}{}{}",
            modifier(outcome.get()),
            if is_edge { " calendar__day--edge" } else { "" },
            if is_today() {
                " calendar__day--today"
            } else {
                ""
            },
        )
    };
    let number = match day.number() {
        1 => format!("1 {}", day.month()),
        number => number.to_string(),
    };
    let took = move || {
        let one = one.read();
        one.as_ref().and_then(OneDay::longest).map(short)
    };
    let is_at = Memo::new(move |_| cursor.get() == Some(day));
    // Enter on a day shows its newest backup, as a click does on the way there.
    let press = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
            if let Some(one) = one.get_untracked()
                && let Some(newest) = one.backups.first()
            {
                on_open.run((newest.id.clone(),));
            }
        }
    };
    view! {
        <td
            role="gridcell"
            id=cell_id(day)
            class=class
            tabindex=move || if is_at.get() { "0" } else { "-1" }
            aria-label=name
            aria-selected=move || is_at.get().to_string()
            aria-current=move || is_today().then_some("date")
            on:click=move |_| chosen.set(Some(day))
            on:focus=move |_| chosen.set(Some(day))
            on:keydown=press
        >
            <span class="calendar__number">{number}</span>
            <span class="calendar__mark" aria-hidden="true"></span>
            <span class="calendar__took">{dynamic(took)}</span>
        </td>
    }
}

/// `4 min`, as short as a cell is.
fn short(seconds: f64) -> String {
    let text = format::elapsed(seconds * 1_000.0);
    let mut words = text.split(' ');
    match (words.next(), words.next()) {
        (Some(count), Some(unit)) => format!("{count} {unit}"),
        _ => text,
    }
}

pub(super) fn modifier(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Good => "good",
        Outcome::Mixed => "mixed",
        Outcome::Failed => "failed",
        Outcome::Running => "running",
        Outcome::Unclear => "unclear",
        Outcome::Missing => "missing",
        Outcome::Nothing => "nothing",
        Outcome::Expired => "expired",
        Outcome::Before => "before",
        Outcome::Due => "due",
        Outcome::Future => "future",
    }
}

/// The day and what it brought, as a screen reader says it.
fn told(one: &OneDay) -> String {
    let mut text = format!("{}: {}", one.day.words(), one.outcome.words());
    if !one.backups.is_empty() {
        let count = format::plural(one.backups.len(), "backup", "backups");
        for part in [", ", &count, ", ", &words::bytes(one.size())] {
            text.push_str(part);
        }
    }
    if one.is_edge {
        text.push_str(", retention ends here");
    }
    if one.is_today {
        text.push_str(", today");
    }
    text
}

/// The day under the cursor, with its backups.
#[component]
pub(super) fn DayDetails(
    days: Memo<Arc<Vec<OneDay>>>,
    cursor: Memo<Option<Day>>,
    on_open: Callback<(BackupId,)>,
) -> impl IntoView {
    let one = Memo::new(move |_| {
        let day = cursor.get()?;
        days.read().iter().find(|one| one.day == day).cloned()
    });
    let content = move || {
        one.get().map(|one| {
            let backups = one.backups.into_iter().map(|backup| {
                let id = backup.id.clone();
                let at = words::started(&backup).map(minute).unwrap_or_default();
                let word = backup
                    .status
                    .as_ref()
                    .map_or_else(|| "—".to_owned(), ToString::to_string);
                let tone = words::tone(backup.status.as_ref());
                let facts = [words::size(&backup), words::duration(&backup)].join(" in ");
                view! {
                    <li>
                        <Button
                            tone=Tone::Plain
                            on_click=Callback::new(move |()| on_open.run((id.clone(),)))
                        >
                            {at}
                        </Button>
                        <StateBadge word tone />
                        <span class="quiet">{facts}</span>
                    </li>
                }
            });
            let edge = one.is_edge.then(|| {
                view! { <p class="hint">"Retention ends within this day: older backups are deleted."</p> }
            });
            view! {
                <h3>{one.day.words()}</h3>
                <p>{one.outcome.words()}</p>
                <ul class="plain">{backups.collect_view()}</ul>
                {edge}
            }
        })
    };
    view! {
        <div class="calendar__details" role="group" aria-label="The chosen day">
            {dynamic(content)}
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_with_its_result_and_the_edge() {
        let one = OneDay {
            day: Day::parse("2026-11-21").expect("a day"),
            outcome: Outcome::Failed,
            backups: vec![
                serde_json::from_str(r#"{"id":"x","sizeInBytes":2048}"#).expect("a backup"),
            ],
            is_edge: true,
            is_today: false,
        };
        assert_eq!(
            told(&one),
            "Sat 21 November 2026: failed, 1 backup, 2 KiB, retention ends here"
        );
    }

    #[test]
    fn a_duration_fits_into_a_cell() {
        assert_eq!(short(42.0), "42 s");
        assert_eq!(short(260.0), "4 min");
        assert_eq!(short(7_500.0), "2 h");
    }
}
