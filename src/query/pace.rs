//! How often to look at what changes by itself.

use std::{collections::HashSet, time::Duration};

const FAST: Duration = Duration::from_secs(3);
const SLOW: Duration = Duration::from_secs(15);
/// How long something new is watched closely.
const FAST_FOR_MS: f64 = 60_000.0;

/// Fast after each new transition, slow when one takes long, not at all when nothing moves.
///
/// A transition is a text that names the thing and its state; one that stays the same does not start
/// the fast time again, so a stuck service does not keep the console busy.
#[derive(Clone, Debug, Default)]
pub struct Pace {
    seen: HashSet<String>,
    fast_until: f64,
}

impl Pace {
    /// When to look next, given what moves now.
    pub fn next(&mut self, moving: HashSet<String>, now: f64) -> Option<Duration> {
        if moving
            .iter()
            .any(|transition| !self.seen.contains(transition))
        {
            self.fast_until = now + FAST_FOR_MS;
        }
        self.seen = moving;
        if self.seen.is_empty() {
            None
        } else if now < self.fast_until {
            Some(FAST)
        } else {
            Some(SLOW)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moving(transitions: &[&str]) -> HashSet<String> {
        transitions.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn nothing_is_watched_when_nothing_moves() {
        assert_eq!(Pace::default().next(moving(&[]), 0.0), None);
    }

    #[test]
    fn a_stuck_transition_is_watched_slowly_until_another_begins() {
        let mut pace = Pace::default();
        assert_eq!(pace.next(moving(&["a starting"]), 0.0), Some(FAST));
        assert_eq!(pace.next(moving(&["a starting"]), 59_000.0), Some(FAST));
        assert_eq!(pace.next(moving(&["a starting"]), 61_000.0), Some(SLOW));
        assert_eq!(
            pace.next(moving(&["a starting", "b stopping"]), 62_000.0),
            Some(FAST)
        );
        assert_eq!(
            pace.next(moving(&["a starting", "b stopping"]), 130_000.0),
            Some(SLOW)
        );
        assert_eq!(pace.next(moving(&[]), 131_000.0), None);
        assert_eq!(pace.next(moving(&["a starting"]), 132_000.0), Some(FAST));
    }
}
