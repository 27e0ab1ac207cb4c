use std::sync::Arc;

use cloud_api::{
    RoleId,
    roles::{Role, RoleType},
};
use leptos::prelude::*;

use super::role_box::RoleBox;
use crate::{
    rights::{policies::label, summary::summary},
    ui::{Fieldset, dynamic},
};

/// Roles to choose, each with what it allows.
#[component]
pub fn RolePicker(all: Signal<Arc<Vec<Role>>>, chosen: RwSignal<Vec<RoleId>>) -> impl IntoView {
    let of_kind = move |system: bool| {
        let all = all.read();
        let mut roles: Vec<Role> = all
            .iter()
            .filter(|role| (role.r#type == Some(RoleType::System)) == system)
            .cloned()
            .collect();
        if !system {
            roles.sort_by_key(|role| label(role).to_lowercase());
        }
        roles
    };
    let any_own = Memo::new(move |_| !of_kind(false).is_empty());
    let boxes = move |system: bool| {
        let roles = of_kind(system).into_iter();
        let each = |role: Role| {
            let (id, name) = (format!("role-{}", role.id), label(&role));
            view! { <RoleBox id name allows=summary(&role) own=role.id chosen /> }
        };
        roles.map(each).collect_view()
    };
    view! {
        <Fieldset legend="System roles">
            <div class="roles">{dynamic(move || boxes(true))}</div>
        </Fieldset>
        <Show when=move || any_own.get()>
            <Fieldset legend="Custom roles">
                <div class="roles">{dynamic(move || boxes(false))}</div>
            </Fieldset>
        </Show>
    }
}
