//! What of the costs is held: whole days, which stay once the API calls them final.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::Deserialize;

use super::{
    credits::Credits,
    days::Days,
    report::{Cost, Pool, Report},
};
use crate::format::dates::MINUTE;

/// How long a day that may still change serves without being asked for again.
const FRESH: f64 = 5.0 * MINUTE;
/// After so many days without any record nothing more is expected.
const QUIET: i32 = 7;

/// What one day cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneDay {
    pub costs: Vec<Cost>,
    /// Whether there are records, and the API calls all of them final.
    pub is_final: bool,
    pub total: Credits,
    asked: f64,
}

impl OneDay {
    pub fn of(costs: Vec<Cost>, asked: f64) -> Self {
        Self {
            is_final: !costs.is_empty() && costs.iter().all(|cost| cost.is_final),
            total: costs.iter().map(|cost| cost.total).sum(),
            costs,
            asked,
        }
    }
}

/// A day, and what it cost where that was read.
pub type Told = (i32, Option<Arc<OneDay>>);

#[derive(Debug, Default)]
struct Held {
    pool: Pool,
    days: BTreeMap<i32, Arc<OneDay>>,
    undated: usize,
}

/// The costs of one organization. They lie in the cache of answers, and go with the session as those do.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Costs {
    #[serde(skip)]
    held: Arc<Mutex<Held>>,
}

impl Costs {
    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a day has to be asked for.
    pub fn is_missing(&self, day: i32, today: i32, now: f64) -> bool {
        self.held().days.get(&day).is_none_or(|one| {
            let is_settled = one.is_final || (one.costs.is_empty() && day < today - QUIET);
            !is_settled && now - one.asked >= FRESH
        })
    }

    pub fn insert(&self, part: Days, report: Report, now: f64) {
        let mut held = self.held();
        let held = &mut *held;
        let (costs, undated) = report.into_costs(&mut held.pool);
        held.undated += undated;
        let mut days: BTreeMap<i32, Vec<Cost>> = part.iter().map(|day| (day, Vec::new())).collect();
        for (day, cost) in costs {
            // What was not asked for would come twice.
            if let Some(costs) = days.get_mut(&day) {
                costs.push(cost);
            }
        }
        for (day, costs) in days {
            held.days.insert(day, Arc::new(OneDay::of(costs, now)));
        }
    }

    /// Has what may still change asked for again.
    pub fn age(&self) {
        let mut held = self.held();
        held.undated = 0;
        for one in held.days.values_mut() {
            if !one.is_final {
                Arc::make_mut(one).asked = f64::NEG_INFINITY;
            }
        }
    }

    pub fn day(&self, day: i32) -> Option<Arc<OneDay>> {
        self.held().days.get(&day).cloned()
    }

    pub fn told(&self, days: Days) -> Vec<Told> {
        let held = self.held();
        days.iter()
            .map(|day| (day, held.days.get(&day).cloned()))
            .collect()
    }

    /// Records without a date, which belong to no day.
    pub fn undated(&self) -> usize {
        self.held().undated
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    const TODAY: i32 = 20_781;

    /// A day of one record of a service.
    pub fn one_day(total: f64, is_final: bool) -> OneDay {
        let text = format!(
            r#"{{"costs":[{{"serviceId":"s","entityType":"service","entityId":"s","date":"2026-11-24",
            "metrics":{{"computeCHC":{total}}},"totalCHC":{total},"locked":{is_final}}}]}}"#
        );
        let costs = super::super::report::tests::costs(&text);
        OneDay::of(costs.into_iter().map(|(_, cost)| cost).collect(), 0.0)
    }

    fn report(records: &[(&str, bool)]) -> Report {
        let records: Vec<String> = records
            .iter()
            .map(|(date, locked)| format!(r#"{{"date":"{date}","totalCHC":1,"locked":{locked}}}"#))
            .collect();
        serde_json::from_str(&format!(r#"{{"costs":[{}]}}"#, records.join(","))).expect("a report")
    }

    fn part() -> Days {
        Days {
            from: TODAY - 2,
            to: TODAY,
        }
    }

    #[test]
    fn a_final_day_is_never_asked_for_again() {
        let costs = Costs::default();
        assert!(costs.is_missing(TODAY, TODAY, 0.0));
        let records = [
            ("2026-11-22", true),
            ("2026-11-23", false),
            ("2026-11-24", false),
        ];
        costs.insert(part(), report(&records), 1_000.0);
        costs.age();
        let missing = |day| costs.is_missing(day, TODAY, 2_000.0);
        assert_eq!(
            [TODAY - 2, TODAY - 1, TODAY].map(missing),
            [false, true, true]
        );
        assert!(costs.day(TODAY - 2).is_some_and(|one| one.is_final));
    }

    #[test]
    fn a_day_that_moves_serves_for_a_while() {
        let costs = Costs::default();
        costs.insert(part(), report(&[("2026-11-24", false)]), 1_000.0);
        assert!(!costs.is_missing(TODAY, TODAY, 1_000.0 + FRESH - 1.0));
        assert!(costs.is_missing(TODAY, TODAY, 1_000.0 + FRESH));
        // A day without records is there, costs nothing, and is not called final.
        let quiet = costs.day(TODAY - 1).expect("a day");
        assert_eq!((quiet.total, quiet.is_final), (Credits::ZERO, false));
    }

    #[test]
    fn one_record_that_moves_keeps_the_day_open() {
        let costs = Costs::default();
        let records = [
            ("2026-11-22", true),
            ("2026-11-22", false),
            ("2020-01-01", true),
        ];
        costs.insert(part(), report(&records), 0.0);
        let day = costs.day(TODAY - 2).expect("a day");
        assert_eq!((day.costs.len(), day.is_final), (2, false));
        // What lies outside of the part would be counted twice.
        assert_eq!(costs.day(18_262), None);
    }

    #[test]
    fn a_later_answer_replaces_the_day() {
        let costs = Costs::default();
        costs.insert(part(), report(&[("2026-11-24", false)]), 0.0);
        costs.insert(
            part(),
            report(&[("2026-11-24", true), ("2026-11-24", true)]),
            1.0,
        );
        let told = costs.told(part());
        let total: Credits = told
            .iter()
            .flat_map(|(_, one)| one)
            .map(|one| one.total)
            .sum();
        assert_eq!(total, Credits::of(2.0));
    }
}
