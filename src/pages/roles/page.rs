use std::sync::Arc;

use cloud_api::{
    OrganizationId, RoleId,
    roles::{self, Role},
};
use leptos::prelude::*;

use super::{
    abilities::Abilities,
    actors::{NamesState, actor_view, use_actors},
    view::RolesView,
};
use crate::{
    pages::{crumbs::use_crumbs, other::OtherFields, raw::RawButton},
    params::use_role_ids,
    paths,
    query::use_query,
    rights::policies::{grants_of, label},
    ui::{ButtonLink, CopyButton, Empty, Page, Panel, Properties, Property, Time, dynamic},
};

#[component]
pub fn RolePage() -> impl IntoView {
    let ids = use_role_ids();
    dynamic(move || match ids.get() {
        Some((organization, role)) => view! { <RoleById organization role /> }.into_any(),
        None => view! { <crate::pages::NotFoundPage /> }.into_any(),
    })
}

#[component]
fn RoleById(organization: OrganizationId, role: RoleId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let wanted = StoredValue::new(role);
    // The list holds the whole of every role, and is read for rights anyway.
    let query = use_query(move || Some(roles::list(&organization.get_value())));
    let found = Memo::new(move |_| {
        let latest = query.latest();
        let latest = latest.read();
        let mut all = latest.iter().flat_map(|all| all.iter());
        all.find(|role| role.id == wanted.get_value()).cloned()
    });
    let title = Signal::derive(move || found.read().as_ref().map_or("Role".into(), label));
    let crumbs = use_crumbs(
        organization,
        vec![(
            "Roles and rights".into(),
            paths::roles(&organization.get_value()),
        )],
    );
    view! {
        <Page title crumbs>
            <RolesView query let:_all>
                {dynamic(move || match found.get() {
                    Some(role) => view! { <Details organization role /> }.into_any(),
                    None => view! { <Gone organization /> }.into_any(),
                })}
            </RolesView>
        </Page>
    }
}

#[component]
fn Details(organization: StoredValue<OrganizationId>, role: Role) -> impl IntoView {
    let grants = Signal::stored(grants_of(&role));
    let id = role.id.to_string();
    let kind = role.r#type.as_ref().map_or("—", |kind| kind.as_str());
    let kind = kind.to_owned();
    let name = label(&role);
    let request = roles::get(&organization.get_value(), &role.id).untyped();
    let of_raw = name.clone();
    let raw = move || {
        let (request, label) = (request.clone(), Signal::stored(of_raw.clone()));
        view! { <RawButton request label /> }
    };
    view! {
        <div class="stack">
            <Panel title="Details" actions=raw>
                <Properties>
                    <Property label="Role ID">
                        <span class="mono">{id.clone()}</span>
                        <CopyButton text=id label="Copy role ID" />
                    </Property>
                    <Property label="Type">{kind}</Property>
                    <Property label="Owner ID">{told(role.owner_id.clone())}</Property>
                    <Property label="Tenant ID">{told(role.tenant_id.clone())}</Property>
                    <Property label="Created">
                        <Time at=role.created_at.clone() />
                    </Property>
                    <Property label="Updated">
                        <Time at=role.updated_at.clone() />
                    </Property>
                </Properties>
            </Panel>
            <OtherFields fields=Signal::stored(role.other.clone()) />
            <Panel title=format!("What {name} allows")>
                <Abilities organization grants />
            </Panel>
            <Panel title=format!("Who has {name}")>
                <Holders organization actors=Arc::new(role.actors.unwrap_or_default()) />
            </Panel>
        </div>
    }
}

fn told(id: Option<String>) -> AnyView {
    match id {
        Some(id) => view! { <span class="mono">{id}</span> }.into_any(),
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }
}

#[component]
fn Holders(organization: StoredValue<OrganizationId>, actors: Arc<Vec<String>>) -> impl IntoView {
    let found = use_actors(organization);
    let is_empty = actors.is_empty();
    let rows = move || {
        let mut all: Vec<_> = actors.iter().map(|actor| found.find(actor)).collect();
        all.sort_by_key(|actor| (actor.kind == "API key", actor.name.to_lowercase()));
        let rows = all.into_iter().map(|actor| {
            let kind = actor.kind;
            view! { <li>{actor_view(actor)} <small>{kind}</small></li> }
        });
        rows.collect_view()
    };
    if is_empty {
        view! { <p class="panel__text quiet">"Nobody."</p> }.into_any()
    } else {
        view! {
            <ul class="feed">{dynamic(rows)}</ul>
            <NamesState actors=found />
        }
        .into_any()
    }
}

#[component]
fn Gone(organization: StoredValue<OrganizationId>) -> impl IntoView {
    view! {
        <Empty title="The API knows no such role">
            <p>"It may have been deleted."</p>
            <ButtonLink href=paths::roles(&organization.get_value())>"Go to the roles"</ButtonLink>
        </Empty>
    }
}
