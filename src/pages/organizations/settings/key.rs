use std::sync::Arc;

use cloud_api::whoami::{self, Whoami};
use leptos::prelude::*;

use crate::{
    pages::beta::Beta,
    query::use_query,
    query_view::QueryView,
    session::Session,
    ui::{CopyButton, Panel, Properties, Property, dynamic},
};

/// The key that this session works with, as the API sees it.
#[component]
pub(super) fn CurrentKey() -> impl IntoView {
    let query = use_query(|| Some(whoami::get()));
    view! {
        <Panel title="Key of this session" actions=|| view! { <Beta operation="whoamiGet" /> }>
            <QueryView query outline=(3, 2) let:who>
                <Who who />
            </QueryView>
        </Panel>
    }
}

#[component]
fn Who(who: Signal<Arc<Whoami>>) -> impl IntoView {
    let session = expect_context::<Session>();
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "—".into());
    let kind = move || {
        let kind = who.read().actor_type.clone();
        or_dash(kind.map(|kind| match kind.as_str() {
            "apiKey" => "API key".to_owned(),
            "user" => "user".to_owned(),
            _ => kind,
        }))
    };
    let name = move || or_dash(who.read().name.clone());
    let suffix = move || {
        let credentials = session.credentials();
        or_dash(credentials.map(|credentials| format!("…{}", credentials.suffix())))
    };
    let id = Memo::new(move |_| who.read().key_id.clone());
    let resource = move || match id.get() {
        Some(id) => view! {
            <span class="mono">{id.clone()}</span>
            <CopyButton text=id label="Copy the key's resource ID" />
        }
        .into_any(),
        None => "—".into_any(),
    };
    let rights = move || {
        if session.read_only().get() {
            "This session sends reads only, whatever the key may do."
        } else {
            "What the key's roles allow; the API decides at each call."
        }
    };
    view! {
        <Properties>
            <Property label="Kind">{dynamic(kind)}</Property>
            <Property label="Name">{dynamic(name)}</Property>
            <Property label="Key ID ends in">
                <span class="mono">{dynamic(suffix)}</span>
            </Property>
            <Property label="Resource ID">{dynamic(resource)}</Property>
            <Property label="May do">{dynamic(rights)}</Property>
        </Properties>
    }
}
