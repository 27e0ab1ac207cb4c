//! Puts what the API said of members in place, and waits for it where it echoes what was before.

use cloud_api::{
    MemberId, OrganizationId, RoleId,
    members::{self, Member},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::{
    OnMembers,
    rules::{has_roles, label_of},
};
use crate::{
    client::{Client, Priority},
    pages::roles::holders_changed,
    query::Cache,
    ui::{ToastKind, Toasts},
};

/// How long to wait before each look, in milliseconds.
const LOOKS: [u32; 7] = [1_000, 1_000, 2_000, 3_000, 5_000, 8_000, 10_000];

/// The newest word on a member.
pub fn observe(cache: Cache, organization: &OrganizationId, member: &Member) {
    cache.change(&members::list(organization), |all: &mut Vec<Member>| {
        if let Some(known) = all.iter_mut().find(|known| known.user_id == member.user_id) {
            *known = member.clone();
        }
    });
    holders_changed(cache, organization);
}

/// The member is gone.
pub fn forget(cache: Cache, organization: &OrganizationId, member: &MemberId) {
    cache.change(&members::list(organization), |all: &mut Vec<Member>| {
        all.retain(|known| known.user_id != *member);
    });
    holders_changed(cache, organization);
}

/// `memberUpdate` may answer with the roles from before: looks again until the new ones show.
pub fn settle(
    on: OnMembers,
    organization: OrganizationId,
    client: Client,
    cache: Cache,
    toasts: Toasts,
    answer: Member,
    wanted: Vec<RoleId>,
) {
    let said = format!("Roles of {} changed", label_of(&answer));
    if has_roles(&answer, &wanted) {
        observe(cache, &organization, &answer);
        toasts.success(said);
        return;
    }
    on.settling
        .try_update(|settling| settling.insert(answer.user_id.clone()));
    let request = members::get(&organization, &answer.user_id);
    spawn_local(async move {
        let mut shown = None;
        for pause in LOOKS {
            TimeoutFuture::new(pause).await;
            // A look that fails is no news about the roles; the next one may succeed.
            let look = client.send_with(request.clone(), Priority::Poll).await;
            shown = look.ok().filter(|member| has_roles(member, &wanted));
            if shown.is_some() {
                break;
            }
        }
        match shown {
            Some(member) => {
                observe(cache, &organization, &member);
                toasts.success(said);
            }
            None => toasts.push(
                ToastKind::Information,
                format!(
                    "The API took the new roles of {}, but still shows the old ones. Refresh later.",
                    label_of(&answer)
                ),
                None,
            ),
        }
        on.settling
            .try_update(|settling| settling.remove(&answer.user_id));
    });
}
