//! What answers tell beside their results: a clock that differs, an API that is newer than this console.

use leptos::prelude::*;

/// Below this, an age that is shown is right enough; the header itself counts in whole seconds.
const SKEW_MS: f64 = 90_000.0;
/// A change of the difference worth telling.
const STEP_MS: f64 = 5_000.0;

#[derive(Clone, Copy)]
pub struct Health {
    skew: RwSignal<Option<f64>>,
    novelty: RwSignal<Option<String>>,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            skew: RwSignal::new(None),
            novelty: RwSignal::new(None),
        }
    }
}

impl Health {
    /// Milliseconds by which the clock of the server is ahead of this computer's, if it is enough to mislead.
    pub fn skew(self) -> Signal<Option<f64>> {
        self.skew.into()
    }

    /// A word or a field of the API that this console does not know, the first of the session.
    pub fn novelty(self) -> Signal<Option<String>> {
        self.novelty.into()
    }

    /// Compares the `Date` of an answer with the middle of the time it took.
    ///
    /// Only a page of the server's own origin may read the header; behind a relay it is the relay's clock.
    pub(super) fn note_date(self, date: Option<&str>, started: f64) {
        let Some(server) = date.map(js_sys::Date::parse).filter(|at| at.is_finite()) else {
            return;
        };
        let ended = js_sys::Date::now();
        let now = skew(server, started, ended);
        let before = self.skew.get_untracked();
        let is_news = match (before, now) {
            (Some(before), Some(now)) => (before - now).abs() > STEP_MS,
            (before, now) => before.is_some() != now.is_some(),
        };
        if is_news {
            self.skew.set(now);
        }
    }

    pub(super) fn note_novelty(self) {
        if self.novelty.with_untracked(Option::is_none)
            && let Some(novelty) = cloud_api::novelty::first()
        {
            self.novelty.set(Some(novelty.to_owned()));
        }
    }
}

fn skew(server: f64, started: f64, ended: f64) -> Option<f64> {
    // A slow answer leaves its middle uncertain by as much.
    let uncertain = (ended - started) / 2.0;
    let skew = server - f64::midpoint(started, ended);
    (skew.abs() > SKEW_MS + uncertain).then_some(skew)
}

#[cfg(test)]
mod tests {
    use super::skew;

    #[test]
    fn a_clock_differs_only_by_more_than_the_answer_took() {
        assert_eq!(skew(1_000.0, 900.0, 1_100.0), None);
        assert_eq!(skew(301_000.0, 900.0, 1_100.0), Some(300_000.0));
        assert_eq!(skew(-299_000.0, 900.0, 1_100.0), Some(-300_000.0));
        assert_eq!(skew(100_000.0, 0.0, 60_000.0), None);
    }
}
