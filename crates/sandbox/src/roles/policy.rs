//! Policies: which permissions on which resources, read from a body and checked.

use cloud_api::roles::{PolicyTags, SqlConsoleRole};
use uuid::Uuid;

use crate::{
    Sandbox,
    body::{Item, Object},
    keys::Permission,
    permissions::Resource,
    refusal::Refusal,
    route::parse_id,
};

#[derive(Clone, Debug)]
pub(crate) struct Policy {
    pub(crate) id: Uuid,
    pub(crate) allow: bool,
    pub(crate) permissions: Vec<Permission>,
    pub(crate) resources: Vec<Resource>,
    pub(crate) tags: Option<PolicyTags>,
}

/// The API's text for permissions of several scopes, or for a resource of another scope.
const ONE_SCOPE: &str = "All permissions in a policy must target the same resource scope";

/// Reads one policy of a role of this organization.
pub(super) fn read(sandbox: &mut Sandbox, item: Item<'_>) -> Result<Policy, Refusal> {
    let object = item.object()?;
    let allow = object.required("allowDeny")?.word(&["ALLOW", "DENY"])? == "ALLOW";
    let permissions = read_permissions(&object)?;
    let of_organization = permissions[0].is_of_organization();
    let organization = sandbox.organization.id;
    let mut resources = Vec::new();
    for item in filled(object.required("resources")?)? {
        let resource = read_resource(&item, organization)?;
        if of_organization != (resource == Resource::Organization) {
            return Err(Refusal::bare_bad_request(ONE_SCOPE));
        }
        if !resources.contains(&resource) {
            resources.push(resource);
        }
    }
    Ok(Policy {
        tags: object.read("tags", |item| read_tags(&item.object()?))?,
        id: sandbox.random.uuid(),
        allow,
        permissions,
        resources,
    })
}

/// The elements of a list that must have some.
fn filled(item: Item<'_>) -> Result<Vec<Item<'_>>, Refusal> {
    let empty = item.wrong("Must have at least 1 element");
    let items = item.list()?;
    if items.is_empty() {
        return Err(empty);
    }
    Ok(items)
}

/// The permissions of a policy, at least one and all of one scope, with those that they bring.
fn read_permissions(object: &Object<'_>) -> Result<Vec<Permission>, Refusal> {
    let mut permissions = Vec::new();
    for item in filled(object.required("permissions")?)? {
        let permission =
            Permission::parse(item.text()?).ok_or_else(|| item.wrong("Unknown permission"))?;
        permissions.push(permission);
    }
    let of_organization = permissions[0].is_of_organization();
    let mut rest = permissions.iter();
    if rest.any(|permission| permission.is_of_organization() != of_organization) {
        return Err(Refusal::bare_bad_request(ONE_SCOPE));
    }
    let brought: Vec<_> = permissions
        .iter()
        .flat_map(|permission| permission.brings())
        .copied()
        .collect();
    let mut all = Vec::new();
    for permission in permissions.into_iter().chain(brought) {
        if !all.contains(&permission) {
            all.push(permission);
        }
    }
    Ok(all)
}

fn read_resource(item: &Item<'_>, organization: Uuid) -> Result<Resource, Refusal> {
    let text = item.text()?;
    match text.split_once('/') {
        Some(("organization", id)) if id == organization.to_string() => Ok(Resource::Organization),
        Some(("organization", id)) => Err(Refusal::bare_bad_request(format_args!(
            "Organization {id} must match the role's organization"
        ))),
        Some(("instance", "*")) => Ok(Resource::EveryService),
        Some(("instance", id)) => parse_id("instance", id).map(Resource::Service),
        _ => Err(item.wrong("Must be 'organization/<id>', 'instance/<id>' or 'instance/*'")),
    }
}

fn read_tags(object: &Object<'_>) -> Result<PolicyTags, Refusal> {
    Ok(PolicyTags {
        grants: object.read("grants", Item::texts)?,
        role_v2: object.read("roleV2", |item| item.word(SqlConsoleRole::KNOWN))?,
    })
}
