use std::sync::Arc;

use cloud_api::{
    RoleId,
    members::{self, Member, UpdateMember},
    permissions::TO_UPDATE_MEMBER,
    roles::{self, AssignedRole, Role},
};
use leptos::prelude::*;

use super::{
    OnMembers,
    effect::{ChangeEffect, difference},
    rules::{LAST_ADMIN, UNTOLD, admin_role, are_same, ids_of, is_last_admin, label_of},
    settle::settle,
};
use crate::{
    client::Client,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::roles::{RolePicker, RolesView, role_names},
    query::{Cache, Query, use_query},
    rights::Rights,
    ui::{FormDialog, Problem, use_toasts},
};

/// The roles in a dialog: the new set replaces the whole of the old one, so it is compared with what
/// the API holds right before it is sent.
#[component]
pub fn ChangeRoles(on: OnMembers, member: Memo<Option<Member>>) -> impl IntoView {
    let rights = expect_context::<Rights>();
    let named = on.dialogs.is_open("roles");
    let open = Memo::new(move |_| named.get() && member.read().is_some());
    let query = use_query(move || {
        open.get()
            .then(|| roles::list(&on.organization.get_value()))
    });
    // The roles as they were when the dialog opened: a reload must not overwrite what was chosen.
    let before = RwSignal::new(Vec::<AssignedRole>::new());
    let chosen = RwSignal::new(Vec::<RoleId>::new());
    Effect::new(move |_| {
        if open.get() {
            let roles = member.with_untracked(|member| member.as_ref()?.assigned_roles.clone());
            let roles = roles.unwrap_or_default();
            chosen.set(
                roles
                    .iter()
                    .filter_map(|role| role.role_id.clone())
                    .collect(),
            );
            before.set(roles);
        }
    });
    // A role that has vanished cannot be sent, and is no longer shown to be taken off.
    let wanted = Memo::new(move |_| {
        let latest = query.latest();
        let all = latest.read();
        let is_there = |id: &RoleId| {
            let all = all.as_ref();
            all.is_none_or(|all| all.iter().any(|role| role.id == *id))
        };
        let chosen = chosen.get().into_iter();
        chosen.filter(is_there).collect::<Vec<_>>()
    });
    let refused = Signal::derive(move || -> Option<String> {
        let not_allowed = rights.refusal_or_read_only(TO_UPDATE_MEMBER, None);
        if not_allowed.is_some() {
            return not_allowed;
        }
        let member = member.read();
        let member = member.as_ref()?;
        if member.assigned_roles.is_none() {
            return Some(UNTOLD.into());
        }
        let Some(now) = ids_of(&before.read()) else {
            return Some("The API did not tell the id of a role, so it could not be kept.".into());
        };
        let all = on.all();
        let all = all.read();
        let is_last = all.as_ref().is_some_and(|all| is_last_admin(all, member));
        let admin = admin_role(member).and_then(|role| role.role_id.clone());
        if is_last && admin.is_some_and(|admin| !wanted.read().contains(&admin)) {
            return Some(LAST_ADMIN.into());
        }
        are_same(&now, &wanted.read()).then(|| "Nothing is changed yet.".into())
    });
    let change = use_change(on, query, before);
    let pending = change.pending();
    let problem = Signal::derive(move || change.value().get().and_then(Result::err));
    let submit = Callback::new(move |()| {
        if let Some(member) = member.get_untracked()
            && !pending.get_untracked()
        {
            change.dispatch_local((member, wanted.get_untracked()));
        }
    });
    let close = Callback::new(move |()| {
        let failed = problem.get_untracked().is_some();
        change.clear();
        on.dialogs.close();
        // What failed because somebody was quicker shows after a new look.
        if failed {
            on.query.reload();
        }
    });
    let title = Signal::derive(move || {
        let member = member.read();
        let name = member.as_ref().map(label_of).unwrap_or_default();
        format!("Change roles of {name}")
    });
    let write = Signal::derive(move || {
        let member = member.read();
        let id = &member.as_ref()?.user_id;
        let assigned_role_ids = wanted.get();
        let now = ids_of(&before.read())?;
        if are_same(&now, &assigned_role_ids) {
            return None;
        }
        let change = UpdateMember { assigned_role_ids };
        let request = members::update(&on.organization.get_value(), id, &change);
        Some(Write::from(&request))
    });
    let dirty = Signal::derive(move || {
        ids_of(&before.read()).is_some_and(|now| !are_same(&now, &chosen.read()))
    });
    view! {
        <FormDialog
            title
            open
            submit="Change roles"
            pending
            problem
            dirty
            submit_refused=refused
            on_submit=submit
            on_close=close
        >
            <RolesView query let:all>
                <Choice all before chosen wanted />
            </RolesView>
            <EquivalentCommand write />
        </FormDialog>
    }
}

/// `memberGet`, then `memberUpdate` if the roles still are those that the dialog showed.
fn use_change(
    on: OnMembers,
    known: Query<Vec<Role>>,
    before: RwSignal<Vec<AssignedRole>>,
) -> Action<(Member, Vec<RoleId>), Result<(), Problem>> {
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let toasts = use_toasts();
    Action::new_local(move |(member, wanted): &(Member, Vec<RoleId>)| {
        let (member, wanted) = (member.clone(), wanted.clone());
        let organization = on.organization.get_value();
        let was = before.get_untracked();
        async move {
            let get = members::get(&organization, &member.user_id);
            let now = client.send(get).await.map_err(|error| error.problem())?;
            let now = now.assigned_roles.unwrap_or_default();
            if let Some(problem) = changed_meanwhile(&was, &now) {
                before.try_set(now);
                return Err(problem);
            }
            let change = UpdateMember {
                assigned_role_ids: wanted.clone(),
            };
            let update = members::update(&organization, &member.user_id, &change);
            let sent = client.send(update).await;
            // A role may have vanished: the list tells which.
            if let Err(error) = &sent
                && error.status() == Some(400)
                && before.try_get_untracked().is_some()
            {
                known.reload();
            }
            let answer = sent.map_err(|error| error.problem())?;
            settle(on, organization, client, cache, toasts, answer, wanted);
            on.dialogs.close();
            Ok(())
        }
    })
}

#[component]
fn Choice(
    all: Signal<Arc<Vec<Role>>>,
    before: RwSignal<Vec<AssignedRole>>,
    chosen: RwSignal<Vec<RoleId>>,
    wanted: Memo<Vec<RoleId>>,
) -> impl IntoView {
    let difference = Memo::new(move |_| {
        let before = ids_of(&before.read()).unwrap_or_default();
        difference(&all.read(), &before, &wanted.read())
    });
    let vanished = Memo::new(move |_| chosen.read().len() > wanted.read().len());
    view! {
        <p class="hint">
            "The roles together decide what a person can do. A change holds at once."
        </p>
        <RolePicker all chosen />
        <Show when=move || vanished.get()>
            <p class="hint" role="status">
                "A role that was chosen no longer exists; it is left out."
            </p>
        </Show>
        <ChangeEffect difference />
    }
}

/// Told when the roles are no longer those that the dialog showed.
fn changed_meanwhile(before: &[AssignedRole], now: &[AssignedRole]) -> Option<Problem> {
    let (was, is) = (ids_of(before)?, ids_of(now)?);
    (!are_same(&was, &is)).then(|| Problem {
        title: "Somebody else changed the roles meanwhile".into(),
        detail: format!(
            "They are now: {}. Nothing was sent.",
            role_names(Some(now)).join(", ")
        ),
        advice: Some(
            "Look at the choice again; sending it replaces the roles as they are now.".into(),
        ),
        ..Problem::default()
    })
}
