use cloud_api::organizations;
use leptos::prelude::*;

use super::OnOrganization;
use crate::{
    pages::{other::OtherFields, raw::RawButton},
    ui::{CopyButton, Panel, Properties, Property, Time, dynamic},
};

/// What the organization is.
#[component]
pub(super) fn Details() -> impl IntoView {
    let OnOrganization {
        id: own,
        organization,
        ..
    } = expect_context();
    let id = organization.read_untracked().id.to_string();
    let created = Signal::derive(move || organization.read().created_at.clone());
    let snapshots = move || {
        let organization = organization.read();
        let capabilities = organization.capabilities.as_ref();
        match capabilities.and_then(|capabilities| capabilities.snapshots) {
            Some(true) => "available",
            Some(false) => "not available",
            None => "—",
        }
    };
    let raw = move || {
        let request = organizations::get(&own.get_value());
        let label = Signal::derive(move || {
            let organization = organization.read();
            organization
                .name
                .clone()
                .unwrap_or_else(|| "the organization".into())
        });
        view! { <RawButton request=request.untyped() label /> }
    };
    view! {
        <Panel title="Details" actions=raw>
            <Properties>
                <Property label="Organization ID">
                    <span class="mono">{id.clone()}</span>
                    <CopyButton text=id label="Copy organization ID" />
                </Property>
                <Property label="Created">
                    <Time at=created />
                </Property>
                <Property label="Snapshots">{dynamic(snapshots)}</Property>
            </Properties>
        </Panel>
        <OtherFields fields=Signal::derive(move || organization.read().other.clone()) />
    }
}
