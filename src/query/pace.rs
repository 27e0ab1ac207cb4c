//! How often to look at what changes by itself.

use std::{collections::HashSet, time::Duration};

/// Until so many milliseconds after the last transition, so far apart: at most eleven looks in the first minute.
const STEPS: [(f64, Duration); 3] = [
    (10_000.0, Duration::from_millis(2_500)),
    (30_000.0, Duration::from_secs(5)),
    (300_000.0, Duration::from_secs(10)),
];
const STUCK: Duration = Duration::from_secs(15);

/// Fast after each new transition, slower the longer it takes, not at all when nothing moves.
///
/// A transition is a text that names the thing and its state; one that stays the same does not start
/// the fast time again, so a stuck service does not keep the console busy.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    seen: HashSet<String>,
    since: f64,
}

impl Pace {
    /// When to look next, given what moves now.
    pub fn next(&mut self, moving: HashSet<String>, now: f64) -> Option<Duration> {
        if moving
            .iter()
            .any(|transition| !self.seen.contains(transition))
        {
            self.since = now;
        }
        self.seen = moving;
        if self.seen.is_empty() {
            return None;
        }
        let passed = now - self.since;
        let step = STEPS.iter().find(|(until, _)| passed < *until);
        Some(step.map_or(STUCK, |(_, pause)| *pause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moving(transitions: &[&str]) -> HashSet<String> {
        transitions.iter().map(ToString::to_string).collect()
    }

    fn milliseconds(pace: &mut Pace, transitions: &[&str], now: f64) -> Option<f64> {
        let pause = pace.next(moving(transitions), now)?;
        Some(pause.as_secs_f64() * 1_000.0)
    }

    /// How often something that stays in transition is looked at between two moments after it began.
    fn looks(from: f64, to: f64) -> usize {
        let mut pace = Pace::default();
        let mut now = 0.0;
        let mut count = 0;
        while now <= to {
            now += milliseconds(&mut pace, &["a starting"], now).expect("something moves");
            count += usize::from(now > from && now <= to);
        }
        count
    }

    #[test]
    fn nothing_is_watched_when_nothing_moves() {
        assert_eq!(Pace::default().next(moving(&[]), 0.0), None);
    }

    #[test]
    fn a_minute_of_one_transition_has_eleven_looks_and_later_ones_fewer() {
        assert_eq!(looks(0.0, 10_000.0), 4);
        assert_eq!(looks(0.0, 60_000.0), 11);
        assert_eq!(looks(60_000.0, 120_000.0), 6);
        assert_eq!(looks(600_000.0, 660_000.0), 4);
    }

    #[test]
    fn a_stuck_transition_is_watched_slowly_until_another_begins() {
        let mut pace = Pace::default();
        let starting: &[&str] = &["a starting"];
        let both: &[&str] = &["a starting", "b stopping"];
        for (transitions, now, pause) in [
            (starting, 0.0, 2_500.0),
            (starting, 9_000.0, 2_500.0),
            (starting, 11_000.0, 5_000.0),
            (both, 12_000.0, 2_500.0),
            (both, 23_000.0, 5_000.0),
            (starting, 43_000.0, 10_000.0),
            (starting, 400_000.0, 15_000.0),
        ] {
            assert_eq!(
                milliseconds(&mut pace, transitions, now),
                Some(pause),
                "{now}"
            );
        }
        assert_eq!(pace.next(moving(&[]), 401_000.0), None);
        assert_eq!(milliseconds(&mut pace, starting, 402_000.0), Some(2_500.0));
    }
}
