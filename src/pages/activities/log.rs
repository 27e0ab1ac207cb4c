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
const WANTED: f64 = 25_000.0;
/// Days of a slice while next to nothing is known, and at most.
const FIRST: i32 = 2;
const MOST: i32 = 93;
/// How many times as long as all that is known a slice may be: a day says little of a quarter.
const GROWTH: f64 = 16.0;

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
        // A rest that is hardly longer is no slice of its own: each costs a request.
        let start = if end - start <= length + length / 4 {
            start
        } else {
            end - length
        };
        Some(Wanted::Days(start, end))
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

    /// When the newest record of the day under way happened, by the clock of the API.
    pub fn newest(&self) -> Option<f64> {
        let held = self.held();
        let (span, _) = held.live.as_ref()?;
        span.records
            .first()
            .map(|record| record.at)
            .filter(|at| at.is_finite())
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

    /// Days of the range that are not held, and how many days it has up to now.
    pub fn unread(&self, range: Range, now: f64) -> (Vec<i32>, usize) {
        let held = self.held();
        let first = day(range.from);
        let last = day((range.to - 1.0).min(now)).max(first);
        let is_held = |day: &i32| {
            let live = held.live.iter().map(|(span, _)| span);
            live.chain(&held.spans)
                .any(|span| (span.from..span.to).contains(day))
        };
        let days = first..=last;
        let unread = days.clone().filter(|day| !is_held(day)).collect();
        (unread, days.count())
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
        let (count, length) = past
            .chain(live)
            .fold((0, 0.0), |(count, length), (more, longer)| {
                (count + more, length + longer)
            });
        let known_days = length / DAY;
        #[expect(clippy::cast_precision_loss, reason = "no log has 2^52 records")]
        let per_day = (count as f64 / known_days.max(0.1)).max(1.0);
        let days = (WANTED / per_day).min(known_days * GROWTH);
        #[expect(clippy::cast_possible_truncation, reason = "at most as many as wanted")]
        let days = days as i32;
        // A busy log is cut to single days; one that is not known yet is not.
        let least = if per_day > WANTED / f64::from(FIRST) {
            1
        } else {
            FIRST
        };
        days.clamp(least, MOST)
    }
}

#[cfg(test)]
mod tests;
