//! The organization's own settings, its endpoints and infrastructure, its quotas, and the key in use.

mod byoc;
mod core_dumps;
mod details;
mod elsewhere;
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
    offers::offer,
    pages::{crumbs::use_crumbs, list_page::of_organization},
    query::{Query, use_query},
    query_view::QueryView,
    rights::Rights,
    ui::{Page, Panel, Setting, Skeleton, Waiting, dynamic},
};

use super::rename::{RenameOrganization, rename};
use byoc::Byoc;
use core_dumps::{CoreDumpsDialog, CoreDumpsSetting};
use details::Details;
use elsewhere::Elsewhere;
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
    // Each part has its outline, so that nothing jumps when the answer comes.
    let is_waiting =
        Memo::new(move |_| query.latest().read().is_none() && query.error().read().is_none());
    let content = move || {
        if is_waiting.get() {
            return view! { <Outlines /> }.into_any();
        }
        view! {
            <QueryView query let:organization>
                <Parts id query organization dialogs />
            </QueryView>
        }
        .into_any()
    };
    view! {
        <Page title="Organization" crumbs=use_crumbs(id, Vec::new())>
            {dynamic(content)}
            <Quotas id />
            <CurrentKey />
            <Elsewhere />
        </Page>
    }
}

/// The parts of the page before the organization is known.
#[component]
fn Outlines() -> impl IntoView {
    let parts = [
        ("Details", 6, 2),
        ("Settings", 2, 2),
        ("Private endpoints", 2, 4),
        ("Bring your own cloud (BYOC)", 1, 3),
    ];
    let part = |(title, rows, columns): (&'static str, usize, usize)| {
        view! {
            <Panel title>
                <Skeleton rows columns />
            </Panel>
        }
    };
    view! {
        <Waiting />
        {parts.map(part)}
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
    let on = OnOrganization {
        id,
        organization,
        dialogs,
        refused,
    };
    provide_context(on);
    let offered = move || {
        let rename = rename(refused.get(), dialogs);
        [Some(rename), core_dumps::switch(on)]
            .into_iter()
            .flatten()
            .collect()
    };
    offer("the organization".to_owned(), Signal::derive(offered));
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
