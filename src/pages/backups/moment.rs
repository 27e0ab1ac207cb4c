//! Moments and days of UTC, in which the API counts and schedules.
//!
//! Plain arithmetic, so that it is tested without a browser.

use crate::format::dates;
pub use crate::format::dates::{DAY, HOUR};

/// Milliseconds since 1970 of an RFC 3339 text.
pub fn moment(text: &str) -> Option<f64> {
    let (date, time) = text.trim().split_once(['T', 't', ' '])?;
    let day = Day::parse(date)?;
    let zone_at = time.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = time.split_at(zone_at);
    let mut parts = clock.split('.').next()?.splitn(3, ':').map(digits);
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = match zone {
        "Z" | "z" => 0,
        zone => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            sign * (digits(hours)? * 60 + digits(minutes)?)
        }
    };
    let seconds = hour * 3_600 + minute * 60 + second - offset * 60;
    Some(day.start() + f64::from(seconds) * 1_000.0)
}

fn digits(text: &str) -> Option<i32> {
    let is_number = (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

/// A day of UTC, counted from 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i32);

impl Day {
    pub fn of(moment: f64) -> Self {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "days; beyond 32 bits it saturates"
        )]
        let days = (moment / DAY).floor() as i32;
        Self(days)
    }

    /// `2026-11-24`
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-').map(digits);
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then(|| Self(dates::day_of(year, month, day)))
    }

    pub fn start(self) -> f64 {
        f64::from(self.0) * DAY
    }

    pub fn end(self) -> f64 {
        self.start() + DAY
    }

    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// The Monday of its week.
    #[must_use]
    pub fn monday(self) -> Self {
        self.plus(-(self.0 + 3).rem_euclid(7))
    }

    /// `2026-11-24`
    pub fn iso(self) -> String {
        let (year, month, day) = dates::civil(self.0);
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// `Tue 24 November 2026`
    pub fn words(self) -> String {
        let (year, month, day) = dates::civil(self.0);
        let weekday = dates::weekday_short(self.0);
        format!("{weekday} {day} {} {year}", dates::month_name(month))
    }

    pub fn number(self) -> i32 {
        dates::civil(self.0).2
    }

    /// `Nov`
    pub fn month(self) -> &'static str {
        dates::month_short(dates::civil(self.0).1)
    }
}

/// `2026-11-24 02:00 UTC`
pub fn minute(moment: f64) -> String {
    let day = Day::of(moment);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "minutes of a day"
    )]
    let minutes = ((moment - day.start()) / 60_000.0) as u32;
    format!("{} {:02}:{:02} UTC", day.iso(), minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: Option<f64>, other: f64) -> bool {
        one.is_some_and(|one| (one - other).abs() < 0.5)
    }

    #[test]
    fn a_moment_is_read_with_fractions_and_zones() {
        let noon = 1_795_521_600_000.0;
        for text in [
            "2026-11-24T12:00:00Z",
            "2026-11-24T12:00:00.250Z",
            "2026-11-24T13:00:00+01:00",
            "2026-11-24t06:30:00-05:30",
        ] {
            assert!(same(moment(text), noon), "{text}");
        }
        assert!(same(moment("1970-01-01T00:00:00Z"), 0.0));
    }

    #[test]
    fn what_is_no_moment_is_none() {
        for text in [
            "",
            "2026-11-24",
            "soon",
            "2026-13-01T00:00:00Z",
            "2026-11-24T25:00:00Z",
            "2026-11-24T12:00:00",
            "2026-11-24T12:00Z",
            "2026-11-24T12:00:00+é1:00",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn days_go_there_and_back_over_leap_years_and_months() {
        for text in [
            "2024-02-29",
            "2024-03-01",
            "2026-12-31",
            "2027-01-01",
            "1969-12-31",
        ] {
            assert_eq!(
                Day::parse(text).map(Day::iso).as_deref(),
                Some(text),
                "{text}"
            );
        }
    }

    #[test]
    fn a_day_is_told_in_words() {
        let day = Day::parse("2026-11-24").expect("a day");
        assert_eq!(day.words(), "Tue 24 November 2026");
        assert_eq!(day.monday().iso(), "2026-11-23");
        assert_eq!(day.month(), "Nov");
        assert_eq!(
            minute(day.start() + 2.0 * HOUR + 61_000.0),
            "2026-11-24 02:01 UTC"
        );
    }
}
