//! Credits that an organization has left (tag *Billing*, an evolving beta).

use crate::{OrganizationId, Request};

/// Schema `CreditBalances`: what has started, has not expired and has credits left.
#[derive(Clone, Debug, PartialEq)]
pub struct CreditBalances {
    /// In `ClickHouse` credits.
    pub total_remaining_credits: Option<f64>,
    /// The one that expires first comes first.
    pub balances: Option<Vec<CreditBalance>>,
}

fields!(CreditBalances {
    total_remaining_credits: "totalRemainingCredits",
    balances: "balances"
});

/// Schema `CreditBalance`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreditBalance {
    pub id: Option<String>,
    pub r#type: Option<BalanceType>,
    pub remaining_credits: Option<f64>,
    pub total_amount: Option<f64>,
    pub amount_spent: Option<f64>,
    pub start_date: Option<String>,
    pub expiration_date: Option<String>,
}

fields!(CreditBalance {
    id: "id",
    r#type: "type",
    remaining_credits: "remainingCredits",
    total_amount: "totalAmount",
    amount_spent: "amountSpent",
    start_date: "startDate",
    expiration_date: "expirationDate"
});

words!(
    /// Where credits come from.
    BalanceType { Prepaid = "prepaid", Trial = "trial" }
);

/// `creditBalancesGet`
pub fn get(organization: &OrganizationId) -> Request<CreditBalances> {
    Request::get(
        "creditBalancesGet",
        "/v1/organizations/{organizationId}/creditBalances",
        &[organization.as_str()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn balances_are_read_with_what_they_have() {
        let read: CreditBalances = serde_json::from_str(
            r#"{"totalRemainingCredits":12.5,"balances":[{"type":"gift","remainingCredits":12.5,"totalAmount":"many"}]}"#,
        )
        .expect("tolerant");
        let balances = read.balances.expect("balances");
        assert_eq!(balances.len(), 1);
        assert_eq!(balances[0].r#type, Some(BalanceType::Other("gift".into())));
        assert_eq!(balances[0].total_amount, None);
    }
}
