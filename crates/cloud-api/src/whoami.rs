//! Who the credential belongs to (tag *User management*, beta).

use serde::Deserialize;

use crate::{OrganizationId, Request};

/// The answer for an API key; a user's token answers with other fields, which stay empty here.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Whoami {
    pub actor_type: Option<String>,
    /// The key's resource id, not the credential's first half.
    pub key_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub organization_id: Option<OrganizationId>,
}

/// `whoamiGet`
pub fn get() -> Request<Whoami> {
    Request::get("whoamiGet", "/v1/whoami", &[])
}
