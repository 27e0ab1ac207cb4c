use cloud_api::{
    OrganizationId,
    invitations::{self, CreateInvitation, Invitation},
    legacy::Holder,
    permissions::TO_CREATE_INVITATION,
    roles,
};
use leptos::prelude::*;

use super::{OnInvitations, actions::AboutInvitation, replace};
use crate::{
    client::{ApiError, Client, Priority},
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        editors::risk::{Reconfirm, Reconfirmation, Risk},
        roles::{Roles, role_names},
    },
    query::{Cache, use_query},
    rights::Rights,
    ui::{FormDialog, Problem, dynamic, use_toasts},
};

/// What the action is called.
pub const AGAIN: &str = "Invite again";

/// How far it got: what was done is not done again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Delete,
    Create,
    /// The new one was sent and not answered: it may exist.
    Look,
}

/// The API cannot send an invitation again: the old one is deleted and a new one made, and said so.
#[component]
pub fn InviteAgain(about: AboutInvitation) -> impl IntoView {
    let AboutInvitation {
        on,
        invitation,
        on_gone,
    } = about;
    let rights = expect_context::<Rights>();
    let named = on.dialogs.is_open("again");
    // A copy of its own: after the first step the list no longer has it.
    let subject = RwSignal::new(None::<Invitation>);
    let step = RwSignal::new(Step::Delete);
    Effect::new(move |_| {
        if !named.get() {
            subject.set(None);
            step.set(Step::Delete);
        } else if subject.read_untracked().is_none() {
            subject.set(invitation.get());
        }
    });
    let open = Signal::derive(move || named.get() && subject.read().is_some());
    let again = use_again(on, step, on_gone);
    let pending = again.pending();
    let problem = Signal::derive(move || again.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        if let Some(invitation) = subject.get_untracked()
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
    let all = use_query(move || {
        named
            .get()
            .then(|| roles::list(&on.organization.get_value()))
    })
    .latest();
    let reconfirm = Reconfirm::new(move || {
        let subject = subject.read();
        let Some(invitation) = &*subject else {
            return Vec::new();
        };
        let all = all.get();
        let all = all.as_deref().map(Vec::as_slice);
        let whom = format!("{} once more", invitation.label());
        Risk::of_roles(&Roles::Untold, &Roles::of(invitation), all, &whom)
    });
    let refused = Signal::derive(move || {
        let why = || subject.read().as_ref().and_then(why_not_again);
        rights
            .refusal_or_read_only(TO_CREATE_INVITATION, None)
            .or_else(why)
            .or_else(|| reconfirm.held())
    });
    // What is sent next.
    let write = Signal::derive(move || {
        let organization = on.organization.get_value();
        let about = subject.read();
        let about = about.as_ref()?;
        Some(match step.get() {
            Step::Delete => Write::from(&invitations::delete(&organization, &about.id)),
            Step::Create | Step::Look => {
                Write::from(&invitations::create(&organization, &new_one(about)))
            }
        })
    });
    let label = Memo::new(move |_| {
        subject
            .read()
            .as_ref()
            .map(Invitation::label)
            .unwrap_or_default()
    });
    let role_list = move || {
        let roles = subject.read().as_ref().and_then(Holder::roles);
        role_names(roles.as_deref()).join(", ")
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
            submit=AGAIN
            pending
            problem
            submit_refused=refused
            on_submit=submit
            on_close=close
        >
            <p>"The API cannot send an invitation a second time. So this does two things:"</p>
            <ol class="confirm">
                <li>"Deletes the old invitation. Its link stops working."</li>
                <li>
                    "Invites " <strong>{label}</strong> " anew as " {dynamic(role_list)}
                    ", which sends a new mail."
                </li>
            </ol>
            <p role="status" class="hint">
                {dynamic(done)}
            </p>
            <Reconfirmation reconfirm />
            <EquivalentCommand write />
        </FormDialog>
    }
}

/// Both steps, or what is left of them.
fn use_again(
    on: OnInvitations,
    step: RwSignal<Step>,
    on_gone: Option<Callback<()>>,
) -> Action<Invitation, Result<(), Problem>> {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    Action::new_local(move |invitation: &Invitation| {
        let invitation = invitation.clone();
        let organization = on.organization.get_value();
        async move {
            let Some(from) = step.try_get_untracked() else {
                return Ok(());
            };
            let reach = |reached| {
                step.try_set(reached);
            };
            let user = Priority::User;
            let made = invite(client, &organization, &invitation, from, reach, user)
                .await
                .map_err(|error| error.problem())?;
            toasts.success(format!("Invited {} again", invitation.label()));
            match on_gone {
                Some(on_gone) => drop(on_gone.try_run(())),
                None => on.dialogs.close(),
            }
            replace(cache, &organization, &invitation.id, made);
            Ok(())
        }
    })
}

/// `invitationDelete`, then `invitationCreate`, from the step on that was reached; tells each step that it reaches.
pub async fn invite(
    client: Client,
    organization: &OrganizationId,
    old: &Invitation,
    step: Step,
    reach: impl Fn(Step),
    priority: Priority,
) -> Result<Invitation, ApiError> {
    if step == Step::Delete {
        let delete = invitations::delete(organization, &old.id);
        match client.send_with(delete, priority).await {
            Ok(_) => {}
            // Somebody else was quicker; what is wanted is the new one.
            Err(error) if error.is_not_found() => {}
            Err(error) => return Err(error),
        }
        reach(Step::Create);
    }
    let request = new_one(old);
    if step == Step::Look {
        let all = client
            .send_with(invitations::list(organization), priority)
            .await?;
        let made = |other: &Invitation| other.email.as_deref() == Some(&request.email);
        if let Some(made) = all.into_iter().find(made) {
            return Ok(made);
        }
    }
    let sent = client
        .send_with(invitations::create(organization, &request), priority)
        .await;
    sent.inspect_err(|error| {
        if error.is_outcome_unknown() {
            reach(Step::Look);
        }
    })
}

/// The same address with the same roles.
pub fn new_one(invitation: &Invitation) -> CreateInvitation {
    let roles = Roles::of(invitation);
    CreateInvitation {
        email: invitation.email.clone().unwrap_or_default().to_lowercase(),
        assigned_role_ids: roles.ids(),
        role: roles.words().and_then(|words| words.first().cloned()),
    }
}

/// Why it cannot be made anew: what was deleted first would be lost.
pub fn why_not_again(invitation: &Invitation) -> Option<String> {
    let why = if invitation.email.is_none() {
        "The API did not tell the address."
    } else if Roles::of(invitation).is_none() {
        "The API did not tell the roles, so it cannot be made anew."
    } else {
        return None;
    };
    Some(why.to_owned())
}
