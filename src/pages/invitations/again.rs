use cloud_api::invitations::{self, CreateInvitation, Invitation};
use leptos::prelude::*;

use super::{OnInvitations, delete::forget, label_of};
use crate::{
    client::Client,
    pages::roles::role_names,
    query::Cache,
    ui::{FormDialog, Problem, dynamic, use_toasts},
};

/// How far it got: what was done is not done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Delete,
    Create,
    /// The new one was sent and not answered: it may exist.
    Look,
}

/// The API cannot send an invitation again: the old one is deleted and a new one made, and said so.
#[component]
pub fn InviteAgain(
    on: OnInvitations,
    invitation: Memo<Option<Invitation>>,
    on_gone: Option<Callback<()>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    let named = on.dialogs.is_open("again");
    // A copy of its own: after the first step the list no longer has it.
    let about = RwSignal::new(None::<Invitation>);
    let step = RwSignal::new(Step::Delete);
    Effect::new(move |_| {
        if !named.get() {
            about.set(None);
            step.set(Step::Delete);
        } else if about.read_untracked().is_none() {
            about.set(invitation.get());
        }
    });
    let open = Signal::derive(move || named.get() && about.read().is_some());
    let again = Action::new_local(move |invitation: &Invitation| {
        let invitation = invitation.clone();
        let organization = on.organization.get_value();
        async move {
            let label = label_of(&invitation);
            if step.try_get_untracked() == Some(Step::Delete) {
                let request = invitations::delete(&organization, &invitation.id);
                match client.send(request).await {
                    Ok(_) => {}
                    // Somebody else was quicker; what is wanted is the new one.
                    Err(error) if error.is_not_found() => {}
                    Err(error) => return Err(error.problem()),
                }
                step.try_set(Step::Create);
            }
            let request = new_one(&invitation);
            let mut made = None;
            if step.try_get_untracked() == Some(Step::Look) {
                let all = client.send(invitations::list(&organization)).await;
                let all = all.map_err(|error| error.problem())?;
                made = all
                    .into_iter()
                    .find(|other| other.email.as_deref() == Some(&request.email));
            }
            if made.is_none() {
                let sent = client
                    .send(invitations::create(&organization, &request))
                    .await;
                made = Some(sent.map_err(|error| {
                    if error.is_outcome_unknown() {
                        step.try_set(Step::Look);
                    }
                    error.problem()
                })?);
            }
            toasts.success(format!("Invited {label} again"));
            match on_gone {
                Some(on_gone) => drop(on_gone.try_run(())),
                None => on.dialogs.close(),
            }
            forget(cache, &organization, &invitation.id);
            cache.change(
                &invitations::list(&organization),
                |all: &mut Vec<Invitation>| {
                    all.extend(made.filter(|made| !all.iter().any(|other| other.id == made.id)));
                },
            );
            Ok::<(), Problem>(())
        }
    });
    let pending = again.pending();
    let problem = Signal::derive(move || again.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        if let Some(invitation) = about.get_untracked()
            && !pending.get_untracked()
        {
            again.dispatch_local(invitation);
        }
    });
    let close = Callback::new(move |()| {
        let failed = problem.get_untracked().is_some();
        again.clear();
        on.dialogs.close();
        if failed {
            on.query.reload();
        }
    });
    let label = Memo::new(move |_| about.read().as_ref().map(label_of).unwrap_or_default());
    let roles = move || {
        let about = about.read();
        let roles = about
            .as_ref()
            .and_then(|about| about.assigned_roles.as_deref());
        role_names(roles).join(", ")
    };
    let done = move || match step.get() {
        Step::Delete => "",
        Step::Create => "Done: the old invitation is deleted. Only the new one is missing.",
        Step::Look => {
            "Done. The new one was not answered: the list is read before it is sent again."
        }
    };
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Invite {} again?", label.get()))
            open
            submit="Invite again"
            pending
            problem
            on_submit=submit
            on_close=close
        >
            <p>"The API cannot send an invitation a second time. So this does two things:"</p>
            <ol class="confirm">
                <li>"Deletes the old invitation. Its link stops working."</li>
                <li>
                    "Invites " <strong>{label}</strong> " anew as " {dynamic(roles)}
                    ", which sends a new mail."
                </li>
            </ol>
            <p role="status" class="hint">
                {dynamic(done)}
            </p>
        </FormDialog>
    }
}

/// The same address with the same roles.
fn new_one(invitation: &Invitation) -> CreateInvitation {
    let roles = invitation.assigned_roles.iter().flatten();
    CreateInvitation {
        email: invitation.email.clone().unwrap_or_default().to_lowercase(),
        assigned_role_ids: roles.filter_map(|role| role.role_id.clone()).collect(),
    }
}
