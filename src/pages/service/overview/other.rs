use cloud_api::novelty::DEPRECATED;
use leptos::prelude::*;

use crate::{
    pages::service::OnService,
    ui::{Panel, Properties, Property, dynamic},
};

/// What the API tells beyond what this console has a place for, as it came; nothing most of the time.
#[component]
pub(super) fn Other() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let other = Memo::new(move |_| {
        let service = service.read();
        let told = |(name, value): (&String, &serde_json::Value)| (name.clone(), value.to_string());
        service.other.iter().map(told).collect::<Vec<_>>()
    });
    let row = |(name, value): (String, String)| {
        let note = DEPRECATED
            .contains(&name.as_str())
            .then_some(" (deprecated)");
        view! {
            <Property label=name>
                <code class="mono">{value}</code>
                {note}
            </Property>
        }
    };
    dynamic(move || {
        let rows = other.get();
        (!rows.is_empty()).then(|| {
            view! {
                <Panel title="Other">
                    <Properties>{rows.into_iter().map(row).collect_view()}</Properties>
                </Panel>
            }
        })
    })
}
