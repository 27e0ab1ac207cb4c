//! What the rows shown amount to by time.

use super::{log::Range, range::bar};
use crate::{
    format::dates::{rfc3339, start_of},
    ui::chart::{Amount, Sheet},
};

/// How many there are in each stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    pub range: Option<Range>,
    /// The start of the first one, which may lie before the range.
    pub start: f64,
    pub length: f64,
    pub counts: Vec<u32>,
    /// Which of them lie in days that are not read, or not in whole.
    pub unread: Vec<bool>,
}

impl Bars {
    pub fn new(range: Range, times: impl Iterator<Item = f64>, unread: &[i32]) -> Self {
        let length = bar(range.length());
        let start = (range.from / length).floor() * length;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "about a hundred; below zero and no number saturate"
        )]
        let place = |at: f64| ((at - start) / length) as usize;
        let mut counts = vec![0; place(range.to - 1.0) + 1];
        for at in times.filter(|at| range.holds(*at)) {
            if let Some(count) = counts.get_mut(place(at)) {
                *count += 1;
            }
        }
        let mut bars = Self {
            range: Some(range),
            start,
            length,
            unread: vec![false; counts.len()],
            counts,
        };
        for place in 0..bars.counts.len() {
            let Range { from, to } = bars.stretch(place, place);
            let is_in = |day: &i32| start_of(*day) < to && start_of(*day + 1) > from;
            bars.unread[place] = unread.iter().any(is_in);
        }
        bars
    }

    /// Whether all of these bars were read.
    pub fn is_read(&self, first: usize, last: usize) -> bool {
        let unread = self.unread.get(first..=last);
        unread.is_none_or(|unread| !unread.contains(&true))
    }

    pub fn most(&self) -> u32 {
        self.counts.iter().copied().max().unwrap_or_default()
    }

    /// From the first to the last bar named, within the range.
    pub fn stretch(&self, first: usize, last: usize) -> Range {
        #[expect(clippy::cast_precision_loss, reason = "about a hundred")]
        let start = |place: usize| self.start + place as f64 * self.length;
        let (from, to) = (start(first), start(last + 1));
        self.range.map_or(Range { from, to }, |range| Range {
            from: from.max(range.from),
            to: to.min(range.to),
        })
    }

    pub fn sum(&self, first: usize, last: usize) -> u32 {
        let counts = self.counts.get(first..=last);
        counts.map_or(0, |counts| counts.iter().sum())
    }

    /// One row for each bar, from the oldest.
    pub fn sheet(&self, local: fn(f64) -> String) -> Sheet {
        let rows = self.counts.iter().enumerate().map(|(place, count)| {
            let Range { from, to } = self.stretch(place, place);
            // What was not read is not none.
            let (count, state) = match (self.unread[place], *count) {
                (true, 0) => (String::new(), "not read"),
                (true, count) => (count.to_string(), "read in part"),
                (false, count) => (count.to_string(), "read"),
            };
            let cells = [rfc3339(to), local(from), count, state.to_owned()];
            let cells = cells.iter().map(|text| Amount::word(text));
            (rfc3339(from), cells.collect())
        });
        Sheet {
            headings: [
                "From (UTC)",
                "To (UTC)",
                "From (local)",
                "Activities",
                "State",
            ]
            .map(str::to_owned)
            .to_vec(),
            rows: rows.collect(),
        }
    }

    /// The first of the highest bars; none where all are empty.
    pub fn busiest(&self) -> Option<(usize, u32)> {
        let most = self.most();
        let place = self.counts.iter().position(|count| *count == most)?;
        (most > 0).then_some((place, most))
    }

    /// How many bars were read and are empty.
    pub fn empty(&self) -> usize {
        let bars = self.counts.iter().zip(&self.unread);
        bars.filter(|(count, unread)| **count == 0 && !**unread)
            .count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::dates::{DAY, HOUR};

    /// 2026-11-24T00:00:00Z
    const MIDNIGHT: f64 = 1_795_478_400_000.0;

    #[test]
    fn bars_cover_the_range_and_nothing_else() {
        let range = Range {
            from: MIDNIGHT - DAY + 60_000.0,
            to: MIDNIGHT,
        };
        let times = [
            range.from,
            range.to - 1.0,
            range.to,
            range.from - 1.0,
            f64::NAN,
        ];
        let bars = Bars::new(range, times.into_iter(), &[]);
        assert_eq!((bars.length, bars.counts.len()), (HOUR / 4.0, 96));
        assert_eq!((bars.counts[0], bars.counts[95], bars.most()), (1, 1, 1));
        assert_eq!(bars.sum(0, 95), 2);
        assert_eq!(bars.stretch(0, 95), range);
        assert!((bars.stretch(1, 1).length() - HOUR / 4.0).abs() < 1.0);
    }

    #[test]
    fn bars_are_told_in_a_sentence_and_as_a_file() {
        let range = Range {
            from: MIDNIGHT + 30_000.0,
            to: MIDNIGHT + 3.0 * 60_000.0,
        };
        let times = [0.5, 2.1, 2.2].map(|minutes| MIDNIGHT + minutes * 60_000.0);
        let bars = Bars::new(range, times.into_iter(), &[]);
        assert_eq!((bars.busiest(), bars.empty()), (Some((2, 2)), 1));
        let csv = bars.sheet(|_| "here".into()).csv();
        let lines: Vec<&str> = csv.lines().collect();
        assert_eq!(lines.len(), 4);
        assert_eq!(
            lines[1],
            "2026-11-24T00:00:30Z,2026-11-24T00:01:00Z,here,1,read"
        );
        assert_eq!(
            lines[3],
            "2026-11-24T00:02:00Z,2026-11-24T00:03:00Z,here,2,read"
        );
        assert_eq!(Bars::new(range, std::iter::empty(), &[]).busiest(), None);
    }

    #[test]
    fn what_was_not_read_is_not_called_none() {
        let range = Range {
            from: MIDNIGHT - DAY,
            to: MIDNIGHT + 2.0 * DAY,
        };
        let today = crate::format::dates::day(MIDNIGHT);
        let times = [MIDNIGHT + HOUR];
        let bars = Bars::new(range, times.into_iter(), &[today - 1]);
        let per_day = bars.counts.len() / 3;
        assert!(!bars.is_read(0, 0) && !bars.is_read(0, per_day));
        assert!(bars.is_read(per_day, bars.counts.len() - 1));
        assert_eq!(bars.empty(), 2 * per_day - 1);
        let csv = bars.sheet(|_| "here".into()).csv();
        assert!(
            csv.lines()
                .nth(1)
                .is_some_and(|line| line.ends_with(",here,,not read"))
        );
        assert!(csv.ends_with(",here,0,read\r\n"));
    }

    #[test]
    fn bars_do_not_stumble_over_a_change_of_clocks() {
        // The night in which clocks in Berlin went back: 25 hours by the clock on the wall, bars of UTC.
        let range = Range {
            from: 1_792_879_200_000.0,
            to: 1_792_879_200_000.0 + 25.0 * HOUR,
        };
        let hours = (0..25).map(|hour| range.from + f64::from(hour) * HOUR);
        let bars = Bars::new(range, hours, &[]);
        assert_eq!(bars.counts.iter().sum::<u32>(), 25);
        assert_eq!(bars.most(), 1);
    }
}
