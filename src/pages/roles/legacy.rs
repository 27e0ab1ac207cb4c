//! Roles of an organization that has not migrated to custom roles: some words, and no list to read.

use cloud_api::legacy::LegacyRole;
use leptos::prelude::*;

use crate::ui::{Choice, FieldProblem, Fieldset, Icon, RadioGroup};

/// The words that a member can have; a key can have all that are known.
pub const OF_MEMBERS: [LegacyRole; 2] = [LegacyRole::Admin, LegacyRole::Developer];

/// What it allows, as far as that is published.
pub fn meaning(role: &LegacyRole) -> &'static str {
    match role {
        LegacyRole::Admin => "Everything in the organization.",
        LegacyRole::Developer => "Less than an admin. What exactly, the API does not tell.",
        LegacyRole::QueryEndpoints => "Runs query API endpoints, and nothing else.",
        LegacyRole::Other(_) => "A role that this version does not know.",
    }
}

/// Says why other roles cannot be chosen.
#[component]
pub fn NotMigrated() -> impl IntoView {
    view! {
        <p class="notice">
            <Icon name="info" />
            <span>
                "This organization has not migrated to custom roles, so it knows the roles of before only."
            </span>
        </p>
    }
}

/// The one role of a member or an invitation.
#[component]
pub fn LegacyRoleField(chosen: RwSignal<String>) -> impl IntoView {
    let choice = |role: LegacyRole| {
        Choice::new(role.as_str().to_owned(), role.to_string()).hint(meaning(&role))
    };
    let options = OF_MEMBERS.map(choice).to_vec();
    view! {
        <NotMigrated />
        <RadioGroup legend="Role" value=chosen options />
    }
}

/// The roles of a key.
#[component]
pub fn LegacyKeyRoles(
    chosen: RwSignal<Vec<LegacyRole>>,
    #[prop(into)] problem: Signal<Option<String>>,
) -> impl IntoView {
    // A word that only the API knows stays in sight while the key has it.
    let offered = move || {
        let unknown = chosen.get_untracked().into_iter();
        let unknown = unknown.filter(|role| !role.is_known());
        let all = LegacyRole::KNOWN.iter().cloned().chain(unknown);
        all.map(|role| view! { <LegacyBox role chosen /> })
            .collect_view()
    };
    view! {
        <Fieldset legend="Roles">
            <NotMigrated />
            <div class="roles">{offered()}</div>
            <FieldProblem problem />
        </Fieldset>
    }
}

#[component]
fn LegacyBox(role: LegacyRole, chosen: RwSignal<Vec<LegacyRole>>) -> impl IntoView {
    let id = format!("role-{role}");
    let hint = format!("{id}-hint");
    let (name, about) = (role.to_string(), meaning(&role));
    let role = StoredValue::new(role);
    let is_chosen = move || role.with_value(|role| chosen.read().contains(role));
    let choose = move |wanted: bool| {
        chosen.update(|chosen| {
            let role = role.get_value();
            chosen.retain(|other| *other != role);
            if wanted {
                chosen.push(role);
            }
        });
    };
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id=id.clone()
                aria-describedby=hint.clone()
                prop:checked=is_chosen
                on:change:target=move |event| choose(event.target().checked())
            />
            <label class="field__label" for=id>
                {name}
            </label>
            <p id=hint class="field__hint">
                {about}
            </p>
        </div>
    }
}

/// What somebody with these roles can do.
#[component]
pub fn LegacyMeanings(roles: Vec<LegacyRole>) -> impl IntoView {
    let item = |role: LegacyRole| {
        view! {
            <li>
                <strong>{role.to_string()}</strong>
                ": "
                {meaning(&role)}
            </li>
        }
    };
    view! {
        <NotMigrated />
        <ul class="feed">{roles.into_iter().map(item).collect_view()}</ul>
    }
}
