//! Asks service by service how it is backed up, without getting in the way of whoever works.
//!
//! Each service costs a request (`backupGetList`), and one more (`backupConfigurationGet`) where only the schedule
//! can tell whether its last good backup is old. They leave behind everything else that wants to be sent, one after
//! the other, and the first of them only: an organization of hundreds would take minutes.

use std::{collections::HashMap, sync::Arc};

use cloud_api::{
    OrganizationId, ServiceId,
    backups::{self, Schedule},
    services::{Service, State},
};
use leptos::{prelude::*, task::spawn_local_scoped_with_cancellation};

use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    pages::backups::standing::{Standing, Verdict, verdict},
    query::Cache,
    ui::Problem,
};

/// How many are checked without being asked to.
const UNASKED: usize = 20;
/// How old an answer of another page may be.
const KEPT_MS: f64 = 5.0 * 60_000.0;

/// What is known of one service.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    Checked(Arc<Checked>),
    Failed(Problem),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Checked {
    pub standing: Standing,
    pub schedule: Option<Schedule>,
    pub verdict: Verdict,
}

/// Whom it asks, and about whom.
#[derive(Clone)]
struct Asks {
    organization: OrganizationId,
    client: Client,
    cache: Cache,
}

#[derive(Clone, Copy)]
pub struct Survey {
    asks: StoredValue<Asks>,
    found: RwSignal<HashMap<ServiceId, Found>>,
    /// Set once all were asked for.
    all: RwSignal<bool>,
    running: RwSignal<bool>,
    /// What ended it before its time.
    stopped_by: RwSignal<Option<Problem>>,
}

impl Survey {
    pub fn new(organization: OrganizationId) -> Self {
        Self {
            asks: StoredValue::new(Asks {
                organization,
                client: expect_context(),
                cache: expect_context(),
            }),
            found: RwSignal::new(HashMap::new()),
            all: RwSignal::new(false),
            running: RwSignal::new(false),
            stopped_by: RwSignal::new(None),
        }
    }

    pub fn of(self, service: &ServiceId) -> Option<Found> {
        self.found.read().get(service).cloned()
    }

    pub fn is_running(self) -> Signal<bool> {
        self.running.into()
    }

    pub fn wants_all(self) -> Signal<bool> {
        self.all.into()
    }

    pub fn stopped_by(self) -> Signal<Option<Problem>> {
        self.stopped_by.into()
    }

    pub fn ask_for_all(self) {
        self.try_again();
        self.all.set(true);
    }

    pub fn stop(self) {
        self.all.set(false);
    }

    /// Asks again for what failed.
    pub fn try_again(self) {
        self.stopped_by.set(None);
        self.found
            .update(|found| found.retain(|_, found| matches!(found, Found::Checked(_))));
    }

    pub fn start_over(self) {
        self.stopped_by.set(None);
        let Asks {
            organization,
            cache,
            ..
        } = self.asks.get_value();
        let checked: Vec<ServiceId> = self.found.read_untracked().keys().cloned().collect();
        let lists: Vec<String> = checked
            .iter()
            .map(|service| backups::list(&organization, service).address())
            .collect();
        cache.invalidate(|address| lists.iter().any(|list| list == address));
        self.found.set(HashMap::new());
    }

    /// Checks what is shown, in its order; what is asked for may change meanwhile.
    pub fn check(self, shown: impl Fn() -> Vec<Arc<Service>> + Copy + Send + Sync + 'static) {
        let next = move || {
            let shown = shown();
            let found = self.found.read();
            let is_known = |service: &&Arc<Service>| found.contains_key(&service.id);
            let known = shown.iter().filter(is_known).count();
            let may_ask = self.all.get() || known < UNASKED;
            let mut unknown = shown.iter().filter(|service| !is_known(service));
            unknown.next().filter(|_| may_ask).cloned()
        };
        // What runs belongs to the page, not to the effect that starts it.
        let owner = Owner::current();
        Effect::new(move |_| {
            let may_run = self.stopped_by.read().is_none() && !self.running.get();
            if !may_run || next().is_none() {
                return;
            }
            self.running.set(true);
            if let Some(owner) = &owner {
                owner.with(|| self.run(next));
            }
        });
    }

    fn run(self, next: impl Fn() -> Option<Arc<Service>> + Copy + 'static) {
        spawn_local_scoped_with_cancellation(async move {
            let mut failures = 0;
            while let Some(service) = untrack(next) {
                match self.look(&service).await {
                    Ok(checked) => {
                        failures = 0;
                        self.note(&service.id, Found::Checked(Arc::new(checked)));
                    }
                    Err(error) => {
                        failures += 1;
                        self.note(&service.id, Found::Failed(error.problem()));
                        // Hundreds of requests into the same wall help nobody.
                        if failures == 3 || !is_of_one_service(&error) {
                            self.stopped_by.try_set(Some(error.problem()));
                            break;
                        }
                    }
                }
            }
            self.running.try_set(false);
        });
    }

    fn note(self, service: &ServiceId, found: Found) {
        self.found
            .try_update(|all| all.insert(service.clone(), found));
    }

    async fn look(self, service: &Service) -> Result<Checked, ApiError> {
        let Asks {
            organization,
            client,
            cache,
        } = self.asks.get_value();
        let list = backups::list(&organization, &service.id);
        let all = if let Some(known) = cache.peek_younger(&list, KEPT_MS) {
            known
        } else {
            let answer = client.send_with(list.clone(), Priority::Prefetch).await?;
            cache.put(&list, answer);
            cache.peek(&list).unwrap_or_default()
        };
        let standing = Standing::of(&all);
        let now = js_sys::Date::now();
        let configuration = backups::configuration(&organization, &service.id);
        let known = cache.peek(&configuration);
        let is_paused = verdict(&standing, None, service, now) == Verdict::Paused;
        let schedule = match known {
            Some(known) => Schedule::of(&known),
            None if standing.depends_on_schedule(now) && !is_paused => {
                let request = configuration.clone();
                let answer = client.send_with(request, Priority::Prefetch).await?;
                let schedule = Schedule::of(&answer);
                cache.put(&configuration, answer);
                schedule
            }
            None => None,
        };
        Ok(Checked {
            verdict: verdict(&standing, schedule, service, now),
            standing,
            schedule,
        })
    }
}

/// A refusal of one service says nothing of the others.
fn is_of_one_service(error: &ApiError) -> bool {
    matches!(error.kind, ErrorKind::Refused { status, .. } if status != 401)
        || matches!(error.kind, ErrorKind::Unreadable { .. })
}

/// The primaries, those first whose loss would hurt first: what runs, by name.
pub fn by_importance(all: &[Service]) -> Vec<Arc<Service>> {
    let mut primaries: Vec<Arc<Service>> = all
        .iter()
        .filter(|service| service.is_primary != Some(false))
        .map(|service| Arc::new(service.clone()))
        .collect();
    primaries.sort_by_cached_key(|service| {
        let rank = match service.state {
            Some(State::Running | State::Degraded | State::PartiallyRunning) => 0,
            Some(State::Idle) => 1,
            Some(State::Stopped) => 3,
            _ => 2,
        };
        (rank, service.label().to_lowercase())
    });
    primaries
}

#[cfg(test)]
mod tests {
    use super::*;

    fn service(name: &str, state: &str, is_primary: &str) -> Service {
        let json = format!(
            r#"{{"id":"{name}","name":"{name}","state":"{state}","isPrimary":{is_primary}}}"#
        );
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn what_runs_is_asked_first_and_secondaries_never() {
        let all = [
            service("e", "stopped", "true"),
            service("d", "hibernating", "null"),
            service("c", "idle", "true"),
            service("b", "running", "true"),
            service("s", "running", "false"),
            service("A", "degraded", "true"),
        ];
        let names: Vec<String> = by_importance(&all)
            .iter()
            .map(|service| service.label().to_owned())
            .collect();
        assert_eq!(names, ["A", "b", "c", "d", "e"]);
    }
}
