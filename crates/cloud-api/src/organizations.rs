//! Organizations: list, get, update.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Method, OrganizationId, Request};

/// An organization; a key belongs to exactly one.
#[derive(Clone, Debug, PartialEq)]
pub struct Organization {
    pub id: OrganizationId,
    pub name: Option<String>,
    /// RFC 3339.
    pub created_at: Option<String>,
    pub private_endpoints: Option<Vec<PrivateEndpoint>>,
    pub byoc_config: Option<Vec<ByocConfig>>,
    pub enable_core_dumps: Option<bool>,
    pub capabilities: Option<Capabilities>,
    /// What this version has no name for, as the API said it.
    pub other: Map<String, Value>,
}

fields!(Organization(id: "id") {
    name: "name",
    created_at: "createdAt",
    private_endpoints: "privateEndpoints",
    byoc_config: "byocConfig",
    enable_core_dumps: "enableCoreDumps",
    capabilities: "capabilities",
} rest: other);

/// Schema `OrganizationPrivateEndpoint`, read and sent back as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PrivateEndpoint {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cloud_provider: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
}

fields!(PrivateEndpoint {
    id: "id",
    description: "description",
    cloud_provider: "cloudProvider",
    region: "region",
});

/// Schema `OrganizationPatchPrivateEndpoint`. Adding is deprecated there: an endpoint is made known on a
/// service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PrivateEndpointsChange {
    pub remove: Vec<PrivateEndpoint>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ByocConfig {
    pub id: Option<String>,
    pub state: Option<String>,
    pub account_id: Option<String>,
    pub region_id: Option<String>,
    pub cloud_provider: Option<String>,
    pub display_name: Option<String>,
}

fields!(ByocConfig {
    id: "id",
    state: "state",
    account_id: "accountId",
    region_id: "regionId",
    cloud_provider: "cloudProvider",
    display_name: "displayName",
});

#[derive(Clone, Debug, PartialEq)]
pub struct Capabilities {
    pub snapshots: Option<bool>,
}

fields!(Capabilities {
    snapshots: "snapshots",
});

/// What `organizationUpdate` may change; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateOrganization {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enable_core_dumps: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_endpoints: Option<PrivateEndpointsChange>,
}

/// `organizationGetList`: one organization for a key, all of them for a user's token.
pub fn list() -> Request<Vec<Organization>> {
    Request::get("organizationGetList", "/v1/organizations", &[])
}

/// `organizationGet`
pub fn get(organization: &OrganizationId) -> Request<Organization> {
    Request::get(
        "organizationGet",
        "/v1/organizations/{organizationId}",
        &[organization.as_str()],
    )
}

/// `organizationUpdate`
pub fn update(organization: &OrganizationId, change: &UpdateOrganization) -> Request<Organization> {
    Request::new(
        "organizationUpdate",
        Method::Patch,
        "/v1/organizations/{organizationId}",
        &[organization.as_str()],
    )
    .with_body(change)
}
