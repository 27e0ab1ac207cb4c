//! Puts what the API said of members in place, and waits for it where it echoes what was before.

use std::collections::HashSet;

use cloud_api::{
    MemberId, OrganizationId, Request,
    members::{self, Member},
};
use gloo_timers::future::TimeoutFuture;
use leptos::{prelude::*, task::spawn_local};

use super::change_roles::OneMember;
use crate::{
    client::{Client, Priority},
    pages::{
        editors::edit::{Sent, Target},
        roles::{Roles, holders_changed},
    },
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
pub fn settle(sent: &Sent<Member>, wanted: Roles) {
    let Sent {
        client,
        cache,
        toasts,
        target: Target {
            organization,
            id,
            get,
        },
        ..
    } = sent.clone();
    let OneMember { id, settling } = id;
    let known = cache.peek(&members::list(&organization));
    let answer = known.and_then(|all| all.iter().find(|one| one.user_id == id).cloned());
    if answer.is_none_or(|answer| wanted.is_same(&Roles::of(&answer))) {
        return;
    }
    let settling = Settling {
        client,
        cache,
        toasts,
        organization,
        member: id,
        get,
        marked: settling,
    };
    settling.watch(move |member| wanted.is_same(&Roles::of(member)));
}

/// A member whose new roles the API does not show yet.
pub struct Settling {
    pub client: Client,
    pub cache: Cache,
    pub toasts: Toasts,
    pub organization: OrganizationId,
    pub member: MemberId,
    pub get: Request<Member>,
    /// Where it is noted as such.
    pub marked: RwSignal<HashSet<MemberId>>,
}

impl Settling {
    /// Looks until the roles are there, or it takes too long.
    pub fn watch(self, is_there: impl Fn(&Member) -> bool + 'static) {
        let marked = self.marked;
        marked.try_update(|marked| marked.insert(self.member.clone()));
        spawn_local(async move {
            let mut shown = None;
            for pause in LOOKS {
                TimeoutFuture::new(pause).await;
                // A look that fails is no news about the roles; the next one may succeed.
                let look = self
                    .client
                    .send_with(self.get.clone(), Priority::Poll)
                    .await;
                shown = look.ok().filter(&is_there);
                if shown.is_some() {
                    break;
                }
            }
            match shown {
                Some(member) => observe(self.cache, &self.organization, &member),
                None => self.toasts.push(
                    ToastKind::Information,
                    "The API took the new roles, but still shows the old ones. Refresh later."
                        .to_owned(),
                    None,
                ),
            }
            marked.try_update(|marked| marked.remove(&self.member));
        });
    }
}
