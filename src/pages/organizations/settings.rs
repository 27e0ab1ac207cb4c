//! The organization's own settings, its endpoints and infrastructure, its quotas, and the key in use.

mod byoc;
mod core_dumps;
mod details;
mod endpoints;
mod key;
mod quotas;

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    organizations::{self, Organization},
    permissions::TO_UPDATE_ORGANIZATION,
};
use leptos::prelude::*;

use crate::{
    dialogs::{Dialogs, use_dialogs},
    pages::{crumbs::use_crumbs, list_page::of_organization},
    query::{Query, use_query},
    query_view::QueryView,
    rights::Rights,
    ui::{Page, Panel, Setting, dynamic},
};

use super::rename::RenameOrganization;
use byoc::Byoc;
use core_dumps::{CoreDumpsDialog, CoreDumpsSetting};
use details::Details;
use endpoints::Endpoints;
use key::CurrentKey;
use quotas::Quotas;

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct OnOrganization {
    id: StoredValue<OrganizationId>,
    /// The latest answer.
    organization: Signal<Arc<Organization>>,
    dialogs: Dialogs,
    /// Why nothing may be changed.
    refused: Signal<Option<String>>,
}

#[component]
pub fn OrganizationSettingsPage() -> impl IntoView {
    of_organization(|organization| view! { <Settings organization /> })
}

#[component]
fn Settings(organization: OrganizationId) -> impl IntoView {
    let dialogs = use_dialogs();
    let id = StoredValue::new(organization);
    let query = use_query(move || Some(organizations::get(&id.get_value())));
    view! {
        <Page title="Organization" crumbs=use_crumbs(id, Vec::new())>
            <QueryView query outline=(18, 2) let:organization>
                <Parts id query organization dialogs />
            </QueryView>
            <Quotas id />
            <CurrentKey />
        </Page>
    }
}

#[component]
fn Parts(
    id: StoredValue<OrganizationId>,
    query: Query<Organization>,
    organization: Signal<Arc<Organization>>,
    dialogs: Dialogs,
) -> impl IntoView {
    let rights = expect_context::<Rights>();
    rights.ask();
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_UPDATE_ORGANIZATION, None));
    provide_context(OnOrganization {
        id,
        organization,
        dialogs,
        refused,
    });
    let name = move || {
        let organization = organization.read();
        organization.name.clone().unwrap_or_else(|| "—".into())
    };
    view! {
        <Details />
        <Panel title="Settings">
            <Setting
                label="Name"
                hint="Only for people: keys and services do not depend on it."
                action="Rename"
                refused
                on_click=Callback::new(move |()| dialogs.open("rename"))
            >
                {dynamic(name)}
            </Setting>
            <CoreDumpsSetting />
        </Panel>
        <Endpoints />
        <Byoc />
        <RenameOrganization id details=query dialogs />
        <CoreDumpsDialog />
    }
}
