use cloud_api::services::Service;
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{
    operations::{Operation, Operations},
    pages::{hygiene::Lists, services::state_tone},
    paths,
    ui::{StateBadge, dynamic},
};

/// What this tab waits for, and the services that are in between two states without it.
#[component]
pub fn Moving(lists: Lists) -> impl IntoView {
    let operations = expect_context::<Operations>();
    let organization = lists.organization;
    let latest = lists.services.latest();
    let under_way = Memo::new(move |_| {
        let all = operations.list();
        let all = all.read();
        let here = all.iter().filter(|operation| {
            operation.phase.is_active()
                && organization.with_value(|organization| operation.organization == *organization)
        });
        here.cloned().collect::<Vec<_>>()
    });
    let moving = Memo::new(move |_| {
        let (all, under_way) = (latest.read(), under_way.read());
        let followed =
            |service: &Service| under_way.iter().any(|known| known.service == service.id);
        let all = all.iter().flat_map(|all| all.iter());
        all.filter(|service| is_moving(service) && !followed(service))
            .cloned()
            .collect::<Vec<_>>()
    });
    let state_of = move |operation: &Operation| {
        let all = latest.read();
        let mut all = all.iter().flat_map(|all| all.iter());
        let found = all.find(|service| service.id == operation.service)?;
        found.state.clone()
    };
    let operation = move |operation: Operation| {
        let href = paths::service(&organization.get_value(), &operation.service);
        let badge = state_of(&operation).map(|state| {
            let tone = state_tone(&state);
            view! { <StateBadge word=state.to_string() tone /> }
        });
        view! { <li>{operation.kind.doing()} " " <a href=href>{operation.name}</a> " " {badge}</li> }
    };
    let service = move |service: Service| {
        let href = paths::service(&organization.get_value(), &service.id);
        let badge = service.state.clone().map(|state| {
            let tone = state_tone(&state);
            view! { <StateBadge word=state.to_string() tone /> }
        });
        view! {
            <li>
                <a href=href>{service.label().to_owned()}</a>
                " "
                {badge}
            </li>
        }
    };
    let content = move || {
        let rows = move || {
            let (under_way, moving) = (under_way.get(), moving.get());
            let nothing = under_way.is_empty() && moving.is_empty();
            view! {
                {nothing
                    .then(|| {
                        view! {
                            <p class="panel__text quiet">
                                "Every service is in a state in which it stays by itself."
                            </p>
                        }
                    })}
                <ul class="plain attention">
                    {under_way.into_iter().map(operation).collect_view()}
                    {moving.into_iter().map(service).collect_view()}
                </ul>
            }
        };
        dynamic(rows)
    };
    let more = ("Services", paths::services(&organization.get_value()));
    view! { <Tile title="Moving now" more state=TileState::shared(lists.services) lines=5 content /> }
}

fn is_moving(service: &Service) -> bool {
    let state = service.state.as_ref();
    state.is_some_and(cloud_api::services::State::is_transitional)
}
