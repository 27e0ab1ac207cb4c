use cloud_api::novelty::DEPRECATED;
use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::ui::{Panel, Properties, Property, dynamic};

/// What the API tells beyond what this console has a place for, as it came; nothing most of the time.
#[component]
pub fn OtherFields(#[prop(into)] fields: Signal<Map<String, Value>>) -> impl IntoView {
    let fields = Memo::new(move |_| {
        let fields = fields.read();
        let told = |(name, value): (&String, &Value)| (name.clone(), value.to_string());
        fields.iter().map(told).collect::<Vec<_>>()
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
        let rows = fields.get();
        (!rows.is_empty()).then(|| {
            view! {
                <Panel title="Other">
                    <Properties>{rows.into_iter().map(row).collect_view()}</Properties>
                </Panel>
            }
        })
    })
}
