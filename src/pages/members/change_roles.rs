//! The roles of a member in the dialog of every edit: the new set replaces the whole of the old one.

use std::sync::Arc;

use cloud_api::{
    MemberId, RoleId,
    activities::Activity,
    legacy::LegacyRole,
    members::{self, Member, UpdateMember},
    permissions::TO_UPDATE_MEMBER,
    roles::{self, Role},
};
use leptos::prelude::*;

use super::{
    OnMembers,
    actions::AboutMember,
    effect::{ChangeEffect, difference},
    rules::{LAST_ADMIN, admin_role, is_last_admin},
    settle::{self, Settling},
};
use crate::{
    pages::{
        editors::{
            edit::{EditDialog, Editable, Edited, Editing, Target},
            risk::Risk,
        },
        roles::{LegacyRoleField, Named, RolePicker, Roles, RolesView},
    },
    query::{Cache, use_query},
    rights::{Rights, policies::label},
    ui::{FieldProblem, dynamic},
};

/// A member, and where is noted that the API does not show its new roles yet.
#[derive(Clone)]
pub struct OneMember {
    pub id: MemberId,
    pub settling: Settling,
}

impl Editable for Member {
    type Id = OneMember;

    const WORD: &'static str = "The member";

    fn name(target: &Target<Self>) -> &str {
        target.id.id.as_str()
    }

    fn is_touched_by(OneMember { id, .. }: &OneMember, record: &Activity) -> bool {
        let actor = format!("user/{id}");
        let mut touched = record.target_actor_ids.iter().flatten();
        touched.any(|touched| *touched == actor)
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        settle::observe(cache, &target.organization, &self);
    }

    fn doubt(cache: Cache, target: &Target<Self>) {
        let list = members::list(&target.organization).address();
        cache.invalidate(|address| address == list);
    }
}

static ROLES: Edited<Member, Roles, Roles> = Edited {
    dialog: "roles",
    title: |member, _| format!("Change roles of {}", member.label()),
    submit: |_| "Change roles",
    done: |_| "Roles changed".into(),
    read: |member| Some(Roles::of(member)).filter(|roles| *roles != Roles::Untold),
    draft: Clone::clone,
    // A draft of before the organization migrated says nothing of now.
    check: |base, chosen| Ok(if chosen.is_alike(base) { chosen } else { base }.clone()),
    lines: Roles::lines,
    // What the roles allow is told by the editor, which knows all of them.
    risks: |_, _| Vec::new(),
    request: |target, _, after| {
        let change = UpdateMember {
            assigned_role_ids: after.ids(),
            role: after.words().and_then(|words| words.first().cloned()),
        };
        members::update(&target.organization, &target.id.id, &change)
    },
    afterwards: |sent, _, after| settle::settle(sent, after.clone()),
    fields: &["assignedRoleIds", "role"],
    activities: &[
        "organization_member_update_roles",
        "organization_member_update_role",
        "organization_member_remove_roles",
    ],
    editor: |editing| view! { <RolesEditor editing /> }.into_any(),
};

#[component]
pub fn ChangeRoles(about: AboutMember) -> impl IntoView {
    let AboutMember { on, member, .. } = about;
    let rights = expect_context::<Rights>();
    provide_context(Edits { on, member });
    let target = Callback::new(move |(member,): (Arc<Member>,)| {
        let organization = on.organization.get_value();
        Target {
            get: members::get(&organization, &member.user_id),
            organization,
            id: OneMember {
                id: member.user_id.clone(),
                settling: on.settling,
            },
        }
    });
    view! {
        <EditDialog
            edited=&ROLES
            dialogs=on.dialogs
            object=Signal::derive(move || member.get().map(Arc::new))
            target
            locked=Signal::derive(move || rights.refusal_or_read_only(TO_UPDATE_MEMBER, None))
        />
    }
}

/// Whom the open dialog is about.
#[derive(Clone, Copy)]
struct Edits {
    on: OnMembers,
    member: Memo<Option<Member>>,
}

#[component]
fn RolesEditor(editing: Editing<Roles, Roles>) -> impl IntoView {
    let Edits { on, member } = expect_context();
    let draft = editing.draft;
    editing.hold_while(Signal::derive(move || {
        let all = on.all();
        let all = all.read();
        let is_last = is_last_admin(all.as_ref()?, member.read().as_ref()?);
        let stays = match &*draft.read() {
            Roles::Untold => true,
            Roles::Assigned(roles) => {
                let member = member.read();
                let admin = member.as_ref().and_then(admin_role);
                roles.iter().any(|role| Some(&role.id) == admin)
            }
            Roles::Legacy(words) => words.contains(&LegacyRole::Admin),
        };
        (is_last && !stays).then(|| LAST_ADMIN.to_owned())
    }));
    let refused = editing.refused;
    let base = editing.base;
    let all = use_query(move || Some(roles::list(&on.organization.get_value()))).latest();
    editing.reconfirm(move || {
        let whom = member
            .read()
            .as_ref()
            .map(Member::label)
            .unwrap_or_default();
        let all = all.get();
        let all = all.as_deref().map(Vec::as_slice);
        Risk::of_roles(&base.read(), &draft.read(), all, &whom)
    });
    let is_legacy = Memo::new(move |_| matches!(*base.read(), Roles::Legacy(_)));
    let choice = move || {
        let is_legacy = is_legacy.get();
        if !draft.read_untracked().is_alike(&base.read_untracked()) {
            draft.set(base.get_untracked());
        }
        if is_legacy {
            view! { <LegacyChoice draft /> }.into_any()
        } else {
            view! { <Choice base draft refused /> }.into_any()
        }
    };
    view! {
        <p class="hint">
            "The roles together decide what a person can do. A change holds at once."
        </p>
        {dynamic(choice)}
        <FieldProblem problem=refused />
    }
}

#[component]
fn LegacyChoice(draft: RwSignal<Roles>) -> impl IntoView {
    let word = |words: &[LegacyRole]| words.first().map(ToString::to_string).unwrap_or_default();
    let chosen = RwSignal::new(draft.read_untracked().words().map(word).unwrap_or_default());
    Effect::new(move |_| {
        let roles = Roles::Legacy(vec![LegacyRole::from(chosen.read().as_str())]);
        if *draft.read_untracked() != roles {
            draft.set(roles);
        }
    });
    Effect::new(move |_| {
        if let Roles::Legacy(words) = &*draft.read() {
            let now = word(words);
            if *chosen.read_untracked() != now {
                chosen.set(now);
            }
        }
    });
    view! { <LegacyRoleField chosen /> }
}

#[component]
fn Choice(
    base: Signal<Roles>,
    draft: RwSignal<Roles>,
    refused: Signal<Option<String>>,
) -> impl IntoView {
    let Edits { on, .. } = expect_context();
    let query = use_query(move || Some(roles::list(&on.organization.get_value())));
    // A role may have vanished: the list tells which.
    Effect::new(move |_| {
        if refused.read().is_some() {
            query.reload();
        }
    });
    let chosen = RwSignal::new(ids_of(&draft.read_untracked()));
    // Left out of the draft and not of what was chosen: a list that is read again may have it.
    let found = Memo::new(move |_| Some(named(query.latest().read().as_deref()?, &chosen.read())));
    let vanished = Memo::new(move |_| {
        let found = found.read();
        found
            .as_ref()
            .is_some_and(|found| found.len() < chosen.read().len())
    });
    Effect::new(move |_| {
        if let Some(found) = found.get() {
            let found = Roles::Assigned(found);
            if ids_of(&draft.read_untracked()) != ids_of(&found) {
                draft.set(found);
            }
        }
    });
    Effect::new(move |_| {
        let now = ids_of(&draft.read());
        let known = found.get_untracked().map(Roles::Assigned);
        if known.is_none_or(|known| ids_of(&known) != now) {
            chosen.set(now);
        }
    });
    view! {
        <RolesView query let:all>
            <RolePicker all chosen />
            <ChangeEffect difference=Memo::new(move |_| {
                difference(&all.read(), &ids_of(&base.read()), &chosen.read())
            }) />
        </RolesView>
        <div role="status">
            <Show when=move || vanished.get()>
                <p class="hint">"A role that was chosen no longer exists; it is left out."</p>
            </Show>
        </div>
    }
}

fn ids_of(roles: &Roles) -> Vec<RoleId> {
    roles.ids().unwrap_or_default()
}

/// Those of the roles that there are, with their names.
fn named(all: &[Role], ids: &[RoleId]) -> Vec<Named> {
    let found = ids.iter().filter_map(|id| {
        let role = all.iter().find(|role| role.id == *id)?;
        Some(Named {
            id: id.clone(),
            name: label(role),
        })
    });
    found.collect()
}
