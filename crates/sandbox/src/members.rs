//! Members: list, get, update, delete.

use serde::Serialize;
use uuid::Uuid;

use crate::{
    Sandbox,
    activities::Target,
    body,
    clock::{Moment, SECOND},
    keys::Permission,
    refusal::Refusal,
    request::{ApiResponse, Method},
    roles::{Of, PersonRoles},
    route::{Call, Route, parse_id},
};

pub(crate) const ROUTES: &[Route] = &[
    Route::new(Method::Get, ALL, &[Permission::OrganizationView], list),
    Route::new(Method::Get, ONE, &[Permission::OrganizationView], get),
    Route::new(
        Method::Patch,
        ONE,
        &[Permission::OrganizationManage],
        update,
    ),
    Route::new(
        Method::Delete,
        ONE,
        &[Permission::OrganizationManage],
        delete,
    ),
];

const ALL: &str = "/v1/organizations/{organizationId}/members";
const ONE: &str = "/v1/organizations/{organizationId}/members/{userId}";

/// How long reads, and the answer to the change itself, show the roles from before, at speed 1. The
/// live API's own tests have to ask again, too.
const ECHO: u64 = SECOND;

#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) user_id: Uuid,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) joined_at: Moment,
    pub(crate) roles: Vec<Uuid>,
    /// What `role` was before the organization migrated to custom roles.
    pub(crate) legacy_admin: bool,
    /// The roles before the last change, and when that was.
    pub(crate) roles_before: Option<(Vec<Uuid>, Moment)>,
}

/// All members; the API promises no order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Members(Vec<Member>);

impl Members {
    pub(crate) fn add(&mut self, member: Member) {
        self.0.push(member);
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Member> {
        self.0.iter()
    }

    pub(crate) fn all_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        self.0.iter_mut()
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<&Member> {
        self.0.iter().find(|member| member.user_id == id)
    }

    fn find_mut(&mut self, id: Uuid) -> Option<&mut Member> {
        self.0.iter_mut().find(|member| member.user_id == id)
    }

    /// Whether the member is the only one with the role.
    fn is_last(&self, id: Uuid, role: Uuid) -> bool {
        let mut holders = self.0.iter().filter(|member| member.roles.contains(&role));
        holders.next().is_some_and(|member| member.user_id == id) && holders.next().is_none()
    }
}

/// Schema `Member`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'a> {
    user_id: Uuid,
    name: &'a str,
    email: &'a str,
    joined_at: Moment,
    #[serde(flatten)]
    roles: PersonRoles<'a>,
}

impl Sandbox {
    fn member(&self, call: &Call<'_>) -> Result<&Member, Refusal> {
        let id = parse_id("user", call.parameter(1))?;
        self.members.find(id).ok_or_else(|| Refusal::not_found(id))
    }

    fn member_view<'a>(&'a self, member: &'a Member) -> View<'a> {
        let echo = self.lasting(ECHO);
        let before = member.roles_before.as_ref();
        let roles = before
            .filter(|(_, changed)| self.now.since(*changed) < echo)
            .map_or(&member.roles, |(before, _)| before);
        View {
            user_id: member.user_id,
            name: &member.name,
            email: &member.email,
            joined_at: member.joined_at,
            roles: self.person_roles(roles, member.legacy_admin),
        }
    }

    /// An organization keeps somebody who may everything (inferred).
    fn refuse_without_admin(&self, member: Uuid) -> Result<(), Refusal> {
        if self.members.is_last(member, self.roles.by_name("Admin")) {
            return Err(Refusal::bad_request(
                "Organization must have at least one member with the role 'Admin'",
            ));
        }
        Ok(())
    }
}

/// `memberGetList`
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let members = sandbox.members.all();
    let views: Vec<_> = members.map(|member| sandbox.member_view(member)).collect();
    Ok(call.answer(&views))
}

/// `memberGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    Ok(call.answer(&sandbox.member_view(sandbox.member(call)?)))
}

/// `memberUpdate`: the roles replace the old ones, which the answer still shows.
fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let member = sandbox.member(call)?;
    let (id, before) = (member.user_id, member.roles.clone());
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let roles = sandbox.given_roles(&body, Of::People)?;
    if let Some(roles) = roles.filter(|roles| *roles != before) {
        if !roles.contains(&sandbox.roles.by_name("Admin")) {
            sandbox.refuse_without_admin(id)?;
        }
        let changed: Vec<Uuid> = before
            .iter()
            .filter(|role| !roles.contains(role))
            .chain(roles.iter().filter(|role| !before.contains(role)))
            .copied()
            .collect();
        let target = Target::roles(sandbox.roles.named(&changed));
        let now = sandbox.now;
        if let Some(member) = sandbox.members.find_mut(id) {
            member.roles = roles;
            member.roles_before = Some((before, now));
        }
        let target = target.of_actors(vec![format!("user/{id}")]);
        let kind = if sandbox.legacy_roles {
            "organization_member_update_role"
        } else {
            "organization_member_update_roles"
        };
        sandbox.record_about(call, kind, target);
    }
    Ok(call.answer(&sandbox.member_view(sandbox.member(call)?)))
}

/// `memberDelete`
fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.member(call)?.user_id;
    sandbox.refuse_without_admin(id)?;
    sandbox.members.0.retain(|member| member.user_id != id);
    sandbox.record(call, "organization_member_delete", None);
    Ok(call.done())
}
