//! Days of UTC, as the API counts costs, and their names.

use cloud_api::usage::DAYS_MAX;

use crate::{
    format::dates::{civil, date, day, month_name, month_short, weekday_short},
    ui::list::moment,
};

/// Days counted from 1970-01-01, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub from: i32,
    pub to: i32,
}

impl Days {
    pub fn count(self) -> usize {
        usize::try_from(self.to - self.from + 1).unwrap_or_default()
    }

    pub fn iter(self) -> impl Iterator<Item = i32> {
        self.from..=self.to
    }

    /// As many days, right before these.
    pub fn before(self) -> Self {
        let to = self.from - 1;
        Self {
            from: to - (self.to - self.from),
            to,
        }
    }

    /// `1 Nov – 24 Nov 2026`
    pub fn words(self) -> String {
        if self.from == self.to {
            return long(self.to);
        }
        let same_year = civil(self.from).0 == civil(self.to).0;
        let from = if same_year { short } else { long }(self.from);
        format!("{from} – {}", long(self.to))
    }
}

/// The whole month of a day.
pub fn month(of: i32) -> Days {
    let (_, this, number) = civil(of);
    let from = of - (number - 1);
    // The 28th is in every month, and four days later the next one has begun or begins on one of them.
    let next = (from + 28..from + 32).find(|day| civil(*day).1 != this);
    Days {
        from,
        to: next.unwrap_or(from + 31) - 1,
    }
}

/// The calls that bring what is missing of a range, the newest first, each of as many days as the API allows.
///
/// A call that would not be full brings missing days before the range too: it costs the same request, and the forecast
/// and the comparison want them.
pub fn parts(range: Days, is_missing: impl Fn(i32) -> bool) -> Vec<Days> {
    let most = i32::try_from(DAYS_MAX).unwrap_or(1);
    let mut parts = Vec::new();
    let mut end = range.to;
    while end >= range.from {
        if !is_missing(end) {
            end -= 1;
            continue;
        }
        let first = end - (most - 1);
        let inside = (first.max(range.from)..=end).find(|day| is_missing(*day));
        let mut start = inside.unwrap_or(end);
        if start == range.from {
            while start > first && is_missing(start - 1) {
                start -= 1;
            }
        }
        parts.push(Days {
            from: start,
            to: end,
        });
        end = start - 1;
    }
    parts
}

/// A bare date that is in the calendar.
pub fn read(text: &str) -> Option<i32> {
    let found = day(moment(text)?);
    (date(found) == text).then_some(found)
}

/// `24 Nov`
pub fn short(of: i32) -> String {
    let (_, month, day) = civil(of);
    format!("{day} {}", month_short(month))
}

/// `24 Nov 2026`
pub fn long(of: i32) -> String {
    format!("{} {}", short(of), civil(of).0)
}

/// `Tue, 24 Nov 2026`
pub fn full(of: i32) -> String {
    format!("{}, {}", weekday_short(of), long(of))
}

/// `November 2026`
pub fn month_words(of: i32) -> String {
    let (year, month, _) = civil(of);
    format!("{} {year}", month_name(month))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn at(text: &str) -> i32 {
        read(text).expect("a date")
    }

    fn days(from: &str, to: &str) -> Days {
        Days {
            from: at(from),
            to: at(to),
        }
    }

    fn told(parts: &[Days]) -> Vec<(String, String)> {
        let dates = parts.iter().map(|part| (date(part.from), date(part.to)));
        dates.collect()
    }

    #[test]
    fn only_days_of_the_calendar_are_read() {
        assert_eq!(date(at("2028-02-29")), "2028-02-29");
        for wrong in [
            "2026-02-29",
            "2026-11-31",
            "2026-11",
            "2026-11-24T00:00:00Z",
            "",
            "today",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_end_where_the_calendar_says() {
        for (of, last) in [
            ("2026-02-14", "2026-02-28"),
            ("2028-02-01", "2028-02-29"),
            ("2100-02-28", "2100-02-28"),
            ("2026-11-30", "2026-11-30"),
            ("2026-12-31", "2026-12-31"),
            ("2027-01-01", "2027-01-31"),
        ] {
            let month = month(at(of));
            assert_eq!(date(month.to), last);
            assert_eq!(date(month.from), format!("{}-01", &of[..7]));
        }
    }

    #[test]
    fn the_range_before_is_as_long_and_ends_the_day_before() {
        let before = days("2027-01-01", "2027-01-31").before();
        assert_eq!(before, days("2026-12-01", "2026-12-31"));
        let before = days("2028-03-01", "2028-03-01").before();
        assert_eq!(before, days("2028-02-29", "2028-02-29"));
    }

    #[test]
    fn a_year_is_stitched_from_calls_of_31_days_over_its_edges() {
        let range = days("2027-12-15", "2028-12-14");
        assert_eq!(range.count(), 366);
        let parts = parts(range, |_| true);
        assert_eq!(parts.len(), 12);
        assert!(parts.iter().all(|part| part.count() == DAYS_MAX));
        assert_eq!(parts[0], days("2028-11-14", "2028-12-14"));
        // They lie one behind the other and leave nothing out, the leap day included.
        for pair in parts.windows(2) {
            assert_eq!(pair[1].to, pair[0].from - 1);
        }
        let last = parts.last().expect("parts");
        assert!(last.from <= range.from && range.from <= last.to);
        let leap = at("2028-02-29");
        assert!(
            parts
                .iter()
                .any(|part| part.from <= leap && leap <= part.to)
        );
    }

    #[test]
    fn a_short_range_is_one_call_that_is_filled_up() {
        let all = parts(days("2026-11-01", "2026-11-24"), |_| true);
        let expected = vec![("2026-10-25".to_owned(), "2026-11-24".to_owned())];
        assert_eq!(told(&all), expected);
        let whole = parts(days("2026-10-01", "2026-10-31"), |_| true);
        assert_eq!(whole, [days("2026-10-01", "2026-10-31")]);
    }

    #[test]
    fn what_is_there_is_not_asked_for_again() {
        let range = days("2026-10-01", "2026-11-24");
        let held: HashSet<i32> = days("2026-10-25", "2026-11-21").iter().collect();
        let missing = parts(range, |day| !held.contains(&day));
        assert_eq!(
            missing,
            [
                days("2026-11-22", "2026-11-24"),
                days("2026-09-24", "2026-10-24")
            ]
        );
        assert!(parts(range, |_| false).is_empty());
        // A hole in the middle of a window comes with the days around it.
        let holes = [at("2026-11-02"), at("2026-11-20")];
        let missing = parts(range, |day| holes.contains(&day));
        assert_eq!(missing, [days("2026-11-02", "2026-11-20")]);
    }

    #[test]
    fn days_have_names() {
        let day = at("2026-11-24");
        assert_eq!(full(day), "Tue, 24 Nov 2026");
        assert_eq!(month_words(day), "November 2026");
        assert_eq!(
            days("2026-11-01", "2026-11-24").words(),
            "1 Nov – 24 Nov 2026"
        );
        assert_eq!(
            days("2026-12-31", "2027-01-01").words(),
            "31 Dec 2026 – 1 Jan 2027"
        );
        assert_eq!(days("2026-11-24", "2026-11-24").words(), "24 Nov 2026");
    }
}
