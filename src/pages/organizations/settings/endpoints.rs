//! The private endpoints that the organization knows.

mod remove;
mod usage;

use cloud_api::{organizations::PrivateEndpoint, services};
use leptos::prelude::*;

use super::OnOrganization;
use crate::{
    paths::{self, Tab},
    query::use_query,
    query_view::problem_of,
    ui::{Button, Empty, Panel, ProblemNotice, ShortTable, Tone, dynamic},
};
use remove::RemoveEndpoint;
use usage::{Usage, usage};

/// The endpoints, which services use each, and the way to remove one.
#[component]
pub(super) fn Endpoints() -> impl IntoView {
    let OnOrganization {
        id, organization, ..
    } = expect_context();
    let services = use_query(move || Some(services::list(&id.get_value())));
    let problem = problem_of(services);
    let endpoints = Memo::new(move |_| organization.read().private_endpoints.clone());
    let content = move || match endpoints.get() {
        None => {
            view! { <p class="panel__text quiet">"The API did not tell the private endpoints."</p> }
                .into_any()
        }
        Some(endpoints) if endpoints.is_empty() => view! {
            <Empty title="No private endpoints">
                <p>
                    "A private endpoint connects one of your networks with services. Add one on a \
                     service, in its settings."
                </p>
            </Empty>
        }
        .into_any(),
        Some(endpoints) => {
            view! { <EndpointTable endpoints services=services.latest() /> }.into_any()
        }
    };
    view! {
        <Panel title="Private endpoints">
            <ProblemNotice problem on_retry=Callback::new(move |()| services.reload()) />
            {dynamic(content)}
            <p class="panel__text hint">
                "Adding one here is deprecated in the API: add its ID on a service, and the \
                 organization knows it from then on."
            </p>
        </Panel>
        <RemoveEndpoint services=services.latest() />
    }
}

#[component]
fn EndpointTable(endpoints: Vec<PrivateEndpoint>, services: usage::Services) -> impl IntoView {
    let rows = endpoints
        .into_iter()
        .map(|endpoint| view! { <EndpointRow endpoint services /> })
        .collect_view();
    view! {
        <ShortTable
            label="Private endpoints"
            headings=&["ID", "Description", "Provider, region", "Used by"]
            actions=true
        >
            {rows}
        </ShortTable>
    }
}

#[component]
fn EndpointRow(endpoint: PrivateEndpoint, services: usage::Services) -> impl IntoView {
    let OnOrganization {
        dialogs,
        refused: locked,
        ..
    } = expect_context();
    let PrivateEndpoint {
        id,
        description,
        cloud_provider,
        region,
    } = endpoint;
    let place: Vec<String> = [cloud_provider, region].into_iter().flatten().collect();
    let or_dash = |text: Option<String>| text.filter(|text| !text.is_empty());
    let or_dash = move |text| or_dash(text).unwrap_or_else(|| "—".into());
    let known = id.is_some();
    let refused = Signal::derive(move || {
        let unknown = || Some("The API did not tell its ID.".to_owned());
        locked
            .get()
            .or_else(|| if known { None } else { unknown() })
    });
    let id = StoredValue::new(id.unwrap_or_default());
    let used_by = move || {
        view! { <UsedBy usage=usage(&id.get_value(), services.read().as_deref()) /> }
    };
    let remove = move || dialogs.open_on("remove-endpoint", id.get_value());
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name mono">
                {or_dash(Some(id.get_value()))}
            </th>
            <td role="cell" data-label="Description">
                {or_dash(description)}
            </td>
            <td role="cell" data-label="Provider, region">
                {place.join(" ")}
            </td>
            <td role="cell" data-label="Used by">
                {dynamic(used_by)}
            </td>
            <td role="cell" class="num">
                <Button tone=Tone::Plain refused on_click=remove>
                    "Remove"
                    <span class="visually-hidden">" "{id.get_value()}</span>
                </Button>
            </td>
        </tr>
    }
}

#[component]
fn UsedBy(usage: Usage) -> impl IntoView {
    let OnOrganization { id, .. } = expect_context();
    match usage {
        Usage::Unknown => view! { <span class="quiet">"not known"</span> }.into_any(),
        Usage::By(services) if services.is_empty() => {
            view! { <span class="quiet">"no service"</span> }.into_any()
        }
        Usage::By(services) => {
            let link = |(service, label)| {
                let href = paths::service_tab(&id.get_value(), &service, Tab::Settings);
                view! {
                    <li>
                        <a href=href>{label}</a>
                    </li>
                }
            };
            view! { <ul class="plain">{services.into_iter().map(link).collect_view()}</ul> }
                .into_any()
        }
    }
}
