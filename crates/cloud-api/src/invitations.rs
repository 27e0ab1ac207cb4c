//! Invitations to an organization: list, get, create, delete. They are accepted in `ClickHouse`'s own
//! console only, and cannot be changed or sent again: delete and create.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    InvitationId, Method, OrganizationId, Request, RoleId, envelope::Nothing, legacy::LegacyRole,
    roles::AssignedRole,
};

const ALL: &str = "/v1/organizations/{organizationId}/invitations";
const ONE: &str = "/v1/organizations/{organizationId}/invitations/{invitationId}";

/// Schema `Invitation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    pub id: InvitationId,
    /// Stored in lower case.
    pub email: Option<String>,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// RFC 3339.
    pub expire_at: Option<String>,
    pub assigned_roles: Option<Vec<AssignedRole>>,
    /// Deprecated; all there is where the organization has not migrated to custom roles.
    pub role: Option<LegacyRole>,
    /// Fields that this version does not know, or not in this form.
    pub other: Map<String, Value>,
}

fields!(Invitation(id: "id") {
    email: "email",
    created_at: "createdAt",
    expire_at: "expireAt",
    assigned_roles: "assignedRoles",
    role: "role",
} rest: other);

impl Invitation {
    /// The address, or the id where the API kept the address to itself.
    pub fn label(&self) -> String {
        let email = self.email.clone().filter(|email| !email.is_empty());
        email.unwrap_or_else(|| self.id.to_string())
    }
}

/// Schema `InvitationPostRequest`; [`crate::email::is_email`] checks the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateInvitation {
    pub email: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_role_ids: Option<Vec<RoleId>>,
    /// Deprecated: only where the organization has not migrated to custom roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<LegacyRole>,
}

/// `invitationGetList`, unpaginated.
pub fn list(organization: &OrganizationId) -> Request<Vec<Invitation>> {
    Request::get("invitationGetList", ALL, &[organization.as_str()])
}

/// `invitationGet`
pub fn get(organization: &OrganizationId, invitation: &InvitationId) -> Request<Invitation> {
    one("invitationGet", Method::Get, organization, invitation)
}

/// `invitationCreate`
pub fn create(organization: &OrganizationId, invitation: &CreateInvitation) -> Request<Invitation> {
    Request::new(
        "invitationCreate",
        Method::Post,
        ALL,
        &[organization.as_str()],
    )
    .with_body(invitation)
}

/// `invitationDelete`
pub fn delete(organization: &OrganizationId, invitation: &InvitationId) -> Request<Nothing> {
    one("invitationDelete", Method::Delete, organization, invitation)
}

fn one<T>(
    operation: &'static str,
    method: Method,
    organization: &OrganizationId,
    invitation: &InvitationId,
) -> Request<T> {
    let parameters = [organization.as_str(), invitation.as_str()];
    Request::new(operation, method, ONE, &parameters)
}
