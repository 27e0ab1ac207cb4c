use leptos::prelude::*;

use crate::ui::{Panel, Properties, Property};

/// What `ClickHouse` Cloud has of an organization and its API has not, so that nobody looks for it here.
#[component]
pub(super) fn Elsewhere() -> impl IntoView {
    let parts = [
        (
            "Signing in",
            "SAML, multi-factor authentication, session time",
        ),
        ("Money", "invoices, payment, spend alerts"),
        ("Help", "support tickets, notification settings"),
        ("Data", "SQL console, saved queries"),
    ];
    let part =
        |(label, what): (&'static str, &'static str)| view! { <Property label>{what}</Property> };
    view! {
        <Panel title="Not in the public API">
            <Properties>{parts.map(part)}</Properties>
            <p class="panel__text hint">
                "These are found in "
                <a href="https://console.clickhouse.cloud" target="_blank" rel="noopener">
                    "ClickHouse Cloud's own console"
                    <span class="visually-hidden">" (opens in a new tab)"</span>
                </a> "."
            </p>
        </Panel>
    }
}
