use super::*;

/// 2026-11-24T05:55:00Z
const NOW: f64 = 1_795_499_700_000.0;

fn slice(days: &[i32], each: usize) -> Slice {
    let mut records = Vec::new();
    for day in days {
        for number in 0..each {
            let text = format!(
                r#"[{{"id":"{day} {number}","createdAt":"{}","type":"x"}}]"#,
                crate::format::dates::rfc3339(start_of(*day) + 1_000.0)
            );
            let mut one: Slice = serde_json::from_str(&text).expect("readable");
            records.append(&mut one.0);
        }
    }
    Slice(records)
}

fn last_days(count: f64) -> Range {
    Range {
        from: NOW - count * DAY,
        to: NOW,
    }
}

/// All slices until nothing is missing.
fn load(log: &Log, range: Range, each: usize) -> Vec<Wanted> {
    let mut asked = Vec::new();
    while let Some(wanted) = log.wanted(range, NOW) {
        let days: Vec<i32> = match wanted {
            Wanted::Since(day) => vec![day],
            Wanted::Days(from, to) => (from..to).collect(),
        };
        log.insert(wanted, slice(&days, each), NOW);
        asked.push(wanted);
        assert!(asked.len() < 200, "it ends");
    }
    asked
}

#[test]
fn slices_come_newest_first_and_grow_to_what_a_day_holds() {
    let log = Log::default();
    let today = day(NOW);
    let asked = load(&log, last_days(90.0), 10);
    // A quarter of a day has passed: enough for four days, which are enough for the rest.
    assert_eq!(asked[0], Wanted::Since(today));
    assert_eq!(asked[1], Wanted::Days(today - 3, today));
    assert_eq!(asked[2], Wanted::Days(today - 54, today - 3));
    assert_eq!(asked[3], Wanted::Days(today - 90, today - 54));
    assert_eq!(asked.len(), 4);
    assert_eq!(log.unread(last_days(90.0), NOW), (Vec::new(), 91));
    let older = day(NOW - 91.0 * DAY);
    assert_eq!(log.unread(last_days(91.0), NOW), (vec![older], 92));
    // 90 days and a part of the 91st, whose only record is older than the range.
    assert_eq!(log.records(last_days(90.0)).len(), 910 - 10);
}

#[test]
fn a_busy_log_is_cut_smaller() {
    let log = Log::default();
    let asked = load(&log, last_days(30.0), 2_000);
    let longest = asked.iter().map(|wanted| match wanted {
        Wanted::Days(from, to) => to - from,
        Wanted::Since(_) => 1,
    });
    // About as many records as a slice is meant to have.
    assert!(longest.max() <= Some(15));
}

#[test]
fn what_is_held_is_not_asked_for_again() {
    let log = Log::default();
    load(&log, last_days(7.0), 1);
    assert_eq!(log.wanted(last_days(7.0), NOW), None);
    assert_eq!(log.wanted(last_days(2.0), NOW), None);
    let asked = load(&log, last_days(9.0), 1);
    assert_eq!(asked, [Wanted::Days(day(NOW) - 9, day(NOW) - 7)]);
}

#[test]
fn a_hole_between_two_spans_is_filled_and_no_more() {
    let log = Log::default();
    let today = day(NOW);
    let old = Range {
        from: start_of(today - 20),
        to: start_of(today - 10),
    };
    load(&log, old, 1);
    let asked = load(&log, last_days(20.0), 1);
    assert_eq!(asked[0], Wanted::Since(today));
    assert_eq!(asked[1], Wanted::Days(today - 10, today));
    assert_eq!(asked.len(), 2);
    let records = log.records(last_days(20.0));
    assert!(records.windows(2).all(|pair| pair[0].at > pair[1].at));
}

#[test]
fn the_day_under_way_is_asked_for_again_and_ends() {
    let log = Log::default();
    load(&log, last_days(1.0), 1);
    assert_eq!(
        log.wanted(last_days(1.0), NOW + FRESH),
        Some(Wanted::Since(day(NOW)))
    );
    log.age();
    assert!(log.wanted(last_days(1.0), NOW).is_some());
    // A day later, the day that was under way is read once more as a whole.
    let later = Range {
        from: NOW - DAY,
        to: NOW + DAY,
    };
    log.insert(Wanted::Since(day(NOW) + 1), Slice::default(), NOW + DAY);
    assert_eq!(
        log.wanted(later, NOW + DAY),
        Some(Wanted::Days(day(NOW), day(NOW) + 1))
    );
}

#[test]
fn what_the_api_dates_ahead_of_this_clock_is_the_newest_and_not_lost() {
    let log = Log::default();
    let later = format!(
        r#"[{{"id":"a","createdAt":"{}"}},{{"id":"b","createdAt":"{}"}},{{"id":"c","createdAt":"soon"}}]"#,
        crate::format::dates::rfc3339(NOW),
        crate::format::dates::rfc3339(NOW + 2.0 * DAY),
    );
    let slice = serde_json::from_str(&later).expect("readable");
    log.insert(Wanted::Since(day(NOW)), slice, NOW);
    assert_eq!(log.newest(), Some(NOW + 2.0 * DAY));
    let ids = |range| -> Vec<String> {
        let records = log.records(range);
        records.iter().map(|record| record.id.to_string()).collect()
    };
    let ahead = Range {
        from: NOW,
        to: NOW + 2.0 * DAY + 1.0,
    };
    assert_eq!(ids(ahead), ["b", "a", "c"]);
    assert_eq!(Log::default().newest(), None);
}

#[test]
fn a_range_of_the_future_asks_for_nothing_and_one_of_the_past_not_for_today() {
    let log = Log::default();
    let future = Range {
        from: NOW + DAY,
        to: NOW + 2.0 * DAY,
    };
    assert_eq!(log.wanted(future, NOW), None);
    let past = Range {
        from: NOW - 9.0 * DAY,
        to: NOW - 8.0 * DAY,
    };
    assert!(matches!(log.wanted(past, NOW), Some(Wanted::Days(..))));
}
