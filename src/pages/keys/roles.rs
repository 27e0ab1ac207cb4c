//! The roles a key can be given, chosen by name.

mod choice;

use std::sync::Arc;

use cloud_api::{
    OrganizationId, RoleId,
    keys::{self, ApiKey},
    roles::{self, AssignedRole, Role},
};
use leptos::prelude::*;

use crate::{
    client::ApiError,
    query::{Query, use_query},
    ui::{Icon, ProblemNotice, dynamic},
};

use choice::{RoleChoice, choices, role_name};
pub use choice::{gone_problem, none_problem, roles_problem};

/// The organization's roles; where the session's key may not read them, those that its keys carry.
#[derive(Clone, Copy)]
pub struct KnownRoles {
    roles: Query<Vec<Role>>,
    keys: Query<Vec<ApiKey>>,
}

/// To be called at the top of a component.
pub fn use_roles(organization: StoredValue<OrganizationId>) -> KnownRoles {
    let roles = use_query(move || Some(roles::list(&organization.get_value())));
    let is_refused = Memo::new(move |_| roles.error().read().is_some());
    let keys = use_query(move || {
        is_refused
            .get()
            .then(|| keys::list(&organization.get_value(), None))
    });
    KnownRoles { roles, keys }
}

impl KnownRoles {
    /// All roles, once they are known.
    pub fn all(self) -> Signal<Option<Arc<Vec<Role>>>> {
        self.roles.latest()
    }

    /// The name of a role, from wherever it is known now.
    pub fn name_of(self, id: &RoleId) -> String {
        let all = self.roles.latest().get_untracked();
        let keys = self.keys.latest().get_untracked();
        let keys = keys.iter().flat_map(|keys| keys.iter());
        let assigned: Vec<AssignedRole> = keys
            .filter_map(|key| key.assigned_roles.clone())
            .flatten()
            .collect();
        role_name(id, all.as_deref().map(Vec::as_slice), &assigned)
    }

    /// Asks again: a role may be gone.
    pub fn reload(self) {
        self.roles.reload();
    }
}

#[component]
pub fn RolePicker(
    known: KnownRoles,
    chosen: RwSignal<Vec<RoleId>>,
    /// The roles that the key has.
    #[prop(optional, into)]
    assigned: Signal<Vec<AssignedRole>>,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    let KnownRoles { roles, keys } = known;
    let all = roles.latest();
    let choices = Memo::new(move |before: Option<&Vec<RoleChoice>>| {
        let mut named = assigned.get();
        let of_keys = keys.latest().get();
        let of_keys = of_keys.iter().flat_map(|keys| keys.iter());
        named.extend(
            of_keys
                .filter_map(|key| key.assigned_roles.clone())
                .flatten(),
        );
        let all = all.get();
        let all = all.as_deref().map(Vec::as_slice);
        let mut found = choices(all, &named, &chosen.read());
        // One that is gone keeps its name; taken out, it keeps its place too, and the focus with it.
        for known in before.into_iter().flatten() {
            match found.iter_mut().find(|choice| choice.id == known.id) {
                Some(choice) if choice.is_gone => choice.name.clone_from(&known.name),
                None if known.is_gone => found.push(known.clone()),
                _ => {}
            }
        }
        found
    });
    let is_refused = Memo::new(move |_| {
        let error = roles.error().get();
        error.as_ref().and_then(ApiError::status) == Some(403)
    });
    let failed = Memo::new(move |_| {
        let error = roles.error().get();
        error
            .filter(|error| error.status() != Some(403))
            .map(|error| error.problem())
    });
    let rows = move || {
        let choices = choices.get().into_iter();
        choices
            .map(|choice| view! { <RoleRow choice chosen /> })
            .collect_view()
    };
    let said = move || {
        problem
            .get()
            .map(|text| view! { <p class="field__problem">{text}</p> })
    };
    view! {
        <fieldset class="fieldset">
            <legend>"Roles"</legend>
            <ProblemNotice problem=failed on_retry=Callback::new(move |()| roles.reload()) />
            <Show when=move || is_refused.get()>
                <p class="notice">
                    <Icon name="info" />
                    <span>
                        "This session's key may not list the organization's roles (that needs an \
                         administrator), so only the roles that keys carry already are offered."
                    </span>
                </p>
            </Show>
            <div class="roles">{dynamic(rows)}</div>
            {dynamic(said)}
        </fieldset>
    }
}

#[component]
fn RoleRow(choice: RoleChoice, chosen: RwSignal<Vec<RoleId>>) -> impl IntoView {
    let RoleChoice {
        id,
        name,
        is_custom,
        allows,
        is_gone,
    } = choice;
    let control = format!("role-{id}");
    let hint = format!("{control}-hint");
    let is_chosen = {
        let id = id.clone();
        Memo::new(move |_| chosen.read().contains(&id))
    };
    let choose = move |checked: bool| {
        chosen.update(|chosen| {
            chosen.retain(|other| *other != id);
            if checked {
                chosen.push(id.clone());
            }
        });
    };
    let about = if is_gone {
        Some("This role no longer exists.".to_owned())
    } else {
        allows
    };
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id=control.clone()
                aria-describedby=about.is_some().then(|| hint.clone())
                prop:checked=is_chosen
                on:change:target=move |event| choose(event.target().checked())
            />
            <label class="field__label" for=control>
                {name}
                {is_custom.then(|| view! { <span class="quiet">" (custom)"</span> })}
            </label>
            {about
                .map(|about| {
                    view! {
                        <p id=hint class="field__hint">
                            {about}
                        </p>
                    }
                })}
        </div>
    }
}
