//! API keys: list, get, create, update, delete.

pub mod rules;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    KeyId, Method, OrganizationId, Request, RoleId, envelope::Nothing, legacy::LegacyRole,
    request::PAGE_AFTER, roles::AssignedRole, services::IpAccess,
};

const ALL: &str = "/v1/organizations/{organizationId}/keys";
const ONE: &str = "/v1/organizations/{organizationId}/keys/{keyId}";

words!(
    /// State of a key (schema `ApiKey`, property `state`).
    KeyState {
        Enabled = "enabled",
        Disabled = "disabled",
    }
);

/// Schema `ApiKey`.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiKey {
    pub id: KeyId,
    pub name: Option<String>,
    pub state: Option<KeyState>,
    pub assigned_roles: Option<Vec<AssignedRole>>,
    /// Deprecated; all there is where the organization has not migrated to custom roles.
    pub roles: Option<Vec<LegacyRole>>,
    /// The last four characters of the key ID, the credential's first half.
    pub key_suffix: Option<String>,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// RFC 3339; absent or empty: never.
    pub expire_at: Option<String>,
    /// RFC 3339, with the precision of a minute; absent: never used.
    pub used_at: Option<String>,
    /// Empty: nobody can use the key (clickhousectl #829).
    pub ip_access_list: Option<Vec<IpAccess>>,
    /// Fields that this version does not know, or not in this form.
    pub other: Map<String, Value>,
}

fields!(ApiKey(id: "id") {
    name: "name",
    state: "state",
    assigned_roles: "assignedRoles",
    roles: "roles",
    key_suffix: "keySuffix",
    created_at: "createdAt",
    expire_at: "expireAt",
    used_at: "usedAt",
    ip_access_list: "ipAccessList",
} rest: other);

impl ApiKey {
    /// What a person calls the key.
    pub fn label(&self) -> String {
        match self.name.as_deref().map(str::trim) {
            Some(name) if !name.is_empty() => name.to_owned(),
            _ => format!("key …{}", self.key_suffix.as_deref().unwrap_or_default()),
        }
    }
}

/// Schema `ApiKeyHashData`: a pair that the caller made, so that its secret never travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct HashData {
    /// Base64 of the SHA-256 of the key ID.
    pub key_id_hash: String,
    /// The last four characters of the key ID.
    pub key_id_suffix: String,
    /// Base64 of the SHA-256 of the key secret.
    pub key_secret_hash: String,
}

/// Schema `ApiKeyPostRequest`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CreateKey {
    pub name: String,
    /// RFC 3339; absent: never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<KeyState>,
    /// Absent: the server makes the pair and tells it once.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hash_data: Option<HashData>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_role_ids: Option<Vec<RoleId>>,
    /// Deprecated: only where the organization has not migrated to custom roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<LegacyRole>>,
    /// Empty: nobody can use the key.
    pub ip_access_list: Vec<IpAccess>,
}

/// Schema `ApiKeyPostResponse`.
#[derive(Clone, Debug, PartialEq)]
pub struct CreatedKey {
    pub key: ApiKey,
    /// Both halves of the credential, this one time; absent if the request had `hashData`.
    pub key_id: Option<String>,
    pub key_secret: Option<String>,
}

fields!(CreatedKey(key: "key") {
    key_id: "keyId",
    key_secret: "keySecret",
});

/// Schema `ApiKeyPatchRequest`; what is absent stays as it is, and a list replaces the old one.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateKey {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assigned_role_ids: Option<Vec<RoleId>>,
    /// Deprecated: only where the organization has not migrated to custom roles.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roles: Option<Vec<LegacyRole>>,
    /// `Some(None)` clears the expiry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expire_at: Option<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<KeyState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ip_access_list: Option<Vec<IpAccess>>,
}

/// `openapiKeyGetList`: all of them, oldest first; with a cursor the one page that it asks for.
pub fn list(organization: &OrganizationId, cursor: Option<&str>) -> Request<Vec<ApiKey>> {
    let mut request = Request::get("openapiKeyGetList", ALL, &[organization.as_str()]);
    match cursor {
        Some(cursor) => request.query.push((PAGE_AFTER, cursor.to_owned())),
        None => request.is_paged = true,
    }
    request
}

/// `openapiKeyGet`
pub fn get(organization: &OrganizationId, key: &KeyId) -> Request<ApiKey> {
    one("openapiKeyGet", Method::Get, organization, key)
}

/// `openapiKeyCreate`: without `hashData` the answer carries the pair, this one time.
pub fn create(organization: &OrganizationId, key: &CreateKey) -> Request<CreatedKey> {
    Request::new(
        "openapiKeyCreate",
        Method::Post,
        ALL,
        &[organization.as_str()],
    )
    .with_body(key)
}

/// `openapiKeyUpdate`
pub fn update(organization: &OrganizationId, key: &KeyId, change: &UpdateKey) -> Request<ApiKey> {
    one("openapiKeyUpdate", Method::Patch, organization, key).with_body(change)
}

/// `openapiKeyDelete`: refused for the key that asks.
pub fn delete(organization: &OrganizationId, key: &KeyId) -> Request<Nothing> {
    one("openapiKeyDelete", Method::Delete, organization, key)
}

fn one<T>(
    operation: &'static str,
    method: Method,
    organization: &OrganizationId,
    key: &KeyId,
) -> Request<T> {
    let parameters = [organization.as_str(), key.as_str()];
    Request::new(operation, method, ONE, &parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    #[test]
    fn a_cleared_expiry_is_null_and_an_untouched_one_is_absent() {
        let (organization, key) = (ID.parse().expect("a UUID"), ID.parse().expect("a UUID"));
        let clear = UpdateKey {
            expire_at: Some(None),
            ..UpdateKey::default()
        };
        let body = |change| update(&organization, &key, change).body;
        assert_eq!(body(&clear).as_deref(), Some(r#"{"expireAt":null}"#));
        assert_eq!(body(&UpdateKey::default()).as_deref(), Some("{}"));
    }

    #[test]
    fn the_next_page_is_asked_for_by_its_cursor() {
        let organization = ID.parse().expect("a UUID");
        let request = list(&organization, Some("a/b"));
        assert_eq!(
            request.address(),
            format!("/v1/organizations/{ID}/keys?cursor=a%2Fb")
        );
    }

    #[test]
    fn a_key_survives_unknown_words_and_lost_fields() {
        let key: ApiKey =
            serde_json::from_str(r#"{"id":"x","state":"suspended"}"#).expect("tolerant");
        assert_eq!(key.state, Some(KeyState::Other("suspended".into())));
        assert_eq!(key.used_at, None);
    }
}
