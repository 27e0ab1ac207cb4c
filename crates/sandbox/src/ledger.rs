//! What is kept about a service beside what it is now: what it used, and what was backed up. It stays
//! when the service has gone, because costs are reported for days that are past.

use std::collections::HashMap;

use cloud_api::services::{State, Tag};
use uuid::Uuid;

use crate::{
    Sandbox,
    backups::Log,
    clock::Moment,
    sentinels::Sentinel,
    services::{Scaling, Service},
    usage::{Meter, Pipe},
};

#[derive(Clone)]
pub(crate) struct Ledger {
    pub(crate) meter: Meter,
    pub(crate) backups: Log,
    /// A stream into the service, which costs something too.
    pub(crate) pipe: Option<Pipe>,
    pub(crate) departed: Option<Departed>,
}

/// What is left of a service that was deleted.
#[derive(Clone)]
pub(crate) struct Departed {
    pub(crate) at: Moment,
    pub(crate) name: String,
    pub(crate) tags: Vec<Tag>,
    pub(crate) warehouse: Uuid,
    pub(crate) is_primary: bool,
}

/// All ledgers, in the order of the services' creation.
#[derive(Clone, Default)]
pub(crate) struct Ledgers {
    by_service: HashMap<Uuid, Ledger>,
    order: Vec<Uuid>,
}

impl Ledgers {
    pub(crate) fn add(&mut self, service: Uuid, ledger: Ledger) {
        if self.by_service.insert(service, ledger).is_none() {
            self.order.push(service);
        }
    }

    pub(crate) fn get(&self, service: Uuid) -> Option<&Ledger> {
        self.by_service.get(&service)
    }

    pub(crate) fn get_mut(&mut self, service: Uuid) -> Option<&mut Ledger> {
        self.by_service.get_mut(&service)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = (Uuid, &Ledger)> {
        self.order
            .iter()
            .filter_map(|id| Some((*id, self.by_service.get(id)?)))
    }
}

impl Ledger {
    /// The ledger of a service that is made now and holds so many bytes.
    pub(crate) fn new(service: &Service, bytes: u64) -> Self {
        Self {
            meter: Meter::new(service.id, service.created_at, bytes),
            backups: Log::new(service.created_at),
            pipe: None,
            departed: None,
        }
    }

    /// Lets the backups happen that are due by a moment.
    pub(crate) fn settle(&mut self, service: &Service, moment: Moment) {
        if service.is_primary {
            let fails = Sentinel::FailBackup.is_in(&service.name);
            let backed_up = is_backed_up(&service.state);
            self.backups
                .run(service.id, &self.meter, backed_up, fails, moment);
        }
    }
}

impl Sandbox {
    /// Lets everything about a service happen that follows from what it has been until a moment.
    ///
    /// Done before each change and each look, so that what happens depends on neither.
    pub(crate) fn settle(&mut self, id: Uuid, moment: Moment) {
        if let (Some(service), Some(ledger)) = (self.services.find(id), self.ledgers.get_mut(id)) {
            ledger.settle(service, moment);
        }
    }

    /// Notes what a service uses from a moment on.
    pub(crate) fn measure(&mut self, id: Uuid, moment: Moment) {
        if let (Some(service), Some(ledger)) = (self.services.find(id), self.ledgers.get_mut(id)) {
            let (low, high) = if is_computing(&service.state) {
                memory(&service.scaling)
            } else {
                (0, 0)
            };
            ledger.meter.note(moment, low, high);
        }
    }

    /// Keeps what the costs need of a service that goes.
    pub(crate) fn close_ledger(&mut self, id: Uuid, moment: Moment) {
        self.settle(id, moment);
        if let (Some(service), Some(ledger)) = (self.services.find(id), self.ledgers.get_mut(id)) {
            ledger.meter.note(moment, 0, 0);
            ledger.backups.expire_all(moment);
            ledger.departed = Some(Departed {
                at: moment,
                name: service.name.clone(),
                tags: service.tags.clone(),
                warehouse: service.warehouse,
                is_primary: service.is_primary,
            });
        }
    }
}

/// GB that all replicas have together, at the least and at the most.
pub(crate) fn memory(scaling: &Scaling) -> (u32, u32) {
    (
        scaling.min_memory * scaling.min_replicas,
        scaling.max_memory * scaling.max_replicas,
    )
}

/// Whether a service has compute that costs something. A state the API does not list counts as up.
pub(crate) fn is_computing(state: &State) -> bool {
    matches!(
        state,
        State::Running | State::PartiallyRunning | State::Degraded | State::Other(_)
    )
}

/// An idle service has no compute, but its data is there to be backed up.
pub(crate) fn is_backed_up(state: &State) -> bool {
    is_computing(state) || matches!(state, State::Idle | State::Awaking)
}
