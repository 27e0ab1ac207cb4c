use cloud_api::members::{self, Member};
use leptos::prelude::*;

use super::{
    OnMembers,
    rules::{label_of, typed_of},
    settle::forget,
};
use crate::{
    client::Client,
    query::Cache,
    session::Session,
    ui::{ConfirmDialog, Problem, dynamic, use_toasts},
};

#[component]
pub fn RemoveMember(
    on: OnMembers,
    member: Memo<Option<Member>>,
    on_remove: Option<Callback<()>>,
) -> impl IntoView {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let session = expect_context::<Session>();
    let toasts = use_toasts();
    let named = on.dialogs.is_open("remove");
    let open = Signal::derive(move || named.get() && member.read().is_some());
    let typed = Signal::derive(move || member.read().as_ref().map(typed_of));
    let title = Signal::derive(move || {
        let member = member.read();
        format!(
            "Remove {}?",
            member.as_ref().map(label_of).unwrap_or_default()
        )
    });
    let organization_name = move || {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone())
    };
    let remove = Action::new_local(move |member: &Member| {
        let member = member.clone();
        let organization = on.organization.get_value();
        async move {
            let request = members::delete(&organization, &member.user_id);
            client
                .send(request)
                .await
                .map_err(|error| error.problem())?;
            toasts.success(format!("Removed {}", label_of(&member)));
            match on_remove {
                Some(on_remove) => drop(on_remove.try_run(())),
                None => on.dialogs.close(),
            }
            forget(cache, &organization, &member.user_id);
            Ok::<(), Problem>(())
        }
    });
    let pending = remove.pending();
    let problem = Signal::derive(move || remove.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if let Some(member) = member.get_untracked()
            && !pending.get_untracked()
        {
            remove.dispatch_local(member);
        }
    });
    let close = Callback::new(move |()| {
        let failed = problem.get_untracked().is_some();
        remove.clear();
        on.dialogs.close();
        if failed {
            on.query.reload();
        }
    });
    view! {
        <ConfirmDialog
            title
            open
            typed
            submit="Remove member"
            danger=true
            pending
            problem
            on_confirm=confirm
            on_close=close
        >
            <ul>
                <li>
                    "The person loses "<strong>{dynamic(organization_name)}</strong>
                    " and everything in it at once. Other organizations are not touched."
                </li>
                <li>
                    "API keys belong to the organization: whoever knows the secret of one can go on \
                     using it. Look at those that this person may know."
                </li>
                <li>"Coming back takes a new invitation, with its roles chosen anew."</li>
            </ul>
        </ConfirmDialog>
    }
}
