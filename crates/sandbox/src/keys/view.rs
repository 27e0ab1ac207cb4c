//! A key as the API writes it (schema `ApiKey`).

use cloud_api::{legacy::LegacyRole, services::IpAccess};
use serde::Serialize;
use uuid::Uuid;

use super::Key;
use crate::{
    Sandbox,
    clock::Moment,
    roles::{AssignedRole, Of},
};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct View<'a> {
    id: Uuid,
    name: &'a str,
    state: &'static str,
    roles: Vec<LegacyRole>,
    #[serde(skip_serializing_if = "Option::is_none")]
    assigned_roles: Option<Vec<AssignedRole<'a>>>,
    key_suffix: &'a str,
    created_at: Moment,
    /// Null: never.
    expire_at: Option<Moment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used_at: Option<Moment>,
    ip_access_list: &'a [IpAccess],
}

impl<'a> View<'a> {
    pub(super) fn new(key: &'a Key, sandbox: &'a Sandbox) -> Self {
        let told = sandbox.told_roles(&key.roles, Of::Keys, key.legacy_admin);
        Self {
            id: key.id,
            name: &key.name,
            state: if key.enabled { "enabled" } else { "disabled" },
            roles: told.words,
            assigned_roles: told.assigned,
            key_suffix: &key.suffix,
            created_at: key.created_at,
            expire_at: key.expire_at,
            used_at: key.used_at,
            ip_access_list: &key.ip_access_list,
        }
    }
}
