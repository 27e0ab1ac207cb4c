//! The organization: what runs in it, and its name.

mod rename;
mod settings;

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    organizations::{self, Organization},
    permissions::TO_UPDATE_ORGANIZATION,
    services::{self, IpAccess, Service, State},
};
use leptos::prelude::*;

use crate::{
    dialogs::use_dialogs,
    pages::services::{state_tone, watch_transitions},
    params::use_organization,
    paths,
    query::use_query,
    query_view::QueryView,
    rights::Rights,
    session::Session,
    ui::{
        Button, ButtonLink, CopyButton, Empty, Page, Panel, Properties, Property, StateBadge,
        Strip, StripItem, Time, dynamic,
    },
};
use rename::RenameOrganization;
pub use settings::OrganizationSettingsPage;

#[component]
pub fn OverviewPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Overview organization /> })
    })
}

#[component]
fn Overview(organization: OrganizationId) -> impl IntoView {
    let session = expect_context::<Session>();
    let dialogs = use_dialogs();
    let id = StoredValue::new(organization);
    let details = use_query(move || Some(organizations::get(&id.get_value())));
    let services = use_query(move || Some(services::list(&id.get_value())));
    watch_transitions(services);
    let title = move || {
        let latest = details.latest();
        let latest = latest.read();
        let name = latest
            .as_ref()
            .and_then(|organization| organization.name.clone());
        name.or_else(|| {
            session
                .current()
                .get()
                .map(|signed_in| signed_in.organization_name)
        })
        .unwrap_or_else(|| "Organization".into())
    };
    let rights = expect_context::<Rights>();
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_UPDATE_ORGANIZATION, None));
    let actions = move || {
        view! {
            <Button refused on_click=Callback::new(move |()| dialogs.open("rename"))>
                "Rename"
            </Button>
            <ButtonLink href=paths::new_service(&id.get_value()) tone=crate::ui::Tone::Primary>
                "Create service"
            </ButtonLink>
        }
    };
    let all_of_it = move || {
        let href = paths::organization_settings(&id.get_value());
        view! { <a href=href>"Settings, quotas, endpoints"</a> }
    };
    view! {
        <Page title=Signal::derive(title) actions>
            <QueryView query=services outline=(1, 4) let:all>
                <States all />
                <Attention all id />
            </QueryView>
            <QueryView query=details outline=(3, 2) let:details>
                <Panel title="Details" actions=all_of_it>
                    <Details details />
                </Panel>
            </QueryView>
            <RenameOrganization id details dialogs />
        </Page>
    }
}

/// How many services are in which state.
#[component]
fn States(all: Signal<Arc<Vec<Service>>>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let all = all.read();
        let mut counts: Vec<(State, usize)> = Vec::new();
        for state in all.iter().filter_map(|service| service.state.clone()) {
            match counts.iter_mut().find(|(known, _)| *known == state) {
                Some((_, count)) => *count += 1,
                None => counts.push((state, 1)),
            }
        }
        counts.sort_by(|(_, one), (_, other)| other.cmp(one));
        counts
    });
    let items = move || {
        counts
            .get()
            .into_iter()
            .map(|(state, count)| {
                let tone = state_tone(&state);
                view! {
                    <StripItem value=count.to_string()>
                        <StateBadge word=state.to_string() tone />
                    </StripItem>
                }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !counts.read().is_empty()>
            <Strip label="Services by state">{dynamic(items)}</Strip>
        </Show>
    }
}

/// What an administrator should look at, or the way to a first service.
#[component]
fn Attention(all: Signal<Arc<Vec<Service>>>, id: StoredValue<OrganizationId>) -> impl IntoView {
    let found = Memo::new(move |_| {
        all.read()
            .iter()
            .filter_map(|service| Some((service.clone(), attention(service)?)))
            .collect::<Vec<_>>()
    });
    let rows = move || {
        found
            .get()
            .into_iter()
            .map(|(service, what)| {
                let href = paths::service(&id.get_value(), &service.id);
                let label = service.label().to_owned();
                view! {
                    <li>
                        <a href=href>{label}</a>
                        <small>{what}</small>
                    </li>
                }
            })
            .collect_view()
    };
    dynamic(move || {
        if all.read().is_empty() {
            view! {
                <Empty title="No services yet">
                    <p>
                        "A service is a ClickHouse deployment with its own size, network and state."
                    </p>
                    <ButtonLink
                        href=paths::new_service(&id.get_value())
                        tone=crate::ui::Tone::Primary
                    >
                        "Create service"
                    </ButtonLink>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <Panel title="Needs attention">
                    <Show
                        when=move || !found.read().is_empty()
                        fallback=|| view! { <p class="panel__text quiet">"Nothing stands out."</p> }
                    >
                        <ul class="feed">{dynamic(rows)}</ul>
                    </Show>
                </Panel>
            }
            .into_any()
        }
    })
}

/// Why a service stands out, if it does.
fn attention(service: &Service) -> Option<String> {
    match &service.state {
        Some(State::Failed) => return Some("failed".into()),
        Some(State::Degraded) => return Some("degraded".into()),
        Some(State::PartiallyRunning) => return Some("partially running".into()),
        _ => {}
    }
    let sources = service.ip_access_list.as_deref()?;
    let is_open = sources.iter().any(IpAccess::is_anywhere);
    is_open.then(|| "open to every address (0.0.0.0/0)".into())
}

#[component]
fn Details(details: Signal<Arc<Organization>>) -> impl IntoView {
    let id = details.read_untracked().id.to_string();
    let text = id.clone();
    let yes_no = |value: Option<bool>| match value {
        Some(true) => "on",
        Some(false) => "off",
        None => "—",
    };
    let created = Signal::derive(move || details.read().created_at.clone());
    let core_dumps = move || yes_no(details.read().enable_core_dumps);
    let endpoints = move || {
        let details = details.read();
        details
            .private_endpoints
            .as_ref()
            .map_or(0, Vec::len)
            .to_string()
    };
    let byoc = move || {
        details
            .read()
            .byoc_config
            .as_ref()
            .map_or(0, Vec::len)
            .to_string()
    };
    view! {
        <Properties>
            <Property label="Organization ID">
                <span class="mono">{text}</span>
                <CopyButton text=id label="Copy organization ID" />
            </Property>
            <Property label="Created">
                <Time at=created />
            </Property>
            <Property label="Core dumps">{dynamic(core_dumps)}</Property>
            <Property label="Private endpoints">{dynamic(endpoints)}</Property>
            <Property label="BYOC infrastructures">{dynamic(byoc)}</Property>
        </Properties>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> Option<String> {
        let json = format!(r#"{{"id":"x",{json}}}"#);
        attention(&serde_json::from_str(&json).expect("a service"))
    }

    #[test]
    fn failed_degraded_and_open_services_stand_out() {
        assert!(found(r#""state":"failed""#).is_some());
        assert!(found(r#""state":"degraded""#).is_some());
        assert!(found(r#""state":"running","ipAccessList":[{"source":"0.0.0.0/0"}]"#).is_some());
        assert!(found(r#""state":"running","ipAccessList":[{"source":"::/0"}]"#).is_some());
        assert!(found(r#""state":"running","ipAccessList":[{"source":"10.0.0.0/8"}]"#).is_none());
        assert!(found(r#""state":"idle""#).is_none());
    }
}
