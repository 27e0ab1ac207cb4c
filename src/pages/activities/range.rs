//! The range on view: a preset that ends now, or two moments. In the address.

use super::log::Range;
use crate::{
    format::dates::{DAY, HOUR, MINUTE, rfc3339},
    pages::range::{self, FROM, TO},
    ui::list::moment,
};

/// The longest range one can ask for.
pub const LONGEST: f64 = 400.0 * DAY;

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Choice {
    Preset(Preset),
    Custom(Range),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    Day,
    Week,
    Month,
    Quarter,
}

impl Preset {
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Quarter];

    /// In the address and on the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "24h",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Day => "24 hours",
            Self::Week => "7 days",
            Self::Month => "30 days",
            Self::Quarter => "90 days",
        }
    }

    fn length(self) -> f64 {
        match self {
            Self::Day => DAY,
            Self::Week => 7.0 * DAY,
            Self::Month => 30.0 * DAY,
            Self::Quarter => 90.0 * DAY,
        }
    }
}

impl Choice {
    /// What cannot be read is the default.
    pub fn read(range: Option<&str>, from: Option<&str>, to: Option<&str>) -> Self {
        let custom = from.and_then(moment).zip(to.and_then(moment));
        if let Some((from, to)) = custom {
            let range = Range { from, to };
            if problem(range).is_none() {
                return Self::Custom(range);
            }
        }
        let known = Preset::ALL
            .into_iter()
            .find(|preset| range == Some(preset.word()));
        Self::Preset(known.unwrap_or(Preset::Week))
    }

    /// Name and value of each part of the query string.
    pub fn query(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Preset(preset) => range::preset(preset.word()),
            Self::Custom(Range { from, to }) => vec![(FROM, rfc3339(from)), (TO, rfc3339(to))],
        }
    }

    pub fn range(self, now: f64) -> Range {
        match self {
            Self::Preset(preset) => Range {
                from: now - preset.length(),
                // What happened this very moment belongs to it.
                to: now + 1.0,
            },
            Self::Custom(range) => range,
        }
    }
}

/// Why a range cannot be shown.
pub fn problem(range: Range) -> Option<&'static str> {
    if range.from >= range.to {
        Some("The end has to come after the beginning.")
    } else if range.length() > LONGEST {
        Some("At most 400 days at once.")
    } else {
        None
    }
}

/// The same middle, twice as long, and not beyond now.
pub fn wider(range: Range, now: f64) -> Range {
    let more = (range.length() / 2.0).max(HOUR);
    let to = (range.to + more).min(now.max(range.to));
    let from = (range.from - more).max(to - LONGEST);
    Range { from, to }
}

/// How long a bar of the timeline is: at most a hundred bars, on round times.
pub fn bar(length: f64) -> f64 {
    const LENGTHS: [f64; 12] = [
        MINUTE,
        5.0 * MINUTE,
        15.0 * MINUTE,
        30.0 * MINUTE,
        HOUR,
        2.0 * HOUR,
        6.0 * HOUR,
        12.0 * HOUR,
        DAY,
        2.0 * DAY,
        7.0 * DAY,
        14.0 * DAY,
    ];
    let found = LENGTHS.into_iter().find(|bar| length / bar <= 100.0);
    found.unwrap_or(28.0 * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-24T05:55:00Z
    const NOW: f64 = 1_795_499_700_000.0;

    #[test]
    fn a_range_is_what_its_address_says() {
        for preset in Preset::ALL {
            let choice = Choice::Preset(preset);
            let query = choice.query();
            assert_eq!(Choice::read(Some(&query[0].1), None, None), choice);
        }
        let custom = Choice::Custom(Range {
            from: NOW - HOUR,
            to: NOW,
        });
        let query = custom.query();
        assert_eq!(query[1], (TO, "2026-11-24T05:55:00Z".to_owned()));
        let read = Choice::read(Some("24h"), Some(&query[0].1), Some(&query[1].1));
        assert_eq!(read, custom);
    }

    #[test]
    fn what_cannot_be_read_is_a_week() {
        let week = Choice::Preset(Preset::Week);
        assert_eq!(Choice::read(None, None, None), week);
        assert_eq!(Choice::read(Some("8d"), Some("soon"), Some("later")), week);
        assert_eq!(
            Choice::read(None, Some("2026-11-24"), Some("2026-11-23")),
            week
        );
        assert_eq!(
            Choice::read(None, Some("1000-01-01"), Some("2026-11-23")),
            week
        );
    }

    #[test]
    fn a_timeline_has_at_most_a_hundred_bars() {
        for days in 1..=400 {
            let length = f64::from(days) * DAY;
            let bars = length / bar(length);
            assert!((12.0..=100.0).contains(&bars), "{days} days: {bars}");
        }
    }

    #[test]
    fn a_range_is_the_same_whichever_zone_it_was_written_in() {
        let read = |from: &str, to: &str| Choice::read(None, Some(from), Some(to));
        let expected = Choice::Custom(Range {
            from: NOW - HOUR,
            to: NOW,
        });
        for (from, to) in [
            ("2026-11-24T04:55:00Z", "2026-11-24T05:55:00Z"),
            ("2026-11-24T05:55:00+01:00", "2026-11-24T06:55:00+01:00"),
            ("2026-11-24T10:40:00+05:45", "2026-11-24T11:40:00+05:45"),
            ("2026-11-23T17:55:00-11:00", "2026-11-23T18:55:00-11:00"),
            ("2026-11-24T18:55:00+14:00", "2026-11-24T19:55:00+14:00"),
        ] {
            assert_eq!(read(from, to), expected, "{from}");
        }
        // The hour that comes twice in New York: the offset tells which.
        let twice = read("2026-11-01T01:30:00-04:00", "2026-11-01T01:30:00-05:00");
        assert!(matches!(twice, Choice::Custom(range) if (range.length() - HOUR).abs() < 1.0));
    }

    #[test]
    fn a_day_of_23_or_25_hours_has_bars_for_each_of_them() {
        // Berlin: 29 March has 23 hours, 25 October 25.
        for (from, to, hours) in [
            (
                "2026-03-29T00:00:00+01:00",
                "2026-03-30T00:00:00+02:00",
                23.0,
            ),
            (
                "2026-10-25T00:00:00+02:00",
                "2026-10-26T00:00:00+01:00",
                25.0,
            ),
        ] {
            let choice = Choice::read(None, Some(from), Some(to));
            let range = choice.range(NOW);
            assert!((range.length() - hours * HOUR).abs() < 1.0, "{from}");
            assert!(range.length() / bar(range.length()) <= 100.0);
        }
    }

    #[test]
    fn a_range_in_the_future_is_kept_and_not_pulled_back() {
        let range = Range {
            from: NOW + DAY,
            to: NOW + 2.0 * DAY,
        };
        assert_eq!(problem(range), None);
        assert_eq!(Choice::Custom(range).range(NOW), range);
        let out = wider(range, NOW);
        assert!(out.from < range.from && (out.to - range.to).abs() < 1.0);
        let nothing = Range {
            from: f64::NAN,
            to: NOW,
        };
        assert!(
            Choice::read(None, Some("NaN"), Some("2026-11-24")) == Choice::Preset(Preset::Week)
        );
        assert!(!nothing.holds(NOW - DAY));
    }

    #[test]
    fn zooming_out_keeps_the_middle_and_stays_in_the_past() {
        let range = Range {
            from: NOW - 4.0 * DAY,
            to: NOW - 2.0 * DAY,
        };
        let out = wider(range, NOW);
        let expected = Range {
            from: NOW - 5.0 * DAY,
            to: NOW - DAY,
        };
        assert_eq!(out, expected);
        assert!(wider(out, NOW).to <= NOW);
    }
}
