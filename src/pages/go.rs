//! Leads from an id to the page of whatever has it.

use std::sync::Arc;

use cloud_api::{
    OrganizationId, ServiceId,
    ids::is_uuid,
    services::{self, Service},
};
use leptos::prelude::*;
use leptos_router::{components::Redirect, hooks::use_params_map};

use crate::{
    pages::NotFoundPage,
    paths,
    query::use_query,
    query_view::QueryView,
    session::Session,
    ui::{ButtonLink, Empty, Page, dynamic},
};

/// Asks for nothing the tab knows already; what it does not know, it looks for in the lists of the organization.
#[component]
pub fn GoPage() -> impl IntoView {
    let params = use_params_map();
    let session = expect_context::<Session>();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default().to_lowercase());
    let organization = Memo::new(move |_| {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization.clone())
    });
    dynamic(move || {
        let (id, organization) = (id.get(), organization.get()?);
        Some(if !is_uuid(&id) {
            view! { <NotFoundPage /> }.into_any()
        } else if organization.as_str() == id {
            view! { <Redirect path=paths::overview(&organization) options=replace() /> }.into_any()
        } else {
            view! { <Looking id organization /> }.into_any()
        })
    })
}

#[component]
fn Looking(id: String, organization: OrganizationId) -> impl IntoView {
    let organization = StoredValue::new(organization);
    let id = StoredValue::new(id);
    let query = use_query(move || Some(services::list(&organization.get_value())));
    let found = move |all: &[Service]| {
        all.iter()
            .find(|service| id.with_value(|id| service.id.as_str() == id))
            .map(|service| service.id.clone())
    };
    // What was listed before answers at once.
    let known = Memo::new(move |_| query.latest().get().and_then(|all| found(&all)));
    dynamic(move || match known.get() {
        Some(service) => view! { <ToService organization service /> }.into_any(),
        None => view! {
            <Page title="Looking for an id">
                <QueryView query outline=(3, 2) let:all>
                    <NotFound all id />
                </QueryView>
            </Page>
        }
        .into_any(),
    })
}

#[component]
fn ToService(organization: StoredValue<OrganizationId>, service: ServiceId) -> impl IntoView {
    let path = paths::service(&organization.get_value(), &service);
    view! { <Redirect path options=replace() /> }
}

#[component]
fn NotFound(all: Signal<Arc<Vec<Service>>>, id: StoredValue<String>) -> impl IntoView {
    let looked = move || {
        format!(
            "It is neither this organization nor one of its {}. Ids of other things, such as backups, cannot be \
             looked up: the API finds them only below their service.",
            crate::format::plural(all.read().len(), "service", "services")
        )
    };
    view! {
        <Empty title="Nothing that this key may see has this id" icon="search">
            <p class="mono">{id.get_value()}</p>
            <p>{dynamic(looked)}</p>
            <ButtonLink href="/">"Go to the overview"</ButtonLink>
        </Empty>
    }
}

/// Back leads to where the id was followed from, not to the search.
fn replace() -> leptos_router::NavigateOptions {
    leptos_router::NavigateOptions {
        replace: true,
        ..Default::default()
    }
}
