use cloud_api::permissions::{SERVICE_MANAGE, SERVICE_VIEW};
use leptos::prelude::*;

use crate::{
    pages::service::OnService,
    paths::{self, Tab},
    ui::{Panel, Properties, Property},
};

/// What else there is of the service, where it is told; nothing is asked for here.
#[component]
pub(super) fn Related() -> impl IntoView {
    let OnService {
        service,
        organization,
        ..
    } = expect_context();
    let id = service.read_untracked().id.clone();
    let organization = organization.get_value();
    let tab = |tab| paths::service_tab(&organization, &id, tab);
    let who = |permission| paths::who_can(&organization, permission, &id);
    let (managed, seen) = (who(SERVICE_MANAGE), who(SERVICE_VIEW));
    let (backups, activities, connect) = (tab(Tab::Backups), tab(Tab::Activity), tab(Tab::Connect));
    let endpoints = paths::organization_settings(&organization);
    let costs = paths::usage(&organization);
    view! {
        <Panel title="Related">
            <Properties>
                <Property label="Members and API keys">
                    <a href=managed>"Who can manage it"</a>
                    ", "
                    <a href=seen>"who can see it"</a>
                </Property>
                <Property label="Backups">
                    <a href=backups>"Its backups and their schedule"</a>
                </Property>
                <Property label="Activities">
                    <a href=activities>"What was done to it, and by whom"</a>
                </Property>
                <Property label="Endpoints">
                    <a href=connect>"How to connect"</a>
                    ", "
                    <a href=endpoints>"private endpoints of the organization"</a>
                </Property>
                <Property label="Costs">
                    <a href=costs>"Usage of the organization"</a>
                </Property>
            </Properties>
        </Panel>
    }
}
