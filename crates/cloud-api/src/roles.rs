//! Roles, the system's and the organization's own: list, get, create, update, delete.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{Method, OrganizationId, Request, RoleId, envelope::Nothing};

const ALL: &str = "/v1/organizations/{organizationId}/roles";
const ONE: &str = "/v1/organizations/{organizationId}/roles/{roleId}";

words!(
    /// Whether a role is predefined (schema `RBACRole`, property `type`).
    RoleType {
        System = "system",
        Custom = "custom",
    }
);

words!(
    /// What a policy does with its permissions (schema `RBACPolicy`, property `allowDeny`).
    AllowDeny {
        Allow = "ALLOW",
        Deny = "DENY",
    }
);

words!(
    /// What a policy allows in the SQL console (schema `RBACPolicyTags`, property `roleV2`).
    SqlConsoleRole {
        ReadOnly = "sql-console-readonly",
        Admin = "sql-console-admin",
    }
);

/// Schema `AssignedRole`: a role of a key, a member or an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignedRole {
    pub role_id: Option<RoleId>,
    pub role_name: Option<String>,
    pub role_type: Option<RoleType>,
}

fields!(AssignedRole {
    role_id: "roleId",
    role_name: "roleName",
    role_type: "roleType",
});

/// Schema `RBACRole`.
#[derive(Clone, Debug, PartialEq)]
pub struct Role {
    pub id: RoleId,
    /// Such as `organization/<uuid>`.
    pub tenant_id: Option<String>,
    pub owner_id: Option<String>,
    pub name: Option<String>,
    pub r#type: Option<RoleType>,
    /// Who has the role: `user/<uuid>` and `apiKey/<uuid>`.
    pub actors: Option<Vec<String>>,
    pub policies: Option<Vec<Policy>>,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// RFC 3339.
    pub updated_at: Option<String>,
    /// What the API tells besides.
    pub other: Map<String, Value>,
}

fields!(Role(id: "id") {
    tenant_id: "tenantId",
    owner_id: "ownerId",
    name: "name",
    r#type: "type",
    actors: "actors",
    policies: "policies",
    created_at: "createdAt",
    updated_at: "updatedAt",
} rest: other);

/// Schema `RBACPolicy`. One policy has permissions of one kind of resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub id: Option<String>,
    pub role_id: Option<String>,
    pub tenant_id: Option<String>,
    pub allow_deny: Option<AllowDeny>,
    /// Such as `control-plane:service:view`.
    pub permissions: Option<Vec<String>>,
    /// `organization/<uuid>`, `instance/<uuid>` or `instance/*`.
    pub resources: Option<Vec<String>>,
    pub tags: Option<PolicyTags>,
}

fields!(Policy {
    id: "id",
    role_id: "roleId",
    tenant_id: "tenantId",
    allow_deny: "allowDeny",
    permissions: "permissions",
    resources: "resources",
    tags: "tags",
});

/// Schema `RBACPolicyTags`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct PolicyTags {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grants: Option<Vec<String>>,
    #[serde(rename = "roleV2", skip_serializing_if = "Option::is_none")]
    pub role_v2: Option<SqlConsoleRole>,
}

fields!(PolicyTags {
    grants: "grants",
    role_v2: "roleV2",
});

/// Schema `RBACPolicyCreateRequest`. The server adds related permissions, so that what is read back is
/// more than what was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreatePolicy {
    pub allow_deny: AllowDeny,
    pub permissions: Vec<String>,
    pub resources: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<PolicyTags>,
}

/// Schema `RoleCreateRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CreateRole {
    pub name: String,
    pub actors: Vec<String>,
    pub policies: Vec<CreatePolicy>,
}

/// Schema `RoleUpdateRequest`; what is absent stays as it is, and a list replaces the old one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct UpdateRole {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actors: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<Vec<CreatePolicy>>,
}

/// `organizationRolesGetList`, system and custom ones, unpaginated. Reading needs
/// `control-plane:organization:manage` too.
pub fn list(organization: &OrganizationId) -> Request<Vec<Role>> {
    Request::get("organizationRolesGetList", ALL, &[organization.as_str()])
}

/// `organizationRoleGet`
pub fn get(organization: &OrganizationId, role: &RoleId) -> Request<Role> {
    one("organizationRoleGet", Method::Get, organization, role)
}

/// `organizationRolePost`
pub fn create(organization: &OrganizationId, role: &CreateRole) -> Request<Role> {
    Request::new(
        "organizationRolePost",
        Method::Post,
        ALL,
        &[organization.as_str()],
    )
    .with_body(role)
}

/// `organizationRolePatch`: custom roles only.
pub fn update(organization: &OrganizationId, role: &RoleId, change: &UpdateRole) -> Request<Role> {
    one("organizationRolePatch", Method::Patch, organization, role).with_body(change)
}

/// `organizationRoleDelete`: custom roles only.
pub fn delete(organization: &OrganizationId, role: &RoleId) -> Request<Nothing> {
    one("organizationRoleDelete", Method::Delete, organization, role)
}

fn one<T>(
    operation: &'static str,
    method: Method,
    organization: &OrganizationId,
    role: &RoleId,
) -> Request<T> {
    let parameters = [organization.as_str(), role.as_str()];
    Request::new(operation, method, ONE, &parameters)
}
