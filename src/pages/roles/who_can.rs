use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    permissions::{ALL, ORGANIZATION_MANAGE},
    roles::Role,
    services,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::query_signal_with_options};

use super::actors::{NamesState, actor_view, use_actors};
use crate::{
    format::plural,
    query::use_query,
    rights::{
        meanings::{label_of, of},
        policies::who_can,
    },
    ui::{Button, Panel, SelectField, dynamic},
};

/// How many are named at first.
const FEW: usize = 24;

/// Who may do a thing: the question and its answer, both in the address.
#[component]
pub fn WhoCan(
    organization: StoredValue<OrganizationId>,
    all: Signal<Arc<Vec<Role>>>,
) -> impl IntoView {
    let in_address = || NavigateOptions {
        replace: true,
        scroll: false,
        ..Default::default()
    };
    let (asked, set_asked) = query_signal_with_options::<String>("permission", in_address());
    let (place, set_place) = query_signal_with_options::<String>("service", in_address());
    let permission = RwSignal::new(
        asked
            .get_untracked()
            .unwrap_or_else(|| ORGANIZATION_MANAGE.into()),
    );
    let service = RwSignal::new(place.get_untracked().unwrap_or_default());
    let services = use_query(move || Some(services::list(&organization.get_value()))).latest();
    let permissions: Vec<(String, String)> = ALL
        .iter()
        .map(|permission| ((*permission).to_owned(), label_of(permission).to_owned()))
        .collect();
    let places = Signal::derive(move || {
        let services = services.read();
        let all = services.iter().flat_map(|all| all.iter());
        let mut all: Vec<_> = all
            .map(|service| (service.id.to_string(), service.label().to_owned()))
            .collect();
        all.sort_by_key(|(_, name)| name.to_lowercase());
        std::iter::once((String::new(), "Any service".to_owned()))
            .chain(all)
            .collect::<Vec<_>>()
    });
    let of_service = Memo::new(move |_| !permission.read().contains(":organization:"));
    let means = Signal::derive(move || of(&permission.read()).map(|found| found.means.to_owned()));
    view! {
        <Panel title="Who can …?">
            <div class="panel__text form__row">
                <SelectField
                    label="Do what"
                    value=permission
                    options=Signal::stored(permissions)
                    hint=means
                    on_change=Callback::new(move |(now,): (String,)| set_asked.set(Some(now)))
                />
                <Show when=move || of_service.get()>
                    <SelectField
                        label="On which service"
                        value=service
                        options=places
                        on_change=Callback::new(move |(now,): (String,)| {
                            set_place.set((!now.is_empty()).then_some(now));
                        })
                    />
                </Show>
            </div>
            <Answer organization all permission service of_service />
        </Panel>
    }
}

#[component]
fn Answer(
    organization: StoredValue<OrganizationId>,
    all: Signal<Arc<Vec<Role>>>,
    permission: RwSignal<String>,
    service: RwSignal<String>,
    of_service: Memo<bool>,
) -> impl IntoView {
    let actors = use_actors(organization);
    let found = Memo::new(move |_| {
        let service = service.read().parse().ok().filter(|_| of_service.get());
        let found = who_can(&all.read(), &permission.read(), service.as_ref());
        let mut found: Vec<_> = found
            .into_iter()
            .map(|holder| (actors.find(&holder.actor), holder.ability.roles.join(", ")))
            .collect();
        // Members before keys, each by name.
        found.sort_by_key(|(actor, _)| (actor.kind == "API key", actor.name.to_lowercase()));
        found
    });
    let count = move || {
        let found = found.read();
        let keys = found.iter().filter(|(actor, _)| actor.kind == "API key");
        let keys = keys.count();
        format!(
            "{} and {} can.",
            plural(found.len() - keys, "member", "members"),
            plural(keys, "API key", "API keys")
        )
    };
    let whole = RwSignal::new(false);
    let rest = Memo::new(move |_| {
        let over = found.read().len().saturating_sub(FEW);
        if whole.get() { 0 } else { over }
    });
    let rows = move || {
        let shown = if whole.get() { usize::MAX } else { FEW };
        let rows = found.get().into_iter().take(shown).map(|(actor, roles)| {
            let kind = actor.kind;
            view! { <li>{actor_view(actor)} <small>{kind}" through "{roles}</small></li> }
        });
        rows.collect_view()
    };
    view! {
        <p class="panel__text" role="status">
            {dynamic(count)}
        </p>
        <ul class="feed feed--columns" aria-label="Who can">
            {dynamic(rows)}
        </ul>
        <NamesState actors />
        <Show when=move || { rest.get() > 0 }>
            <div class="panel__text">
                <Button on_click=move || {
                    whole.set(true);
                }>{dynamic(move || format!("Show {} more", rest.get()))}</Button>
            </div>
        </Show>
    }
}
