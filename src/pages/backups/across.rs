//! The backups of all services.

mod attention;
mod columns;
mod importance;
mod progress;
mod survey;

use std::{collections::HashMap, sync::Arc};

use cloud_api::{
    OrganizationId,
    services::{self, Service},
};
use leptos::prelude::*;

use crate::{
    format,
    list_view::use_list_view,
    offers::offer,
    pages::list_page::{ListPage, of_organization},
    paths,
    query::use_query,
    ui::{Action, ButtonLink, Empty, List, Tone, dynamic},
};
use attention::Attention;
use columns::{BOARD, Row};
use importance::by_importance;
use survey::Survey;

#[component]
pub fn BackupsPage() -> impl IntoView {
    of_organization(|organization| view! { <Across organization /> })
}

#[component]
fn Across(organization: OrganizationId) -> impl IntoView {
    let id = StoredValue::new(organization);
    let query = use_query(move || Some(services::list(&id.get_value())));
    let survey = Survey::new(id.get_value());
    let start_over = Callback::new(move |()| survey.start_over());
    let check_all = Callback::new(move |()| survey.ask_for_all());
    offer(
        String::new(),
        Signal::stored(vec![Action::new(
            "Check the backups of all services",
            "check",
            check_all,
        )]),
    );
    view! {
        <ListPage title="Backups" organization=id query outline=(6, 6) and=start_over let:all>
            <Board all id survey />
        </ListPage>
    }
}

#[component]
fn Board(
    all: Signal<Arc<Vec<Service>>>,
    id: StoredValue<OrganizationId>,
    survey: Survey,
) -> impl IntoView {
    let view = use_list_view("all-backups");
    let primaries = Memo::new(move |_| Arc::new(by_importance(&all.read())));
    let organization = Arc::new(id.get_value());
    let rows = Memo::new(move |_| {
        let primaries = primaries.read();
        let row = |found: &HashMap<_, _>, service: &Arc<Service>| Row {
            organization: Arc::clone(&organization),
            service: Arc::clone(service),
            found: found.get(&service.id).cloned(),
        };
        let rows = survey.shown(|found| {
            primaries
                .iter()
                .map(|service| row(found, service))
                .collect()
        });
        Arc::<Vec<Row>>::new(rows)
    });
    // What the filter names is known first.
    survey.check(move || {
        let needle = view.now.read().filter.clone();
        let words = needle.split_whitespace().filter(|word| !word.contains(':'));
        let needle = words.collect::<Vec<_>>().join(" ").to_lowercase();
        let primaries = primaries.read();
        let named = primaries
            .iter()
            .filter(|service| service.label().to_lowercase().contains(&needle));
        named.cloned().collect()
    });
    let secondaries = Memo::new(move |_| all.read().len() - primaries.read().len());
    let note = move || {
        let count = secondaries.get();
        (count > 0).then(|| {
            let text = if count == 1 {
                "1 secondary is not listed: its backups are those of its primary.".to_owned()
            } else {
                format!(
                    "{} are not listed: their backups are those of their primaries.",
                    format::plural(count, "secondary", "secondaries")
                )
            };
            view! { <p class="hint">{text}</p> }
        })
    };
    let empty = move || {
        view! {
            <Empty title="No services yet">
                <p>
                    "Backups are made of services, and this organization has none that the key may see."
                </p>
                <ButtonLink href=paths::new_service(&id.get_value()) tone=Tone::Primary>
                    "Create service"
                </ButtonLink>
            </Empty>
        }
    };
    let has_any = Memo::new(move |_| !primaries.read().is_empty());
    view! {
        <Show when=move || has_any.get()>
            <Attention rows survey />
        </Show>
        <List list=&BOARD rows view empty />
        {dynamic(note)}
    }
}
