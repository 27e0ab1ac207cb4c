use leptos::prelude::*;

use super::OnOrganization;
use crate::ui::{CopyButton, Panel, Properties, Property, Time, dynamic};

/// What the organization is.
#[component]
pub(super) fn Details() -> impl IntoView {
    let OnOrganization { organization, .. } = expect_context();
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
    view! {
        <Panel title="Details">
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
    }
}
