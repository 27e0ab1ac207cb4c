//! What can be done to an invitation: one registry for the page's buttons and the row's menu.

use cloud_api::{
    invitations::Invitation,
    permissions::{Need, TO_CREATE_INVITATION, TO_DELETE_INVITATION},
};
use leptos::prelude::*;

use super::{
    OnInvitations,
    again::{AGAIN, InviteAgain, why_not_again},
    delete::{DELETE, DeleteInvitation, delete_many},
    many_again::invite_many_again,
};
use crate::{
    pages::many::Many,
    rights::Rights,
    ui::{
        Action,
        acts::{Acts, actions_of, dialogs_of, many_of},
        bulk::BulkAction,
    },
};

/// Everything that can be done to an invitation: an entry here is all that a new action needs.
fn invitation_acts<'a>(acts: &mut impl Acts<InvitationNow<'a>, AboutInvitation, Many<Invitation>>) {
    acts.opens(
        |now| Action {
            refused: now
                .locked(TO_CREATE_INVITATION)
                .or_else(|| why_not_again(now.invitation)),
            ..Action::new(AGAIN, "refresh", now.opens("again"))
        },
        |about| view! { <InviteAgain about /> },
    );
    acts.many(invite_many_again);
    acts.opens(
        |now| Action {
            danger: true,
            refused: now.locked(TO_DELETE_INVITATION),
            ..Action::new(DELETE, "trash", now.opens("delete"))
        },
        |about| view! { <DeleteInvitation about /> },
    );
    acts.many(delete_many);
}

/// An invitation at this moment, and what decides what may be done to it.
struct InvitationNow<'a> {
    invitation: &'a Invitation,
    on: OnInvitations,
    rights: Rights,
}

impl InvitationNow<'_> {
    fn opens(&self, dialog: &'static str) -> Callback<()> {
        let (dialogs, id) = (self.on.dialogs, self.invitation.id.clone());
        Callback::new(move |()| dialogs.open_on(dialog, &id))
    }

    fn locked(&self, need: Need) -> Option<String> {
        self.rights.refusal_or_read_only(need, None)
    }
}

/// Makes the actions of an invitation. Call once, at the top of a component.
pub fn use_invitation_actions(
    on: OnInvitations,
) -> impl Fn(&Invitation) -> Vec<Action> + Copy + Send + Sync + 'static {
    let rights = expect_context::<Rights>();
    rights.ask();
    move |invitation| {
        let now = InvitationNow {
            invitation,
            on,
            rights,
        };
        actions_of(&now, invitation_acts)
    }
}

/// What can be done to many invitations.
pub fn many_invitations(on: &Many<Invitation>) -> Vec<BulkAction> {
    many_of(on, invitation_acts)
}

/// What the dialogs of invitations need to know.
#[derive(Clone, Copy)]
pub struct AboutInvitation {
    pub on: OnInvitations,
    /// The invitation that the open dialog is about.
    pub invitation: Memo<Option<Invitation>>,
    /// Runs when the invitation is gone.
    pub on_gone: Option<Callback<()>>,
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
    let about = AboutInvitation {
        on,
        invitation: Memo::new(move |_| find.run((on.dialogs.on().get()?,))),
        on_gone,
    };
    dialogs_of(about, invitation_acts)
}
