//! Services: the list, the actions on each, a new one.

mod actions;
mod asked;
mod bulk;
mod columns;
mod command;
mod commands_shown;
mod delete;
mod list;
mod new;
mod rename;
mod secondaries;

use std::collections::HashSet;

use cloud_api::services::{Service, State};
use leptos::prelude::*;

pub use actions::{ServiceDialogs, use_service_actions};
pub use asked::{AskedOfService, lasting_facts};
pub use list::ServicesPage;
pub use new::{NewServicePage, RestorePage};

use crate::{
    operations::Operations,
    query::{Pace, Query},
    ui::StateTone,
};

pub fn state_tone(state: &State) -> StateTone {
    match state {
        State::Running => StateTone::Running,
        State::Idle => StateTone::Idle,
        State::Stopped | State::Terminated | State::SoftDeleted => StateTone::Stopped,
        State::Degraded | State::Failed | State::PartiallyRunning => StateTone::Failed,
        State::Other(_) => StateTone::Unknown,
        _ => StateTone::Moving,
    }
}

/// The services in transition that no operation of this tab follows already.
fn moving(services: &[Service], operations: &Operations) -> HashSet<String> {
    services
        .iter()
        .filter(|service| operations.on(&service.id).is_none())
        .filter_map(|service| {
            let state = service
                .state
                .as_ref()
                .filter(|state| state.is_transitional())?;
            Some(format!("{} {state}", service.id))
        })
        .collect()
}

/// Keeps a list current while something in it changes by itself.
pub fn watch_transitions(services: Query<Vec<Service>>) {
    let operations = expect_context::<Operations>();
    let pace = StoredValue::new(Pace::default());
    services.poll_while(move |all| {
        let moving = moving(all, &operations);
        pace.try_update_value(|pace| pace.next(moving, js_sys::Date::now()))
            .flatten()
    });
}

/// The same for one service.
pub fn watch_transition(service: Query<Service>) {
    let operations = expect_context::<Operations>();
    let pace = StoredValue::new(Pace::default());
    service.poll_while(move |service| {
        let moving = moving(std::slice::from_ref(service), &operations);
        pace.try_update_value(|pace| pace.next(moving, js_sys::Date::now()))
            .flatten()
    });
}
