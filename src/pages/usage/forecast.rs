//! What the month will have cost.
//!
//! Simple enough to be checked by hand: today and each day to come are taken to cost the mean of the last final days;
//! the band is one standard deviation of those days more or less on every such day.

use std::sync::Arc;

use super::{
    credits::Credits,
    days::{Days, month},
    held::OneDay,
};

/// How many final days it looks at, how few will do, and how far back they may lie.
pub const BASIS: usize = 14;
pub const LEAST: usize = 7;
const BACK: i32 = 45;

/// The method in one sentence.
pub const METHOD: &str = "Forecast: what the API tells so far, and for today and each day to come the mean of the last 14 final days; the band is one standard deviation of those days more or less on every such day.";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    pub low: Credits,
    pub middle: Credits,
    pub high: Credits,
}

impl Band {
    const fn exactly(credits: Credits) -> Self {
        Self {
            low: credits,
            middle: credits,
            high: credits,
        }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            low: self.low + other.low,
            middle: self.middle + other.middle,
            high: self.high + other.high,
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    pub month: Days,
    pub today: i32,
    /// What each day of the month until today cost, as it is told.
    pub told: Vec<Credits>,
    /// How much there is at the end of each day: as it is told before today, expected from today on.
    pub ends: Vec<Band>,
    /// How many final days the expectation rests on.
    pub basis: usize,
    pub per_day: Band,
}

impl Forecast {
    pub fn so_far(&self) -> Credits {
        self.told.iter().copied().sum()
    }

    /// At the end of the month.
    pub fn total(&self) -> Band {
        let last = self.ends.last().copied();
        last.unwrap_or(Band::exactly(Credits::ZERO))
    }

    /// The day on which the middle of the band passes an amount.
    pub fn passes(&self, budget: Credits) -> Option<i32> {
        let days = self.month.iter().zip(&self.ends);
        let mut passed = days.filter(|(_, end)| end.middle > budget);
        passed.next().map(|(day, _)| day)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Outlook {
    Known(Forecast),
    /// So many days are final, which are not enough.
    TooFew(usize),
    /// Not all days of this month were read.
    Unread,
}

pub fn outlook(today: i32, day: impl Fn(i32) -> Option<Arc<OneDay>>) -> Outlook {
    let month = month(today);
    let told: Option<Vec<Credits>> = (month.from..=today)
        .map(|each| day(each).map(|one| one.total))
        .collect();
    let Some(told) = told else {
        return Outlook::Unread;
    };
    let finals: Vec<Credits> = (today - BACK..today)
        .rev()
        .filter_map(&day)
        .filter(|one| one.is_final)
        .map(|one| one.total)
        .take(BASIS)
        .collect();
    if finals.len() < LEAST {
        return Outlook::TooFew(finals.len());
    }
    let per_day = spread(&finals);
    let past = told.len() - 1;
    let mut sum = Band::exactly(Credits::ZERO);
    let ends = month.iter().enumerate().map(|(place, _)| {
        let more = match told.get(place) {
            Some(told) if place < past => Band::exactly(*told),
            // Today has cost that much already.
            Some(told) => Band {
                low: per_day.low.max(*told),
                middle: per_day.middle.max(*told),
                high: per_day.high.max(*told),
            },
            None => per_day,
        };
        sum = sum.plus(more);
        sum
    });
    let ends = ends.collect();
    Outlook::Known(Forecast {
        month,
        today,
        told,
        ends,
        basis: finals.len(),
        per_day,
    })
}

/// The mean, and one standard deviation around it, not below zero.
fn spread(days: &[Credits]) -> Band {
    let middle = days.iter().copied().sum::<Credits>().over(days.len());
    let squares: f64 = days
        .iter()
        .map(|day| (*day - middle).value())
        .map(|distance| distance * distance)
        .sum();
    #[expect(clippy::cast_precision_loss, reason = "about a dozen")]
    let freedom = days.len().saturating_sub(1).max(1) as f64;
    let deviation = Credits::of((squares / freedom).sqrt());
    Band {
        low: (middle - deviation).max(Credits::ZERO),
        middle,
        high: middle + deviation,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{days::read, held::tests::one_day},
        *,
    };

    fn credits(value: f64) -> Credits {
        Credits::of(value)
    }

    /// Days before today cost `cost`, all but the last two of them final; today has cost 1.
    fn steady(today: &str, cost: f64) -> Outlook {
        let today = read(today).expect("a date");
        outlook(today, move |day| {
            let one = if day == today {
                one_day(1.0, false)
            } else {
                one_day(cost, day < today - 2)
            };
            Some(Arc::new(one))
        })
    }

    #[test]
    fn steady_days_go_on_without_a_band() {
        let Outlook::Known(forecast) = steady("2026-11-24", 10.0) else {
            panic!("a forecast");
        };
        assert_eq!((forecast.ends.len(), forecast.basis), (30, BASIS));
        assert_eq!(forecast.so_far(), credits(231.0));
        // 23 days as told, and seven of the mean: today will not stay at 1.
        assert_eq!(forecast.total(), Band::exactly(credits(300.0)));
        assert_eq!(forecast.ends[22], Band::exactly(credits(230.0)));
        assert_eq!(forecast.passes(credits(300.0)), None);
        let passed = forecast.passes(credits(255.0)).expect("a day");
        assert_eq!(passed, read("2026-11-26").expect("a date"));
    }

    #[test]
    fn the_band_is_a_standard_deviation_on_each_day_to_come() {
        let today = read("2026-11-24").expect("a date");
        // Final days of 8 and 12 in turn: mean 10; fourteen of them deviate by sqrt(56 / 13).
        let day = |day: i32| {
            let cost = if day % 2 == 0 { 8.0 } else { 12.0 };
            Some(Arc::new(one_day(cost, day < today)))
        };
        let Outlook::Known(forecast) = outlook(today, day) else {
            panic!("a forecast");
        };
        assert_eq!(forecast.per_day.middle, credits(10.0));
        let deviation = forecast.per_day.high - forecast.per_day.middle;
        assert!((deviation.value() - (56.0_f64 / 13.0).sqrt()).abs() < 1e-6);
        let total = forecast.total();
        // Six days to come; today costs what is told at least.
        let today_told = credits(if today % 2 == 0 { 8.0 } else { 12.0 });
        let high = forecast.per_day.high.max(today_told) + forecast.per_day.high.times(6);
        assert_eq!(total.high - forecast.ends[22].high, high);
        assert!(total.low < total.middle && total.middle < total.high);
    }

    #[test]
    fn a_band_does_not_reach_below_nothing() {
        let band = spread(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 100.0].map(Credits::of));
        assert_eq!(band.low, Credits::ZERO);
    }

    #[test]
    fn days_that_still_move_are_no_basis() {
        let today = read("2026-11-24").expect("a date");
        let day = |day: i32| Some(Arc::new(one_day(5.0, day < today - 40)));
        assert_eq!(outlook(today, day), Outlook::TooFew(5));
    }

    #[test]
    fn the_first_of_a_month_leans_on_the_days_before() {
        let Outlook::Known(forecast) = steady("2027-01-01", 4.0) else {
            panic!("a forecast");
        };
        assert_eq!(forecast.total().middle, credits(124.0));
        assert_eq!(forecast.ends.len(), 31);
        let Outlook::Known(leap) = steady("2028-02-29", 4.0) else {
            panic!("a forecast");
        };
        assert_eq!((leap.ends.len(), leap.total().middle), (29, credits(116.0)));
    }

    #[test]
    fn a_month_that_was_not_read_has_no_forecast() {
        let today = read("2026-11-24").expect("a date");
        let missing = today - 20;
        let day = |day: i32| (day != missing).then(|| Arc::new(one_day(5.0, true)));
        assert_eq!(outlook(today, day), Outlook::Unread);
        // A hole before this month costs nothing but a day of the basis.
        let hole = today - 24;
        let day = |day: i32| (day != hole).then(|| Arc::new(one_day(5.0, true)));
        assert!(matches!(outlook(today, day), Outlook::Known(_)));
    }
}
