use std::sync::Arc;

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Service},
};
use leptos::prelude::*;

use super::{
    ServiceDialogs,
    bulk::{BulkProps, ServicesBulk},
    columns::{Row, SERVICES},
    use_service_actions, watch_transitions,
};
use crate::{
    chunk,
    chunk::Later,
    dialogs::use_dialogs,
    list_view::use_list_view,
    offers::offer_rows,
    pages::{
        crumbs::use_crumbs, list_page::of_organization, refresh::Refresh, service::https_address,
    },
    paths,
    query::{Query, use_query},
    query_view::QueryView,
    ui::{ButtonLink, Empty, Icon, List, Page, Selection, Tone, copy_action},
};

#[component]
pub fn ServicesPage() -> impl IntoView {
    of_organization(|organization| view! { <Services organization /> })
}

#[component]
fn Services(organization: OrganizationId) -> impl IntoView {
    let id = StoredValue::new(organization);
    let query = use_query(move || Some(services::list(&id.get_value())));
    watch_transitions(query);
    query.keep_fresh();
    let crumbs = use_crumbs(id, Vec::new());
    let actions = move || {
        view! {
            <Refresh on_refresh=move || query.reload() />
            <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                <Icon name="plus" />
                "Create service"
            </ButtonLink>
        }
    };
    view! {
        <Page title="Services" crumbs actions>
            <QueryView query outline=(6, 8) let:all>
                <ServiceList all id query />
            </QueryView>
        </Page>
    }
}

#[component]
fn ServiceList(
    all: Signal<Arc<Vec<Service>>>,
    id: StoredValue<OrganizationId>,
    query: Query<Vec<Service>>,
) -> impl IntoView {
    let dialogs = use_dialogs();
    let known = Signal::derive(move || Some(all.get()));
    let actions = use_service_actions(id, known, dialogs);
    let rows = Memo::new(move |_| {
        let organization = id.get_value();
        let all = all.read();
        let rows = all.iter().map(|service| Row {
            organization: organization.clone(),
            service: Arc::new(service.clone()),
        });
        Arc::new(rows.collect::<Vec<_>>())
    });
    let find = Callback::new(move |(wanted,): (ServiceId,)| {
        all.read()
            .iter()
            .find(|service| service.id == wanted)
            .cloned()
    });
    let empty = move || {
        view! {
            <Empty title="No services yet">
                <p>"This organization has no service that the key may see."</p>
                <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                    "Create service"
                </ButtonLink>
            </Empty>
        }
    };
    let bulk = Callback::new(move |(selection,): (Selection,)| {
        let props = BulkProps {
            selection,
            organization: id,
            all: known,
            row_actions: Arc::new(actions),
        };
        let chunk = chunk!(fn services_bulk(props: BulkProps) in changes => {
            view! { <ServicesBulk props /> }
        });
        view! { <Later chunk props outline=(0, 0) /> }.into_any()
    });
    view! {
        <List
            list=&SERVICES
            rows
            view=use_list_view("services")
            row_actions=Arc::new(move |row: &Row| {
                let mut all = actions(&row.service);
                let address = https_address(&row.service);
                all.extend(address.map(|address| copy_action("Copy endpoint", address)));
                all
            })
            bulk
            empty
            loading=query.loading()
            reveal=offer_rows()
            answered_at=query.answered_at()
        />
        <ServiceDialogs organization=id dialogs find />
    }
}
