//! A service as the API answers it. Only the id is certain; a row that lost a field shows a dash.

use serde::Serialize;
use serde_json::{Map, Value};

use super::State;
use crate::ServiceId;

/// Schema `Service`, without the deprecated `tier`, `minTotalMemoryGb` and `maxTotalMemoryGb`.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    pub id: ServiceId,
    pub name: Option<String>,
    pub provider: Option<Provider>,
    pub region: Option<Region>,
    pub state: Option<State>,
    pub clickhouse_version: Option<String>,
    pub endpoints: Option<Vec<Endpoint>>,
    /// GB per replica.
    pub min_replica_memory_gb: Option<f64>,
    /// GB per replica.
    pub max_replica_memory_gb: Option<f64>,
    /// Present only in vertical autoscaling.
    pub num_replicas: Option<f64>,
    /// Present only in horizontal autoscaling.
    pub min_replicas: Option<f64>,
    /// Present only in horizontal autoscaling.
    pub max_replicas: Option<f64>,
    /// GB; present only in horizontal autoscaling.
    pub replica_memory_gb: Option<f64>,
    pub autoscaling_mode: Option<AutoscalingMode>,
    pub current_scaling: Option<CurrentScaling>,
    pub idle_scaling: Option<bool>,
    pub idle_timeout_minutes: Option<f64>,
    pub ip_access_list: Option<Vec<IpAccess>>,
    /// RFC 3339.
    pub created_at: Option<String>,
    pub iam_role: Option<String>,
    pub private_endpoint_ids: Option<Vec<String>>,
    pub available_private_endpoint_ids: Option<Vec<String>>,
    pub data_warehouse_id: Option<String>,
    pub is_primary: Option<bool>,
    pub is_readonly: Option<bool>,
    pub release_channel: Option<ReleaseChannel>,
    pub profile: Option<String>,
    pub compliance_type: Option<ComplianceType>,
    pub has_transparent_data_encryption: Option<bool>,
    pub transparent_data_encryption_key_id: Option<String>,
    pub encryption_key: Option<String>,
    pub encryption_assumed_role_identifier: Option<String>,
    pub encryption_role_id: Option<String>,
    pub byoc_id: Option<String>,
    pub enable_core_dumps: Option<bool>,
    pub tags: Option<Vec<Tag>>,
    /// What this version has no name for, as the API said it.
    pub other: Map<String, Value>,
}

fields!(Service(id: "id") {
    name: "name",
    provider: "provider",
    region: "region",
    state: "state",
    clickhouse_version: "clickhouseVersion",
    endpoints: "endpoints",
    min_replica_memory_gb: "minReplicaMemoryGb",
    max_replica_memory_gb: "maxReplicaMemoryGb",
    num_replicas: "numReplicas",
    min_replicas: "minReplicas",
    max_replicas: "maxReplicas",
    replica_memory_gb: "replicaMemoryGb",
    autoscaling_mode: "autoscalingMode",
    current_scaling: "currentScaling",
    idle_scaling: "idleScaling",
    idle_timeout_minutes: "idleTimeoutMinutes",
    ip_access_list: "ipAccessList",
    created_at: "createdAt",
    iam_role: "iamRole",
    private_endpoint_ids: "privateEndpointIds",
    available_private_endpoint_ids: "availablePrivateEndpointIds",
    data_warehouse_id: "dataWarehouseId",
    is_primary: "isPrimary",
    is_readonly: "isReadonly",
    release_channel: "releaseChannel",
    profile: "profile",
    compliance_type: "complianceType",
    has_transparent_data_encryption: "hasTransparentDataEncryption",
    transparent_data_encryption_key_id: "transparentDataEncryptionKeyId",
    encryption_key: "encryptionKey",
    encryption_assumed_role_identifier: "encryptionAssumedRoleIdentifier",
    encryption_role_id: "encryptionRoleId",
    byoc_id: "byocId",
    enable_core_dumps: "enableCoreDumps",
    tags: "tags",
} rest: other);

impl Service {
    /// The name, or the id where the API gave none.
    pub fn label(&self) -> &str {
        self.name
            .as_deref()
            .filter(|name| !name.is_empty())
            .unwrap_or(self.id.as_str())
    }

    /// Whether another service of `all` shares this service's warehouse as a secondary of it.
    pub fn secondaries<'a>(&'a self, all: &'a [Service]) -> impl Iterator<Item = &'a Service> {
        let warehouse = self
            .data_warehouse_id
            .as_deref()
            .filter(|_| self.is_primary == Some(true));
        all.iter().filter(move |other| {
            warehouse.is_some()
                && other.id != self.id
                && other.data_warehouse_id.as_deref() == warehouse
        })
    }
}

/// Schema `ServiceEndpoint`.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    pub protocol: Option<Protocol>,
    pub host: Option<String>,
    pub port: Option<f64>,
    pub username: Option<String>,
}

fields!(Endpoint {
    protocol: "protocol",
    host: "host",
    port: "port",
    username: "username",
});

/// Schema `IpAccessListEntry`: an address or CIDR and what it is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct IpAccess {
    pub source: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
}

fields!(IpAccess(source: "source") {
    description: "description",
});

impl IpAccess {
    /// Whether the entry lets every address in: a range whose prefix has no bits.
    ///
    /// Tells it from the text, so that a list of services needs no parser of addresses.
    pub fn is_anywhere(&self) -> bool {
        self.source.trim_end().ends_with("/0")
    }
}

/// Schema `ResourceTagsV1`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Tag {
    pub key: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

fields!(Tag(key: "key") {
    value: "value",
});

/// Schema `CurrentScaling`: what applies right now; differs while a schedule entry is active.
#[derive(Clone, Debug, PartialEq)]
pub struct CurrentScaling {
    pub effective_autoscaling_mode: Option<AutoscalingMode>,
    pub effective_min_replica_memory_gb: Option<f64>,
    pub effective_max_replica_memory_gb: Option<f64>,
    pub effective_min_replicas: Option<f64>,
    pub effective_max_replicas: Option<f64>,
    pub effective_idle_scaling: Option<bool>,
    pub effective_idle_timeout_minutes: Option<f64>,
    pub active_entry_id: Option<String>,
}

fields!(CurrentScaling {
    effective_autoscaling_mode: "effectiveAutoscalingMode",
    effective_min_replica_memory_gb: "effectiveMinReplicaMemoryGb",
    effective_max_replica_memory_gb: "effectiveMaxReplicaMemoryGb",
    effective_min_replicas: "effectiveMinReplicas",
    effective_max_replicas: "effectiveMaxReplicas",
    effective_idle_scaling: "effectiveIdleScaling",
    effective_idle_timeout_minutes: "effectiveIdleTimeoutMinutes",
    active_entry_id: "activeEntryId",
});

words!(
    /// Cloud provider.
    Provider { Aws = "aws", Gcp = "gcp", Azure = "azure" }
);

words!(
    /// How a service grows: memory of a fixed number of replicas, or their number.
    AutoscalingMode { Vertical = "vertical", Horizontal = "horizontal" }
);

words!(
    /// How early a service gets new `ClickHouse` releases.
    ReleaseChannel { Slow = "slow", Default = "default", Fast = "fast" }
);

words!(
    /// Regulatory compliance.
    ComplianceType { Hipaa = "hipaa", Pci = "pci" }
);

words!(
    /// Endpoint protocol.
    Protocol { Https = "https", NativeSecure = "nativesecure", Mysql = "mysql" }
);

words!(
    /// Region of a service. The document lists them flat; [`Region::provider`] splits them by name.
    Region {
        ApNortheast1 = "ap-northeast-1",
        ApNortheast2 = "ap-northeast-2",
        ApSouth1 = "ap-south-1",
        ApSoutheast1 = "ap-southeast-1",
        ApSoutheast2 = "ap-southeast-2",
        CaCentral1 = "ca-central-1",
        EuCentral1 = "eu-central-1",
        EuWest1 = "eu-west-1",
        EuWest2 = "eu-west-2",
        IlCentral1 = "il-central-1",
        UsEast1 = "us-east-1",
        UsEast2 = "us-east-2",
        UsWest2 = "us-west-2",
        GcpUsEast1 = "us-east1",
        GcpUsCentral1 = "us-central1",
        GcpEuropeWest2 = "europe-west2",
        GcpEuropeWest4 = "europe-west4",
        GcpAsiaSoutheast1 = "asia-southeast1",
        GcpAsiaNortheast1 = "asia-northeast1",
        AzureEastus = "eastus",
        AzureEastus2 = "eastus2",
        AzureWestus3 = "westus3",
        AzureGermanywestcentral = "germanywestcentral",
        AzureCentralus = "centralus",
    }
);

impl Region {
    /// The provider whose naming this region follows; `None` for a word we do not know.
    pub fn provider(&self) -> Option<Provider> {
        match self {
            Self::Other(_) => None,
            Self::GcpUsEast1
            | Self::GcpUsCentral1
            | Self::GcpEuropeWest2
            | Self::GcpEuropeWest4
            | Self::GcpAsiaSoutheast1
            | Self::GcpAsiaNortheast1 => Some(Provider::Gcp),
            Self::AzureEastus
            | Self::AzureEastus2
            | Self::AzureWestus3
            | Self::AzureGermanywestcentral
            | Self::AzureCentralus => Some(Provider::Azure),
            _ => Some(Provider::Aws),
        }
    }
}
