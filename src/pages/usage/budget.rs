//! The budget of a month, which is this browser's own: the API knows none.

use cloud_api::OrganizationId;

use super::{credits::Credits, days::long, forecast::Forecast};
use crate::theme::{prefer, preference};

fn name(organization: &OrganizationId) -> String {
    format!("usage.budget.{organization}")
}

pub fn kept(organization: &OrganizationId) -> Option<Credits> {
    let text = preference(&name(organization))?;
    Credits::parse(&text).filter(|budget| *budget > Credits::ZERO)
}

pub fn keep(organization: &OrganizationId, budget: Option<Credits>) {
    let text = budget.map(Credits::exact);
    prefer(&name(organization), text.as_deref());
}

/// What somebody typed; nothing is no budget.
pub fn read(text: &str) -> Result<Option<Credits>, &'static str> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match Credits::parse(text) {
        Some(budget) if budget > Credits::ZERO => Ok(Some(budget)),
        Some(_) => Err("A budget is more than nothing; leave the field empty for none."),
        None => Err("A number of credits such as 250 or 99.5, below a billion."),
    }
}

/// How the forecast stands to the budget.
pub fn verdict(forecast: &Forecast, budget: Credits) -> String {
    let total = forecast.total();
    let spent = forecast.so_far();
    let of = budget.with_unit();
    if spent > budget {
        return format!(
            "The budget of {of} is spent already: {} more than that so far.",
            (spent - budget).with_unit()
        );
    }
    if total.low > budget {
        return format!(
            "The forecast passes the budget of {of}{}, and so does the low end of the band.",
            on(forecast, budget)
        );
    }
    if total.middle > budget {
        return format!(
            "The forecast passes the budget of {of}{}, by {}; the low end of the band stays within it.",
            on(forecast, budget),
            (total.middle - budget).with_unit()
        );
    }
    let left = (budget - total.middle).with_unit();
    if total.high > budget {
        return format!(
            "The forecast stays within the budget of {of}, with {left} left; the high end of the band passes it."
        );
    }
    format!("The forecast stays within the budget of {of}, with {left} left.")
}

fn on(forecast: &Forecast, budget: Credits) -> String {
    let day = forecast.passes(budget).map(long);
    day.map(|day| format!(" about {day}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{
        super::{days::month, forecast::Band},
        *,
    };

    /// A month of 30 days: one credit a day until the 24th, then one more or less a half.
    fn forecast() -> Forecast {
        let month = month(20_781);
        let told = vec![Credits::of(1.0); 24];
        let ends = (1..=30).map(|day| {
            let more = f64::from((day - 24).max(0));
            Band {
                low: Credits::of(f64::from(day) - more / 2.0),
                middle: Credits::of(f64::from(day)),
                high: Credits::of(f64::from(day) + more / 2.0),
            }
        });
        Forecast {
            month,
            today: 20_781,
            told,
            ends: ends.collect(),
            basis: 14,
            per_day: Band {
                low: Credits::of(0.5),
                middle: Credits::of(1.0),
                high: Credits::of(1.5),
            },
        }
    }

    #[test]
    fn the_sentence_tells_the_cases_apart() {
        let told = |budget| verdict(&forecast(), Credits::of(budget));
        assert!(told(20.0).contains("spent already: 4.00 CHC"));
        assert!(told(26.0).contains("about 27 Nov 2026, and so does the low end"));
        assert!(
            told(28.5).contains("passes the budget of 28.50 CHC about 29 Nov 2026, by 1.50 CHC")
        );
        assert!(told(32.0).contains("2.00 CHC left; the high end of the band passes it"));
        assert_eq!(
            told(50.0),
            "The forecast stays within the budget of 50.00 CHC, with 20.00 CHC left."
        );
        // What just fits stays within.
        assert!(told(30.0).contains("stays within the budget of 30.00 CHC, with 0.00 CHC left"));
    }

    #[test]
    fn a_budget_is_a_number_above_zero_or_none() {
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("99.5"), Ok(Some(Credits::of(99.5))));
        for wrong in ["0", "0.000", "-5", "ten", "1,000"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
