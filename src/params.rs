//! What the address of a page says.

use cloud_api::{
    ActivityId, BackupId, InvitationId, KeyId, MemberId, OrganizationId, RoleId, ServiceId,
};
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

#[derive(Clone, Debug, PartialEq, Params)]
pub struct KeyParams {
    pub organization: OrganizationId,
    pub key: KeyId,
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct ActivityParams {
    pub organization: OrganizationId,
    pub activity: ActivityId,
}

/// Organization and record of the address; `None` when one is no id.
pub fn use_activity_ids() -> Memo<Option<(OrganizationId, ActivityId)>> {
    let params = use_params::<ActivityParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.activity))
    })
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct BackupParams {
    pub organization: OrganizationId,
    pub service: ServiceId,
    pub backup: BackupId,
}

#[derive(Clone, Debug, PartialEq, Params)]
pub struct RestoredParams {
    pub from: ServiceId,
}

/// Organization, service and backup of the address; `None` when one is no id.
pub fn use_backup_ids() -> Memo<Option<BackupParams>> {
    let params = use_params::<BackupParams>();
    Memo::new(move |_| params.get().ok())
}

/// The service that a backup was made of, in the address of what was restored.
pub fn use_restored_from() -> Memo<Option<ServiceId>> {
    let params = use_params::<RestoredParams>();
    Memo::new(move |_| params.get().ok().map(|params| params.from))
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

/// Organization and API key of the address; `None` when one is no id.
pub fn use_key_ids() -> Memo<Option<(OrganizationId, KeyId)>> {
    let params = use_params::<KeyParams>();
    Memo::new(move |_| {
        params
            .get()
            .ok()
            .map(|params| (params.organization, params.key))
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
