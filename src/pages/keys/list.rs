mod mark_filter;

use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey},
};
use leptos::prelude::*;

use super::{
    actions::{KeyDialogs, use_key_actions},
    columns::{KEYS, Row},
    marks::marks,
    own::{Own, use_me},
};
use crate::{
    dialogs::use_dialogs,
    list_view::use_list_view,
    moment,
    offers::offer,
    params::use_organization,
    paths,
    query::{Query, use_query},
    query_view::QueryView,
    session::Session,
    ui::{Action, Button, ButtonLink, Empty, Icon, List, Page, Tone, dynamic},
};
use mark_filter::MarkFilter;

#[component]
pub fn KeysPage() -> impl IntoView {
    let organization = use_organization();
    dynamic(move || {
        organization
            .get()
            .map(|organization| view! { <Keys organization /> })
    })
}

#[component]
fn Keys(organization: OrganizationId) -> impl IntoView {
    let session = expect_context::<Session>();
    let id = StoredValue::new(organization);
    // One page holds more keys than an organization may have.
    let query = use_query(move || Some(keys::list(&id.get_value(), None)));
    let crumbs = Signal::derive(move || {
        let current = session.current();
        let current = current.read();
        let name = current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone());
        vec![(name.unwrap_or_default(), paths::overview(&id.get_value()))]
    });
    let refresh = Callback::new(move |()| query.reload());
    offer(
        "",
        Signal::stored(vec![Action::new("Refresh", "refresh", refresh)]),
    );
    let actions = move || {
        view! {
            <Button tone=Tone::Plain on_click=refresh>
                <Icon name="refresh" />
                "Refresh"
            </Button>
            <ButtonLink href=paths::new_key(&id.get_value()) tone=Tone::Primary>
                <Icon name="plus" />
                "Create API key"
            </ButtonLink>
        }
    };
    view! {
        <Page title="API keys" crumbs actions>
            <QueryView query outline=(6, 8) let:all>
                <KeyList all id query />
            </QueryView>
        </Page>
    }
}

#[component]
fn KeyList(
    all: Signal<Arc<Vec<ApiKey>>>,
    id: StoredValue<OrganizationId>,
    query: Query<Vec<ApiKey>>,
) -> impl IntoView {
    let dialogs = use_dialogs();
    let actions = use_key_actions(id, dialogs);
    let me = use_me();
    let view = use_list_view("keys");
    let rows = Memo::new(move |_| {
        let now = moment::now();
        let organization = id.get_value();
        let me = me.get();
        let row = |key: &ApiKey| Row {
            organization: organization.clone(),
            own: Own::of(key, me.as_ref()),
            marks: marks(key, now),
            key: Arc::new(key.clone()),
        };
        Arc::new(all.read().iter().map(row).collect::<Vec<_>>())
    });
    let found = Signal::derive(move || {
        let rows = rows.read();
        rows.iter().flat_map(|row| row.marks.clone()).collect()
    });
    let find = Callback::new(move |(wanted,): (KeyId,)| {
        let all = all.read();
        all.iter().find(|key| key.id == wanted).cloned()
    });
    let empty = || {
        view! {
            <Empty title="No API keys">
                <p>"The API lists none that this session may see."</p>
            </Empty>
        }
    };
    view! {
        <MarkFilter marks=found view />
        <List
            list=&KEYS
            rows
            view
            row_actions=Arc::new(move |row: &Row| actions(&row.key))
            empty
            loading=query.loading()
            answered_at=query.answered_at()
        />
        <KeyDialogs organization=id dialogs find />
    }
}
