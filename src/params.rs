//! What the address of a page says.

use cloud_api::{InvitationId, MemberId, OrganizationId, RoleId, ServiceId};
use leptos::{Params, prelude::*};
use leptos_router::{hooks::use_params, params::Params};

#[derive(Clone, Debug, PartialEq, Params)]
pub struct OrganizationParams {
    pub organization: OrganizationId,
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct ServiceParams {
    pub organization: OrganizationId,
    pub service: ServiceId,
}

/// The organization of the address; `None` when it is no id.
pub fn use_organization() -> Memo<Option<OrganizationId>> {
    let params = use_params::<OrganizationParams>();
    Memo::new(move |_| params.get().ok().map(|params| params.organization))
}

/// Organization and service of the address; `None` when one is no id.
pub fn use_service_ids() -> Memo<Option<(OrganizationId, ServiceId)>> {
    let params = use_params::<ServiceParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.service))
    })
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct MemberParams {
    pub organization: OrganizationId,
    pub member: MemberId,
}

/// Organization and member of the address; `None` when one is no id.
pub fn use_member_ids() -> Memo<Option<(OrganizationId, MemberId)>> {
    let params = use_params::<MemberParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.member))
    })
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct InvitationParams {
    pub organization: OrganizationId,
    pub invitation: InvitationId,
}

/// Organization and invitation of the address; `None` when one is no id.
pub fn use_invitation_ids() -> Memo<Option<(OrganizationId, InvitationId)>> {
    let params = use_params::<InvitationParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.invitation))
    })
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct RoleParams {
    pub organization: OrganizationId,
    pub role: RoleId,
}

/// Organization and role of the address; `None` when one is no id.
pub fn use_role_ids() -> Memo<Option<(OrganizationId, RoleId)>> {
    let params = use_params::<RoleParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.role))
    })
}
