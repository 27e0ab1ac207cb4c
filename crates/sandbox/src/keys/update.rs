//! `openapiKeyUpdate`: lists replace, null clears the expiry, and each changed aspect leaves a record.

use super::{
    Key,
    create::{expiry, name, state},
};
use crate::{
    Sandbox, body, refusal::Refusal, request::ApiResponse, roles::Of, route::Call,
    sentinels::Sentinel, services::ip_access_list,
};

pub(super) fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.key_id(call)?;
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let before = sandbox.keys.get(id)?.clone();
    let mut after = before.clone();
    if let Some(name) = body.read("name", |item| name(&item))? {
        after.name = name;
    }
    if let Some(roles) = sandbox.given_roles(&body, Of::Keys)? {
        after.roles = roles;
    }
    if body.has("expireAt") {
        after.expire_at = expiry(&body, sandbox.now, before.expire_at)?;
    }
    if let Some(enabled) = body.read("state", |item| state(&item))? {
        after.enabled = enabled;
    }
    if let Some(list) = body.read("ipAccessList", ip_access_list)? {
        after.ip_access_list = list;
    }
    if Sentinel::RefuseUpdate.is_in(&before.name) {
        return Err(Refusal::bad_request("A change of this key is refused"));
    }
    let updates = updates(&before, &after);
    *sandbox.keys.get_mut(id)? = after;
    for update in updates {
        sandbox.record_key(call, id, update);
    }
    Ok(call.answer(&sandbox.key_view(sandbox.keys.get(id)?)))
}

/// The API's word for each aspect that changed.
fn updates(before: &Key, after: &Key) -> Vec<&'static str> {
    let aspects = [
        (before.name != after.name, "name-changed"),
        (before.roles != after.roles, "roles-v2-changed"),
        (before.enabled != after.enabled, "state-changed"),
        (before.expire_at != after.expire_at, "date-changed"),
        (
            before.ip_access_list != after.ip_access_list,
            "ip-access-list-changed",
        ),
    ];
    let changed = aspects.into_iter().filter(|(changed, _)| *changed);
    changed.map(|(_, update)| update).collect()
}
