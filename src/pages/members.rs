//! Members: who works in the organization, and with which roles.

mod actions;
mod change_roles;
mod columns;
mod effect;
mod list;
mod many;
mod page;
mod remove;
mod rules;
mod settle;

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    members::{self, Member},
};
use leptos::prelude::*;

pub use list::MembersPage;
pub use page::MemberPage;

use settle::Settling;

use crate::{
    dialogs::{Dialogs, use_dialogs},
    query::{Query, use_query},
};

/// The members of an organization, for the pages and dialogs about them.
#[derive(Clone, Copy)]
pub struct OnMembers {
    pub organization: StoredValue<OrganizationId>,
    pub query: Query<Vec<Member>>,
    pub dialogs: Dialogs,
    /// Whose new roles the API does not show yet.
    pub settling: Settling,
}

impl OnMembers {
    /// To be called once by a page. The list tells all about each, and who the last Admin is.
    pub fn new(organization: OrganizationId) -> Self {
        let organization = StoredValue::new(organization);
        Self {
            organization,
            query: use_query(move || Some(members::list(&organization.get_value()))),
            dialogs: use_dialogs(),
            settling: Settling::new(),
        }
    }

    pub fn all(self) -> Signal<Option<Arc<Vec<Member>>>> {
        self.query.latest()
    }

    pub fn find(self, wanted: &str) -> Option<Member> {
        let all = self.all();
        let all = all.read();
        let mut all = all.iter().flat_map(|all| all.iter());
        all.find(|member| member.user_id.as_str() == wanted)
            .cloned()
    }
}
