//! From the policies of roles to what they allow.

use std::collections::{BTreeMap, BTreeSet};

use cloud_api::{
    ServiceId,
    permissions::{ALL, ORGANIZATION_MANAGE},
    roles::{AllowDeny, Role, RoleType, SqlConsoleRole},
};

use super::{Grant, Own, Resource, allows};

/// The predefined role that may everything.
pub const ADMIN: &str = "Admin";

pub fn is_admin(role: &Role) -> bool {
    role.r#type == Some(RoleType::System) && role.name.as_deref() == Some(ADMIN)
}

/// Whether the role manages members and invitations, and so can give every role to anybody.
pub fn may_give_roles(role: &Role) -> bool {
    is_admin(role) || allows(&grants_of(role), ORGANIZATION_MANAGE, None)
}

pub fn label(role: &Role) -> String {
    let name = role.name.clone().filter(|name| !name.is_empty());
    name.unwrap_or_else(|| role.id.to_string())
}

/// Everything the policies of a role grant or deny.
pub fn grants_of(role: &Role) -> Vec<Grant> {
    let name = label(role);
    let policies = role.policies.iter().flatten();
    let mut grants = Vec::new();
    for policy in policies {
        for resource in policy.resources.iter().flatten() {
            let resource = Resource::parse(resource);
            let of_resource = policy.permissions.iter().flatten().map(|permission| Grant {
                allow: policy.allow_deny != Some(AllowDeny::Deny),
                permission: permission.clone(),
                resource: resource.clone(),
                role: name.clone(),
            });
            grants.extend(of_resource);
        }
    }
    grants
}

/// How far the role reaches in the SQL console.
pub fn sql_console(role: &Role) -> Option<&SqlConsoleRole> {
    let policies = role.policies.iter().flatten();
    policies
        .filter_map(|policy| policy.tags.as_ref()?.role_v2.as_ref())
        .max_by_key(|console| **console == SqlConsoleRole::Admin)
}

/// The roles of a key (`apiKey/<id>`) or a member (`user/<id>`).
pub fn roles_of<'a>(roles: &'a [Role], actor: &str) -> Vec<&'a Role> {
    let has = |role: &&Role| role.actors.iter().flatten().any(|other| other == actor);
    roles.iter().filter(has).collect()
}

/// What the own key may do. Where a role says nothing about its policies, what it lacks is not known.
pub fn own_of(all: &[Role], key: &str) -> Own {
    let own = roles_of(all, &format!("apiKey/{key}"));
    let is_told = |role: &&Role| role.policies.iter().flatten().next().is_some();
    Own {
        grants: own.iter().flat_map(|role| grants_of(role)).collect(),
        is_admin: own.iter().any(|role| is_admin(role)),
        is_complete: !own.is_empty() && own.iter().all(is_told),
    }
}

/// Where something is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    Organization,
    EveryService {
        except: Vec<ServiceId>,
    },
    Services(Vec<ServiceId>),
    /// In the API's words, which this version does not know.
    Elsewhere(Vec<String>),
}

/// A permission that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ability {
    pub permission: String,
    pub reach: Reach,
    /// The roles that give it.
    pub roles: Vec<String>,
}

/// All that the grants allow: known permissions in their order, then those of a newer API.
pub fn abilities(grants: &[Grant]) -> Vec<Ability> {
    let mut newer = BTreeSet::new();
    for grant in grants {
        let permission = grant.permission.as_str();
        if !ALL.contains(&permission) && !permission.ends_with('*') {
            newer.insert(permission);
        }
    }
    let all = ALL.iter().copied().chain(newer);
    all.filter_map(|permission| ability(grants, permission))
        .collect()
}

/// Where and why one permission is allowed, if it is.
pub fn ability(grants: &[Grant], permission: &str) -> Option<Ability> {
    if !allows(grants, permission, None) {
        return None;
    }
    let about: Vec<&Grant> = grants
        .iter()
        .filter(|grant| grant.is_about(permission))
        .collect();
    let services = |allow: bool| {
        let mut found: Vec<ServiceId> = Vec::new();
        for grant in about.iter().filter(|grant| grant.allow == allow) {
            if let Resource::Service(id) = &grant.resource
                && !found.contains(id)
            {
                found.push(id.clone());
            }
        }
        found
    };
    let on = |wanted: &Resource| {
        about
            .iter()
            .any(|grant| grant.allow && grant.resource == *wanted)
    };
    let elsewhere = || {
        about.iter().filter_map(|grant| match &grant.resource {
            Resource::Other(words) if grant.allow => Some(words.clone()),
            _ => None,
        })
    };
    let reach = if on(&Resource::EveryService) {
        Reach::EveryService {
            except: services(false),
        }
    } else if on(&Resource::Organization) {
        Reach::Organization
    } else {
        let denied = services(false);
        let listed: Vec<_> = services(true)
            .into_iter()
            .filter(|id| !denied.contains(id))
            .collect();
        if listed.is_empty() {
            Reach::Elsewhere(elsewhere().collect())
        } else {
            Reach::Services(listed)
        }
    };
    let mut roles: Vec<String> = Vec::new();
    for grant in about.iter().filter(|grant| grant.allow) {
        if !roles.contains(&grant.role) {
            roles.push(grant.role.clone());
        }
    }
    Some(Ability {
        permission: permission.to_owned(),
        reach,
        roles,
    })
}

/// Somebody who has a role: `user/<id>` or `apiKey/<id>`, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub actor: String,
    pub ability: Ability,
}

/// Who may do it: on this service, or without one on anything at all.
pub fn who_can(roles: &[Role], permission: &str, on: Option<&ServiceId>) -> Vec<Holder> {
    let mut by_actor: BTreeMap<&str, Vec<Grant>> = BTreeMap::new();
    for role in roles {
        let grants = grants_of(role);
        for actor in role.actors.iter().flatten() {
            by_actor.entry(actor).or_default().extend(grants.clone());
        }
    }
    by_actor
        .into_iter()
        .filter(|(_, grants)| allows(grants, permission, on))
        .filter_map(|(actor, grants)| {
            Some(Holder {
                actor: actor.to_owned(),
                ability: ability(&grants, permission)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests;
