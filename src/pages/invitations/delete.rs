use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    invitations::{self, Invitation},
    permissions::TO_DELETE_INVITATION,
};
use leptos::prelude::*;

use super::{actions::AboutInvitation, forget};
use crate::{
    pages::{
        many::{Many, Removes},
        removal::{Removal, RemovalDialog},
    },
    rights::Rights,
    ui::bulk::BulkAction,
};

/// What the action is called.
pub const DELETE: &str = "Delete invitation";

const CONSEQUENCES: [&str; 2] = [
    "The link in the mail stops working. No mail tells so.",
    "Nothing else changes; the same address can be invited again.",
];

fn removal(organization: &OrganizationId, invitation: &Invitation) -> Removal {
    let label = invitation.label();
    let (organization, id) = (organization.clone(), invitation.id.clone());
    Removal {
        title: format!("Delete the invitation of {label}?"),
        typed: Some(label.clone()),
        request: invitations::delete(&organization, &id),
        done: format!("Deleted the invitation of {label}"),
        done_before: format!(
            "The invitation of {label} was accepted or deleted already, by somebody else"
        ),
        doubtful: vec![
            invitations::list(&organization).address(),
            invitations::get(&organization, &id).address(),
        ],
        forget: Arc::new(move |cache| forget(cache, &organization, &id)),
    }
}

pub fn delete_many(on: &Many<Invitation>) -> BulkAction {
    on.removes(Removes {
        label: "Delete",
        consequences: &CONSEQUENCES,
        refused: on.as_in_menu(DELETE, "The invitation cannot be deleted."),
        facts: Invitation::label,
        removal,
    })
}

#[component]
pub fn DeleteInvitation(about: AboutInvitation) -> impl IntoView {
    let AboutInvitation {
        on,
        invitation,
        on_gone,
    } = about;
    let rights = expect_context::<Rights>();
    let removal = Signal::derive(move || {
        let organization = on.organization.get_value();
        let invitation = invitation.read();
        invitation
            .as_ref()
            .map(|invitation| removal(&organization, invitation))
    });
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_DELETE_INVITATION, None));
    view! {
        <RemovalDialog dialogs=on.dialogs name="delete" removal submit=DELETE refused on_gone>
            <ul>{CONSEQUENCES.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        </RemovalDialog>
    }
}
