//! Writes that take time: followed until the state settles, across pages and reloads.

mod rules;
mod watch;

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Command, Service, State},
};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

pub use rules::{Kind, Phase};

use watch::Watch;

use crate::{
    client::{ApiError, Client, Priority},
    query::Cache,
    session, store,
};

const KEPT: &str = "operations";
/// How long an act that asks nothing can be taken back, in milliseconds.
const SOON_MS: u32 = 4_000;

/// One write under way, or just done.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    pub number: u64,
    pub kind: Kind,
    pub organization: OrganizationId,
    pub service: ServiceId,
    pub name: String,
    /// Milliseconds since the epoch.
    pub started: f64,
    pub phase: Phase,
    /// Whether this operation stopped the service on the way to deleting it.
    pub sent_stop: bool,
}

impl Operation {
    /// Whether the console has something to send for it yet, so that it goes on in a hidden tab too.
    fn has_steps_to_come(&self) -> bool {
        let is_leaving = matches!(&self.phase, Phase::Waiting(Some(state)) if state.is_leaving());
        self.kind == Kind::Delete && !is_leaving
    }
}

/// What survives a reload: enough to go on watching, no credential.
#[derive(Serialize, Deserialize)]
struct Stored {
    kind: Kind,
    organization: OrganizationId,
    service: ServiceId,
    name: String,
    started: f64,
}

#[derive(Clone, Copy)]
pub struct Operations {
    list: RwSignal<Vec<Operation>>,
    next: StoredValue<u64>,
    watch: StoredValue<Watch>,
    client: Client,
    cache: Cache,
}

impl Operations {
    pub fn new(client: Client, cache: Cache) -> Self {
        Self {
            list: RwSignal::new(Vec::new()),
            next: StoredValue::new(1),
            watch: StoredValue::new(Watch::default()),
            client,
            cache,
        }
    }

    /// Goes on with what was under way before a reload. A deletion waits for a person: it would send
    /// further writes.
    pub fn resume(self) {
        for stored in session::kept::<Vec<Stored>>(KEPT).unwrap_or_default() {
            let phase = match stored.kind {
                Kind::Delete => Phase::Paused,
                _ => Phase::Waiting(None),
            };
            let Stored {
                kind,
                organization,
                service,
                name,
                started,
            } = stored;
            self.add(kind, organization, service, name, started, phase);
        }
    }

    /// Newest last.
    pub fn list(self) -> Signal<Vec<Operation>> {
        self.list.into()
    }

    /// What is under way on this service.
    pub fn on(self, service: &ServiceId) -> Option<Operation> {
        self.list
            .read()
            .iter()
            .rev()
            .find(|operation| operation.service == *service && operation.phase.is_active())
            .cloned()
    }

    /// Sends the command; what follows is watched.
    pub async fn command(
        self,
        organization: OrganizationId,
        service: &Service,
        command: Command,
    ) -> Result<(), ApiError> {
        self.command_with(organization, service, command, Priority::User)
            .await
    }

    /// Sends the command after a moment in which it can be taken back, for acts that ask nothing before.
    pub async fn command_soon(
        self,
        organization: OrganizationId,
        service: &Service,
        command: Command,
    ) -> Result<(), ApiError> {
        let (id, name) = (service.id.clone(), service.label().to_owned());
        let now = js_sys::Date::now();
        let number = self.add(
            Kind::from(command),
            organization.clone(),
            id,
            name,
            now,
            Phase::Soon,
        );
        TimeoutFuture::new(SOON_MS).await;
        let is_wanted = self.list.with_untracked(|list| {
            let is_it = |one: &Operation| one.number == number && one.phase == Phase::Soon;
            list.iter().any(is_it)
        });
        if !is_wanted {
            return Ok(());
        }
        // From here on it can no longer be taken back.
        self.set_phase(number, Phase::Waiting(service.state.clone()));
        let sent = self.command(organization, service, command).await;
        if sent.is_err() {
            self.dismiss(number);
        }
        sent
    }

    /// The same in a place of the queue: one of many commands goes behind what a person does meanwhile.
    pub async fn command_with(
        self,
        organization: OrganizationId,
        service: &Service,
        command: Command,
        priority: Priority,
    ) -> Result<(), ApiError> {
        let name = service.label().to_owned();
        let id = service.id.clone();
        let request = services::set_state(&organization, &id, command);
        let answer = self.client.send_with(request, priority).await?;
        let state = answer.state.clone();
        store::observe(self.cache, &organization, answer);
        let now = js_sys::Date::now();
        self.add(
            Kind::from(command),
            organization,
            id,
            name,
            now,
            Phase::Waiting(state),
        );
        self.look_later();
        Ok(())
    }

    /// Watches a service that was just created.
    pub fn created(self, organization: OrganizationId, service: &Service) {
        let phase = Phase::Waiting(service.state.clone());
        let name = service.label().to_owned();
        let now = js_sys::Date::now();
        self.add(
            Kind::Create,
            organization,
            service.id.clone(),
            name,
            now,
            phase,
        );
        self.look_later();
    }

    /// Stops the service if it has to be, waits, deletes it and waits until it is gone.
    pub fn delete(self, organization: OrganizationId, service: &Service) {
        let name = service.label().to_owned();
        let now = js_sys::Date::now();
        let phase = Phase::Waiting(service.state.clone());
        self.add(
            Kind::Delete,
            organization,
            service.id.clone(),
            name,
            now,
            phase,
        );
        self.watch();
    }

    /// Goes on with an operation that paused or failed.
    pub fn go_on(self, number: u64) {
        // What it did before somebody was asked again says nothing of what is found now.
        self.list.update(|list| {
            if let Some(operation) = list.iter_mut().find(|one| one.number == number) {
                operation.sent_stop = false;
            }
        });
        self.set_phase(number, Phase::Waiting(None));
        self.watch();
    }

    /// Takes an operation off the list. What the API already does goes on there.
    pub fn dismiss(self, number: u64) {
        self.list
            .update(|list| list.retain(|operation| operation.number != number));
        self.save();
    }

    /// Follows nothing any more; gives back what was still to be sent.
    pub fn clear(self) -> Vec<String> {
        let all = self.list.try_update(std::mem::take).unwrap_or_default();
        let unsent = all.iter().filter(|one| one.phase == Phase::Soon);
        unsent
            .map(|one| format!("{} {}", one.kind.doing(), one.name))
            .collect()
    }

    fn add(
        self,
        kind: Kind,
        organization: OrganizationId,
        service: ServiceId,
        name: String,
        started: f64,
        phase: Phase,
    ) -> u64 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        self.list.update(|list| {
            // A new command on a service takes the place of what was watched there before.
            list.retain(|operation| operation.service != service);
            list.push(Operation {
                number,
                kind,
                organization,
                service,
                name,
                started,
                phase,
                sent_stop: false,
            });
        });
        self.save();
        number
    }

    fn set_phase(self, number: u64, phase: Phase) {
        let changed = self.list.with_untracked(|list| {
            list.iter()
                .any(|operation| operation.number == number && operation.phase != phase)
        });
        if changed {
            self.list.update(|list| {
                if let Some(operation) = list.iter_mut().find(|one| one.number == number) {
                    operation.phase = phase;
                }
            });
            self.save();
        }
    }

    fn note_stop(self, number: u64) {
        self.list.update(|list| {
            if let Some(operation) = list.iter_mut().find(|one| one.number == number) {
                operation.sent_stop = true;
            }
        });
    }

    fn note_name(self, number: u64, name: &str) {
        self.list.update(|list| {
            if let Some(operation) = list.iter_mut().find(|one| one.number == number) {
                name.clone_into(&mut operation.name);
            }
        });
    }

    fn active(self) -> Vec<Operation> {
        self.list.with_untracked(|list| {
            list.iter()
                .filter(|operation| operation.phase.is_moving())
                .cloned()
                .collect()
        })
    }

    fn save(self) {
        let stored: Vec<Stored> = self.list.with_untracked(|list| {
            list.iter()
                .filter(|operation| operation.phase.is_active() && operation.phase != Phase::Soon)
                .map(|operation| Stored {
                    kind: operation.kind,
                    organization: operation.organization.clone(),
                    service: operation.service.clone(),
                    name: operation.name.clone(),
                    started: operation.started,
                })
                .collect()
        });
        if stored.is_empty() {
            session::forget(KEPT);
        } else {
            session::keep(KEPT, &stored);
        }
    }
}

/// The state as far as it is known, for [`Phase::Waiting`].
pub fn known(state: Option<&State>) -> &str {
    state.map_or("not known yet", State::as_str)
}
