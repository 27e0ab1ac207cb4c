//! What the API tells of a key, and what stands out of it.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    keys::{self, ApiKey},
    legacy::Holder,
    services::IpAccess,
};
use leptos::prelude::*;

use super::{
    columns::{mark_view, state_tone},
    marks::{marks, told},
};
use crate::{
    moment,
    pages::{raw::RawButton, roles::RoleTokens},
    ui::{CopyButton, Empty, Icon, Panel, Properties, Property, StateBadge, Time, dynamic},
};

/// What a careful admin would look at, with what to do about it; nothing where nothing stands out.
#[component]
pub fn MarksPanel(key: Signal<Arc<ApiKey>>) -> impl IntoView {
    let found = Memo::new(move |_| marks(&key.read(), moment::now()));
    let rows = move || {
        let marks = found.get().into_iter();
        marks
            .map(|mark| {
                view! { <li>{mark_view(mark)} <small>{mark.advice()}</small></li> }
            })
            .collect_view()
    };
    view! {
        <Show when=move || !found.read().is_empty()>
            <Panel title="Worth a look">
                <ul class="feed">{dynamic(rows)}</ul>
            </Panel>
        </Show>
    }
}

#[component]
pub fn DetailsPanel(
    organization: StoredValue<OrganizationId>,
    key: Signal<Arc<ApiKey>>,
) -> impl IntoView {
    let name = move || key.read().name.clone().unwrap_or_else(|| "—".into());
    let state = move || {
        let state = key.read().state.clone();
        state.map_or_else(
            || "—".into_any(),
            |state| {
                view! { <StateBadge word=state.to_string() tone=state_tone(&state) /> }.into_any()
            },
        )
    };
    let suffix = move || {
        let suffix = key.read().key_suffix.clone();
        suffix.map_or_else(|| "—".to_owned(), |suffix| format!("…{suffix}"))
    };
    let request = keys::get(&organization.get_value(), &key.read_untracked().id).untyped();
    let raw = move || {
        let request = request.clone();
        view! { <RawButton request label=Signal::derive(move || key.read().label()) /> }
    };
    let assigned = Memo::new(move |_| key.read().roles());
    let roles = move || {
        view! { <RoleTokens organization=organization.get_value() roles=assigned.get() /> }
    };
    let id = key.read_untracked().id.to_string();
    let shown_id = id.clone();
    let created = Signal::derive(move || key.read().created_at.clone());
    let expires = Memo::new(move |_| told(key.read().expire_at.as_ref()).map(ToOwned::to_owned));
    let used = Memo::new(move |_| told(key.read().used_at.as_ref()).map(ToOwned::to_owned));
    let or_never = |at: Memo<Option<String>>| {
        move || match at.get() {
            Some(at) => view! { <Time at=Some(at) /> }.into_any(),
            None => "never".into_any(),
        }
    };
    view! {
        <Panel title="Details" actions=raw>
            <Properties>
                <Property label="Name">{dynamic(name)}</Property>
                <Property label="State">{dynamic(state)}</Property>
                <Property label="Key ID">
                    <span class="mono">{dynamic(suffix)}</span>
                    <p class="hint">
                        "The last four characters; the API never tells the rest. The key ID is the user \
                         name of HTTP Basic, beside the secret."
                    </p>
                </Property>
                <Property label="Resource id">
                    <span class="mono">{shown_id}</span>
                    <CopyButton text=id label="Copy resource id" />
                    <p class="hint">
                        "Names the key in addresses of the API and in query API endpoints. It opens nothing."
                    </p>
                </Property>
                <Property label="Roles">{dynamic(roles)}</Property>
                <Property label="Created">
                    <Time at=created />
                </Property>
                <Property label="Expires">{dynamic(or_never(expires))}</Property>
                <Property label="Last used">
                    {dynamic(or_never(used))} <p class="hint">"With the precision of a minute."</p>
                </Property>
            </Properties>
        </Panel>
    }
}

/// From where the key can be used.
#[component]
pub fn AccessPanel(key: Signal<Arc<ApiKey>>) -> impl IntoView {
    let list = Memo::new(move |_| key.read().ip_access_list.clone());
    let content = move || match list.get() {
        None => {
            view! { <p class="panel__text quiet">"The API did not tell the IP access list."</p> }
                .into_any()
        }
        Some(entries) if entries.is_empty() => view! {
            <Empty title="Nobody can use this key">
                <p>"The list is empty, so the API refuses the key from every address."</p>
            </Empty>
        }
        .into_any(),
        Some(entries) => {
            view! { <Properties>{entries.into_iter().map(entry).collect_view()}</Properties> }
                .into_any()
        }
    };
    view! { <Panel title="IP access list">{dynamic(content)}</Panel> }
}

fn entry(entry: IpAccess) -> impl IntoView {
    let is_open = entry.is_anywhere();
    let description = entry.description.filter(|text| !text.trim().is_empty());
    let open = is_open.then(|| {
        view! {
            <span class="warn">
                <Icon name="warning" />
                "every address"
            </span>
        }
    });
    view! {
        <Property label=entry
            .source>{description.unwrap_or_else(|| "—".into())} " " {open}</Property>
    }
}
