use std::mem;

use cloud_api::RoleId;
use leptos::prelude::*;

use super::{
    REACHED,
    draft::{Draft, Fields, Problems},
    own_address::OwnAddress,
    own_expiry::{End, OwnExpiry, in_words},
    settings::Settings,
};
use crate::{
    moment,
    pages::{
        editors::{
            FieldsOf,
            access_list::{AccessListEditor, EntryDraft},
            edit::Editing,
        },
        keys::{
            actions::AboutKey,
            expiry::ExpiryField,
            own::{Own, ShutOut, use_me},
            risks,
            roles::{KnownRoles, RolePicker, gone_problem, use_roles},
        },
        roles::{LegacyKeyRoles, Named, Roles},
    },
    ui::{FieldProblem, Fieldset, TextField, dynamic},
};

/// The fields of a key, with what this session has to know before it changes its own.
#[component]
pub fn KeyEditor(editing: Editing<Settings, Draft>) -> impl IntoView {
    let about = expect_context::<AboutKey>();
    let AboutKey {
        organization, key, ..
    } = about;
    let Editing {
        base,
        draft,
        refused,
        refused_field,
        ..
    } = editing;
    let me = use_me();
    // A key that vanishes meanwhile stays whose it was.
    let own = Memo::new(move |was: Option<&Own>| {
        let key = key.read();
        let now = key.as_ref().map(|key| Own::of(key, me.read().as_ref()));
        now.or(was.copied()).unwrap_or_default()
    });
    let known = use_roles(organization);
    let fields = Fields::follow(draft);
    let after = Memo::new(move |_| draft.read().check(&base.read(), moment::now()));
    // The list as it will be, if it was edited.
    let access = Memo::new(move |_| {
        let after = after.read();
        let after = &after.as_ref().ok()?.access;
        after.clone().filter(|_| *after != base.read().access)
    });
    let confirmed = RwSignal::new(false);
    let end = Memo::new(move |_| {
        let after = after.read();
        let after = after.as_ref().ok().filter(|_| own.get() != Own::No)?;
        End::of(&base.read(), after)
    });
    let may_end = RwSignal::new(false);
    // Another end is another question; the seconds that pass while one types are not.
    let asked = Memo::new(move |_| (draft.read().expiry.clone(), base.read().expire_at.clone()));
    Effect::new(move |_| {
        asked.track();
        may_end.set(false);
    });
    let shut_out = Memo::new(move |_| own.get().shut_out_by(access.read().as_deref()?));
    let is_emptied = Memo::new(move |_| {
        let after = after.read();
        let access = after.as_ref().err().and_then(|wrong| wrong.access.as_ref());
        let is_empty = draft.read().access.iter().all(EntryDraft::is_blank);
        access.is_some() && is_empty && own.get() != Own::No
    });
    let gone = Memo::new(move |_| {
        let ids: Vec<RoleId> = draft
            .read()
            .roles
            .iter()
            .map(|role| role.id.clone())
            .collect();
        let all = known.all().get();
        let is_touched = match &base.read().roles {
            Roles::Assigned(roles) => *roles != draft.read().roles,
            _ => false,
        };
        is_touched
            .then(|| gone_problem(all.as_deref()?, &ids))
            .flatten()
    });
    editing.hold_while(Signal::derive(move || {
        if is_emptied.get() {
            Some(EMPTIED.to_owned())
        } else if (shut_out.get(), confirmed.get()) == (Some(ShutOut::Perhaps), false) {
            Some("Confirm first that your own address stays in the list".to_owned())
        } else if end.read().as_ref().is_some_and(|end| end.is_sooner) && !may_end.get() {
            Some("Confirm first that this session may end".to_owned())
        } else {
            gone.get()
        }
    }));
    editing.reconfirm(move || risks::of_change(&base.read(), after.read().as_ref().ok(), known));
    // A role that the API refuses may be gone: the list tells.
    Effect::new(move |_| {
        if refused_field.get() == Some("assignedRoleIds") {
            known.reload();
        }
    });
    let problem = move |field: &'static str, of: fn(&Problems) -> &Option<String>| {
        Signal::derive(move || {
            let own = after.read().as_ref().err().and_then(|it| of(it).clone());
            let is_refused = move || refused_field.get() == Some(field);
            own.or_else(|| refused.get().filter(|_| is_refused()))
        })
    };
    let of_roles = problem("assignedRoleIds", |it| &it.roles);
    let of_access = problem("ipAccessList", |it| &it.access);
    let kept = Signal::derive(move || {
        let at = base.read().expire_at.clone();
        Some(at.map_or_else(|| "never".into(), |at| in_words(&at)))
    });
    let is_list_told = Memo::new(move |_| base.read().access.is_some());
    view! {
        <TextField
            label="Name"
            value=fields.name
            problem=problem("name", |it| &it.name)
            autofocus=true
        />
        <KeyRoles
            base
            known
            fields
            problem=Signal::derive(move || gone.get().or_else(|| of_roles.get()))
            of_words=problem("roles", |it| &it.roles)
        />
        <ExpiryField fields=fields.expiry kept problem=problem("expireAt", |it| &it.expiry) />
        <Show when=move || is_list_told.get()>
            <Fieldset legend="IP access list">
                <AccessListEditor entries=fields.access reached=REACHED />
                <FieldProblem problem=Signal::derive(move || {
                    let emptied = is_emptied.get().then(|| EMPTIED.to_owned());
                    emptied.or_else(|| of_access.get())
                }) />
            </Fieldset>
        </Show>
        <OwnExpiry end confirmed=may_end />
        <OwnAddress about access shut_out confirmed />
    }
}

const EMPTIED: &str = "This session uses this key: an empty list would shut it out at once";

/// The roles, in the way in which the organization has them.
#[component]
fn KeyRoles(
    base: Signal<Settings>,
    known: KnownRoles,
    fields: Fields,
    problem: Signal<Option<String>>,
    of_words: Signal<Option<String>>,
) -> impl IntoView {
    let kind = Memo::new(move |_| mem::discriminant(&base.read().roles));
    let choice = move || {
        kind.track();
        match base.get_untracked().roles {
            Roles::Untold => view! {
                <p class="notice">
                    "The API did not tell the roles of this key, so they are left as they are."
                </p>
            }
            .into_any(),
            Roles::Legacy(_) => {
                view! { <LegacyKeyRoles chosen=fields.words problem=of_words /> }.into_any()
            }
            Roles::Assigned(_) => {
                let chosen = follow_ids(fields.roles, known);
                let assigned = Signal::derive(move || {
                    let named = fields
                        .roles
                        .get()
                        .into_iter()
                        .chain(match base.get().roles {
                            Roles::Assigned(roles) => roles,
                            _ => Vec::new(),
                        });
                    named.map(Named::into_assigned).collect()
                });
                view! { <RolePicker known chosen assigned problem /> }.into_any()
            }
        }
    };
    dynamic(choice)
}

/// The ids of the roles, to be chosen; each that is chosen keeps the name it has now.
fn follow_ids(roles: RwSignal<Vec<Named>>, known_roles: KnownRoles) -> RwSignal<Vec<RoleId>> {
    let ids =
        |roles: &[Named]| -> Vec<RoleId> { roles.iter().map(|role| role.id.clone()).collect() };
    let chosen = RwSignal::new(ids(&roles.read_untracked()));
    Effect::new(move |_| {
        let chosen = chosen.get();
        let before = roles.get_untracked();
        if ids(&before) == chosen {
            return;
        }
        let named = chosen.into_iter().map(|id| {
            let known = before.iter().find(|role| role.id == id).cloned();
            known.unwrap_or_else(|| Named {
                name: known_roles.name_of(&id),
                id,
            })
        });
        roles.set(named.collect());
    });
    Effect::new(move |_| {
        let now = ids(&roles.read());
        if *chosen.read_untracked() != now {
            chosen.set(now);
        }
    });
    chosen
}
