//! Writes that take time: followed until the state settles, across pages and reloads.

mod kept;
mod problems;
mod rules;
mod watch;

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Command, Service, State},
};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

pub use rules::{Kind, Phase};

use rules::Trail;
use watch::Watch;

use crate::{
    client::{ApiError, Client, Priority},
    query::Cache,
    store,
};

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
    /// The state last seen, whatever failed since.
    last: Option<State>,
    trail: Trail,
}

impl Operation {
    /// Whether the console has something to send for it yet, so that it goes on in a hidden tab too.
    fn has_steps_to_come(&self) -> bool {
        let is_leaving = self.last.as_ref().is_some_and(State::is_leaving);
        self.kind == Kind::Delete && !is_leaving
    }

    /// Whether it survives a reload. A deletion whose request is cut off by that very reload fails first.
    fn is_kept(&self) -> bool {
        let waits_for_a_person = || matches!(self.phase, Phase::Sending | Phase::Failed(_));
        self.phase.is_kept() || self.kind == Kind::Delete && waits_for_a_person()
    }

    /// What of a deletion was sent, for whoever dismisses it before it is over.
    pub fn sent_so_far(&self) -> Option<&'static str> {
        if self.kind != Kind::Delete || !self.phase.is_active() {
            return None;
        }
        Some(if self.last.as_ref().is_some_and(State::is_leaving) {
            "Its deletion was sent before and goes on."
        } else if self.trail.sent_stop {
            "It is not deleted: only its stop was sent, which goes on."
        } else {
            "It is not deleted: nothing was sent."
        })
    }

    fn goes_over_to(&mut self, phase: Phase) {
        if let Phase::Waiting(Some(state)) = &phase {
            self.last = Some(state.clone());
        }
        self.phase = phase;
    }
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

    /// Newest last.
    pub fn list(self) -> Signal<Vec<Operation>> {
        self.list.into()
    }

    /// What is under way on this service.
    pub fn on(self, service: &ServiceId) -> Option<Operation> {
        active_on(&self.list.read(), service).cloned()
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

    /// Sends the command after a moment in which it can be taken back, for acts that ask nothing before. Nothing
    /// where something is under way on the service already, such as the same after a second click.
    pub async fn command_soon(
        self,
        organization: OrganizationId,
        service: &Service,
        command: Command,
    ) -> Result<(), ApiError> {
        let is_busy = self
            .list
            .with_untracked(|list| active_on(list, &service.id).is_some());
        if is_busy {
            return Ok(());
        }
        let kind = Kind::from(command);
        let number = self.add(kind, organization.clone(), service, Phase::Soon);
        TimeoutFuture::new(SOON_MS).await;
        // What was taken back meanwhile needs no place in the queue, and in the queue it can be taken back still.
        if !self.is_soon(number) {
            return Ok(());
        }
        let request = services::set_state(&organization, &service.id, command);
        let leaves = || {
            let is_wanted = self.is_soon(number);
            if is_wanted {
                self.set_phase(number, Phase::Sending);
            }
            is_wanted
        };
        match self.client.send_if(request, leaves).await {
            None => Ok(()),
            Some(Ok(answer)) => {
                let state = answer.state.clone();
                store::observe(self.cache, &organization, answer);
                self.set_phase(number, Phase::Waiting(state));
                self.look_later();
                Ok(())
            }
            Some(Err(error)) => {
                self.remove(number);
                Err(error)
            }
        }
    }

    /// Whether it is still to be sent, and wanted.
    fn is_soon(self, number: u64) -> bool {
        self.list
            .try_with_untracked(|list| {
                let is_it = |one: &Operation| one.number == number && one.phase == Phase::Soon;
                list.iter().any(is_it)
            })
            .unwrap_or_default()
    }

    /// The same in a place of the queue: one of many commands goes behind what a person does meanwhile.
    pub async fn command_with(
        self,
        organization: OrganizationId,
        service: &Service,
        command: Command,
        priority: Priority,
    ) -> Result<(), ApiError> {
        let request = services::set_state(&organization, &service.id, command);
        let answer = self.client.send_with(request, priority).await?;
        let state = answer.state.clone();
        store::observe(self.cache, &organization, answer);
        let kind = Kind::from(command);
        self.add(kind, organization, service, Phase::Waiting(state));
        self.look_later();
        Ok(())
    }

    /// Watches a service that was just created.
    pub fn created(self, organization: OrganizationId, service: &Service) {
        let phase = Phase::Waiting(service.state.clone());
        self.add(Kind::Create, organization, service, phase);
        self.look_later();
    }

    /// Stops the service if it has to be, waits, deletes it and waits until it is gone.
    pub fn delete(self, organization: OrganizationId, service: &Service) {
        let phase = Phase::Waiting(service.state.clone());
        let number = self.add(Kind::Delete, organization, service, phase);
        // What was confirmed is the state on view: a service that is up at the first look was started meanwhile.
        self.note(number, |one| one.trail.sees(service.state.as_ref()));
        self.watch();
    }

    /// Goes on with an operation that paused or failed.
    pub fn go_on(self, number: u64) {
        // What it did before somebody was asked again says nothing of what is found now.
        self.note(number, |one| one.trail = Trail::default());
        self.set_phase(number, Phase::Waiting(None));
        self.watch();
    }

    /// Takes an operation off the list. What the API already does goes on there; what is being sent stays until it
    /// is known what became of it.
    pub fn dismiss(self, number: u64) {
        let is_sending = self.list.with_untracked(|list| {
            let is_it = |one: &Operation| one.number == number && one.phase == Phase::Sending;
            list.iter().any(is_it)
        });
        if !is_sending {
            self.remove(number);
        }
    }

    fn remove(self, number: u64) {
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

    fn add(self, kind: Kind, organization: OrganizationId, service: &Service, phase: Phase) -> u64 {
        let operation = Operation {
            number: 0,
            kind,
            organization,
            service: service.id.clone(),
            name: service.label().to_owned(),
            started: js_sys::Date::now(),
            phase: Phase::Paused,
            last: None,
            trail: Trail::default(),
        };
        self.put(operation, phase)
    }

    /// Gives it a number and a place. A new command on a service takes the place of what was watched there before.
    fn put(self, mut operation: Operation, phase: Phase) -> u64 {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        operation.number = number;
        operation.goes_over_to(phase);
        self.list.update(|list| {
            list.retain(|known| known.service != operation.service);
            list.push(operation);
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
            self.note(number, |operation| operation.goes_over_to(phase));
            self.save();
        }
    }

    /// Changes one that is still there.
    fn note(self, number: u64, change: impl FnOnce(&mut Operation)) {
        self.list.update(|list| {
            if let Some(operation) = list.iter_mut().find(|one| one.number == number) {
                change(operation);
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
}

fn active_on<'a>(list: &'a [Operation], service: &ServiceId) -> Option<&'a Operation> {
    list.iter()
        .rev()
        .find(|operation| operation.service == *service && operation.phase.is_active())
}

/// The one of this number, as long as something is to be done for it: whoever dismissed it, or asked for something else
/// on its service, wants nothing more of it.
fn moving(list: &[Operation], number: u64) -> Option<&Operation> {
    list.iter()
        .find(|operation| operation.number == number && operation.phase.is_moving())
}

/// The state as far as it is known, for [`Phase::Waiting`].
pub fn known(state: Option<&State>) -> &str {
    state.map_or("not known yet", State::as_str)
}

#[cfg(test)]
mod tests;
