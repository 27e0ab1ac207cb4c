//! What a service used: when it computed with how much memory, and how much data it holds.

use uuid::Uuid;

use crate::{
    clock::{HOUR, Moment},
    random::Random,
};

/// From this moment on the service had so much memory, until the next span.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Span {
    at: Moment,
    /// GB of all replicas at the least and at the most; both 0 while it computes nothing.
    low: u32,
    high: u32,
    /// Milliseconds that it had computed before.
    active_before: u64,
}

impl Span {
    fn active_until(&self, moment: Moment) -> u64 {
        let active = if self.high > 0 {
            moment.since(self.at)
        } else {
            0
        };
        self.active_before + active
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Meter {
    created_at: Moment,
    bytes: u64,
    /// Data comes in only while the service is up.
    bytes_per_hour: u64,
    spans: Vec<Span>,
}

impl Meter {
    /// A service that holds so many bytes at its start.
    pub(crate) fn new(service: Uuid, created_at: Moment, bytes: u64) -> Self {
        const SLOWEST: u64 = 128 << 20;
        let doublings = Random::of(service, 0).below(6);
        Self {
            created_at,
            bytes,
            bytes_per_hour: SLOWEST << doublings,
            spans: Vec::new(),
        }
    }

    pub(crate) fn created_at(&self) -> Moment {
        self.created_at
    }

    pub(crate) fn bytes_per_hour(&self) -> u64 {
        self.bytes_per_hour
    }

    /// Notes how much memory the service has from a moment on, which is not before the last one noted.
    pub(crate) fn note(&mut self, at: Moment, low: u32, high: u32) {
        let active_before = self.active_until(at);
        if let Some(last) = self.spans.last_mut() {
            if (last.low, last.high) == (low, high) {
                return;
            }
            if last.at == at {
                (last.low, last.high) = (low, high);
                return;
            }
        }
        self.spans.push(Span {
            at,
            low,
            high,
            active_before,
        });
    }

    /// How long the service had computed by a moment.
    pub(crate) fn active_until(&self, moment: Moment) -> u64 {
        let after = self.spans.partition_point(|span| span.at <= moment);
        self.spans[..after]
            .last()
            .map_or(0, |span| span.active_until(moment))
    }

    /// How much data there was at a moment.
    pub(crate) fn bytes_at(&self, moment: Moment) -> u64 {
        let hours = hours(self.active_until(moment));
        self.bytes + share(self.bytes_per_hour, hours)
    }

    /// Hours times GB between two moments, at a load between 0 (the least memory) and 1 (the most).
    pub(crate) fn memory_hours(&self, from: Moment, to: Moment, load: f64) -> f64 {
        let first = self.spans.partition_point(|span| span.at <= from).max(1) - 1;
        let mut sum = 0.0;
        for (place, span) in self.spans.iter().enumerate().skip(first) {
            if span.at >= to {
                break;
            }
            let end = self.spans.get(place + 1).map_or(to, |next| next.at.min(to));
            let memory = f64::from(span.low) + load * f64::from(span.high.max(span.low) - span.low);
            sum += memory * hours(end.since(span.at.max(from)));
        }
        sum
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "years in milliseconds are below 2^52"
)]
pub(crate) fn hours(millis: u64) -> f64 {
    millis as f64 / HOUR as f64
}

/// Part, or a multiple, of a number of bytes.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bytes far below 2^52, times a number that is not negative"
)]
pub(crate) fn share(bytes: u64, part: f64) -> u64 {
    (bytes as f64 * part) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meter() -> Meter {
        let mut meter = Meter::new(Uuid::from_u128(7), Moment(0), 1_000);
        meter.bytes_per_hour = 100;
        meter.note(Moment(HOUR), 16, 48);
        meter.note(Moment(3 * HOUR), 0, 0);
        meter.note(Moment(10 * HOUR), 32, 32);
        meter
    }

    #[test]
    fn memory_is_counted_between_two_moments() {
        let meter = meter();
        let counted = |from: u64, to: u64, load| {
            let tenths = meter.memory_hours(Moment(from * HOUR), Moment(to * HOUR), load) * 10.0;
            tenths.round() / 10.0
        };
        let all = [
            counted(0, 1, 0.0),
            counted(0, 5, 0.0),
            counted(2, 3, 0.5),
            counted(4, 9, 1.0),
            counted(0, 12, 1.0),
        ];
        assert_eq!(
            all.map(|hours| format!("{hours}")),
            ["0", "32", "32", "0", "160"]
        );
    }

    #[test]
    fn data_grows_only_while_the_service_is_up() {
        let meter = meter();
        let bytes = [0, 2, 5, 9, 12].map(|hour: u64| meter.bytes_at(Moment(hour * HOUR)));
        assert_eq!(bytes, [1_000, 1_100, 1_200, 1_200, 1_400]);
    }

    #[test]
    fn what_is_noted_twice_is_one_span() {
        let mut one = meter();
        one.note(Moment(11 * HOUR), 32, 32);
        assert_eq!(one, meter());
    }
}
