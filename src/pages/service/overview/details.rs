use cloud_api::services;
use leptos::prelude::*;

use super::{
    fact::{Fact, IdFact, dash},
    reach::ReachFact,
    warehouse::WarehouseFact,
};
use crate::{
    pages::{raw::RawButton, service::OnService},
    ui::{Panel, Properties, Property, Time, dynamic},
};

/// What the service is.
#[component]
pub(super) fn Details() -> impl IntoView {
    let OnService {
        service,
        organization,
        ..
    } = expect_context();
    let id = Signal::derive(move || Some(service.read().id.to_string()));
    let place = Signal::derive(move || {
        let service = service.read();
        let provider = service.provider.as_ref().map(ToString::to_string);
        let region = service.region.as_ref().map(ToString::to_string);
        let place: Vec<_> = [provider, region].into_iter().flatten().collect();
        (!place.is_empty()).then(|| place.join(" "))
    });
    let name = Signal::derive(move || service.read().name.clone());
    let state = Signal::derive(move || service.read().state.as_ref().map(ToString::to_string));
    let version = Signal::derive(move || service.read().clickhouse_version.clone());
    let channel = Signal::derive(move || {
        service
            .read()
            .release_channel
            .as_ref()
            .map(ToString::to_string)
    });
    let profile = Signal::derive(move || service.read().profile.clone());
    let compliance = Signal::derive(move || {
        service
            .read()
            .compliance_type
            .as_ref()
            .map(ToString::to_string)
    });
    let created = Memo::new(move |_| service.read().created_at.clone());
    let created = move || match created.get() {
        Some(at) => view! { <Time at=Some(at) /> }.into_any(),
        None => dash(),
    };
    let raw = move || {
        let request = services::get(&organization.get_value(), &service.read_untracked().id);
        let label = Signal::derive(move || service.read().label().to_owned());
        view! { <RawButton request=request.untyped() label /> }
    };
    view! {
        <Panel title="Details" actions=raw>
            <Properties>
                <IdFact label="Service ID" value=id />
                <Fact label="Name" value=name />
                <Fact label="State" value=state />
                <Fact label="Provider, region" value=place />
                <WarehouseFact />
                <Fact label="ClickHouse version" value=version />
                <Fact label="Release channel" value=channel />
                <ReachFact />
                <TagsFact />
                <Property label="Created">{dynamic(created)}</Property>
                <Fact label="Profile" value=profile />
                <Fact label="Compliance type" value=compliance />
            </Properties>
        </Panel>
    }
}

#[component]
fn TagsFact() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let tags = Memo::new(move |_| service.read().tags.clone());
    let content = move || match tags.get() {
        None => dash(),
        Some(tags) => view! { <crate::pages::service::settings::TagTokens tags /> }.into_any(),
    };
    view! { <Property label="Tags">{dynamic(content)}</Property> }
}
