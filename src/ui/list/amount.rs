//! Numbers, lengths of time and dates, as a filter has them.

use super::column::Unit;
use crate::format::dates::{DAY, day_of};

/// A decimal number. Not through `str::parse`, whose tables the first view does without.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let (sign, text) = text
        .strip_prefix('-')
        .map_or((1.0, text), |text| (-1.0, text));
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = whole.len() + rest.len();
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=15).contains(&digits) || !all_digits(whole) || !all_digits(rest) {
        return None;
    }
    let read = |value: f64, byte: u8| value * 10.0 + f64::from(byte - b'0');
    let value = whole.bytes().chain(rest.bytes()).fold(0.0, read);
    let scale = rest.bytes().fold(1.0, |scale, _| scale * 10.0);
    Some(sign * value / scale)
}

/// A number for another program, to a millionth; not through `Display`, whose exact decimals cost bytes.
pub(super) fn written(number: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "sizes, counts and amounts; beyond 64 bits it saturates"
    )]
    let millionths = (number * 1_000_000.0).round() as i64;
    let sign = if millionths < 0 { "-" } else { "" };
    let millionths = millionths.unsigned_abs();
    let (whole, rest) = (millionths / 1_000_000, millionths % 1_000_000);
    if rest == 0 {
        return format!("{sign}{whole}");
    }
    let rest = format!("{rest:06}");
    format!("{sign}{whole}.{}", rest.trim_end_matches('0'))
}

/// `15m`, `24h`, `7d`, `2w`, `3mo`, `1y` in milliseconds.
pub(super) fn length(text: &str) -> Option<f64> {
    let unit = text.find(|character: char| character.is_ascii_alphabetic())?;
    let scale = match text[unit..].to_ascii_lowercase().as_str() {
        "s" => 1_000.0,
        "m" | "min" => 60_000.0,
        "h" => 3_600_000.0,
        "d" => DAY,
        "w" => 7.0 * DAY,
        "mo" => 365.25 / 12.0 * DAY,
        "y" => 365.25 * DAY,
        _ => return None,
    };
    let count = decimal(&text[..unit]).filter(|count| *count >= 0.0)?;
    Some(count * scale)
}

/// A number as a column counts it, whichever unit it is written in.
pub(super) fn measured(text: &str, unit: Unit) -> Option<f64> {
    decimal(text).or_else(|| {
        let (read, one): (fn(&str) -> Option<f64>, f64) = match unit {
            Unit::None => return None,
            Unit::Bytes => (bytes, 1.0),
            Unit::Gibibytes => (bytes, 1_073_741_824.0),
            Unit::Seconds => (length, 1_000.0),
            Unit::Minutes => (length, 60_000.0),
        };
        Some(read(text)? / one)
    })
}

/// `512mib`, `5gb`, `2t` in bytes: all by 1024, as the API's own `Gb` is.
fn bytes(text: &str) -> Option<f64> {
    let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
    let (prefix, rest) = text[at..].split_at(1);
    let power = "kmgtp".find(prefix)?;
    let is_unit = matches!(rest, "" | "b" | "ib");
    let count = decimal(&text[..at]).filter(|_| is_unit)?;
    Some((0..=power).fold(count, |count, _| count * 1_024.0))
}

/// Milliseconds since the epoch of an RFC 3339 moment, or of the start of a date, month or year.
pub fn moment(text: &str) -> Option<f64> {
    stamp(text.as_bytes()).or_else(|| any_moment(text))
}

/// The form the API writes, `2026-11-24T10:00:00.123Z` or in lower case, in a third of the time: a filter reads one a
/// row.
fn stamp(text: &[u8]) -> Option<f64> {
    let (stamp, rest) = text.split_at_checked(19)?;
    let separators = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    let differs = |(at, byte): &(usize, u8)| !stamp[*at].eq_ignore_ascii_case(byte);
    if separators.iter().any(differs) {
        return None;
    }
    let number = |bytes: &[u8]| {
        bytes.iter().try_fold(0, |value, byte| {
            let digit = byte.wrapping_sub(b'0');
            (digit < 10).then(|| value * 10 + i32::from(digit))
        })
    };
    let (month, day) = (number(&stamp[5..7])?, number(&stamp[8..10])?);
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let clock = number(&stamp[11..13])? * 3_600 + number(&stamp[14..16])? * 60;
    let thousandths = match rest {
        b"Z" | b"z" => 0,
        [b'.', three @ .., b'Z' | b'z'] if three.len() == 3 => number(three)?,
        _ => return None,
    };
    let days = day_of(number(&stamp[..4])?, month, day);
    let seconds = f64::from(clock + number(&stamp[17..])?);
    Some(f64::from(days) * DAY + seconds * 1_000.0 + f64::from(thousandths))
}

fn any_moment(text: &str) -> Option<f64> {
    let (date, time) = match text.split_once(['T', 't', ' ']) {
        Some((date, time)) => (date, Some(time)),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let day = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let is_date = parts.next().is_none() && (1..=12).contains(&month) && (1..=31).contains(&day);
    if !is_date {
        return None;
    }
    let days = f64::from(day_of(year, month, day));
    Some(days * DAY + time.map_or(Some(0.0), time_of_day)?)
}

fn digits(text: &str, count: usize) -> Option<i32> {
    let all = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| {
        text.bytes()
            .fold(0, |value, byte| value * 10 + i32::from(byte - b'0'))
    })
}

/// `09:12:00.123+02:00` in milliseconds of its day in UTC.
fn time_of_day(text: &str) -> Option<f64> {
    let zone = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, zone) = text.split_at(zone);
    let mut parts = clock.split(':');
    let hour = digits(parts.next()?, 2)?;
    let minute = digits(parts.next()?, 2)?;
    let second = parts.next().map_or(Some(0.0), decimal)?;
    let sign = if zone.starts_with('-') { -1 } else { 1 };
    let offset = match zone.get(1..).and_then(|zone| zone.split_once(':')) {
        Some((hours, minutes)) => sign * (digits(hours, 2)? * 60 + digits(minutes, 2)?),
        None => 0,
    };
    Some(f64::from(hour * 60 + minute - offset) * 60_000.0 + second * 1_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_read_and_anything_else_is_not() {
        assert_eq!(decimal("16"), Some(16.0));
        assert_eq!(decimal("-0.25"), Some(-0.25));
        assert_eq!(decimal(".5"), Some(0.5));
        for wrong in ["", "-", ".", "1e5", "1,5", "NaN", "1234567890123456", "٣"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_are_written_as_json_has_them() {
        let numbers = [16.0, 0.5, -0.25, 1_234.000_001, 0.0].map(written);
        assert_eq!(numbers, ["16", "0.5", "-0.25", "1234.000001", "0"]);
    }

    #[test]
    fn lengths_have_a_unit() {
        assert_eq!(length("7d"), Some(7.0 * DAY));
        assert_eq!(length("1.5H"), Some(5_400_000.0));
        assert_eq!(length("90min"), Some(5_400_000.0));
        for wrong in ["7", "d", "-1d", "7x", "7 d"] {
            assert_eq!(length(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_number_is_read_in_the_unit_of_its_column() {
        assert_eq!(measured("5gib", Unit::Bytes), Some(5_368_709_120.0));
        assert_eq!(measured("0.5t", Unit::Gibibytes), Some(512.0));
        assert_eq!(measured("16", Unit::Gibibytes), Some(16.0));
        assert_eq!(measured("1kb", Unit::Bytes), Some(1_024.0));
        assert_eq!(measured("5m", Unit::Seconds), Some(300.0));
        assert_eq!(measured("2h", Unit::Minutes), Some(120.0));
        for wrong in ["5x", "gib", "5gibs", "5m", "5 gib", "5\u{e9}"] {
            assert_eq!(measured(wrong, Unit::None), None, "{wrong}");
        }
        for wrong in ["5x", "gib", "5gibs", "5 gib", "5h"] {
            assert_eq!(measured(wrong, Unit::Bytes), None, "{wrong}");
        }
        assert_eq!(measured("5gib", Unit::Seconds), None);
    }

    #[test]
    fn the_quick_way_reads_what_the_long_way_reads() {
        for text in [
            "2026-11-24T10:00:00Z",
            "2024-02-29T23:59:59.999Z",
            "1969-12-31T00:00:01Z",
            "2026-11-24t10:00:00.500z",
        ] {
            assert_eq!(stamp(text.as_bytes()), any_moment(text), "{text}");
            assert!(stamp(text.as_bytes()).is_some(), "{text}");
        }
        for other in [
            "2026-13-24T10:00:00Z",
            "2026-11-24T10:00:00+02:00",
            "2026-11-24",
            "2026-1:-24T10:00:00Z",
        ] {
            assert_eq!(stamp(other.as_bytes()), None, "{other}");
        }
    }

    #[test]
    fn moments_are_the_clock_of_utc() {
        assert_eq!(moment("1970-01-01T00:00:00Z"), Some(0.0));
        assert_eq!(moment("2000-02-29"), Some(951_782_400_000.0));
        assert_eq!(moment("2026-11-24T05:55:00Z"), Some(1_795_499_700_000.0));
        assert_eq!(
            moment("2026-11-24T07:55:00.500+02:00"),
            Some(1_795_499_700_500.0)
        );
        assert_eq!(moment("2026"), moment("2026-01-01T00:00:00Z"));
        assert_eq!(moment("1969-12-31T23:59:59Z"), Some(-1_000.0));
        for wrong in [
            "",
            "soon",
            "2026-13-01",
            "26-01-01",
            "2026-01-01T",
            "2026-1",
        ] {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
