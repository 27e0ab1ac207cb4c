//! What of the audit log is held: whole days of UTC that are over, and the day under way.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Deserialize;

use super::record::{Pool, Record, Slice};
use crate::format::dates::{DAY, MINUTE, day, start_of};

/// A record appears up to half a minute late, so a day is not over as soon as the clock says so.
const SETTLED: f64 = 5.0 * MINUTE;
/// How long the day under way serves without being asked for again.
const FRESH: f64 = 30_000.0;
/// As many records a slice is meant to have: some megabytes, which the browser reads without stumbling.
const WANTED: f64 = 20_000.0;
/// Days of a slice while it is not known how much happens on one, and at most.
const FIRST: i32 = 2;
const MOST: i32 = 31;

/// From the first moment to before the last, in milliseconds since the epoch.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    pub from: f64,
    pub to: f64,
}

impl Range {
    pub fn length(self) -> f64 {
        self.to - self.from
    }

    pub fn holds(self, at: f64) -> bool {
        at >= self.from && at < self.to
    }
}

/// What to ask the API for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Wanted {
    /// Everything since the start of this day.
    Since(i32),
    /// Whole days, the last one not included.
    Days(i32, i32),
}

#[derive(Debug)]
struct Span {
    from: i32,
    to: i32,
    /// Newest first.
    records: Vec<Arc<Record>>,
}

#[derive(Debug, Default)]
struct Held {
    pool: Pool,
    /// Newest first, and apart.
    spans: Vec<Span>,
    live: Option<(Span, f64)>,
}

/// The log of one organization. It lies in the cache of answers, and goes with the session as they do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Log {
    #[serde(skip)]
    held: Arc<Mutex<Held>>,
}

impl Log {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What of the range is missing, the newest part first; in slices of about the same size.
    pub fn wanted(&self, range: Range, now: f64) -> Option<Wanted> {
        let held = self.held();
        let today = day(now - SETTLED);
        let reaches_today = range.to > start_of(today);
        if reaches_today && range.from <= now {
            let fresh = held
                .live
                .as_ref()
                .is_some_and(|(span, at)| span.from == today && now - at < FRESH);
            if !fresh {
                return Some(Wanted::Since(today));
            }
        }
        let first = day(range.from);
        let mut end = today.min(day(range.to - 1.0) + 1);
        for span in &held.spans {
            if span.to < end {
                break;
            }
            end = end.min(span.from);
        }
        if end <= first {
            return None;
        }
        // Up to what is held already.
        let below = held.spans.iter().find(|span| span.to <= end);
        let start = below.map_or(first, |span| span.to.max(first));
        let length = held.slice_days(now);
        Some(Wanted::Days(start.max(end - length), end))
    }

    pub fn insert(&self, wanted: Wanted, slice: Slice, now: f64) {
        let mut held = self.held();
        let held = &mut *held;
        let (from, to) = match wanted {
            Wanted::Since(day) => (day, i32::MAX),
            Wanted::Days(from, to) => (from, to),
        };
        let range = (start_of(from), start_of(to));
        let mut records: Vec<Arc<Record>> = slice
            .0
            .into_iter()
            // A record without a date that can be read is kept where it came.
            .filter(|record| record.at.is_nan() || (record.at >= range.0 && record.at < range.1))
            .map(|mut record| {
                held.pool.adopt(&mut record);
                Arc::new(record)
            })
            .collect();
        let is_sorted = records.windows(2).all(|pair| pair[0].at >= pair[1].at);
        if !is_sorted {
            let at = |record: &Record| {
                if record.at.is_nan() {
                    f64::NEG_INFINITY
                } else {
                    record.at
                }
            };
            records.sort_by(|one, other| at(other).total_cmp(&at(one)));
        }
        let span = Span { from, to, records };
        if to == i32::MAX {
            held.live = Some((span, now));
        } else {
            let place = held.spans.partition_point(|known| known.from >= to);
            held.spans.insert(place, span);
        }
    }

    /// Asks for the day under way again.
    pub fn age(&self) {
        if let Some((_, at)) = &mut self.held().live {
            *at = 0.0;
        }
    }

    /// The records of the range, newest first.
    pub fn records(&self, range: Range) -> Vec<Arc<Record>> {
        let held = self.held();
        let live = held.live.iter().map(|(span, _)| span);
        let spans = live
            .chain(&held.spans)
            .filter(|span| start_of(span.from) < range.to && start_of(span.to) > range.from);
        let mut found: Vec<Arc<Record>> = Vec::new();
        // A day may have ended since its records were read as those of the day under way.
        let mut below = f64::INFINITY;
        for span in spans {
            let newest = start_of(span.from);
            found.extend(
                span.records
                    .iter()
                    .filter(|record| {
                        record.at.is_nan() || (range.holds(record.at) && record.at < below)
                    })
                    .cloned(),
            );
            below = below.min(newest);
        }
        found
    }

    /// Days of the range that are held, and all its days.
    pub fn days(&self, range: Range, now: f64) -> (u32, u32) {
        let held = self.held();
        let first = day(range.from);
        let last = day((range.to - 1.0).min(now)).max(first);
        let is_held = |day: &i32| {
            let live = held.live.iter().map(|(span, _)| span);
            live.chain(&held.spans)
                .any(|span| (span.from..span.to).contains(day))
        };
        let there = (first..=last).filter(is_held).count();
        let all = (first..=last).count();
        let count = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
        (count(there), count(all))
    }
}

impl Held {
    /// Days that have about [`WANTED`] records, as far as those held tell.
    fn slice_days(&self, now: f64) -> i32 {
        let past = self
            .spans
            .iter()
            .map(|span| (span.records.len(), start_of(span.to) - start_of(span.from)));
        let live = self
            .live
            .iter()
            .map(|(span, _)| (span.records.len(), now - start_of(span.from)));
        if self.spans.is_empty() {
            return FIRST;
        }
        let (count, length) = past
            .chain(live)
            .fold((0, 0.0), |(count, length), (more, longer)| {
                (count + more, length + longer)
            });
        #[expect(clippy::cast_precision_loss, reason = "no log has 2^52 records")]
        let per_day = (count as f64 / (length / DAY).max(0.1)).max(1.0);
        #[expect(clippy::cast_possible_truncation, reason = "at most as many as wanted")]
        let days = (WANTED / per_day) as i32;
        days.clamp(1, MOST)
    }
}

#[cfg(test)]
mod tests {
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
        assert_eq!(asked[0], Wanted::Since(today));
        assert_eq!(asked[1], Wanted::Days(today - 2, today));
        assert_eq!(asked[2], Wanted::Days(today - 33, today - 2));
        assert_eq!(asked.len(), 5);
        assert_eq!(log.days(last_days(90.0), NOW), (91, 91));
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
        assert!(longest.max() <= Some(10));
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
}
