//! What `instanceCreate` takes and gives.

use serde::Serialize;
use serde_json::value::RawValue;

use super::{
    AutoscalingMode, ComplianceType, EndpointChange, IpAccess, Provider, Region, ReleaseChannel,
    Service, Tag,
};
use crate::BackupId;

/// Schema `ServicePostRequest`, without its deprecated fields. Absent means the API's default.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateService {
    pub name: String,
    pub provider: Provider,
    pub region: Region,
    /// Empty lets nobody in; `0.0.0.0/0` lets everybody in.
    pub ip_access_list: Vec<IpAccess>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscaling_mode: Option<AutoscalingMode>,
    /// GB per replica, a multiple of 4 within 8 to 356.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_replica_memory_gb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_replica_memory_gb: Option<u32>,
    /// Vertical only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_replicas: Option<u32>,
    /// Horizontal only, together with `max_replicas`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_scaling: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout_minutes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data_warehouse_id: Option<String>,
    /// Only with `data_warehouse_id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_readonly: Option<bool>,
    /// Restores this backup into the new service; region and size must match its origin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_id: Option<BackupId>,
    /// Only for a backup in the organization's own bucket: its `encryption_config.json`, verbatim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub backup_encryption_config: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub release_channel: Option<ReleaseChannel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byoc_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_transparent_data_encryption: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoints: Option<Vec<EndpointChange>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub compliance_type: Option<ComplianceType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_core_dumps: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_preview_terms_checked: Option<bool>,
}

impl CreateService {
    /// A service with the required fields only: nobody may connect, all else is the API's default.
    pub fn new(name: String, provider: Provider, region: Region) -> Self {
        Self {
            name,
            provider,
            region,
            ip_access_list: Vec::new(),
            autoscaling_mode: None,
            min_replica_memory_gb: None,
            max_replica_memory_gb: None,
            num_replicas: None,
            min_replicas: None,
            max_replicas: None,
            idle_scaling: None,
            idle_timeout_minutes: None,
            data_warehouse_id: None,
            is_readonly: None,
            backup_id: None,
            backup_encryption_config: None,
            release_channel: None,
            byoc_id: None,
            has_transparent_data_encryption: None,
            endpoints: None,
            profile: None,
            compliance_type: None,
            tags: None,
            enable_core_dumps: None,
            private_preview_terms_checked: None,
        }
    }
}

/// Schema `ServicePostResponse`. The password is told this one time.
#[derive(Clone, PartialEq)]
pub struct CreatedService {
    pub service: Service,
    pub password: Option<String>,
}

fields!(CreatedService(service: "service") {
    password: "password" });
