use cloud_api::{OrganizationId, roles::AssignedRole};
use leptos::prelude::*;

use super::held::role_name;
use crate::paths;

/// Roles by their names, each a link to what it allows.
#[component]
pub fn RoleTokens(organization: OrganizationId, roles: Option<Vec<AssignedRole>>) -> impl IntoView {
    let Some(roles) = roles.as_deref().filter(|roles| !roles.is_empty()) else {
        let word = if roles.is_some() { "no roles" } else { "—" };
        return view! { <span class="quiet">{word}</span> }.into_any();
    };
    let token = |role: &AssignedRole| {
        let name = role_name(role);
        match &role.role_id {
            Some(id) => {
                let href = paths::role(&organization, id);
                view! {
                    <li>
                        <a class="token" href=href>
                            {name}
                        </a>
                    </li>
                }
                .into_any()
            }
            None => view! { <li class="token">{name}</li> }.into_any(),
        }
    };
    let tokens: Vec<_> = roles.iter().map(token).collect();
    view! { <ul class="tokens">{tokens}</ul> }.into_any()
}
