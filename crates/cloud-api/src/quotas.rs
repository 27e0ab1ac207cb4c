//! How much of what an organization may have (beta).

use crate::{OrganizationId, Request};

/// Schema `OrganizationQuota`. Only the code is certain.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    pub quota_code: QuotaCode,
    pub name: Option<String>,
    pub description: Option<String>,
    pub scope: Option<QuotaScope>,
    /// The limit.
    pub value: Option<u64>,
    /// Absent where the API does not count; may exceed a limit that was lowered.
    pub usage: Option<u64>,
    /// Whether support can raise it.
    pub adjustable: Option<bool>,
}

fields!(Quota(quota_code: "quotaCode") {
    name: "name",
    description: "description",
    scope: "scope",
    value: "value",
    usage: "usage",
    adjustable: "adjustable",
});

words!(
    /// What is limited.
    QuotaCode {
        Services = "services-per-organization",
        PostgresServices = "postgres-services-per-organization",
        Replicas = "replicas-per-warehouse",
        ApiKeys = "api-keys-per-organization",
    }
);

words!(
    /// What a limit holds for: the whole organization, or each of its warehouses.
    QuotaScope { Organization = "organization", Warehouse = "warehouse" }
);

/// `organizationQuotasGetList`: unpaginated; what does not apply to the organization is left out.
pub fn list(organization: &OrganizationId) -> Request<Vec<Quota>> {
    Request::get(
        "organizationQuotasGetList",
        "/v1/organizations/{organizationId}/quotas",
        &[organization.as_str()],
    )
}

/// `organizationQuotaGet`
pub fn get(organization: &OrganizationId, quota: &QuotaCode) -> Request<Quota> {
    Request::get(
        "organizationQuotaGet",
        "/v1/organizations/{organizationId}/quotas/{quotaCode}",
        &[organization.as_str(), quota.as_str()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quota_is_known_by_its_code() {
        let quota: Quota = serde_json::from_str(r#"{"quotaCode":"lakes-per-region","value":3}"#)
            .expect("tolerant");
        assert_eq!(
            quota.quota_code,
            QuotaCode::Other("lakes-per-region".into())
        );
        assert_eq!((quota.value, quota.usage), (Some(3), None));
        assert!(serde_json::from_str::<Quota>(r#"{"value":3}"#).is_err());
    }
}
