//! Who the credential belongs to (tag *User management*, beta).

use crate::{OrganizationId, Request};

/// The answer for an API key; a user's token answers with other fields, which stay empty here.
#[derive(Clone, Debug, PartialEq)]
pub struct Whoami {
    pub actor_type: Option<String>,
    /// The key's resource id, not the credential's first half.
    pub key_id: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub organization_id: Option<OrganizationId>,
}

fields!(Whoami {
    actor_type: "actorType",
    key_id: "keyId",
    name: "name",
    email: "email",
    organization_id: "organizationId",
});

/// `whoamiGet`
pub fn get() -> Request<Whoami> {
    Request::get("whoamiGet", "/v1/whoami", &[])
}
