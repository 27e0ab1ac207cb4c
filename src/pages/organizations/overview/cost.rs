use cloud_api::{
    OrganizationId, Request,
    usage::{self, UsageCost},
};
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{client::Priority, format::amount, moment, paths, query::use_query_at, ui::dynamic};

/// The answer is megabytes in a large organization, and changes once a day.
const FRESH_MS: f64 = 60.0 * 60_000.0;

/// What this month cost until now: one read, behind everything else.
#[component]
pub fn Cost(organization: StoredValue<OrganizationId>) -> impl IntoView {
    let today = moment::date(moment::now());
    let request = this_month(&organization.get_value(), &today);
    let query = use_query_at(Priority::Prefetch, FRESH_MS, move || Some(request.clone()));
    let latest = query.latest();
    let sum = Memo::new(move |_| latest.read().as_deref().map(Sum::of).unwrap_or_default());
    let href = StoredValue::new(paths::usage(&organization.get_value()));
    let until = StoredValue::new(today);
    let content = move || {
        let told = move || {
            let sum = sum.get();
            let said = format!(
                "From {} to {} (UTC), in ClickHouse credits{}.",
                first_of(&until.read_value()),
                until.read_value(),
                sum.open
                    .map(|open| format!("; {} of it may still change", amount(open)))
                    .unwrap_or_default(),
            );
            view! {
                <a class="figure figure--large" href=href.get_value()>
                    <b>{sum.total.map_or_else(|| "—".to_owned(), amount)}</b>
                    " CHC"
                </a>
                <p class="panel__text hint">{said}</p>
            }
        };
        dynamic(told)
    };
    let more = ("Usage", href.get_value());
    view! {
        <Tile
            title="Cost this month"
            more
            state=TileState::of(query)
            lines=1
            patience="Asked for behind everything else."
            content
        />
    }
}

fn this_month(organization: &OrganizationId, today: &str) -> Request<UsageCost> {
    usage::get(organization, &first_of(today), today, &[])
}

/// The first day of a day's month.
fn first_of(day: &str) -> String {
    format!("{}-01", day.get(..7).unwrap_or(day))
}

/// In `ClickHouse` credits.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Sum {
    total: Option<f64>,
    /// What is not locked, where there is any.
    open: Option<f64>,
}

impl Sum {
    /// The API's own total, or else that of the records.
    fn of(cost: &UsageCost) -> Self {
        let records = cost.costs.as_deref().unwrap_or_default();
        let sum = |open_only: bool| -> f64 {
            let records = records
                .iter()
                .filter(|record| !open_only || record.locked != Some(true));
            records.filter_map(|record| record.total_chc).sum()
        };
        Self {
            total: cost
                .grand_total_chc
                .or_else(|| cost.costs.as_ref().map(|_| sum(false))),
            open: Some(sum(true)).filter(|open| *open > 0.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(json: &str) -> Sum {
        Sum::of(&serde_json::from_str(json).expect("a cost"))
    }

    #[test]
    fn what_is_not_locked_may_still_change() {
        let told = sum(
            r#"{"grandTotalCHC":10.5,"costs":[{"totalCHC":8,"locked":true},{"totalCHC":2,"locked":false},{"totalCHC":0.5}]}"#,
        );
        assert_eq!(
            told,
            Sum {
                total: Some(10.5),
                open: Some(2.5)
            }
        );
        assert_eq!(sum(r#"{"grandTotalCHC":0,"costs":[]}"#).open, None);
    }

    #[test]
    fn without_a_total_the_records_are_added_and_without_both_nothing_is() {
        assert_eq!(
            sum(r#"{"costs":[{"totalCHC":2},{"metrics":{}}]}"#).total,
            Some(2.0)
        );
        assert_eq!(sum("{}").total, None);
    }

    #[test]
    fn a_month_begins_with_its_first_day() {
        let organization = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11".parse();
        let request = this_month(&organization.expect("a UUID"), "2026-11-24");
        assert!(
            request
                .address()
                .ends_with("from_date=2026-11-01&to_date=2026-11-24")
        );
    }
}
