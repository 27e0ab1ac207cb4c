//! Invitations: who was asked to join, until when, and asking many at once.

mod actions;
mod again;
mod columns;
mod delete;
mod list;
mod many_again;
mod new;
mod page;
mod standing;

use std::sync::Arc;

use cloud_api::{
    InvitationId, OrganizationId,
    invitations::{self, Invitation},
};
use leptos::prelude::*;

pub use list::InvitationsPage;
pub use new::NewInvitationsPage;
pub use page::InvitationPage;
pub use standing::Standing;

use crate::{
    dialogs::{Dialogs, use_dialogs},
    query::{Cache, Query, use_query},
};

/// The invitations of an organization, for the pages and dialogs about them.
#[derive(Clone, Copy)]
pub struct OnInvitations {
    pub organization: StoredValue<OrganizationId>,
    pub query: Query<Vec<Invitation>>,
    pub dialogs: Dialogs,
}

impl OnInvitations {
    /// To be called once by a page.
    pub fn new(organization: OrganizationId) -> Self {
        let organization = StoredValue::new(organization);
        Self {
            organization,
            query: use_query(move || Some(invitations::list(&organization.get_value()))),
            dialogs: use_dialogs(),
        }
    }

    pub fn all(self) -> Signal<Option<Arc<Vec<Invitation>>>> {
        self.query.latest()
    }

    pub fn find(self, wanted: &str) -> Option<Invitation> {
        let all = self.all();
        let all = all.read();
        let mut all = all.iter().flat_map(|all| all.iter());
        all.find(|invitation| invitation.id.as_str() == wanted)
            .cloned()
    }
}

/// The invitation is gone, and this one is in its place.
fn replace(cache: Cache, organization: &OrganizationId, old: &InvitationId, made: Invitation) {
    let list = invitations::list(organization);
    cache.change(&list, |all: &mut Vec<Invitation>| {
        all.retain(|known| known.id != *old && known.id != made.id);
        all.push(made);
    });
}

/// The invitation is gone.
fn forget(cache: Cache, organization: &OrganizationId, invitation: &InvitationId) {
    let list = invitations::list(organization);
    cache.change(&list, |all: &mut Vec<Invitation>| {
        all.retain(|known| known.id != *invitation);
    });
}
