//! Points in time as the API writes them (RFC 3339), reckoned without the browser, so that rules about
//! time are plain functions.

use crate::format::dates;

/// As many days before and after 1970 as JavaScript's dates have.
const FAR: i64 = 100_000_000;
const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// Milliseconds since 1970, by this computer's clock.
pub fn now() -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds")]
    let now = js_sys::Date::now() as i64;
    now
}

/// Reads `2026-11-24T10:00:00Z`, with or without a fraction, in any offset.
pub fn parse(text: &str) -> Option<i64> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let midnight = parse_date(date)?;
    let (clock, offset) = if let Some(clock) = time.strip_suffix(['Z', 'z']) {
        (clock, 0)
    } else {
        let at = time.rfind(['+', '-'])?;
        let (clock, offset) = time.split_at(at);
        let minutes = parse_clock(&offset[1..])?;
        let sign = if offset.starts_with('-') { -1 } else { 1 };
        (clock, sign * minutes)
    };
    Some(midnight + parse_clock(clock)? - offset)
}

/// Midnight, in UTC, of `2026-11-24`.
pub fn parse_date(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-');
    let [year, month, day] = [4, 2, 2].map(|length| {
        let part = parts.next().filter(|part| part.len() == length)?;
        number(part)
    });
    let (year, month, day) = (year?, month?, day?);
    let days = days_of(year, month, day)?;
    // What is no day of the calendar comes out as another one.
    (date_of(days) == (year, month, day)).then_some(days * DAY)
}

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.fff` as milliseconds.
fn parse_clock(text: &str) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(':');
    let mut next = |most: i64| {
        let part = parts.next()?;
        number(part).filter(|value| part.len() == 2 && *value <= most)
    };
    let hours = next(23)?;
    let minutes = next(59)?;
    let seconds = next(60).unwrap_or_default();
    let thousandths: String = fraction.chars().chain("000".chars()).take(3).collect();
    Some(hours * HOUR + minutes * MINUTE + seconds * SECOND + number(&thousandths)?)
}

fn number(digits: &str) -> Option<i64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok()).flatten()
}

/// `2026-11-24T10:00:00Z`: to the second, in UTC.
pub fn rfc3339(moment: i64) -> String {
    let of_day = moment.rem_euclid(DAY);
    let (hours, minutes) = (of_day / HOUR, of_day % HOUR / MINUTE);
    let seconds = of_day % MINUTE / SECOND;
    format!("{}T{hours:02}:{minutes:02}:{seconds:02}Z", date(moment))
}

/// `2026-11-24`: the day in UTC.
pub fn date(moment: i64) -> String {
    let (year, month, day) = date_of(moment.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

/// Year, month and day of a day since 1970; beyond what a browser's dates can be, the last of those.
fn date_of(days: i64) -> (i64, i64, i64) {
    let days = i32::try_from(days.clamp(-FAR, FAR)).unwrap_or_default();
    let (year, month, day) = dates::civil(days);
    (year.into(), month.into(), day.into())
}

/// The day of a year, month and day of at most four digits each.
fn days_of(year: i64, month: i64, day: i64) -> Option<i64> {
    let [year, month, day] = [year, month, day].map(|part| i32::try_from(part).ok());
    Some(dates::day_of(year?, month?, day?).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_in_any_offset() {
        let at = parse("2026-11-24T10:00:00Z").expect("a time");
        assert_eq!(at, 1_795_514_400_000);
        assert_eq!(parse("2026-11-24T12:00:00+02:00"), Some(at));
        assert_eq!(parse("2026-11-24T04:30:00-05:30"), Some(at));
        assert_eq!(parse("2026-11-24 10:00:00.25Z"), Some(at + 250));
        assert_eq!(parse("2026-11-24T10:00Z"), Some(at));
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in [
            "",
            "soon",
            "2026-11-24",
            "2026-02-30T00:00:00Z",
            "2026-11-24T25:00:00Z",
            "2026-11-24T10:00:00",
            "26-1-2T10:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in 0..146_097 {
            let moment = day * DAY + 12_345_000;
            assert_eq!(parse(&rfc3339(moment)), Some(moment));
        }
        assert_eq!(rfc3339(-1_000), "1969-12-31T23:59:59Z");
        assert_eq!(date(1_795_514_400_000), "2026-11-24");
    }
}
