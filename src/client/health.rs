//! What answers tell beside their results: a clock that differs, an API that is newer than this console, a way to
//! the API that is broken.

use leptos::prelude::*;

use super::ErrorKind;

/// Below this, an age that is shown is right enough; the header itself counts in whole seconds.
const SKEW_MS: f64 = 90_000.0;
/// A change of the difference worth telling.
const STEP_MS: f64 = 5_000.0;

/// What the last answer told of the two clocks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clocks {
    /// Milliseconds by which the server's is ahead of this computer's.
    pub ahead: f64,
    /// How far that may be off: half of the time that the answer took, and the second that the header counts in.
    pub within: f64,
    /// Milliseconds since 1970, by this computer's.
    pub at: f64,
}

/// Where the way to the API is broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// The address this page came from does not answer: the relay, or what stands before it.
    Relay,
    /// The relay answers, but it does not hear from the API.
    BehindRelay,
    /// The API's own gateway answers so again and again.
    Api(u16),
    /// No connection to the API's address, without a relay.
    Address,
    /// The browser keeps the API's answers from this page.
    Blocked,
}

#[derive(Clone, Copy)]
pub struct Health {
    outage: RwSignal<Option<Outage>>,
    skew: RwSignal<Option<f64>>,
    clocks: RwSignal<Option<Clocks>>,
    novelty: RwSignal<Option<String>>,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            outage: RwSignal::new(None),
            skew: RwSignal::new(None),
            clocks: RwSignal::new(None),
            novelty: RwSignal::new(None),
        }
    }
}

impl Health {
    /// What stands between this page and the API, until something answers again.
    pub fn outage(self) -> Signal<Option<Outage>> {
        self.outage.into()
    }

    /// How a call ended, after all its attempts.
    pub(super) fn note_outcome(self, failed: Option<&ErrorKind>) {
        let before = self.outage.get_untracked();
        let now = outage(before, failed);
        if now != before {
            self.outage.set(now);
        }
    }

    /// Milliseconds by which the clock of the server is ahead of this computer's, if it is enough to mislead.
    pub fn skew(self) -> Signal<Option<f64>> {
        self.skew.into()
    }

    /// Both clocks, however little they differ; nothing where no answer lets this page see the server's.
    pub fn clocks(self) -> Signal<Option<Clocks>> {
        self.clocks.into()
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
        self.clocks.set(Some(Clocks {
            // The header leaves the fraction of its second out.
            ahead: server + 500.0 - f64::midpoint(started, ended),
            within: (ended - started) / 2.0 + 500.0,
            at: ended,
        }));
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

/// What a call's end says of the way; one that says nothing of it leaves what is known.
fn outage(before: Option<Outage>, failed: Option<&ErrorKind>) -> Option<Outage> {
    match failed? {
        ErrorKind::RelayDown => Some(Outage::Relay),
        ErrorKind::ApiDown { .. } => Some(Outage::BehindRelay),
        ErrorKind::Unreachable => Some(Outage::Address),
        ErrorKind::Blocked => Some(Outage::Blocked),
        ErrorKind::Refused { status, .. } | ErrorKind::Unreadable { status, .. } => {
            matches!(status, 502..=504).then_some(Outage::Api(*status))
        }
        ErrorKind::RateLimited { .. } => None,
        ErrorKind::Offline
        | ErrorKind::TimedOut
        | ErrorKind::Interrupted
        | ErrorKind::ReadOnly
        | ErrorKind::SignedOut => before,
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
    use super::*;

    #[test]
    fn what_failed_tells_where_the_way_is_broken() {
        let refused = |status| ErrorKind::Refused {
            status,
            message: String::new(),
            request_id: None,
        };
        let down = ErrorKind::ApiDown {
            status: 502,
            message: String::new(),
            request_id: None,
        };
        let after = |failed: &ErrorKind| outage(Some(Outage::Address), Some(failed));
        assert_eq!(after(&ErrorKind::RelayDown), Some(Outage::Relay));
        assert_eq!(after(&down), Some(Outage::BehindRelay));
        assert_eq!(after(&refused(503)), Some(Outage::Api(503)));
        assert_eq!(after(&refused(500)), None, "it answers");
        assert_eq!(after(&refused(404)), None, "it answers");
        assert_eq!(after(&ErrorKind::TimedOut), Some(Outage::Address));
        assert_eq!(outage(Some(Outage::Relay), None), None);
    }

    #[test]
    fn a_clock_differs_only_by_more_than_the_answer_took() {
        assert_eq!(skew(1_000.0, 900.0, 1_100.0), None);
        assert_eq!(skew(301_000.0, 900.0, 1_100.0), Some(300_000.0));
        assert_eq!(skew(-299_000.0, 900.0, 1_100.0), Some(-300_000.0));
        assert_eq!(skew(100_000.0, 0.0, 60_000.0), None);
    }
}
