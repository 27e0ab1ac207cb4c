//! A service as the API writes it (schema `Service`).

use cloud_api::services::{
    AutoscalingMode, ComplianceType, IpAccess, Provider, Region, ReleaseChannel, State, Tag,
};
use serde::Serialize;
use uuid::Uuid;

use super::Service;
use crate::{clock::Moment, organizations::PrivateEndpoint};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "the API's fields")]
pub(crate) struct View<'a> {
    id: Uuid,
    name: &'a str,
    provider: &'a Provider,
    region: &'a Region,
    state: &'a State,
    clickhouse_version: &'a str,
    created_at: Moment,
    endpoints: Vec<Endpoint>,
    #[serde(flatten)]
    scaling: ScalingView<'a>,
    ip_access_list: &'a [IpAccess],
    #[serde(skip_serializing_if = "Option::is_none")]
    iam_role: Option<String>,
    private_endpoint_ids: &'a [String],
    available_private_endpoint_ids: Vec<&'a str>,
    data_warehouse_id: Uuid,
    is_primary: bool,
    is_readonly: bool,
    release_channel: &'a ReleaseChannel,
    profile: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    compliance_type: Option<&'a ComplianceType>,
    has_transparent_data_encryption: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    transparent_data_encryption_key_id: Option<&'a str>,
    tags: &'a [Tag],
    enable_core_dumps: bool,
}

#[derive(Serialize)]
struct Endpoint {
    protocol: &'static str,
    host: String,
    port: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ScalingView<'a> {
    autoscaling_mode: &'a AutoscalingMode,
    min_replica_memory_gb: u32,
    max_replica_memory_gb: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_total_memory_gb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_total_memory_gb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    num_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    min_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    max_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica_memory_gb: Option<u32>,
    idle_scaling: bool,
    idle_timeout_minutes: u32,
    current_scaling: CurrentScaling<'a>,
}

/// What applies right now: without schedules, what is configured.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the API's names")]
struct CurrentScaling<'a> {
    effective_autoscaling_mode: &'a AutoscalingMode,
    effective_min_replica_memory_gb: u32,
    effective_max_replica_memory_gb: u32,
    effective_min_replicas: u32,
    effective_max_replicas: u32,
    effective_idle_scaling: bool,
    effective_idle_timeout_minutes: u32,
}

impl<'a> View<'a> {
    pub(crate) fn new(service: &'a Service, private_endpoints: &'a [PrivateEndpoint]) -> Self {
        let here = |endpoint: &&PrivateEndpoint| {
            endpoint.cloud_provider == service.provider && endpoint.region == service.region
        };
        let free = |id: &&str| {
            service
                .private_endpoint_ids
                .iter()
                .all(|attached| attached != id)
        };
        let available = private_endpoints.iter().filter(here);
        let on_aws = service.provider == Provider::Aws;
        Self {
            id: service.id,
            name: &service.name,
            provider: &service.provider,
            region: &service.region,
            state: &service.state,
            clickhouse_version: service.version,
            created_at: service.created_at,
            endpoints: endpoints(service),
            scaling: ScalingView::new(service),
            ip_access_list: &service.ip_access_list,
            iam_role: on_aws
                .then(|| format!("arn:aws:iam::123456789012:role/CH-S3-{}", service.host)),
            private_endpoint_ids: &service.private_endpoint_ids,
            available_private_endpoint_ids: available
                .map(|endpoint| endpoint.id.as_str())
                .filter(free)
                .collect(),
            data_warehouse_id: service.warehouse,
            is_primary: service.is_primary,
            is_readonly: service.is_readonly,
            release_channel: &service.release_channel,
            profile: &service.profile,
            compliance_type: service.compliance_type.as_ref(),
            has_transparent_data_encryption: service.encrypted,
            transparent_data_encryption_key_id: service.encryption_key_id.as_deref(),
            tags: &service.tags,
            enable_core_dumps: service.core_dumps,
        }
    }
}

fn endpoints(service: &Service) -> Vec<Endpoint> {
    let Service {
        host,
        region,
        provider,
        ..
    } = service;
    let endpoint = |protocol, port, username| {
        let host = format!("{host}.{region}.{provider}.clickhouse.cloud");
        Endpoint {
            protocol,
            host,
            port,
            username,
        }
    };
    let mut endpoints = vec![
        endpoint("nativesecure", 9440, None),
        endpoint("https", 8443, None),
    ];
    if service.mysql {
        endpoints.push(endpoint("mysql", 3306, Some(format!("mysql4{host}"))));
    }
    endpoints
}

impl<'a> ScalingView<'a> {
    fn new(service: &'a Service) -> Self {
        let scaling = &service.scaling;
        let vertical = scaling.mode == AutoscalingMode::Vertical;
        let in_vertical = |number| vertical.then_some(number);
        let in_horizontal = |number| (!vertical).then_some(number);
        let total = |memory| scaling.as_total.then_some(3 * memory);
        Self {
            autoscaling_mode: &scaling.mode,
            min_replica_memory_gb: scaling.min_memory,
            max_replica_memory_gb: scaling.max_memory,
            min_total_memory_gb: total(scaling.min_memory),
            max_total_memory_gb: total(scaling.max_memory),
            num_replicas: in_vertical(scaling.min_replicas),
            min_replicas: in_horizontal(scaling.min_replicas),
            max_replicas: in_horizontal(scaling.max_replicas),
            replica_memory_gb: in_horizontal(scaling.max_memory),
            idle_scaling: scaling.idle,
            idle_timeout_minutes: scaling.idle_timeout_minutes,
            current_scaling: CurrentScaling {
                effective_autoscaling_mode: &scaling.mode,
                effective_min_replica_memory_gb: scaling.min_memory,
                effective_max_replica_memory_gb: scaling.max_memory,
                effective_min_replicas: scaling.min_replicas,
                effective_max_replicas: scaling.max_replicas,
                effective_idle_scaling: scaling.idle,
                effective_idle_timeout_minutes: scaling.idle_timeout_minutes,
            },
        }
    }
}
