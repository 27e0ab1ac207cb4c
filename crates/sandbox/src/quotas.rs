//! Quotas: list and one of them, with what is used (beta).

use cloud_api::quotas::{QuotaCode, QuotaScope};
use serde::Serialize;

use crate::{
    Sandbox,
    keys::Permission,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route},
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/quotas",
        permissions: &[Permission::OrganizationView],
        run: list,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/quotas/{quotaCode}",
        permissions: &[Permission::OrganizationView],
        run: get,
    },
];

pub(crate) const REPLICAS_PER_WAREHOUSE: u32 = 50;
const POSTGRES_SERVICES: u32 = 10;
pub(crate) const API_KEYS: u32 = 100;

/// Schema `OrganizationQuota`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View {
    quota_code: QuotaCode,
    name: &'static str,
    description: &'static str,
    scope: QuotaScope,
    value: u32,
    usage: u32,
    adjustable: bool,
}

impl Sandbox {
    fn quotas(&self) -> [View; 4] {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        [
            View {
                quota_code: QuotaCode::Services,
                name: "Services per organization",
                description: "How many services the organization can have at a time.",
                scope: QuotaScope::Organization,
                value: self.services_max,
                usage: count(self.services.all().count()),
                adjustable: true,
            },
            View {
                quota_code: QuotaCode::PostgresServices,
                name: "Postgres services per organization",
                description: "How many Postgres services the organization can have at a time.",
                scope: QuotaScope::Organization,
                value: POSTGRES_SERVICES,
                usage: 0,
                adjustable: true,
            },
            View {
                quota_code: QuotaCode::Replicas,
                name: "Replicas per warehouse",
                description: "How many replicas all services of a data warehouse can have \
                              together. The usage is that of the data warehouse with the most.",
                scope: QuotaScope::Warehouse,
                value: REPLICAS_PER_WAREHOUSE,
                usage: self.most_replicas(),
                adjustable: true,
            },
            View {
                quota_code: QuotaCode::ApiKeys,
                name: "API keys per organization",
                description: "How many API keys the organization can have, also switched off \
                              and expired ones.",
                scope: QuotaScope::Organization,
                value: API_KEYS,
                usage: count(self.keys.count()),
                adjustable: false,
            },
        ]
    }

    /// The replicas of the warehouse that has the most.
    fn most_replicas(&self) -> u32 {
        let primaries = self.services.all().filter(|service| service.is_primary);
        let replicas = |warehouse| -> u32 {
            let members = self.services.all().filter(|it| it.warehouse == warehouse);
            members.map(|service| service.scaling.max_replicas).sum()
        };
        primaries
            .map(|primary| replicas(primary.warehouse))
            .max()
            .unwrap_or(0)
    }
}

/// `organizationQuotasGetList`
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    Ok(call.answer(&sandbox.quotas()))
}

/// `organizationQuotaGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let code = call.parameter(1);
    let quotas = sandbox.quotas();
    let quota = quotas
        .iter()
        .find(|quota| quota.quota_code.as_str() == code);
    Ok(call.answer(quota.ok_or_else(|| Refusal::not_found(code))?))
}
