//! Moments as text and back, in UTC. Not through a library of dates, which the browser would have to load.

pub const SECOND: f64 = 1_000.0;
pub const MINUTE: f64 = 60.0 * SECOND;
pub const HOUR: f64 = 60.0 * MINUTE;
pub const DAY: f64 = 24.0 * HOUR;
/// As many days before and after 1970 as JavaScript's dates have.
const FAR: f64 = 100_000_000.0;

/// The day of a moment, counted from 1970-01-01.
#[expect(
    clippy::cast_possible_truncation,
    reason = "within what a browser's dates can be"
)]
pub fn day(at: f64) -> i32 {
    (at / DAY).floor().clamp(-FAR, FAR) as i32
}

pub fn start_of(day: i32) -> f64 {
    f64::from(day) * DAY
}

/// `2026-11-24`
pub fn date(day: i32) -> String {
    let (year, month, day) = civil(day);
    let mut text = String::with_capacity(10);
    digits(&mut text, year, 4);
    text.push('-');
    digits(&mut text, month, 2);
    text.push('-');
    digits(&mut text, day, 2);
    text
}

/// `2026-11-24T05:55:00Z`, with milliseconds where there are some.
pub fn rfc3339(at: f64) -> String {
    let today = day(at);
    #[expect(clippy::cast_possible_truncation, reason = "less than a day")]
    let rest = (at - start_of(today)).floor() as i32;
    let mut text = date(today);
    text.push('T');
    digits(&mut text, rest / 3_600_000, 2);
    text.push(':');
    digits(&mut text, rest / 60_000 % 60, 2);
    text.push(':');
    digits(&mut text, rest / 1_000 % 60, 2);
    if rest % 1_000 > 0 {
        text.push('.');
        digits(&mut text, rest % 1_000, 3);
    }
    text.push('Z');
    text
}

/// The day of a year, month and day. Howard Hinnant's reckoning: an era has 400 years, a year begins in March.
pub fn day_of(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day.
pub fn civil(day: i32) -> (i32, i32, i32) {
    let day = day.saturating_add(719_468);
    let era = day.div_euclid(146_097);
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let month = if shifted < 10 {
        shifted + 3
    } else {
        shifted - 9
    };
    let year = year + era * 400 + i32::from(month <= 2);
    (year, month, of_year - (153 * shifted + 2) / 5 + 1)
}

/// `November`; empty for what is no month.
pub fn month_name(month: i32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let place = usize::try_from(month - 1).ok();
    place
        .and_then(|place| NAMES.get(place).copied())
        .unwrap_or_default()
}

/// `Nov`
pub fn month_short(month: i32) -> &'static str {
    let name = month_name(month);
    name.get(..3).unwrap_or(name)
}

/// `Tue`; 1970 began on a Thursday.
pub fn weekday_short(day: i32) -> &'static str {
    const NAMES: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    usize::try_from(day.rem_euclid(7)).map_or("", |place| NAMES[place])
}

/// Not through `format!`: a list of 100 000 rows is written with this.
fn digits(text: &mut String, number: i32, count: u32) {
    for place in (0..count).rev() {
        let digit = number / 10_i32.pow(place) % 10;
        text.push(char::from(
            b'0' + u8::try_from(digit.unsigned_abs()).unwrap_or_default(),
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_as_the_api_has_them() {
        assert_eq!(rfc3339(1_795_499_700_000.0), "2026-11-24T05:55:00Z");
        assert_eq!(rfc3339(1_795_499_700_050.0), "2026-11-24T05:55:00.050Z");
        assert_eq!(rfc3339(0.0), "1970-01-01T00:00:00Z");
        assert_eq!(rfc3339(-1.0), "1969-12-31T23:59:59.999Z");
        assert_eq!(date(day(951_782_400_000.0)), "2000-02-29");
    }

    #[test]
    fn a_day_and_its_date_lead_to_each_other() {
        for day in [-719_468, -1, 0, 59, 11_016, 20_781, 2_932_896] {
            let (year, month, number) = civil(day);
            assert_eq!(day_of(year, month, number), day);
        }
        assert_eq!(day_of(2028, 2, 29) + 1, day_of(2028, 3, 1));
        assert_eq!(
            [month_short(1), month_name(12), month_name(13)],
            ["Jan", "December", ""]
        );
        assert_eq!([weekday_short(0), weekday_short(-1)], ["Thu", "Wed"]);
    }

    #[test]
    fn a_day_of_utc_is_told_for_what_is_written_in_any_zone() {
        let day_of = |text: &str| crate::ui::list::moment(text).map(|at| date(day(at)));
        for (text, expected) in [
            ("2026-11-24T00:30:00+01:00", "2026-11-23"),
            ("2026-11-24T00:30:00+05:45", "2026-11-23"),
            ("2026-11-23T23:30:00-05:00", "2026-11-24"),
            ("2026-12-31T20:00:00-11:00", "2027-01-01"),
            ("2028-03-01T00:00:00+14:00", "2028-02-29"),
        ] {
            assert_eq!(day_of(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_moment_or_beyond_all_calendars_is_no_panic() {
        for at in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e18, -1e18] {
            assert!(rfc3339(at).ends_with('Z'));
        }
    }

    #[test]
    fn every_day_of_eight_centuries_follows_the_one_before() {
        let (mut year, mut month, mut last) = civil(-146_098);
        for day in -146_097..146_097 {
            let (now_year, now_month, now) = civil(day);
            let follows = if now == 1 {
                last >= 28
                    && (now_month == month % 12 + 1)
                    && (now_year - year) == i32::from(month == 12)
            } else {
                (now_year, now_month, now) == (year, month, last + 1)
            };
            assert!(
                follows,
                "{year}-{month}-{last} then {now_year}-{now_month}-{now}"
            );
            (year, month, last) = (now_year, now_month, now);
        }
    }
}
