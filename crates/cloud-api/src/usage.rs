//! What the organization cost, by day and entity (tag *Billing*).

use serde::Deserialize;

use crate::{
    OrganizationId, Request,
    fields::{items, lenient},
};

/// The most days one report spans, the first and the last included.
pub const DAYS_MAX: usize = 31;

/// Schema `UsageCost`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct UsageCost {
    /// In `ClickHouse` credits.
    #[serde(rename = "grandTotalCHC", default, deserialize_with = "lenient")]
    pub grand_total_chc: Option<f64>,
    #[serde(default, deserialize_with = "items")]
    pub costs: Option<Vec<UsageCostRecord>>,
}

/// Schema `UsageCostRecord`: one entity on one day.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UsageCostRecord {
    #[serde(default, deserialize_with = "lenient")]
    pub data_warehouse_id: Option<String>,
    /// Absent for a data warehouse.
    #[serde(default, deserialize_with = "lenient")]
    pub service_id: Option<String>,
    /// `YYYY-MM-DD` in UTC.
    #[serde(default, deserialize_with = "lenient")]
    pub date: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub entity_type: Option<EntityType>,
    #[serde(default, deserialize_with = "lenient")]
    pub entity_id: Option<String>,
    #[serde(default, deserialize_with = "lenient")]
    pub entity_name: Option<String>,
    pub metrics: Option<UsageCostMetrics>,
    #[serde(rename = "totalCHC", default, deserialize_with = "lenient")]
    pub total_chc: Option<f64>,
    /// Whether the record is final.
    #[serde(default, deserialize_with = "lenient")]
    pub locked: Option<bool>,
}

/// Schema `UsageCostMetrics`: what applies to the entity, in `ClickHouse` credits.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct UsageCostMetrics {
    #[serde(rename = "storageCHC", default, deserialize_with = "lenient")]
    pub storage_chc: Option<f64>,
    #[serde(rename = "backupCHC", default, deserialize_with = "lenient")]
    pub backup_chc: Option<f64>,
    #[serde(rename = "computeCHC", default, deserialize_with = "lenient")]
    pub compute_chc: Option<f64>,
    #[serde(rename = "dataTransferCHC", default, deserialize_with = "lenient")]
    pub data_transfer_chc: Option<f64>,
    #[serde(rename = "initialLoadCHC", default, deserialize_with = "lenient")]
    pub initial_load_chc: Option<f64>,
    #[serde(
        rename = "publicDataTransferCHC",
        default,
        deserialize_with = "lenient"
    )]
    pub public_data_transfer_chc: Option<f64>,
    #[serde(
        rename = "interRegionTier1DataTransferCHC",
        default,
        deserialize_with = "lenient"
    )]
    pub inter_region_tier1_data_transfer_chc: Option<f64>,
    #[serde(
        rename = "interRegionTier2DataTransferCHC",
        default,
        deserialize_with = "lenient"
    )]
    pub inter_region_tier2_data_transfer_chc: Option<f64>,
    #[serde(
        rename = "interRegionTier3DataTransferCHC",
        default,
        deserialize_with = "lenient"
    )]
    pub inter_region_tier3_data_transfer_chc: Option<f64>,
    #[serde(
        rename = "interRegionTier4DataTransferCHC",
        default,
        deserialize_with = "lenient"
    )]
    pub inter_region_tier4_data_transfer_chc: Option<f64>,
}

words!(
    /// What a cost belongs to.
    EntityType { DataWarehouse = "datawarehouse", Service = "service", ClickPipe = "clickpipe" }
);

/// `usageCostGet`: both days are bare dates in UTC and included, at most [`DAYS_MAX`] together. Tags
/// are `KEY` or `KEY=VALUE`.
pub fn get(
    organization: &OrganizationId,
    from_date: &str,
    to_date: &str,
    tags: &[&str],
) -> Request<UsageCost> {
    let mut request = get_as(organization, from_date, to_date);
    let filters = tags.iter().map(|tag| ("filter", format!("tag:{tag}")));
    request.query.extend(filters);
    request
}

/// The same with a reader of its own: a large organization has tens of thousands of records a month.
pub fn get_as<T>(organization: &OrganizationId, from_date: &str, to_date: &str) -> Request<T> {
    let mut request = Request::get(
        "usageCostGet",
        "/v1/organizations/{organizationId}/usageCost",
        &[organization.as_str()],
    );
    request.query = vec![
        ("from_date", from_date.to_owned()),
        ("to_date", to_date.to_owned()),
    ];
    request
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_tags_stand_in_the_query() {
        let organization = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11".parse();
        let request = get(
            &organization.expect("a UUID"),
            "2026-11-01",
            "2026-11-24",
            &["env=prod", "team"],
        );
        let address = request.address();
        let query = address.split_once('?').map(|(_, query)| query);
        assert_eq!(
            query,
            Some(
                "from_date=2026-11-01&to_date=2026-11-24&filter=tag%3Aenv%3Dprod&filter=tag%3Ateam"
            )
        );
    }

    #[test]
    fn a_record_is_read_with_what_applies_to_it() {
        let cost: UsageCost = serde_json::from_str(
            r#"{"grandTotalCHC":1.5,"costs":[{"serviceId":null,"entityType":"lake",
               "metrics":{"storageCHC":1.5,"newCHC":0},"totalCHC":1.5,"locked":true}]}"#,
        )
        .expect("tolerant");
        let record = &cost.costs.expect("records")[0];
        assert_eq!(record.entity_type, Some(EntityType::Other("lake".into())));
        let metrics = record.metrics.as_ref().expect("metrics");
        assert_eq!(
            (metrics.storage_chc, metrics.compute_chc),
            (Some(1.5), None)
        );
    }
}
