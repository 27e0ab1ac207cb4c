use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    services::{self, Service},
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::query_signal_with_options};

use super::{
    ServiceDialogs,
    columns::{COLUMNS, Row},
    use_service_actions, watch_transitions,
};
use crate::{
    dialogs::use_dialogs,
    offers::offer,
    params::use_organization,
    paths,
    query::{Query, use_query},
    query_view::QueryView,
    session::Session,
    ui::{
        Action, Button, ButtonLink, Empty, FilterBar, Icon, Page, Sort, Table, Tone, dynamic,
        matches, row_text,
    },
};

#[component]
pub fn ServicesPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Services organization /> })
    })
}

#[component]
fn Services(organization: OrganizationId) -> impl IntoView {
    let session = expect_context::<Session>();
    let id = StoredValue::new(organization);
    let query = use_query(move || Some(services::list(&id.get_value())));
    watch_transitions(query);
    let crumbs = Signal::derive(move || {
        let current = session.current();
        let current = current.read();
        let name = current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone());
        vec![(name.unwrap_or_default(), paths::overview(&id.get_value()))]
    });
    offer(
        "",
        Signal::stored(vec![Action::new(
            "Refresh",
            "refresh",
            Callback::new(move |()| query.reload()),
        )]),
    );
    let actions = move || {
        view! {
            <Button tone=Tone::Plain on_click=Callback::new(move |()| query.reload())>
                <Icon name="refresh" />
                "Refresh"
            </Button>
            <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                <Icon name="plus" />
                "Create service"
            </ButtonLink>
        }
    };
    view! {
        <Page title="Services" crumbs actions>
            <QueryView query outline=(6, 8) let:all>
                <List all id query />
            </QueryView>
        </Page>
    }
}

#[component]
fn List(
    all: Signal<Arc<Vec<Service>>>,
    id: StoredValue<OrganizationId>,
    query: Query<Vec<Service>>,
) -> impl IntoView {
    let in_address = || NavigateOptions {
        replace: true,
        scroll: false,
        ..Default::default()
    };
    let (filter, set_filter) = query_signal_with_options::<String>("filter", in_address());
    let (order, set_order) = query_signal_with_options::<String>("sort", in_address());
    let sort = Memo::new(move |_| {
        order
            .read()
            .as_ref()
            .map_or_else(|| Sort::by("name"), |order| Sort::parse(order))
    });
    let on_sort = Callback::new(move |(sort,): (Sort,)| set_order.set(Some(sort.to_string())));
    let dialogs = use_dialogs();
    let known = Signal::derive(move || Some(all.get()));
    let actions = use_service_actions(id, known, dialogs);
    let text = Signal::derive(move || filter.get().unwrap_or_default());
    let rows = Memo::new(move |_| {
        let organization = id.get_value();
        let needle = text.get();
        let all = all.read();
        let rows = all.iter().map(|service| Row {
            organization: organization.clone(),
            service: Arc::new(service.clone()),
        });
        Arc::new(
            rows.filter(|row| {
                matches(&row_text(&COLUMNS, row), &needle)
                    || matches(row.service.id.as_str(), &needle)
            })
            .collect::<Vec<_>>(),
        )
    });
    let change = Callback::new(move |(text,): (String,)| {
        set_filter.set((!text.is_empty()).then_some(text));
    });
    let find = Callback::new(move |(wanted,): (cloud_api::ServiceId,)| {
        all.read()
            .iter()
            .find(|service| service.id == wanted)
            .cloned()
    });
    let is_empty = Memo::new(move |_| all.read().is_empty());
    let content = move || {
        if is_empty.get() {
            view! {
                <Empty title="No services yet">
                    <p>"This organization has no service that the key may see."</p>
                    <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                        "Create service"
                    </ButtonLink>
                </Empty>
            }
            .into_any()
        } else {
            view! {
                <section class="panel">
                    <FilterBar
                        value=text
                        on_change=change
                        shown=Signal::derive(move || rows.read().len())
                        total=Signal::derive(move || all.read().len())
                        placeholder="Filter by any column, tag or id"
                        loading=query.loading()
                    />
                    <Show
                        when=move || !rows.read().is_empty()
                        fallback=move || {
                            view! {
                                <Empty title="No service matches the filter">
                                    <Button on_click=Callback::new(move |()| {
                                        set_filter.set(None);
                                    })>"Clear filter"</Button>
                                </Empty>
                            }
                        }
                    >
                        <Table
                            caption="Services"
                            columns=&COLUMNS
                            rows
                            key=|row: &Row| row.service.id.clone()
                            sort
                            on_sort
                            label_of=|row: &Row| row.service.label().to_owned()
                            row_actions=Callback::new(move |(row,): (Row,)| actions(&row.service))
                        />
                    </Show>
                </section>
            }
            .into_any()
        }
    };
    view! {
        {dynamic(content)}
        <ServiceDialogs organization=id dialogs find />
    }
}
