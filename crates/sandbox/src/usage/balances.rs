//! `creditBalancesGet`: one prepaid balance, from which everything is paid (how the API spends several is not known).

use serde::Serialize;
use uuid::Uuid;

use super::{
    prices::{Day, Micro, costs_of},
    settle, subjects,
};
use crate::{
    Sandbox,
    clock::{DAY, Moment},
    random::Random,
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
};

/// What was bought, in credits.
const BOUGHT: f64 = 500_000.0;
/// How long credits last.
const LASTS: u64 = 365 * DAY;
/// Which draw of the organization's own randomness the id is.
const BALANCE: u64 = 3;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Balances {
    total_remaining_credits: Micro,
    balances: Vec<Balance>,
}

/// Schema `CreditBalance`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Balance {
    id: Uuid,
    r#type: &'static str,
    remaining_credits: Micro,
    total_amount: Micro,
    amount_spent: Micro,
    start_date: Moment,
    expiration_date: Moment,
}

#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
pub(super) fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    settle(sandbox);
    let now = sandbox.now;
    let start = sandbox.organization.created_at.midnight();
    // Bought again each time it has expired.
    let years = now.since(start) / LASTS;
    let start = start + years * LASTS;
    let bought = Micro::of(BOUGHT);
    let spent = spent(sandbox, start);
    let remaining = bought.less(spent);
    let balance = Balance {
        id: Random::of(sandbox.organization.id, BALANCE).uuid(),
        r#type: "prepaid",
        remaining_credits: remaining,
        total_amount: bought,
        amount_spent: spent.min(bought),
        start_date: start,
        expiration_date: start + LASTS,
    };
    // A balance without credits is no active one.
    let balances = Some(balance).filter(|_| remaining != Micro::default());
    Ok(call.answer(&Balances {
        total_remaining_credits: remaining,
        balances: balances.into_iter().collect(),
    }))
}

/// What all days since a moment cost.
fn spent(sandbox: &Sandbox, since: Moment) -> Micro {
    let mut sum = Micro::default();
    let mut start = since;
    while start <= sandbox.now {
        let day = Day {
            start,
            end: (start + DAY).min(sandbox.now),
        };
        let costs =
            subjects(sandbox).flat_map(|subject| costs_of(&subject, day).collect::<Vec<_>>());
        sum = sum + costs.map(|cost| cost.metrics.total()).sum();
        start = start + DAY;
    }
    sum
}
