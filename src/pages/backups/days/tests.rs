use super::*;
use crate::pages::backups::moment::moment;

fn backup(started_at: &str, status: &str) -> Backup {
    let json = format!(
        r#"{{"id":"{started_at}","status":"{status}","startedAt":"{started_at}",
            "sizeInBytes":1024,"durationInSeconds":60}}"#
    );
    serde_json::from_str(&json).expect("a backup")
}

fn rules(period_hours: u32, retention_days: u32) -> Rules {
    Rules {
        schedule: Some(Schedule {
            period_hours,
            retention_hours: retention_days * 24,
            start_hour: None,
        }),
        created: moment("2026-01-01T00:00:00Z"),
        is_backed_up: true,
    }
}

fn now() -> f64 {
    moment("2026-11-24T12:00:00Z").expect("a moment")
}

fn outcome(all: &[OneDay], day: &str) -> Outcome {
    let wanted = Day::parse(day).expect("a day");
    let found = all.iter().find(|one| one.day == wanted);
    found.map(|found| found.outcome).expect("on view")
}

fn daily(days: &[&str]) -> Vec<Backup> {
    days.iter()
        .map(|day| backup(&format!("{day}T02:00:00Z"), "done"))
        .collect()
}

#[test]
fn a_day_is_what_its_backups_are() {
    let mut backups = daily(&["2026-11-24", "2026-11-22", "2026-11-20"]);
    backups.push(backup("2026-11-23T02:00:00Z", "error"));
    backups.push(backup("2026-11-22T14:00:00Z", "error"));
    backups.push(backup("2026-11-21T14:00:00Z", "in_progress"));
    backups.push(backup("2026-11-19T14:00:00Z", "archived"));
    let all = days(&backups, &rules(24, 7), now());
    for (day, expected) in [
        ("2026-11-24", Outcome::Good),
        ("2026-11-23", Outcome::Failed),
        ("2026-11-22", Outcome::Mixed),
        ("2026-11-21", Outcome::Running),
        ("2026-11-19", Outcome::Unclear),
        ("2026-11-25", Outcome::Future),
        ("2026-11-16", Outcome::Expired),
    ] {
        assert_eq!(outcome(&all, day), expected, "{day}");
    }
    let mixed = all
        .iter()
        .find(|day| day.outcome == Outcome::Mixed)
        .expect("one");
    assert!((mixed.size() - 2_048.0).abs() < 0.1);
}

#[test]
fn weeks_are_whole_and_hold_the_edge() {
    let all = days(&[], &rules(24, 45), now());
    assert_eq!(all.len() % 7, 0);
    assert_eq!(
        all.first().map(|one| one.day.iso()).as_deref(),
        Some("2026-10-05")
    );
    assert_eq!(
        all.last().map(|one| one.day.iso()).as_deref(),
        Some("2026-11-29")
    );
    let edges: Vec<String> = all
        .iter()
        .filter(|one| one.is_edge)
        .map(|one| one.day.iso())
        .collect();
    assert_eq!(edges, ["2026-10-10"]);
    assert_eq!(days(&[], &rules(24, 1), now()).len(), 14);
    let ancient = daily(&["2020-01-01"]);
    assert_eq!(days(&ancient, &rules(24, 1), now()).len(), 70);
}

#[test]
fn a_day_left_out_of_a_daily_schedule_is_a_gap() {
    let backups = daily(&["2026-11-24", "2026-11-23", "2026-11-21", "2026-11-20"]);
    let all = days(&backups, &rules(24, 30), now());
    assert_eq!(outcome(&all, "2026-11-22"), Outcome::Missing);
    assert_eq!(outcome(&all, "2026-11-21"), Outcome::Good);
}

#[test]
fn every_other_day_is_no_gap_with_a_period_of_two_days() {
    let backups = daily(&["2026-11-23", "2026-11-21", "2026-11-19"]);
    let all = days(&backups, &rules(48, 6), now());
    assert_eq!(outcome(&all, "2026-11-22"), Outcome::Nothing);
    assert_eq!(outcome(&all, "2026-11-24"), Outcome::Due);
}

#[test]
fn today_is_due_until_it_is_late() {
    let backups = daily(&["2026-11-23"]);
    let at = |hour: f64| {
        let now = Day::of(now()).start() + hour * HOUR;
        outcome(&days(&backups, &rules(24, 6), now), "2026-11-24")
    };
    assert_eq!(at(1.0), Outcome::Due);
    assert_eq!(at(3.9), Outcome::Due);
    assert_eq!(at(4.1), Outcome::Missing);
}

#[test]
fn a_stopped_service_has_no_gaps_after_its_last_backup() {
    let backups = daily(&["2026-11-20", "2026-11-18"]);
    let stopped = Rules {
        is_backed_up: false,
        ..rules(24, 10)
    };
    let all = days(&backups, &stopped, now());
    assert_eq!(outcome(&all, "2026-11-19"), Outcome::Missing);
    assert_eq!(outcome(&all, "2026-11-21"), Outcome::Nothing);
    assert_eq!(outcome(&all, "2026-11-24"), Outcome::Nothing);
    assert!(summary(&all, &stopped).contains("does not run"));
    assert_eq!(next_start(&backups, &stopped, now()), None);
}

#[test]
fn nothing_was_due_before_the_service_was_made_or_where_no_schedule_is_known() {
    let young = Rules {
        created: moment("2026-11-23T20:00:00Z"),
        ..rules(24, 10)
    };
    let all = days(&[], &young, now());
    assert_eq!(outcome(&all, "2026-11-22"), Outcome::Before);
    assert_eq!(outcome(&all, "2026-11-23"), Outcome::Nothing);
    assert_eq!(outcome(&all, "2026-11-24"), Outcome::Due);
    let unknown = Rules {
        schedule: None,
        ..young
    };
    let all = days(&[], &unknown, now());
    assert_eq!(outcome(&all, "2026-11-24"), Outcome::Nothing);
    assert!(all.iter().all(|one| !one.is_edge));
}

#[test]
fn a_backup_without_a_start_is_on_no_day() {
    let lost: Backup = serde_json::from_str(r#"{"id":"x","status":"done"}"#).expect("tolerant");
    let all = days(&[lost], &rules(24, 7), now());
    assert!(all.iter().all(|one| one.backups.is_empty()));
}

#[test]
fn the_summary_counts_and_names() {
    let mut backups = daily(&["2026-11-24", "2026-11-22", "2026-11-20", "2026-11-19"]);
    backups.push(backup("2026-11-23T02:00:00Z", "error"));
    let rules = rules(24, 5);
    let text = summary(&days(&backups, &rules, now()), &rules);
    assert!(
        text.starts_with("4 of 6 days have a good backup."),
        "{text}"
    );
    assert!(text.contains("Only failed ones on 2026-11-23."), "{text}");
    assert!(
        text.contains("None, although due, on 2026-11-21."),
        "{text}"
    );
    assert!(text.contains("Kept for 5 days"), "{text}");
}

#[test]
fn many_days_are_named_by_the_last_ones() {
    let names: Vec<String> = ["a", "b", "c", "d", "e"].map(String::from).into();
    assert_eq!(list(&names).as_deref(), Some("d, e and 3 days more"));
    assert_eq!(list(&names[..2]).as_deref(), Some("a and b"));
    assert_eq!(list(&[]), None);
}

#[test]
fn the_table_for_a_spreadsheet_has_a_line_a_day() {
    let all = days(&daily(&["2026-11-24"]), &rules(24, 1), now());
    let text = sheet(&all).csv();
    assert!(
        text.contains("2026-11-24,good backup,1,1024,60\r\n"),
        "{text}"
    );
    assert!(!text.contains("2026-11-25"));
}

#[test]
fn the_next_backup_follows_the_period_and_the_start_time() {
    let backups = daily(&["2026-11-24"]);
    let next = |rules: &Rules| {
        next_start(&backups, rules, now()).map(crate::pages::backups::moment::minute)
    };
    assert_eq!(next(&rules(36, 7)).as_deref(), Some("2026-11-25 14:00 UTC"));
    let mut fixed = rules(24, 7);
    if let Some(schedule) = &mut fixed.schedule {
        schedule.start_hour = Some(2);
    }
    assert_eq!(next(&fixed).as_deref(), Some("2026-11-25 02:00 UTC"));
    assert_eq!(next_start(&[], &fixed, now()), None);
}

#[test]
fn a_start_belongs_to_its_day_of_utc_whatever_zone_it_is_written_in() {
    // All of them are 23:30 UTC of the 22nd.
    let starts = [
        "2026-11-22T23:30:00Z",
        "2026-11-23T00:30:00+01:00",
        "2026-11-23T05:15:00+05:45",
        "2026-11-22T12:30:00-11:00",
        "2026-11-23T13:30:00+14:00",
        "2026-11-22T18:30:00-05:00",
    ];
    for start in starts {
        let all = days(&[backup(start, "done")], &rules(24, 7), now());
        assert_eq!(outcome(&all, "2026-11-22"), Outcome::Good, "{start}");
        assert_ne!(outcome(&all, "2026-11-23"), Outcome::Good, "{start}");
    }
}

#[test]
fn a_change_of_clocks_makes_no_gap() {
    // Berlin and New York put their clocks back in these nights; a schedule of UTC knows nothing of it.
    for (now, written) in [
        (
            "2026-10-27T12:00:00Z",
            [
                "24T04:00:00+02:00",
                "25T03:00:00+01:00",
                "26T03:00:00+01:00",
                "27T03:00:00+01:00",
            ],
        ),
        (
            "2026-03-31T12:00:00Z",
            [
                "28T03:00:00+01:00",
                "29T04:00:00+02:00",
                "30T04:00:00+02:00",
                "31T04:00:00+02:00",
            ],
        ),
    ] {
        let month = &now[..8];
        let backups = written.map(|rest| backup(&format!("{month}{rest}"), "done"));
        let now = moment(now).expect("a moment");
        let all = days(&backups, &rules(24, 4), now);
        let is_gap = |one: &&OneDay| one.outcome == Outcome::Missing;
        assert_eq!(all.iter().find(is_gap), None);
        let good = all.iter().filter(|one| one.outcome == Outcome::Good);
        assert_eq!(good.count(), 4);
    }
}

#[test]
fn dates_ahead_of_the_clock_and_odd_fields_break_nothing() {
    let mut backups = daily(&["2026-11-24", "2026-11-26", "2031-01-01"]);
    backups.push(backup("soon", "done"));
    backups.push(serde_json::from_str(r#"{"id":"bare"}"#).expect("a backup"));
    backups.push(
        serde_json::from_str(r#"{"id":"y","startedAt":"2026-11-23T02:00:00Z","status":"paused"}"#)
            .expect("a backup"),
    );
    let all = days(&backups, &rules(24, 7), now());
    assert_eq!(outcome(&all, "2026-11-26"), Outcome::Good);
    assert_eq!(outcome(&all, "2026-11-23"), Outcome::Unclear);
    assert_eq!(all.len() % 7, 0);
    assert!(sheet(&all).csv().contains("2026-11-23"));
    assert!(!summary(&all, &rules(24, 7)).is_empty());
    assert!(next_start(&backups, &rules(24, 7), now()).is_some());
}
