//! Roles as keys, members and invitations carry them.

use serde::Serialize;
use uuid::Uuid;

use super::Roles;
use crate::{body::Item, refusal::Refusal, route::parse_id};

/// Schema `AssignedRole`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the API's names")]
pub(crate) struct AssignedRole<'a> {
    role_id: Uuid,
    role_name: &'a str,
    role_type: &'static str,
}

impl Roles {
    pub(crate) fn assigned(&self, ids: &[Uuid]) -> Vec<AssignedRole<'_>> {
        let roles = ids.iter().filter_map(|id| self.find(*id));
        let assigned = roles.map(|role| AssignedRole {
            role_id: role.id,
            role_name: &role.name,
            role_type: if role.system { "system" } else { "custom" },
        });
        assigned.collect()
    }

    /// Reads `assignedRoleIds`: ids of roles, each counted once.
    pub(crate) fn read_ids(&self, item: Item<'_>) -> Result<Vec<Uuid>, Refusal> {
        let mut ids = Vec::new();
        for item in item.list()? {
            let id = parse_id("role", item.text()?)?;
            if self.find(id).is_none() {
                return Err(item.wrong("Role not found"));
            }
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Id and name of each role, as a record of the audit log wants them.
    pub(crate) fn named(&self, ids: &[Uuid]) -> Vec<(Uuid, String)> {
        let roles = ids.iter().filter_map(|id| self.find(*id));
        roles.map(|role| (role.id, role.name.clone())).collect()
    }
}
