//! Members of an organization: list, get, update, delete.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    MemberId, Method, OrganizationId, Request, RoleId, envelope::Nothing, legacy::LegacyRole,
    roles::AssignedRole,
};

const ALL: &str = "/v1/organizations/{organizationId}/members";
const ONE: &str = "/v1/organizations/{organizationId}/members/{userId}";

/// Schema `Member`. The API knows neither the last login nor the state of multi-factor authentication.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub user_id: MemberId,
    pub name: Option<String>,
    pub email: Option<String>,
    /// RFC 3339.
    pub joined_at: Option<String>,
    pub assigned_roles: Option<Vec<AssignedRole>>,
    /// Deprecated; all there is where the organization has not migrated to custom roles.
    pub role: Option<LegacyRole>,
    /// Fields that this version does not know, or not in this form.
    pub other: Map<String, Value>,
}

fields!(Member(user_id: "userId") {
    name: "name",
    email: "email",
    joined_at: "joinedAt",
    assigned_roles: "assignedRoles",
    role: "role",
} rest: other);

impl Member {
    /// The name, or else the address, or else the id.
    pub fn label(&self) -> String {
        let words = [&self.name, &self.email];
        let mut words = words.into_iter().flatten().filter(|word| !word.is_empty());
        words
            .next()
            .cloned()
            .unwrap_or_else(|| self.user_id.to_string())
    }
}

/// Schema `MemberPatchRequest`: the roles replace all that the member had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateMember {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_role_ids: Option<Vec<RoleId>>,
    /// Deprecated: only where the organization has not migrated to custom roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<LegacyRole>,
}

/// `memberGetList`, unpaginated.
pub fn list(organization: &OrganizationId) -> Request<Vec<Member>> {
    Request::get("memberGetList", ALL, &[organization.as_str()])
}

/// `memberGet`
pub fn get(organization: &OrganizationId, member: &MemberId) -> Request<Member> {
    one("memberGet", Method::Get, organization, member)
}

/// `memberUpdate`: the answer may still show the old roles; a later read shows the new ones.
pub fn update(
    organization: &OrganizationId,
    member: &MemberId,
    change: &UpdateMember,
) -> Request<Member> {
    one("memberUpdate", Method::Patch, organization, member).with_body(change)
}

/// `memberDelete`
pub fn delete(organization: &OrganizationId, member: &MemberId) -> Request<Nothing> {
    one("memberDelete", Method::Delete, organization, member)
}

fn one<T>(
    operation: &'static str,
    method: Method,
    organization: &OrganizationId,
    member: &MemberId,
) -> Request<T> {
    let parameters = [organization.as_str(), member.as_str()];
    Request::new(operation, method, ONE, &parameters)
}
