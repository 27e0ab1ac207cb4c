//! Invitations: list, get, create, delete. Nobody accepts one: that happens in `ClickHouse`'s own
//! console.

use cloud_api::email::is_email;
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Sandbox, body,
    body::Item,
    clock::{DAY, Moment},
    keys::Permission,
    refusal::Refusal,
    request::{ApiResponse, Method},
    roles::{Of, PersonRoles},
    route::{Call, Route, parse_id},
};

pub(crate) const ROUTES: &[Route] = &[
    Route::new(Method::Get, ALL, &[Permission::OrganizationView], list),
    Route::new(Method::Post, ALL, &[Permission::OrganizationManage], create),
    Route::new(Method::Get, ONE, &[Permission::OrganizationView], get),
    Route::new(
        Method::Delete,
        ONE,
        &[Permission::OrganizationManage],
        delete,
    ),
];

const ALL: &str = "/v1/organizations/{organizationId}/invitations";
const ONE: &str = "/v1/organizations/{organizationId}/invitations/{invitationId}";

/// How long an invitation can be accepted. A period by the calendar: speed does not touch it.
pub(crate) const LIFETIME: u64 = 7 * DAY;
/// How long it stays listed after that.
const SHOWN_EXPIRED: u64 = 30 * DAY;

/// Addresses that begin so are refused, for a person to see a refusal.
pub const REFUSED_ADDRESS: &str = "refuse@";
/// Addresses that begin so get a 500.
pub const FAILING_ADDRESS: &str = "fail@";

#[derive(Clone, Debug)]
pub(crate) struct Invitation {
    pub(crate) id: Uuid,
    /// In lower case.
    pub(crate) email: String,
    pub(crate) roles: Vec<Uuid>,
    pub(crate) created_at: Moment,
}

impl Invitation {
    fn expire_at(&self) -> Moment {
        self.created_at + LIFETIME
    }

    fn is_pending(&self, now: Moment) -> bool {
        now < self.expire_at()
    }

    fn is_listed(&self, now: Moment) -> bool {
        now.since(self.expire_at()) < SHOWN_EXPIRED
    }
}

/// All invitations, oldest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Invitations(Vec<Invitation>);

impl Invitations {
    pub(crate) fn add(&mut self, invitation: Invitation) {
        self.0.push(invitation);
    }

    /// Takes a role that is gone out of all invitations.
    pub(crate) fn forget_role(&mut self, role: Uuid) {
        for invitation in &mut self.0 {
            invitation.roles.retain(|other| *other != role);
        }
    }
}

/// Schema `Invitation`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View<'a> {
    id: Uuid,
    email: &'a str,
    created_at: Moment,
    expire_at: Moment,
    #[serde(flatten)]
    roles: PersonRoles<'a>,
}

impl Sandbox {
    fn invitation(&self, call: &Call<'_>) -> Result<&Invitation, Refusal> {
        let id = parse_id("invitation", call.parameter(1))?;
        let mut invitations = self.invitations.0.iter();
        invitations
            .find(|invitation| invitation.id == id && invitation.is_listed(self.now))
            .ok_or_else(|| Refusal::not_found(id))
    }

    fn invitation_view<'a>(&'a self, invitation: &'a Invitation) -> View<'a> {
        View {
            id: invitation.id,
            email: &invitation.email,
            created_at: invitation.created_at,
            expire_at: invitation.expire_at(),
            roles: self.person_roles(&invitation.roles, false),
        }
    }
}

/// `invitationGetList`: pending ones, and for a while expired ones.
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let invitations = sandbox.invitations.0.iter();
    let views: Vec<_> = invitations
        .filter(|invitation| invitation.is_listed(sandbox.now))
        .map(|invitation| sandbox.invitation_view(invitation))
        .collect();
    Ok(call.answer(&views))
}

/// `invitationGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    Ok(call.answer(&sandbox.invitation_view(sandbox.invitation(call)?)))
}

/// `invitationCreate`. Without roles the invited person becomes a Member (inferred).
fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let body = body::parse(&call.request.body)?;
    let body = body::object(&body)?;
    let item = body.required("email")?;
    let email = read_email(&item)?;
    let roles = sandbox
        .given_roles(&body, Of::People)?
        .filter(|roles| !roles.is_empty())
        .unwrap_or_else(|| vec![sandbox.roles.by_name("Member")]);
    if email.starts_with(REFUSED_ADDRESS) {
        return Err(item.wrong("An invitation to this address is refused"));
    }
    if email.starts_with(FAILING_ADDRESS) {
        return Err(Refusal::internal());
    }
    if sandbox.members.all().any(|member| member.email == email) {
        return Err(Refusal::conflict(format_args!(
            "User {email} is already a member of the organization"
        )));
    }
    let now = sandbox.now;
    let invitations = &mut sandbox.invitations;
    let same = |invitation: &Invitation| invitation.email == email;
    let mut pending = invitations.0.iter();
    if pending.any(|invitation| same(invitation) && invitation.is_pending(now)) {
        return Err(Refusal::conflict(format_args!(
            "Invitation for {email} already exists"
        )));
    }
    // An expired one makes room for the new one.
    invitations.0.retain(|invitation| !same(invitation));
    let invitation = Invitation {
        id: sandbox.random.uuid(),
        email,
        roles,
        created_at: now,
    };
    sandbox.record(call, "organization_invite_create", None);
    let response = call.answer(&sandbox.invitation_view(&invitation));
    sandbox.invitations.add(invitation);
    Ok(response)
}

/// `invitationDelete`
fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.invitation(call)?.id;
    let invitations = &mut sandbox.invitations.0;
    invitations.retain(|invitation| invitation.id != id);
    sandbox.record(call, "organization_invite_delete", None);
    Ok(call.done())
}

fn read_email(item: &Item<'_>) -> Result<String, Refusal> {
    let email = item.text()?;
    if !is_email(email) {
        return Err(item.wrong("Must be an email address"));
    }
    Ok(email.to_ascii_lowercase())
}
