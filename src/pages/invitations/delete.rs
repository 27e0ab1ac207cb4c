use cloud_api::{
    InvitationId, OrganizationId,
    invitations::{self, Invitation},
};
use leptos::prelude::*;

use super::{OnInvitations, label_of};
use crate::{
    client::Client,
    query::Cache,
    ui::{ConfirmDialog, Problem, use_toasts},
};

/// The invitation is gone.
pub fn forget(cache: Cache, organization: &OrganizationId, invitation: &InvitationId) {
    let list = invitations::list(organization);
    cache.change(&list, |all: &mut Vec<Invitation>| {
        all.retain(|known| known.id != *invitation);
    });
}

#[component]
pub fn DeleteInvitation(
    on: OnInvitations,
    invitation: Memo<Option<Invitation>>,
    on_gone: Option<Callback<()>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let named = on.dialogs.is_open("delete");
    let open = Signal::derive(move || named.get() && invitation.read().is_some());
    let title = Signal::derive(move || {
        let invitation = invitation.read();
        let label = invitation.as_ref().map(label_of).unwrap_or_default();
        format!("Delete the invitation of {label}?")
    });
    let delete = Action::new_local(move |invitation: &Invitation| {
        let invitation = invitation.clone();
        let organization = on.organization.get_value();
        async move {
            let request = invitations::delete(&organization, &invitation.id);
            client
                .send(request)
                .await
                .map_err(|error| error.problem())?;
            toasts.success(format!(
                "Deleted the invitation of {}",
                label_of(&invitation)
            ));
            match on_gone {
                Some(on_gone) => drop(on_gone.try_run(())),
                None => on.dialogs.close(),
            }
            forget(cache, &organization, &invitation.id);
            Ok::<(), Problem>(())
        }
    });
    let pending = delete.pending();
    let problem = Signal::derive(move || delete.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if let Some(invitation) = invitation.get_untracked()
            && !pending.get_untracked()
        {
            delete.dispatch_local(invitation);
        }
    });
    let close = Callback::new(move |()| {
        let failed = problem.get_untracked().is_some();
        delete.clear();
        on.dialogs.close();
        if failed {
            on.query.reload();
        }
    });
    view! {
        <ConfirmDialog
            title
            open
            submit="Delete invitation"
            danger=true
            pending
            problem
            on_confirm=confirm
            on_close=close
        >
            <ul>
                <li>"The link in the mail stops working. No mail tells so."</li>
                <li>"Nothing else changes; the same address can be invited again."</li>
            </ul>
        </ConfirmDialog>
    }
}
