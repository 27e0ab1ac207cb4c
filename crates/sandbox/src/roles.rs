//! Roles: list, get, create, update, delete. They decide what a key may do.

mod assigned;
mod legacy;
mod policy;
mod system;
mod view;
mod write;

use uuid::Uuid;

pub(crate) use assigned::AssignedRole;
pub(crate) use legacy::{Of, PersonRoles};
pub(crate) use policy::Policy;
use view::View;

use crate::{
    Sandbox,
    activities::{Activity, Origin, Target},
    clock::Moment,
    keys::Permission,
    permissions::{Access, Grant, PermissionSet, Resource},
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route, parse_id},
};

pub(crate) const ROUTES: &[Route] = &[
    Route::new(Method::Get, ALL, &[Permission::OrganizationManage], list),
    Route::new(
        Method::Post,
        ALL,
        &[Permission::OrganizationManage],
        write::create,
    ),
    Route::new(Method::Get, ONE, &[Permission::OrganizationManage], get),
    Route::new(
        Method::Patch,
        ONE,
        &[Permission::OrganizationManage],
        write::update,
    ),
    Route::new(
        Method::Delete,
        ONE,
        &[Permission::OrganizationManage],
        write::delete,
    ),
];

const ALL: &str = "/v1/organizations/{organizationId}/roles";
const ONE: &str = "/v1/organizations/{organizationId}/roles/{roleId}";

/// A role. Who has it is kept with the keys and members themselves.
#[derive(Clone, Debug)]
pub(crate) struct Role {
    pub(crate) id: Uuid,
    pub(crate) name: String,
    /// Predefined: the same in every organization, and never changed.
    pub(crate) system: bool,
    pub(crate) policies: Vec<Policy>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
}

/// All roles of the organization, the system's first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles(Vec<Role>);

impl Roles {
    pub(crate) fn add(&mut self, role: Role) {
        self.0.push(role);
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<&Role> {
        self.0.iter().find(|role| role.id == id)
    }

    fn find_mut(&mut self, id: Uuid) -> Option<&mut Role> {
        self.0.iter_mut().find(|role| role.id == id)
    }

    /// The id of the role of this name, which no other has; nil, which is no role's, if there is none.
    pub(crate) fn by_name(&self, name: &str) -> Uuid {
        let role = self.0.iter().find(|role| role.name == name);
        role.map_or(Uuid::nil(), |role| role.id)
    }

    /// What the roles allow together.
    pub(crate) fn access(&self, roles: &[Uuid]) -> Access {
        let policies = roles
            .iter()
            .filter_map(|id| self.find(*id))
            .flat_map(|role| &role.policies);
        let grants = policies.flat_map(|policy| {
            let mut permissions = PermissionSet::default();
            for permission in &policy.permissions {
                permissions.insert(*permission);
            }
            let resources = policy.resources.iter();
            resources.map(move |resource| Grant {
                allow: policy.allow,
                permissions,
                resource: *resource,
            })
        });
        Access::new(grants.collect())
    }

    /// Takes a service that is gone out of all policies; the roles that named it.
    pub(crate) fn forget_service(&mut self, service: Uuid) -> Vec<(Uuid, String)> {
        let gone = Resource::Service(service);
        let mut affected = Vec::new();
        for role in &mut self.0 {
            let mut policies = role.policies.iter();
            if !policies.any(|policy| policy.resources.contains(&gone)) {
                continue;
            }
            for policy in &mut role.policies {
                policy.resources.retain(|resource| *resource != gone);
            }
            affected.push((role.id, role.name.clone()));
        }
        affected
    }
}

impl Sandbox {
    /// Roles that named a service which is gone lose it, on record.
    pub(crate) fn forget_in_roles(&mut self, service: Uuid, moment: Moment) {
        let roles = self.roles.forget_service(service);
        if roles.is_empty() {
            return;
        }
        let id = self.random.sortable_id(moment);
        let target = Target::roles(roles).with_resources(vec![format!("instance/{service}")]);
        let activity = Activity::new(id, "role_resources_delete", Origin::system(), None);
        self.log.add(activity.about(target));
    }

    fn role(&self, call: &Call<'_>) -> Result<&Role, Refusal> {
        let id = parse_id("role", call.parameter(1))?;
        self.roles.find(id).ok_or_else(|| Refusal::not_found(id))
    }
}

/// `organizationRolesGetList`. Before the migration there are no roles of one's own (inferred).
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let roles: Vec<_> = sandbox
        .roles
        .0
        .iter()
        .filter(|role| role.system || !sandbox.legacy_roles)
        .map(|role| View::new(sandbox, role))
        .collect();
    Ok(call.answer(&roles))
}

/// `organizationRoleGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    Ok(call.answer(&View::new(sandbox, sandbox.role(call)?)))
}
