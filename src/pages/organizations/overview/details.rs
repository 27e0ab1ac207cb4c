use std::sync::Arc;

use cloud_api::organizations::Organization;
use leptos::prelude::*;

use crate::ui::{CopyButton, Properties, Property, Time, dynamic};

#[component]
pub fn Details(details: Signal<Arc<Organization>>) -> impl IntoView {
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
