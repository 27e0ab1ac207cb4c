use std::sync::Arc;

use cloud_api::{
    RoleId,
    roles::{Role, RoleType},
};
use leptos::prelude::*;

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
        roles
            .map(|role| view! { <RoleBox role chosen /> })
            .collect_view()
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

#[component]
fn RoleBox(role: Role, chosen: RwSignal<Vec<RoleId>>) -> impl IntoView {
    let id = format!("role-{}", role.id);
    let hint_id = format!("{id}-hint");
    let text = summary(&role);
    let name = label(&role);
    let own = StoredValue::new(role.id);
    let is_chosen = move || own.with_value(|own| chosen.read().contains(own));
    let choose = move |wanted: bool| {
        chosen.update(|chosen| {
            let own = own.get_value();
            chosen.retain(|other| *other != own);
            if wanted {
                chosen.push(own);
            }
        });
    };
    view! {
        <div class="field field--check">
            <input
                type="checkbox"
                id=id.clone()
                aria-describedby=hint_id.clone()
                prop:checked=is_chosen
                on:change:target=move |event| choose(event.target().checked())
            />
            <label class="field__label" for=id>
                {name}
            </label>
            <p id=hint_id class="field__hint">
                {text}
            </p>
        </div>
    }
}
