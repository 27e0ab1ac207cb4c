use std::sync::Arc;

use leptos::prelude::*;

use super::{
    address::GoTo,
    credits::Credits,
    days::{full, short},
    known::{Known, Standing},
    legend::Legend,
    load::Loading,
    split::{COLOURS, DaySum, Series, Split},
    split_bar::SplitBar,
};
use crate::{
    format::{dates::date, plural},
    ui::{
        Panel,
        chart::{Amount, ChartTable, Drawing, Layer, Plot, Scale, Sheet, TEXTURES, bars},
        dynamic,
    },
};

/// How many parts of a day are told by name.
const TOLD: usize = 4;

/// What each day cost, as stacked bars.
#[component]
pub fn Daily(
    loading: Loading,
    series: Memo<Arc<Series>>,
    split: Memo<Split>,
    known: Memo<Arc<Known>>,
    go_to: GoTo,
) -> impl IntoView {
    let picked = RwSignal::new(None::<usize>);
    let drawing = Memo::new(move |_| Arc::new(drawing(&series.read(), picked.get())));
    let sheet = Memo::new(move |_| Arc::new(sheet(&series.read())));
    let told = Callback::new(move |(place,): (usize,)| told(&series.read(), place));
    let summary = Signal::derive(move || summary(&series.read()));
    let notes = move || {
        let undated = loading.costs().undated();
        notes(&series.read(), &split.read(), loading.today.get(), undated)
    };
    // Groups of another split are other groups.
    Effect::new(move |_| {
        split.track();
        picked.set(None);
    });
    let actions = move || view! { <SplitBar split known go_to /> };
    view! {
        <Panel title="Cost per day" actions>
            <Plot label="Cost per day" drawing summary told />
            <Legend series picked />
            {dynamic(notes)}
            <ChartTable label="Cost by day, in CHC" file="usage-by-day.csv" sheet />
        </Panel>
    }
}

fn drawing(series: &Series, picked: Option<usize>) -> Drawing {
    let most = series.days.iter().map(|day| day.total).max();
    let scale = Scale::up_to(most.unwrap_or_default().value());
    let mut layers: Vec<Layer> = (0..series.groups.len())
        .map(|group| {
            let faded = picked.is_some_and(|picked| picked != group);
            let path = bars(stacked(series, group, &scale));
            Layer {
                class: colour(group) + if faded { " plot__shape--faded" } else { "" },
                path,
                texture: group % TEXTURES,
            }
        })
        .collect();
    let unread = series
        .days
        .iter()
        .enumerate()
        .filter(|(_, day)| !day.is_read);
    layers.push(Layer {
        class: "plot__shape--unread".into(),
        texture: 0,
        path: bars(unread.map(|(place, _)| (place, 0.0, 1.0))),
    });
    let open = series
        .days
        .iter()
        .enumerate()
        .filter(|(_, day)| is_open(day));
    Drawing {
        count: series.days.len(),
        ticks: scale.ticks(),
        names: names(series.days.len(), |place| short(series.days[place].day)),
        layers,
        hatched: open
            .map(|(place, day)| (place, scale.share(day.total.value())))
            .collect(),
        limit: None,
    }
}

/// The bars of one group, on those of the groups before it. The dearest group stands on the ground.
fn stacked(
    series: &Series,
    group: usize,
    scale: &Scale,
) -> impl Iterator<Item = (usize, f64, f64)> {
    let days = series.days.iter().enumerate();
    days.filter_map(move |(place, day)| {
        let own = day.parts.get(group).copied()?;
        let below: Credits = day.parts[..group].iter().copied().sum();
        let share = |credits: Credits| scale.share(credits.value());
        (own > Credits::ZERO).then(|| (place, share(below), share(below + own)))
    })
}

/// The class of a group's colour; what has none of its own shares the last.
pub fn colour(group: usize) -> String {
    format!("series--{}", group.min(COLOURS) + 1)
}

/// First, last and some between, few enough for a narrow screen.
pub fn names(count: usize, name: impl Fn(usize) -> String) -> Vec<(usize, String)> {
    let Some(last) = count.checked_sub(1) else {
        return Vec::new();
    };
    let steps = last.clamp(1, 4);
    let mut places: Vec<usize> = (0..=steps).map(|step| last * step / steps).collect();
    places.dedup();
    places
        .into_iter()
        .map(|place| (place, name(place)))
        .collect()
}

fn is_open(day: &DaySum) -> bool {
    day.has_records && !day.is_final
}

fn told(series: &Series, place: usize) -> String {
    let Some(day) = series.days.get(place) else {
        return String::new();
    };
    let name = full(day.day);
    if !day.is_read {
        return format!("{name}: not read");
    }
    let mut parts: Vec<(usize, Credits)> = day.parts.iter().copied().enumerate().collect();
    parts.retain(|(_, credits)| *credits != Credits::ZERO);
    parts.sort_by_key(|(_, credits)| std::cmp::Reverse(*credits));
    let named = parts
        .iter()
        .take(TOLD)
        .map(|(group, credits)| format!("{} {}", series.groups[*group].label, credits.text()));
    let named: Vec<String> = named.collect();
    let more = parts.len().saturating_sub(TOLD);
    let more = if more > 0 {
        format!(", and {more} more")
    } else {
        String::new()
    };
    let open = if is_open(day) { ", not final" } else { "" };
    let colon = if named.is_empty() { "" } else { ". " };
    format!(
        "{name}: {}{open}{colon}{}{more}",
        day.total.with_unit(),
        named.join(", ")
    )
}

fn summary(series: &Series) -> String {
    let read = series.read_days();
    let dearest = series.dearest().filter(|day| day.total > Credits::ZERO);
    let most = dearest.map(|day| {
        let (name, total) = (full(day.day), day.total.with_unit());
        format!("; most on {name}: {total}")
    });
    format!(
        "{} in {}{}. Point at a day, or use the arrow keys.",
        series.total.with_unit(),
        plural(read, "day", "days"),
        most.unwrap_or_default()
    )
}

/// What has to be known to read the bars right.
fn notes(series: &Series, split: &Split, today: i32, undated: usize) -> impl IntoView + use<> {
    let mut notes = Vec::new();
    if undated > 0 {
        notes.push(format!(
            "{} without a date; no day and no sum has them.",
            plural(undated, "record came", "records came")
        ));
    }
    let open = series.open_days();
    if open > 0 {
        let days = if open == 1 { "day is" } else { "days are" };
        let of_today = if series.days.last().is_some_and(|day| day.day == today) {
            " Today has only begun to be counted."
        } else {
            ""
        };
        notes.push(format!(
            "Hatched: {open} {days} not final (locked: false), so the API may still change what it tells.{of_today}"
        ));
    }
    let unread = series.days.len() - series.read_days();
    if unread > 0 {
        notes.push(format!(
            "Grey: {} not read; no sum has them.",
            plural(unread, "day was", "days were")
        ));
    }
    let split_note = match split {
        Split::Service => Some(
            "ClickPipes count to their service. Storage and backups belong to a warehouse, which its services share.",
        ),
        Split::Tag(_) => Some(
            "Tags are those that services have now; what a warehouse costs counts to its primary service.",
        ),
        _ => None,
    };
    notes.extend(split_note.map(ToOwned::to_owned));
    if series
        .groups
        .iter()
        .any(|group| group.standing == Standing::Gone)
    {
        notes.push(
            "What is marked as gone was deleted and is no longer in the list of services.".into(),
        );
    }
    let notes = notes.into_iter().map(|text| view! { <li>{text}</li> });
    view! { <ul class="chart__notes">{notes.collect_view()}</ul> }
}

fn sheet(series: &Series) -> Sheet {
    let mut headings = vec!["Day (UTC)".to_owned(), "State".into(), "Total".into()];
    headings.extend(series.groups.iter().map(|group| group.label.clone()));
    let rows = series.days.iter().rev().map(|day| {
        let state = match (day.is_read, day.has_records, day.is_final) {
            (false, ..) => "not read",
            (_, false, _) => "no records",
            (_, _, true) => "final",
            _ => "not final",
        };
        let amounts = std::iter::once(&day.total).chain(&day.parts);
        let amounts = amounts.map(|credits| {
            if day.is_read {
                amount(*credits)
            } else {
                Amount::default()
            }
        });
        let cells = std::iter::once(Amount::word(state)).chain(amounts);
        (date(day.day), cells.collect())
    });
    Sheet {
        rows: rows.collect(),
        headings,
    }
}

pub fn amount(credits: Credits) -> Amount {
    Amount {
        shown: credits.text(),
        exact: credits.exact(),
    }
}

#[cfg(test)]
mod tests;
