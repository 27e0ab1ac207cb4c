use std::sync::Arc;

use leptos::prelude::*;

use super::{
    credits::{Credits, percent},
    load::Loading,
    split::{DaySum, Series},
};
use crate::{
    format::plural,
    ui::{Button, Strip, StripItem, Tone, dynamic},
};

/// The range in a few numbers.
#[component]
pub fn Figures(loading: Loading, series: Memo<Arc<Series>>) -> impl IntoView {
    let total = Signal::derive(move || series.read().total.with_unit());
    let days = Signal::derive(move || {
        let series = series.read();
        let (read, all) = (series.read_days(), series.days.len());
        if read == all {
            format!("total of {}", plural(all, "day", "days"))
        } else {
            format!("total of {read} of {}", plural(all, "day", "days"))
        }
    });
    let mean = Memo::new(move |_| mean(&series.read().days, loading.today.get()));
    let per_day = Signal::derive(move || match mean.get() {
        Some((mean, _)) => mean.with_unit(),
        None => "—".to_owned(),
    });
    let mean_of = Signal::derive(move || match mean.get() {
        Some((_, 1)) => "on the one whole day".to_owned(),
        Some((_, count)) => format!("per day, mean of {count} whole days"),
        None => "per day: no whole day yet".to_owned(),
    });
    // The days before, where all of them and all of these are there: nothing is asked for unasked.
    let before = Memo::new(move |_| {
        let before = loading.told(loading.days.get().before());
        let is_read = before.iter().all(|(_, one)| one.is_some());
        let total: Credits = before
            .iter()
            .flat_map(|(_, one)| one)
            .map(|one| one.total)
            .sum();
        is_read.then_some(total)
    });
    let is_whole = Memo::new(move |_| {
        let series = series.read();
        series.read_days() == series.days.len()
    });
    let change = Signal::derive(move || match before.get().filter(|_| is_whole.get()) {
        Some(before) => change(series.read().total, before),
        None => "—".to_owned(),
    });
    let against = move || {
        let days = loading.days.get().before();
        if let Some(before) = before.get().filter(|_| is_whole.get()) {
            let so_far = if loading.days.get().to == loading.today.get() {
                "; today is not over"
            } else {
                ""
            };
            let text = format!("against {}: {}{so_far}", days.words(), before.with_unit());
            return view! { <span class="strip__label">{text}</span> }.into_any();
        }
        let compare = move || loading.compare();
        view! {
            <Button tone=Tone::Plain on_click=compare>
                {format!("Compare with the {} before", plural(days.count(), "day", "days"))}
            </Button>
        }
        .into_any()
    };
    let open = Signal::derive(move || series.read().open_days().to_string());
    view! {
        <Strip label="Costs in numbers">
            <StripItem value=total label=days />
            <StripItem value=per_day label=mean_of />
            <StripItem value=change>{dynamic(against)}</StripItem>
            <StripItem value=open label="days not final" />
        </Strip>
    }
}

/// The mean of the days that are over, and how many they are.
fn mean(days: &[DaySum], today: i32) -> Option<(Credits, usize)> {
    let over = days.iter().filter(|day| day.is_read && day.day < today);
    let totals: Vec<Credits> = over.map(|day| day.total).collect();
    let sum: Credits = totals.iter().copied().sum();
    (!totals.is_empty()).then(|| (sum.over(totals.len()), totals.len()))
}

fn change(now: Credits, before: Credits) -> String {
    let difference = now - before;
    match difference.share_of(before) {
        Some(tenths) if tenths > 0 => format!("+{}", percent(tenths)),
        Some(tenths) => percent(tenths),
        None if difference == Credits::ZERO => "no change".to_owned(),
        None => format!("+{}", difference.with_unit()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_leaves_out_today_and_what_was_not_read() {
        let day = |day, total, is_read| DaySum {
            day,
            is_read,
            is_final: true,
            has_records: is_read,
            total: Credits::of(total),
            parts: Vec::new(),
        };
        let days = [
            day(7, 0.0, false),
            day(8, 2.0, true),
            day(9, 4.0, true),
            day(10, 1.0, true),
        ];
        assert_eq!(mean(&days, 10), Some((Credits::of(3.0), 2)));
        assert_eq!(mean(&days[3..], 10), None);
    }

    #[test]
    fn a_change_is_a_share_of_what_was_before() {
        let told = |now, before| change(Credits::of(now), Credits::of(before));
        assert_eq!(told(15.0, 10.0), "+50.0 %");
        assert_eq!(told(7.5, 10.0), "-25.0 %");
        assert_eq!(told(10.0, 10.0), "0.0 %");
        assert_eq!(told(0.0, 0.0), "no change");
        assert_eq!(told(2.0, 0.0), "+2.00 CHC");
    }
}
