//! The one loop that looks at what is under way.

use cloud_api::services::{self, Command, Service, State};
use leptos::{prelude::*, task::spawn_local};

use super::{
    Kind, Operation, Operations, Phase, known, moving,
    problems::{astray, renamed, started_again},
    rules::{Next, next},
};
use crate::{
    client::{ApiError, Priority},
    presence::{is_present, is_present_now},
    query::Pace,
    store,
};

/// Where the loop is.
#[derive(Clone, Default)]
pub(super) struct Watch {
    is_looking: bool,
    /// When the next look comes, in milliseconds since the epoch.
    next: Option<(f64, TimeoutHandle)>,
    pace: Pace,
}

impl Operations {
    /// Looks at once and then on until nothing is under way: one request a round, whatever the number of operations.
    pub(super) fn watch(self) {
        let active = self.wanted();
        let is_free = self.watch.try_update_value(|watch| {
            if watch.is_looking {
                return false;
            }
            if let Some((_, timer)) = watch.next.take() {
                timer.clear();
            }
            watch.is_looking = !active.is_empty();
            watch.is_looking
        });
        if is_free != Some(true) {
            return;
        }
        spawn_local(async move {
            self.round(active).await;
            self.watch
                .try_update_value(|watch| watch.is_looking = false);
            self.look_later();
        });
    }

    /// Looks when the pace says so: what was just answered is not asked for at once. A look that comes sooner stays.
    pub(super) fn look_later(self) {
        // What is not looked at in a hidden tab is not new when somebody comes back.
        let moving = self.active().iter().map(transition).collect();
        let is_wanted = !self.wanted().is_empty();
        let now = js_sys::Date::now();
        self.watch.try_update_value(|watch| {
            let Some(pause) = watch.pace.next(moving, now) else {
                return;
            };
            let at = now + pause.as_secs_f64() * 1_000.0;
            let is_sooner = watch.next.as_ref().is_none_or(|(next, _)| at < *next);
            if watch.is_looking || !is_wanted || !is_sooner {
                return;
            }
            if let Some((_, timer)) = watch.next.take() {
                timer.clear();
            }
            let timer = set_timeout_with_handle(move || self.watch(), pause).ok();
            watch.next = timer.map(|timer| (at, timer));
        });
    }

    /// Watches what there is, and again whenever somebody looks at the tab again or its network is back.
    pub fn watch_when_present(self) {
        Effect::new(move |_| {
            if is_present() {
                self.watch();
            }
        });
    }

    /// What is to be looked at now: all that moves, and while nobody sees it only what waits for a step of ours.
    fn wanted(self) -> Vec<Operation> {
        let mut active = self.active();
        if !is_present_now() {
            active.retain(Operation::has_steps_to_come);
        }
        active
    }

    async fn round(self, active: Vec<Operation>) {
        match active.as_slice() {
            [] => {}
            [one] => {
                let request = services::get(&one.organization, &one.service);
                let answer = self.client.send_with(request, Priority::Poll).await;
                self.look(one.number, answer.map(Some)).await;
            }
            [first, ..] => {
                let request = services::list(&first.organization);
                match self.client.send_with(request, Priority::Poll).await {
                    Ok(all) => {
                        for one in &active {
                            let found = all.iter().find(|service| service.id == one.service);
                            self.look(one.number, Ok(found.cloned())).await;
                        }
                        let listed = active
                            .iter()
                            .all(|one| all.iter().any(|service| service.id == one.service));
                        if listed {
                            self.cache.put(&services::list(&first.organization), all);
                        }
                    }
                    Err(error) => {
                        for one in &active {
                            self.set_phase(one.number, Phase::Retrying(error.problem()));
                        }
                    }
                }
            }
        }
    }

    /// The operation as it is now, if it still has something to be done for it.
    fn moving(self, number: u64) -> Option<Operation> {
        self.list
            .try_with_untracked(|list| moving(list, number).cloned())
            .flatten()
    }

    /// Takes in what a look at one service found. A look may take a while: what was dismissed or replaced meanwhile
    /// is left alone.
    async fn look(self, number: u64, found: Result<Option<Service>, ApiError>) {
        let Some(operation) = self.moving(number) else {
            return;
        };
        let operation = &operation;
        let service = match found {
            Ok(service) => service,
            Err(error) if error.is_not_found() => None,
            Err(error)
                if error
                    .status()
                    .is_some_and(|status| status == 401 || status == 403) =>
            {
                return self.set_phase(operation.number, Phase::Failed(error.problem()));
            }
            Err(error) => {
                return self.set_phase(operation.number, Phase::Retrying(error.problem()));
            }
        };
        let state = service.as_ref().map(|service| {
            service
                .state
                .clone()
                .unwrap_or_else(|| State::Other("not told".into()))
        });
        match &service {
            Some(service) => store::observe(self.cache, &operation.organization, service.clone()),
            None if operation.kind == Kind::Delete => {
                store::remove(self.cache, &operation.organization, &operation.service);
            }
            None => {}
        }
        let next = match operation.kind {
            Kind::Delete => operation.trail.next(state.as_ref()),
            kind => next(kind, state.as_ref()),
        };
        self.note(number, |one| one.trail.sees(state.as_ref()));
        if let (Some(service), Next::SendStop | Next::SendDelete) = (&service, &next)
            && service.label() != operation.name
        {
            // Another name may mean another use: what was confirmed was the old one.
            self.note(number, |one| service.label().clone_into(&mut one.name));
            let problem = renamed(operation, service.label());
            return self.set_phase(number, Phase::Failed(problem));
        }
        let phase = match next {
            Next::Wait => Some(Phase::Waiting(state)),
            Next::Done => Some(Phase::Done),
            Next::Astray(state) => Some(Phase::Failed(astray(operation, &state))),
            Next::StartedAgain => Some(Phase::Failed(started_again(operation))),
            Next::SendStop => self.send_stop(operation).await,
            Next::SendDelete => self.send_delete(operation).await,
        };
        let Some(phase) = phase else {
            return;
        };
        self.set_phase(operation.number, phase);
    }

    /// Whether the step is still wanted when its turn has come; from then on it can no longer be taken back.
    fn leaves(self, number: u64) -> bool {
        let is_wanted = self.moving(number).is_some();
        if is_wanted {
            self.set_phase(number, Phase::Sending);
        }
        is_wanted
    }

    /// Nothing where it was dismissed while the stop waited for its turn.
    async fn send_stop(self, operation: &Operation) -> Option<Phase> {
        let Operation {
            organization,
            service,
            ..
        } = operation;
        let request = services::set_state(organization, service, Command::Stop);
        let leaves = || self.leaves(operation.number);
        Some(match self.client.send_if(request, leaves).await? {
            Ok(answer) => {
                self.note(operation.number, |one| one.trail.sent_stop = true);
                let state = answer.state.clone();
                store::observe(self.cache, organization, answer);
                Phase::Waiting(state)
            }
            Err(error) => Phase::Failed(error.problem()),
        })
    }

    /// A 409 right after the stop is a known lag of the API; the next round looks at the state again
    /// and decides anew.
    async fn send_delete(self, operation: &Operation) -> Option<Phase> {
        let Operation {
            organization,
            service,
            ..
        } = operation;
        let request = services::delete(organization, service);
        let leaves = || self.leaves(operation.number);
        Some(match self.client.send_if(request, leaves).await? {
            Ok(_) => Phase::Waiting(Some(State::Terminating)),
            Err(error) if error.is_not_found() => {
                store::remove(self.cache, organization, service);
                Phase::Done
            }
            Err(error) if error.status() == Some(409) && is_lag(operation) => {
                Phase::Retrying(error.problem())
            }
            Err(error) => Phase::Failed(error.problem()),
        })
    }
}

/// What the pace takes for new: the state last seen. A look that failed is nothing new, nor is the same state after it.
pub(super) fn transition(operation: &Operation) -> String {
    format!("{} {}", operation.number, known(operation.last.as_ref()))
}

/// Whether a conflict may still be the lag after our own stop: the Terraform provider allows 15 minutes.
fn is_lag(operation: &Operation) -> bool {
    operation.trail.sent_stop && js_sys::Date::now() - operation.started < 15.0 * 60_000.0
}
