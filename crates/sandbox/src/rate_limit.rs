//! At most so many requests of one key within a sliding window.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    str::FromStr,
};

use uuid::Uuid;

use crate::clock::{Moment, SECOND};

/// The bounds; the API's are 10 requests in 10 seconds for each key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateLimit {
    pub requests: usize,
    pub window_millis: u64,
}

impl Default for RateLimit {
    fn default() -> Self {
        Self {
            requests: 10,
            window_millis: 10 * SECOND,
        }
    }
}

/// A text that is not `REQUESTS/SECONDS`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MalformedRateLimit;

impl fmt::Display for MalformedRateLimit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .write_str("a rate limit is written as requests/seconds, for example 10/10, or off")
    }
}

impl std::error::Error for MalformedRateLimit {}

impl FromStr for RateLimit {
    type Err = MalformedRateLimit;

    fn from_str(text: &str) -> Result<Self, MalformedRateLimit> {
        let (requests, seconds) = text.split_once('/').ok_or(MalformedRateLimit)?;
        let requests = requests.parse().map_err(|_| MalformedRateLimit)?;
        let seconds: u32 = seconds.parse().map_err(|_| MalformedRateLimit)?;
        if requests == 0 || seconds == 0 {
            return Err(MalformedRateLimit);
        }
        Ok(Self {
            requests,
            window_millis: u64::from(seconds) * SECOND,
        })
    }
}

/// The recent requests of each key.
#[derive(Clone, Default)]
pub(crate) struct Recent(HashMap<Uuid, VecDeque<Moment>>);

impl Recent {
    /// Counts a request, or says in how many milliseconds the next one is let through. A refused request
    /// does not count.
    pub(crate) fn admit(&mut self, limit: RateLimit, key: Uuid, now: Moment) -> Result<(), u64> {
        let recent = self.0.entry(key).or_default();
        while recent
            .front()
            .is_some_and(|first| now.since(*first) >= limit.window_millis)
        {
            recent.pop_front();
        }
        if let Some(first) = recent.front()
            && recent.len() >= limit.requests
        {
            return Err(limit.window_millis - now.since(*first));
        }
        recent.push_back(now);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_request_in_ten_seconds_waits_for_the_first_to_age() {
        let (mut recent, limit) = (Recent::default(), RateLimit::default());
        let key = Uuid::from_u128(1);
        for second in 0..10 {
            let now = Moment(1_000 + second * 500);
            assert_eq!(recent.admit(limit, key, now), Ok(()));
        }
        assert_eq!(recent.admit(limit, key, Moment(8_000)), Err(3_000));
        assert_eq!(
            recent.admit(limit, Uuid::from_u128(2), Moment(8_000)),
            Ok(())
        );
        assert_eq!(recent.admit(limit, key, Moment(10_999)), Err(1));
        assert_eq!(recent.admit(limit, key, Moment(11_000)), Ok(()));
        assert_eq!(recent.admit(limit, key, Moment(11_000)), Err(500));
    }

    #[test]
    fn a_rate_limit_is_read_from_text() {
        let limit = RateLimit {
            requests: 20,
            window_millis: 5_000,
        };
        assert_eq!("20/5".parse(), Ok(limit));
        for text in ["", "10", "10/", "0/10", "10/0", "a/b", "-1/10"] {
            assert_eq!(text.parse::<RateLimit>(), Err(MalformedRateLimit), "{text}");
        }
    }
}
