use std::sync::Arc;

use cloud_api::{invitations, permissions::TO_DELETE_INVITATION};
use leptos::prelude::*;

use super::{actions::AboutInvitation, forget, label_of};
use crate::{
    pages::removal::{Removal, RemovalDialog},
    rights::Rights,
};

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
        invitation.read().as_ref().map(|invitation| {
            let label = label_of(invitation);
            let id = invitation.id.clone();
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
        })
    });
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_DELETE_INVITATION, None));
    view! {
        <RemovalDialog
            dialogs=on.dialogs
            name="delete"
            removal
            submit="Delete invitation"
            refused
            on_gone
        >
            <ul>
                <li>"The link in the mail stops working. No mail tells so."</li>
                <li>"Nothing else changes; the same address can be invited again."</li>
            </ul>
        </RemovalDialog>
    }
}
