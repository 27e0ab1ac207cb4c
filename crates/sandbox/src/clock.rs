//! Time as the sandbox sees it: always given from outside, in milliseconds since 1970.

use std::{fmt, ops::Add};

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A moment in milliseconds since 1970-01-01T00:00:00Z; written as RFC 3339.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub u64);

/// Milliseconds of a second, minute, hour and day.
pub(crate) const SECOND: u64 = 1_000;
pub(crate) const MINUTE: u64 = 60 * SECOND;
pub(crate) const HOUR: u64 = 60 * MINUTE;
pub(crate) const DAY: u64 = 24 * HOUR;

/// The end of what jiff can write: about the end of the year 9999.
const END: u64 = 253_402_207_200_000;

impl Moment {
    #[must_use]
    pub fn earlier(self, millis: u64) -> Self {
        Self(self.0.saturating_sub(millis))
    }

    /// Milliseconds from `earlier` to this moment, 0 if it lies after it.
    pub fn since(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// The first moment of its day in UTC.
    pub(crate) fn midnight(self) -> Self {
        Self(self.0 - self.0 % DAY)
    }

    /// The day in UTC, as `YYYY-MM-DD`.
    pub(crate) fn date(self) -> String {
        self.to_string().chars().take(10).collect()
    }

    /// Reads a bare date as its first moment in UTC, and nothing else.
    pub(crate) fn parse_day(text: &str) -> Option<Self> {
        let midnight = parse_date(text)?;
        u64::try_from(midnight.as_millisecond()).ok().map(Self)
    }

    /// Reads RFC 3339, or a bare date as its first moment in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let timestamp = match text.parse::<Timestamp>() {
            Ok(timestamp) => timestamp,
            Err(_) => parse_date(text)?,
        };
        u64::try_from(timestamp.as_millisecond()).ok().map(Self)
    }

    /// Reads RFC 3339, or a bare date as its last moment in UTC.
    pub fn parse_end(text: &str) -> Option<Self> {
        let start = Self::parse(text)?;
        Some(if parse_date(text).is_some() {
            Self(start.0 + DAY - 1)
        } else {
            start
        })
    }
}

fn parse_date(text: &str) -> Option<Timestamp> {
    if text.len() != 10 {
        return None;
    }
    let midnight = text.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?;
    Some(midnight.timestamp())
}

impl Add<u64> for Moment {
    type Output = Self;

    fn add(self, millis: u64) -> Self {
        Self(self.0.saturating_add(millis).min(END))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = i64::try_from(self.0.min(END)).unwrap_or_default();
        match Timestamp::from_millisecond(millis) {
            Ok(timestamp) => fmt::Display::fmt(&timestamp, formatter),
            Err(_) => Err(fmt::Error),
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format_args!("no moment: {text}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_as_rfc_3339_and_read_back() {
        let moment = Moment::parse("2026-05-04T09:12:33Z").expect("a moment");
        assert_eq!(moment.to_string(), "2026-05-04T09:12:33Z");
        assert_eq!((moment + 250).to_string(), "2026-05-04T09:12:33.25Z");
    }

    #[test]
    fn a_bare_date_is_its_first_or_its_last_moment() {
        let first = Moment::parse("2026-05-04").expect("a date");
        let last = Moment::parse_end("2026-05-04").expect("a date");
        assert_eq!(first.to_string(), "2026-05-04T00:00:00Z");
        assert_eq!(last.to_string(), "2026-05-04T23:59:59.999Z");
    }

    #[test]
    fn anything_else_is_no_moment() {
        for text in [
            "",
            "yesterday",
            "2026-13-01",
            "2026-05-04T",
            "1969-12-31T23:59:59Z",
        ] {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }

    #[test]
    fn no_moment_is_beyond_what_can_be_written() {
        assert_eq!(
            (Moment(u64::MAX - 1) + 5).to_string(),
            "9999-12-30T22:00:00Z"
        );
    }
}
