//! The range on view: a preset, or two days. In the address.

use super::days::{Days, month, read};
use crate::{
    format::dates::date,
    pages::range::{self, FROM, TO},
};

/// The longest range, in days: twelve calls of the API.
pub const LONGEST: usize = 366;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    Preset(Preset),
    Custom(Days),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    ThisMonth,
    LastMonth,
    Week,
    Month,
    Quarter,
}

impl Preset {
    pub const ALL: [Self; 5] = [
        Self::ThisMonth,
        Self::LastMonth,
        Self::Week,
        Self::Month,
        Self::Quarter,
    ];

    /// In the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::ThisMonth => "this-month",
            Self::LastMonth => "last-month",
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::ThisMonth => "This month",
            Self::LastMonth => "Last month",
            Self::Week => "7 days",
            Self::Month => "30 days",
            Self::Quarter => "90 days",
        }
    }
}

impl Choice {
    /// What cannot be read is the default.
    pub fn read_from(range: Option<&str>, from: Option<&str>, to: Option<&str>) -> Self {
        let custom = from.and_then(read).zip(to.and_then(read));
        if let Some((from, to)) = custom
            && (0..LONGEST).contains(&usize::try_from(to - from).unwrap_or(LONGEST))
        {
            return Self::Custom(Days { from, to });
        }
        let known = Preset::ALL
            .into_iter()
            .find(|preset| range == Some(preset.word()));
        Self::Preset(known.unwrap_or(Preset::ThisMonth))
    }

    /// Name and value of each part of the query string.
    pub fn query(self) -> Vec<(&'static str, String)> {
        match self {
            Self::Preset(preset) => range::preset(preset.word()),
            Self::Custom(Days { from, to }) => vec![(FROM, date(from)), (TO, date(to))],
        }
    }

    /// Up to today: what lies ahead has cost nothing yet.
    pub fn days(self, today: i32) -> Days {
        let last = |count: i32| Days {
            from: today - (count - 1),
            to: today,
        };
        match self {
            Self::Preset(Preset::ThisMonth) => Days {
                from: month(today).from,
                to: today,
            },
            Self::Preset(Preset::LastMonth) => month(month(today).from - 1),
            Self::Preset(Preset::Week) => last(7),
            Self::Preset(Preset::Month) => last(30),
            Self::Preset(Preset::Quarter) => last(90),
            Self::Custom(Days { from, to }) => Days {
                from: from.min(today),
                to: to.min(today),
            },
        }
    }
}

/// Why a range cannot be shown.
pub fn problem(range: Days, today: i32) -> Option<String> {
    if range.from > range.to {
        Some("The last day has to be the first one or come after it.".into())
    } else if range.from > today {
        Some(format!(
            "Costs are told up to today, {} in UTC.",
            date(today)
        ))
    } else if range.count() > LONGEST {
        Some(format!("At most {LONGEST} days at once."))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i32 {
        read(text).expect("a date")
    }

    fn dates(range: Days) -> (String, String) {
        (date(range.from), date(range.to))
    }

    #[test]
    fn a_range_is_what_its_address_says() {
        for preset in Preset::ALL {
            let choice = Choice::Preset(preset);
            let query = choice.query();
            assert_eq!(Choice::read_from(Some(&query[0].1), None, None), choice);
        }
        let custom = Choice::Custom(Days {
            from: at("2026-02-27"),
            to: at("2026-03-02"),
        });
        let query = custom.query();
        assert_eq!(query[1], (TO, "2026-03-02".to_owned()));
        let read = Choice::read_from(Some("7d"), Some(&query[0].1), Some(&query[1].1));
        assert_eq!(read, custom);
    }

    #[test]
    fn what_cannot_be_read_is_this_month() {
        let default = Choice::Preset(Preset::ThisMonth);
        for (from, to) in [
            ("2026-11-24", "2026-11-23"),
            ("2020-01-01", "2026-11-23"),
            ("2026-02-30", "2026-11-23"),
            ("soon", "later"),
        ] {
            assert_eq!(Choice::read_from(Some("8d"), Some(from), Some(to)), default);
        }
    }

    #[test]
    fn presets_end_today_and_months_with_the_calendar() {
        let days = |preset, today: &str| dates(Choice::Preset(preset).days(at(today)));
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            days(Preset::ThisMonth, "2026-11-01"),
            pair("2026-11-01", "2026-11-01")
        );
        assert_eq!(
            days(Preset::LastMonth, "2027-01-15"),
            pair("2026-12-01", "2026-12-31")
        );
        assert_eq!(
            days(Preset::LastMonth, "2028-03-31"),
            pair("2028-02-01", "2028-02-29")
        );
        assert_eq!(
            days(Preset::Week, "2027-01-03"),
            pair("2026-12-28", "2027-01-03")
        );
        assert_eq!(
            days(Preset::Quarter, "2026-11-24"),
            pair("2026-08-27", "2026-11-24")
        );
    }

    #[test]
    fn nothing_after_today_is_asked_for() {
        let today = at("2026-11-24");
        let custom = |from, to| Choice::Custom(Days { from, to }).days(today);
        assert_eq!(custom(today - 3, today + 9).to, today);
        assert_eq!(
            custom(today + 3, today + 9),
            Days {
                from: today,
                to: today
            }
        );
    }

    #[test]
    fn a_range_that_cannot_be_shown_says_why() {
        let today = at("2026-11-24");
        let range = |from, to| problem(Days { from, to }, today);
        assert_eq!(range(today - 365, today), None);
        assert!(range(today - 366, today).is_some_and(|text| text.contains("366")));
        assert!(range(today, today - 1).is_some());
        assert!(range(today + 1, today + 2).is_some_and(|text| text.contains("2026-11-24")));
    }
}
