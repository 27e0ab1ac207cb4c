use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey},
};
use leptos::prelude::*;

use super::{
    actions::{KeyDialogs, many_keys, use_key_actions},
    columns::{KEYS, Row},
    marks::{Mark, marks},
    own::{Own, use_me},
};
use crate::{
    dialogs::use_dialogs,
    list_view::use_list_view,
    moment,
    offers::offer_rows,
    pages::{
        flags::{Flag, Flags},
        list_page::{ListPage, of_organization},
        many::{ListOfMany, Many},
    },
    paths,
    query::{Query, use_query},
    ui::{Empty, List},
};

#[component]
pub fn KeysPage() -> impl IntoView {
    of_organization(|organization| view! { <Keys organization /> })
}

#[component]
fn Keys(organization: OrganizationId) -> impl IntoView {
    let create = ("Create API key", paths::new_key(&organization));
    let organization = StoredValue::new(organization);
    let query = use_query(move || Some(keys::list(&organization.get_value(), None)));
    view! {
        <ListPage title="API keys" organization query outline=(6, 8) create let:all>
            <KeyList all id=organization query />
        </ListPage>
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
    let flags = Memo::new(move |_| {
        let rows = rows.read();
        let flag = |mark: Mark| Flag {
            word: mark.word(),
            label: mark.words(),
            why: mark.advice(),
            is_grave: mark.is_grave(),
            count: rows.iter().filter(|row| row.marks.contains(&mark)).count(),
        };
        Mark::ALL.map(flag).to_vec()
    });
    let many = Many::new(ListOfMany {
        organization: id,
        one: "API key",
        all: query.latest(),
        key: |key: &ApiKey| key.id.to_string(),
        request: |organization| keys::list(organization, None),
        row_actions: Arc::new(actions),
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
        <Flags label="Filter by mark" key="mark" flags view />
        <List
            list=&KEYS
            rows
            view
            row_actions=Arc::new(move |row: &Row| actions(&row.key))
            bulk=many.bar(many_keys)
            empty
            loading=query.loading()
            reveal=offer_rows()
            answered_at=query.answered_at()
        />
        <KeyDialogs organization=id dialogs find />
    }
}
