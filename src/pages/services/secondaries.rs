//! A primary outlives the secondaries of its warehouse: its deletion leads to theirs first.

use cloud_api::{
    OrganizationId,
    services::{self, Service, State},
};
use leptos::prelude::*;

use super::{state_tone, watch_transitions};
use crate::{
    dialogs::Dialogs,
    operations::Operations,
    paths,
    query::use_query,
    ui::{Button, StateBadge, dynamic},
};

/// The secondaries of a primary that a dialog is about, read anew when it opens (`instanceGetList`) and watched while
/// they go; nothing while they are not known. Where they cannot be read there are none: the API decides.
pub fn use_secondaries(
    open: Signal<bool>,
    organization: StoredValue<OrganizationId>,
    service: Memo<Option<Service>>,
) -> Memo<Option<Vec<Service>>> {
    let is_primary = Memo::new(move |_| {
        let service = service.read();
        let service = service.as_ref();
        service.is_some_and(|one| one.is_primary == Some(true) && one.data_warehouse_id.is_some())
    });
    let all = use_query(move || {
        (open.get() && is_primary.get()).then(|| services::list(&organization.get_value()))
    });
    watch_transitions(all);
    let (all, error) = (all.latest(), all.error());
    Memo::new(move |_| {
        let service = service.read();
        let Some(service) = service.as_ref().filter(|_| is_primary.get()) else {
            return Some(Vec::new());
        };
        match all.get() {
            Some(all) => Some(service.secondaries(&all).cloned().collect()),
            None => error.read().is_some().then(Vec::new),
        }
    })
}

/// Why the primary has to wait; `first` is said while there are any.
pub fn wait_for(secondaries: Memo<Option<Vec<Service>>>, first: &str) -> Option<String> {
    match secondaries.read().as_deref() {
        Some([]) => None,
        Some(_) => Some(first.to_owned()),
        None => Some("Looking whether it has secondaries.".to_owned()),
    }
}

/// Names them, with the way to each and to its own deletion.
#[component]
pub fn SecondariesFirst(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    service: Memo<Option<Service>>,
    secondaries: Memo<Option<Vec<Service>>>,
) -> impl IntoView {
    let label = move || {
        let service = service.read();
        service
            .as_ref()
            .map_or_else(String::new, |one| one.label().to_owned())
    };
    let rows = move || {
        let row = |secondary| view! { <Secondary organization dialogs secondary /> };
        secondaries
            .get()
            .into_iter()
            .flatten()
            .map(row)
            .collect_view()
    };
    view! {
        <p>
            {dynamic(label)}
            " is the primary of a warehouse, and the API deletes it only after its secondaries. Each \
             is asked about by itself; when all are gone, this dialog asks about the primary."
        </p>
        <ul class="plain secondaries" aria-label="Secondaries">
            {dynamic(rows)}
        </ul>
    }
}

#[component]
fn Secondary(
    organization: StoredValue<OrganizationId>,
    dialogs: Dialogs,
    secondary: Service,
) -> impl IntoView {
    let operations = expect_context::<Operations>();
    let href = paths::service(&organization.get_value(), &secondary.id);
    let label = secondary.label().to_owned();
    let name = label.clone();
    let state = secondary.state.clone();
    let badge = state.clone().map(|state| {
        let tone = state_tone(&state);
        view! { <StateBadge word=state.to_string() tone /> }
    });
    let id = secondary.id;
    let refused = Signal::derive({
        let id = id.clone();
        move || {
            let busy = operations.on(&id);
            let leaving = || state.as_ref().is_some_and(State::is_leaving);
            busy.map(|operation| format!("{} is under way.", operation.kind.doing()))
                .or_else(|| leaving().then(|| "It is being deleted.".to_owned()))
        }
    });
    view! {
        <li class="secondaries__row">
            <a href=href>{label}</a>
            {badge}
            <Button refused on_click=move || dialogs.open_on("delete", &id)>
                "Delete "
                {name}
            </Button>
        </li>
    }
}
