//! The organization at a glance: every number leads to the list that explains it.
//!
//! The services are asked for first. What stands beside them leaves behind what a person asks for meanwhile, the costs
//! behind everything else. Each tile keeps its place while it waits, and fails alone.

mod attention;
mod backups;
mod begin;
mod cost;
mod details;
mod exposure;
mod figures;
mod invitations;
mod keys;
mod latest;
mod moving;
mod states;
mod tile;

use cloud_api::{OrganizationId, organizations, permissions::TO_UPDATE_ORGANIZATION};
use leptos::prelude::*;

use super::rename::{RenameOrganization, rename};
use crate::{
    dialogs::use_dialogs,
    offers::offer,
    pages::{hygiene::use_lists, services::watch_transitions},
    params::use_organization,
    paths,
    query::use_query,
    query_view::{QueryView, problem_of},
    rights::Rights,
    session::Session,
    ui::{Button, ButtonLink, Page, Panel, ProblemNotice, Tone, dynamic},
};
use attention::Attention;
use backups::Backups;
use begin::Begin;
use cost::Cost;
use details::Details;
use exposure::Exposure;
use invitations::Invitations;
use keys::Keys;
use latest::Latest;
use moving::Moving;
use states::States;

#[component]
pub fn OverviewPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Overview organization /> })
    })
}

#[component]
fn Overview(organization: OrganizationId) -> impl IntoView {
    let session = expect_context::<Session>();
    let dialogs = use_dialogs();
    let id = StoredValue::new(organization);
    let lists = use_lists(id, false);
    let details = use_query(move || Some(organizations::get(&id.get_value())));
    let services = lists.services;
    watch_transitions(services);
    let latest = services.latest();
    let is_empty = Memo::new(move |_| latest.read().as_ref().is_some_and(|all| all.is_empty()));
    let title = move || {
        let latest = details.latest();
        let latest = latest.read();
        let name = latest
            .as_ref()
            .and_then(|organization| organization.name.clone());
        name.or_else(|| {
            session
                .current()
                .get()
                .map(|signed_in| signed_in.organization_name)
        })
        .unwrap_or_else(|| "Organization".into())
    };
    let rights = expect_context::<Rights>();
    let refused = Signal::derive(move || rights.refusal_or_read_only(TO_UPDATE_ORGANIZATION, None));
    let offered = move || vec![rename(refused.get(), dialogs)];
    offer("the organization".to_owned(), Signal::derive(offered));
    let actions = move || {
        view! {
            <Button refused on_click=Callback::new(move |()| dialogs.open("rename"))>
                "Rename"
            </Button>
            <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                "Create service"
            </ButtonLink>
        }
    };
    let settings = move || {
        let href = paths::organization_settings(&id.get_value());
        view! { <a href=href>"Settings, quotas, endpoints"</a> }
    };
    view! {
        <Page title=Signal::derive(title) actions>
            <ProblemNotice
                problem=problem_of(services)
                on_retry=Callback::new(move |()| services.reload())
            />
            <States lists />
            <div class="tiles">
                <Show
                    when=move || !is_empty.get()
                    fallback=move || view! { <Begin organization=id /> }
                >
                    <Attention lists />
                </Show>
                <Moving lists />
                <Exposure lists />
                <Backups lists />
                <Keys lists />
                <Invitations lists />
                <Cost organization=id />
                <Latest organization=id services />
            </div>
            <QueryView query=details outline=(4, 2) let:details>
                <Panel title="Details" actions=settings>
                    <Details details />
                </Panel>
            </QueryView>
            <RenameOrganization id details dialogs />
        </Page>
    }
}
