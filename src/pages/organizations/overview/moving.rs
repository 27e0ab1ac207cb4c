use cloud_api::services::Service;
use leptos::prelude::*;

use super::tile::{Tile, TileState};
use crate::{
    format::plural,
    operations::{Operation, Operations},
    pages::{hygiene::Lists, services::state_tone},
    paths,
    ui::{StateBadge, dynamic},
};

/// How many are named.
const FEW: usize = 3;
/// The states in between, as [`is_moving`] has them.
const IN_BETWEEN: &str = "state:provisioning,starting,stopping,awaking,terminating,softdeleting";

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
    let list = StoredValue::new(paths::services(&organization.get_value()));
    let more = move |count: usize| {
        let href = paths::with_filter(&list.read_value(), IN_BETWEEN);
        let text = plural(count, "more service", "more services");
        (count > 0).then(|| {
            view! {
                <li>
                    <a href=href>{text}</a>
                </li>
            }
        })
    };
    let content = move || {
        let rows = move || {
            let (under_way, moving) = (under_way.get(), moving.get());
            let count = under_way.len() + moving.len();
            let operations = under_way.into_iter().map(|one| operation(one).into_any());
            let services = moving.into_iter().map(|one| service(one).into_any());
            let rows = operations.chain(services).take(FEW).collect_view();
            let is_empty = latest.read().as_ref().is_some_and(|all| all.is_empty());
            let nothing = || {
                let text = if is_empty {
                    "There is no service yet."
                } else {
                    "Every service is in a state in which it stays by itself."
                };
                view! { <p class="panel__text quiet">{text}</p> }
            };
            view! {
                {(count == 0).then(nothing)}
                <ul class="plain attention">{rows} {more(count.saturating_sub(FEW))}</ul>
            }
        };
        dynamic(rows)
    };
    let services = ("Services", list.get_value());
    view! {
        <Tile
            title="Moving now"
            more=services
            state=TileState::shared(lists.services)
            lines=4
            content
        />
    }
}

fn is_moving(service: &Service) -> bool {
    let state = service.state.as_ref();
    state.is_some_and(cloud_api::services::State::is_transitional)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_shows_what_counts_as_moving() {
        let (_, words) = IN_BETWEEN.split_once(':').expect("a token");
        for word in words.split(',') {
            let json = format!(r#"{{"id":"x","state":"{word}"}}"#);
            assert!(
                is_moving(&serde_json::from_str(&json).expect("a service")),
                "{word}"
            );
        }
        let json = r#"{"id":"x","state":"hibernating"}"#;
        assert!(!is_moving(&serde_json::from_str(json).expect("a service")));
    }
}
