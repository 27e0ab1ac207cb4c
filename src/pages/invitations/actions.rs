//! What can be done to an invitation: one registry for the page's buttons and the row's menu.

use cloud_api::{
    invitations::Invitation,
    permissions::{TO_CREATE_INVITATION, TO_DELETE_INVITATION},
};
use leptos::prelude::*;

use super::{
    OnInvitations,
    again::{InviteAgain, why_not_again},
    delete::DeleteInvitation,
};
use crate::{rights::Rights, ui::Action};

/// Makes the actions of an invitation. Call once, at the top of a component.
pub fn use_invitation_actions(
    on: OnInvitations,
) -> impl Fn(&Invitation) -> Vec<Action> + Copy + Send + Sync + 'static {
    let rights = expect_context::<Rights>();
    rights.ask();
    move |invitation| {
        let opens = |dialog: &'static str| {
            let id = invitation.id.clone();
            Callback::new(move |()| on.dialogs.open_on(dialog, &id))
        };
        vec![
            Action {
                refused: rights
                    .refusal_or_read_only(TO_CREATE_INVITATION, None)
                    .or_else(|| why_not_again(invitation)),
                ..Action::new("Invite again", "refresh", opens("again"))
            },
            Action {
                danger: true,
                refused: rights.refusal_or_read_only(TO_DELETE_INVITATION, None),
                ..Action::new("Delete invitation", "trash", opens("delete"))
            },
        ]
    }
}

/// The dialogs that the actions open, over the list or a page.
#[component]
pub fn InvitationDialogs(
    on: OnInvitations,
    /// Finds the invitation of this id.
    find: Callback<(String,), Option<Invitation>>,
    /// Runs when the invitation is gone.
    #[prop(optional, into)]
    on_gone: Option<Callback<()>>,
) -> impl IntoView {
    let invitation = Memo::new(move |_| find.run((on.dialogs.on().get()?,)));
    view! {
        <InviteAgain on invitation on_gone />
        <DeleteInvitation on invitation on_gone />
    }
}
