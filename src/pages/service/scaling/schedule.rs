use cloud_api::services::scaling::{ScalingSchedule, ScheduleEntry};
use leptos::prelude::*;

use crate::{
    format,
    moment::{self, DAY},
    pages::service::OnService,
    ui::{Icon, Panel, ShortTable, clock, dynamic, exact_time},
};

const HOUR: i64 = DAY / 24;

/// The schedule that changes what applies, with the next switch; nothing where there is none.
#[component]
pub(super) fn Schedule() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let schedule = Memo::new(move |_| {
        let told = ScalingSchedule::of(&service.read());
        told.filter(|schedule| !schedule.entries.is_empty())
    });
    let next = move || {
        let schedule = schedule.get()?;
        // Ages with the times on the page.
        _ = clock();
        let (at, into) = next_switch(&schedule, moment::now())?;
        let into = into.map_or_else(
            || "what is configured".to_owned(),
            |name| format!("entry {name}"),
        );
        Some(view! {
            <p class="notice">
                <Icon name="clock" />
                <span>{format!("Next switch, to {into}: {}", exact_time(at))}</span>
            </p>
        })
    };
    let rows = move || {
        schedule.get().map(|schedule| {
            let active = schedule.active_entry_id;
            schedule
                .entries
                .into_iter()
                .map(move |entry| row(entry, active.as_deref()))
                .collect_view()
        })
    };
    let panel = move || {
        schedule.read().is_some().then(|| {
            view! {
                <Panel title="Schedule">
                    {dynamic(next)}
                    <ShortTable
                        label="Schedule"
                        headings=&[
                            "Entry",
                            "Days",
                            "Hours (UTC)",
                            "Memory per replica",
                            "Replicas",
                            "Idle scaling",
                        ]
                    >
                        {dynamic(rows)}
                    </ShortTable>
                    <p class="panel__text hint">
                        "Hours are UTC all year round: with daylight saving time they move by an hour here. The API \
                         applies entries a few minutes late at times. This console does not change them."
                    </p>
                </Panel>
            }
        })
    };
    dynamic(panel)
}

fn row(entry: ScheduleEntry, active: Option<&str>) -> impl IntoView + use<> {
    let is_active = entry
        .is_active_now
        .unwrap_or_else(|| entry.id.is_some() && entry.id.as_deref() == active);
    let mark = is_active.then(|| {
        view! {
            " "
            <span class="quiet">"applies now"</span>
        }
    });
    let dash = || "—".to_owned();
    let memory = range(entry.min_replica_memory_gb, entry.max_replica_memory_gb);
    let idle = entry
        .idle_scaling
        .map(|on| if on { "on" } else { "off" }.to_owned());
    let name = entry.name.clone().or_else(|| entry.id.clone());
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name">
                {name.unwrap_or_else(dash)}
                {mark}
            </th>
            <td role="cell" data-label="Days">
                {days(&entry)}
            </td>
            <td role="cell" data-label="Hours (UTC)">
                {hours(&entry)}
            </td>
            <td role="cell" data-label="Memory per replica">
                {memory.map_or_else(dash, |range| format!("{range} GiB"))}
            </td>
            <td role="cell" data-label="Replicas">
                {range(entry.min_replicas, entry.max_replicas).unwrap_or_else(dash)}
            </td>
            <td role="cell" data-label="Idle scaling">
                {idle.unwrap_or_else(dash)}
            </td>
        </tr>
    }
}

fn range(min: Option<f64>, max: Option<f64>) -> Option<String> {
    match (min.map(format::number), max.map(format::number)) {
        (Some(min), Some(max)) if min != max => Some(format!("{min}–{max}")),
        (min, max) => min.or(max),
    }
}

fn days(entry: &ScheduleEntry) -> String {
    const NAMES: [&str; 7] = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    let days = entry.weekdays.as_deref().unwrap_or_default();
    let name = |day: &f64| {
        let place = format::number(*day).parse::<usize>().ok();
        place.and_then(|place| NAMES.get(place).copied())
    };
    days.iter().filter_map(name).collect::<Vec<_>>().join(", ")
}

fn hours(entry: &ScheduleEntry) -> String {
    let hour = |hour: Option<f64>| {
        hour.map_or_else(
            || "?".to_owned(),
            |hour| format!("{:0>2}:00", format::number(hour)),
        )
    };
    let over_night = entry.end_hour_utc < entry.start_hour_utc;
    let next_day = if over_night { " the next day" } else { "" };
    format!(
        "{}–{}{next_day}",
        hour(entry.start_hour_utc),
        hour(entry.end_hour_utc)
    )
}

/// When another entry applies, and its name; `None` for what is configured.
fn next_switch(schedule: &ScalingSchedule, now: i64) -> Option<(i64, Option<String>)> {
    let hours = now.div_euclid(HOUR);
    // 1970 began on a Thursday.
    let of_week = (hours + 4 * 24).rem_euclid(7 * 24);
    let (ahead, entry) = schedule.next_switch(usize::try_from(of_week).ok()?)?;
    let at = (hours + i64::try_from(ahead).ok()?) * HOUR;
    Some((
        at,
        entry.map(|entry| {
            entry
                .name
                .clone()
                .unwrap_or_else(|| "without a name".into())
        }),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule() -> ScalingSchedule {
        let json = r#"{"id":"x","scalingSchedule":{"entries":[
            {"name":"office","weekdays":[1,2,3,4,5],"startHourUtc":7,"endHourUtc":18},
            {"name":"load","weekdays":[6],"startHourUtc":22,"endHourUtc":4}]}}"#;
        ScalingSchedule::of(&serde_json::from_str(json).expect("a service")).expect("a schedule")
    }

    fn next(now: &str) -> (String, Option<String>) {
        let now = moment::parse(now).expect("a moment");
        let (at, into) = next_switch(&schedule(), now).expect("a switch");
        (moment::rfc3339(at), into)
    }

    #[test]
    fn the_next_switch_is_reckoned_in_utc_whatever_the_clocks_do() {
        // A Tuesday.
        assert_eq!(
            next("2026-11-24T06:59:59Z"),
            ("2026-11-24T07:00:00Z".into(), Some("office".into()))
        );
        assert_eq!(
            next("2026-11-24T07:00:00Z"),
            ("2026-11-24T18:00:00Z".into(), None)
        );
        // Europe's clocks go back on Sunday, 25 October 2026, and forward on Sunday, 28 March 2027.
        assert_eq!(
            next("2026-10-24T22:30:00Z"),
            ("2026-10-25T04:00:00Z".into(), None)
        );
        assert_eq!(
            next("2026-10-25T04:00:00Z"),
            ("2026-10-26T07:00:00Z".into(), Some("office".into()))
        );
        assert_eq!(
            next("2027-03-27T21:00:00Z"),
            ("2027-03-27T22:00:00Z".into(), Some("load".into()))
        );
        // Told with another offset, it is the same moment.
        assert_eq!(
            next("2026-11-24T08:30:00+02:00"),
            ("2026-11-24T07:00:00Z".into(), Some("office".into()))
        );
    }

    #[test]
    fn days_and_hours_are_told_as_people_do() {
        let schedule = schedule();
        assert_eq!(days(&schedule.entries[0]), "Mon, Tue, Wed, Thu, Fri");
        assert_eq!(hours(&schedule.entries[0]), "07:00–18:00");
        assert_eq!(hours(&schedule.entries[1]), "22:00–04:00 the next day");
    }
}
