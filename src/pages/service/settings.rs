//! What can be changed of a service, each with its action.

pub mod changes;
mod channel;
mod edit;
mod password;
mod private_endpoints;
mod refusal;
mod switch;
mod tags;
mod tokens;
pub mod writes;

use cloud_api::organizations;
use leptos::prelude::*;

pub use edit::EditSetting;
pub use refusal::use_refusal;
pub use switch::switch_words;
pub use tokens::TagTokens;
pub use writes::use_writes;

use super::OnService;
use crate::{
    pages::services::use_service_actions,
    query::use_query,
    ui::{Action, Panel, Setting, dynamic},
};
use channel::ChannelSetting;
use password::PasswordSetting;
use private_endpoints::EndpointsSetting;
use switch::{CORE_DUMPS, MYSQL, SwitchSetting};
use tags::TagsSetting;

#[component]
pub fn ServiceSettings() -> impl IntoView {
    let OnService { organization, .. } = expect_context();
    // What the organization allows, and what its private endpoints are for.
    let organization = use_query(move || Some(organizations::get(&organization.get_value())));
    let organization = organization.latest();
    view! {
        <Panel title="Settings">
            <NameSetting />
            <ChannelSetting />
            <TagsSetting />
            <EndpointsSetting />
            <SwitchSetting switch=&MYSQL organization />
            <SwitchSetting switch=&CORE_DUMPS organization />
            <PasswordSetting />
        </Panel>
        <Panel title="Danger zone">
            <DeleteSetting />
        </Panel>
    }
}

#[component]
fn NameSetting() -> impl IntoView {
    let OnService { service, .. } = expect_context();
    let (refused, run) = use_action("Rename");
    let name = move || service.read().name.clone().unwrap_or_else(|| "—".into());
    view! {
        <Setting
            label="Name"
            hint="Only for people: connections and keys do not depend on it."
            action="Rename"
            refused
            on_click=run
        >
            {dynamic(name)}
        </Setting>
    }
}

#[component]
fn DeleteSetting() -> impl IntoView {
    let (refused, run) = use_action("Delete service");
    view! {
        <Setting
            label="Delete this service"
            hint="Deletes the service with its data and its backups. This cannot be undone."
            action="Delete service"
            danger=true
            refused
            on_click=run
        />
    }
}

/// An action of the registry: why it may not be done now, and what runs it.
fn use_action(label: &'static str) -> (Signal<Option<String>>, Callback<()>) {
    let OnService {
        organization,
        service,
        all,
        dialogs,
    } = expect_context();
    let actions = use_service_actions(organization, all, dialogs);
    let find = move || {
        actions(&service.read())
            .into_iter()
            .find(|action| action.label == label)
    };
    let refused = Signal::derive(move || find().and_then(|action: Action| action.refused));
    let run = Callback::new(move |()| {
        if let Some(action) = untrack(find) {
            action.run.run(());
        }
    });
    (refused, run)
}
