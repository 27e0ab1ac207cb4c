//! What of a key has to be confirmed twice, changed or new.

use cloud_api::{keys::CreateKey, services::IpAccess};
use leptos::prelude::*;

use super::{edit::Settings, roles::KnownRoles};
use crate::pages::{editors::risk::Risk, roles::Roles};

/// What a change of a key has to be confirmed for.
pub fn of_change(before: &Settings, after: Option<&Settings>, known: KnownRoles) -> Vec<Risk> {
    let Some(after) = after else {
        return Vec::new();
    };
    let all = known.all().get();
    let all = all.as_deref().map(Vec::as_slice);
    let list = |of: &Settings| of.access.clone().unwrap_or_default();
    let roles = Risk::of_roles(&before.roles, &after.roles, all, &whom(&after.name));
    with_access(roles, &list(before), &list(after))
}

/// What a new key has to be confirmed for.
pub fn of_new(request: Option<&CreateKey>, known: KnownRoles) -> Vec<Risk> {
    let Some(request) = request else {
        return Vec::new();
    };
    let all = known.all().get();
    let all = all.as_deref().map(Vec::as_slice);
    let roles = match (&request.assigned_role_ids, &request.roles) {
        (Some(ids), _) => Roles::named(ids, |id| known.name_of(id)),
        (None, Some(words)) => Roles::Legacy(words.clone()),
        (None, None) => Roles::Untold,
    };
    let roles = Risk::of_roles(&Roles::Untold, &roles, all, &whom(&request.name));
    with_access(roles, &[], &request.ip_access_list)
}

fn whom(name: &str) -> String {
    format!("the key {name}")
}

fn with_access(mut found: Vec<Risk>, before: &[IpAccess], after: &[IpAccess]) -> Vec<Risk> {
    found.extend(Risk::of_access(before, after, "the API with this key"));
    found
}
