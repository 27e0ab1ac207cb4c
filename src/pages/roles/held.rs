//! Assigned roles and the roles that they are.

use cloud_api::{
    OrganizationId,
    legacy::{Holder, LegacyRole},
    roles::{self, AssignedRole, Role},
};

use crate::{
    query::Cache,
    rights::{Grant, policies::grants_of},
};

/// What the API tells of somebody's roles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Held {
    pub assigned: Option<Vec<AssignedRole>>,
    /// Instead, where the organization has not migrated to custom roles.
    pub words: Vec<LegacyRole>,
}

impl Held {
    pub fn of(holder: &impl Holder) -> Self {
        let words = holder.words().iter().filter(|_| holder.is_legacy());
        Self {
            assigned: holder.assigned().map(<[AssignedRole]>::to_vec),
            words: words.cloned().collect(),
        }
    }
}

/// The name of an assigned role, or what else the API told of it.
pub fn role_name(role: &AssignedRole) -> String {
    role.role_name
        .clone()
        .filter(|name| !name.is_empty())
        .or_else(|| role.role_id.as_ref().map(ToString::to_string))
        .unwrap_or_else(|| "unknown role".into())
}

/// The names of assigned roles, in the order of the API.
pub fn role_names(assigned: Option<&[AssignedRole]>) -> Vec<String> {
    assigned.into_iter().flatten().map(role_name).collect()
}

/// What the assigned roles grant together.
pub fn grants_of_held(all: &[Role], assigned: Option<&[AssignedRole]>) -> Vec<Grant> {
    let held = assigned.into_iter().flatten().filter_map(|assigned| {
        all.iter()
            .find(|role| Some(&role.id) == assigned.role_id.as_ref())
    });
    held.flat_map(grants_of).collect()
}

/// Somebody has other roles now: who holds which is told by the roles, and they are read again.
pub fn holders_changed(cache: Cache, organization: &OrganizationId) {
    let list = roles::list(organization).address();
    cache.invalidate(|address| address == list);
}
