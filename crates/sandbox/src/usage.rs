//! `usageCostGet`: what each day cost, derived from what the services really were, and the credits it is paid from.

mod balances;
mod meter;
mod prices;

use serde::Serialize;
use uuid::Uuid;

pub(crate) use meter::{Meter, share};
pub(crate) use prices::Pipe;

use prices::{Costs, Day, Micro, Subject, costs_of};

use crate::{
    Sandbox,
    clock::{DAY, Moment},
    keys::Permission,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route},
    services::TagFilter,
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/usageCost",
        permissions: &[Permission::OrganizationView],
        run: get,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/creditBalances",
        permissions: &[Permission::ViewBilling],
        run: balances::get,
    },
];

/// How long after its end a day may still change (inferred).
const LOCKED_AFTER: u64 = 2 * DAY;

#[derive(Serialize)]
struct Report {
    #[serde(rename = "grandTotalCHC")]
    grand_total: Micro,
    costs: Vec<Record>,
}

/// Schema `UsageCostRecord`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    data_warehouse_id: Uuid,
    service_id: Option<Uuid>,
    date: String,
    entity_type: &'static str,
    entity_id: Uuid,
    entity_name: String,
    metrics: Costs,
    #[serde(rename = "totalCHC")]
    total: Micro,
    locked: bool,
}

fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    const DAYS_MAX: u64 = cloud_api::usage::DAYS_MAX as u64;
    let (from, to) = (day(call, "from_date")?, day(call, "to_date")?);
    if to < from {
        return Err(Refusal::bad_request("to_date must not be before from_date"));
    }
    if to.since(from) / DAY >= DAYS_MAX {
        return Err(Refusal::bad_request(format_args!(
            "to_date must not be more than {} days after from_date",
            DAYS_MAX - 1
        )));
    }
    let filter = TagFilter::of(call.request);
    let now = sandbox.now;
    settle(sandbox);
    let mut costs = Vec::new();
    let mut start = from;
    // What lies ahead has cost nothing yet.
    while start <= to.min(now) {
        let day = Day {
            start,
            end: (start + DAY).min(now),
        };
        let locked = now.since(start + DAY) >= LOCKED_AFTER;
        for subject in subjects(sandbox).filter(|subject| filter.fits(subject.tags)) {
            for cost in costs_of(&subject, day) {
                costs.push(Record {
                    data_warehouse_id: subject.warehouse,
                    service_id: cost.service,
                    date: start.date(),
                    entity_type: cost.entity_type,
                    entity_id: cost.entity,
                    entity_name: cost.name,
                    total: cost.metrics.total(),
                    metrics: cost.metrics,
                    locked,
                });
            }
        }
        start = start + DAY;
    }
    let grand_total = costs.iter().map(|record| record.total).sum();
    Ok(call.answer(&Report { grand_total, costs }))
}

/// Lets everything happen that costs something until now.
fn settle(sandbox: &mut Sandbox) {
    let now = sandbox.now;
    let ids: Vec<Uuid> = sandbox.services.all().map(|service| service.id).collect();
    for id in ids {
        sandbox.settle(id, now);
    }
}

/// Every service that is or was there, in the order of creation.
fn subjects(sandbox: &Sandbox) -> impl Iterator<Item = Subject<'_>> {
    sandbox.ledgers.all().filter_map(|(id, ledger)| {
        let Some(departed) = &ledger.departed else {
            let service = sandbox.services.find(id)?;
            return Some(Subject {
                id,
                name: &service.name,
                tags: &service.tags,
                warehouse: service.warehouse,
                is_primary: service.is_primary,
                gone_at: None,
                ledger,
            });
        };
        Some(Subject {
            id,
            name: &departed.name,
            tags: &departed.tags,
            warehouse: departed.warehouse,
            is_primary: departed.is_primary,
            gone_at: Some(departed.at),
            ledger,
        })
    })
}

/// A bare date; the API answers anything else with nothing but the value.
fn day(call: &Call<'_>, name: &str) -> Result<Moment, Refusal> {
    let text = call
        .request
        .query(name)
        .ok_or_else(|| Refusal::bad_request(format_args!("request query.{name} is undefined.")))?;
    Moment::parse_day(&text).ok_or_else(|| Refusal::bad_request(&text))
}
