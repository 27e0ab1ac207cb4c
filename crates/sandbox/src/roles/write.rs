//! Writes to custom roles. The system's are refused.

use uuid::Uuid;

use super::{Policy, Role, View, policy};
use crate::{
    Sandbox,
    activities::Target,
    body::{self, Item, Object},
    organizations::read_name,
    refusal::Refusal,
    request::ApiResponse,
    route::{Call, parse_id},
    sentinels::Sentinel,
};

/// Who is to have the role.
enum RoleActor {
    User(Uuid),
    Key(Uuid),
}

/// `organizationRolePost`
pub(super) fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let name_item = body.required("name")?;
    let name = read_name(&name_item)?;
    refuse_same_name(sandbox, &name, None)?;
    let actors = read_actors(sandbox, body.required("actors")?)?;
    let policies = read_policies(sandbox, body.required("policies")?)?;
    if Sentinel::RefuseCreate.is_in(&name) {
        return Err(name_item.wrong("A role of this name is refused"));
    }
    let role = Role {
        id: sandbox.random.uuid(),
        name,
        system: false,
        policies,
        created_at: sandbox.now,
        updated_at: sandbox.now,
    };
    let id = role.id;
    sandbox.roles.add(role);
    give(sandbox, id, &actors);
    record(sandbox, call, "role_create", id);
    answer(sandbox, call, id)
}

/// `organizationRolePatch`; lists replace.
pub(super) fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let role = custom(sandbox, call, "updated")?;
    let (id, refused) = (role.id, Sentinel::RefuseUpdate.is_in(&role.name));
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let name = body.read("name", |item| read_name(&item))?;
    if let Some(name) = &name {
        refuse_same_name(sandbox, name, Some(id))?;
    }
    let actors = body.read("actors", |item| read_actors(sandbox, item))?;
    let policies = read_optional_policies(sandbox, &body)?;
    if refused {
        return Err(Refusal::bad_request("A change of this role is refused"));
    }
    let changes = name.is_some() || actors.is_some() || policies.is_some();
    let now = sandbox.now;
    if let Some(role) = sandbox.roles.find_mut(id) {
        role.name = name.unwrap_or_else(|| role.name.clone());
        role.policies = policies.unwrap_or_else(|| role.policies.clone());
        role.updated_at = if changes { now } else { role.updated_at };
    }
    if let Some(actors) = actors {
        give(sandbox, id, &actors);
    }
    if changes {
        record(sandbox, call, "role_update", id);
    }
    answer(sandbox, call, id)
}

/// `organizationRoleDelete`: whoever has the role loses it.
pub(super) fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let role = custom(sandbox, call, "deleted")?;
    let id = role.id;
    if Sentinel::RefuseDelete.is_in(&role.name) {
        return Err(Refusal::conflict("This role cannot be deleted"));
    }
    record(sandbox, call, "role_delete", id);
    give(sandbox, id, &[]);
    sandbox.invitations.forget_role(id);
    sandbox.roles.0.retain(|role| role.id != id);
    Ok(call.done())
}

fn custom<'a>(sandbox: &'a Sandbox, call: &Call<'_>, done: &str) -> Result<&'a Role, Refusal> {
    let role = sandbox.role(call)?;
    if role.system {
        let text = format!("System roles cannot be {done}");
        return Err(Refusal::bad_request(text));
    }
    Ok(role)
}

fn refuse_same_name(sandbox: &Sandbox, name: &str, own: Option<Uuid>) -> Result<(), Refusal> {
    let mut others = sandbox.roles.0.iter().filter(|role| Some(role.id) != own);
    match others.find(|role| role.name == name) {
        Some(_) => Err(Refusal::conflict(format_args!(
            "Role with name '{name}' already exists"
        ))),
        None => Ok(()),
    }
}

fn read_actors(sandbox: &Sandbox, item: Item<'_>) -> Result<Vec<RoleActor>, Refusal> {
    let read = |item: Item<'_>| {
        let actor = match item.text()?.split_once('/') {
            Some(("user", id)) => RoleActor::User(parse_id("user", id)?),
            Some(("apiKey", id)) => RoleActor::Key(parse_id("apiKey", id)?),
            _ => return Err(item.wrong("Must be 'user/<id>' or 'apiKey/<id>'")),
        };
        let found = match actor {
            RoleActor::User(id) => sandbox.members.find(id).is_some(),
            RoleActor::Key(id) => sandbox.keys.find(id).is_some(),
        };
        found
            .then_some(actor)
            .ok_or_else(|| item.wrong("Actor not found"))
    };
    item.list()?.into_iter().map(read).collect()
}

fn read_policies(sandbox: &mut Sandbox, item: Item<'_>) -> Result<Vec<Policy>, Refusal> {
    let items = item.list()?.into_iter();
    items.map(|item| policy::read(sandbox, item)).collect()
}

fn read_optional_policies(
    sandbox: &mut Sandbox,
    body: &Object<'_>,
) -> Result<Option<Vec<Policy>>, Refusal> {
    body.read("policies", |item| read_policies(sandbox, item))
}

/// Gives the role to these actors and takes it from all others.
fn give(sandbox: &mut Sandbox, role: Uuid, actors: &[RoleActor]) {
    let set = |roles: &mut Vec<Uuid>, given: bool| {
        let had = roles.contains(&role);
        if given && !had {
            roles.push(role);
        } else if had && !given {
            roles.retain(|other| *other != role);
        }
    };
    for member in sandbox.members.all_mut() {
        let is = |actor: &RoleActor| matches!(actor, RoleActor::User(id) if *id == member.user_id);
        let given = actors.iter().any(is);
        set(&mut member.roles, given);
    }
    for key in sandbox.keys.all_mut() {
        let is = |actor: &RoleActor| matches!(actor, RoleActor::Key(id) if *id == key.id);
        let given = actors.iter().any(is);
        set(&mut key.roles, given);
    }
}

fn record(sandbox: &mut Sandbox, call: &Call<'_>, kind: &'static str, role: Uuid) {
    let target = Target::roles(sandbox.roles.named(&[role]));
    sandbox.record_about(call, kind, target);
}

fn answer(sandbox: &Sandbox, call: &Call<'_>, id: Uuid) -> Result<ApiResponse, Refusal> {
    let role = sandbox
        .roles
        .find(id)
        .ok_or_else(|| Refusal::not_found(id))?;
    Ok(call.answer(&View::new(sandbox, role)))
}
