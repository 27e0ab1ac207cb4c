//! Roles of an organization that has not migrated to custom roles: some words, and no list to read.

use cloud_api::legacy::LegacyRole;
use leptos::prelude::*;

use super::role_box::RoleBox;
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
        let each = |role: LegacyRole| {
            let (id, name) = (format!("role-{role}"), role.to_string());
            view! { <RoleBox id name allows=meaning(&role) own=role chosen /> }
        };
        all.map(each).collect_view()
    };
    view! {
        <Fieldset legend="Roles">
            <NotMigrated />
            <div class="roles">{offered()}</div>
            <FieldProblem problem />
        </Fieldset>
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
