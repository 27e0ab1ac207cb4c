//! Asks service by service how it is backed up, without getting in the way of whoever works.
//!
//! Each service costs a request (`backupGetList`), and one more (`backupConfigurationGet`) where only the schedule
//! can tell whether its last good backup is old. They leave behind everything else that wants to be sent, one after
//! the other, and the first of them only: an organization of hundreds would take minutes.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};

use cloud_api::{
    OrganizationId, ServiceId,
    backups::{self, Schedule},
    services::Service,
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
/// How long answers are gathered before they are shown: each showing orders the list anew.
const GATHER: Duration = Duration::from_millis(300);
/// How old an answer of another page may be.
const KEPT_MS: f64 = 5.0 * 60_000.0;

/// What is known of one service.
#[derive(Clone, Debug)]
pub enum Found {
    Checked(Arc<Checked>),
    Failed(Arc<Problem>),
}

impl PartialEq for Found {
    /// The same finding, whatever it says: rows are compared by the hundred.
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Checked(one), Self::Checked(other)) => Arc::ptr_eq(one, other),
            (Self::Failed(one), Self::Failed(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
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
    found: StoredValue<HashMap<ServiceId, Found>>,
    /// Those of them that are to be asked for again, and shown as they were until then.
    due: StoredValue<HashSet<ServiceId>>,
    /// Tells that what was found is to be shown.
    showing: Trigger,
    gathering: StoredValue<bool>,
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
            found: StoredValue::new(HashMap::new()),
            due: StoredValue::new(HashSet::new()),
            showing: Trigger::new(),
            gathering: StoredValue::new(false),
            all: RwSignal::new(false),
            running: RwSignal::new(false),
            stopped_by: RwSignal::new(None),
        }
    }

    /// What is known of each, as it is shown.
    pub fn shown<T>(self, read: impl FnOnce(&HashMap<ServiceId, Found>) -> T) -> T {
        self.showing.track();
        self.found.with_value(read)
    }

    /// Whether what is shown of a service is to be asked for again.
    pub fn is_due(self, service: &ServiceId) -> bool {
        self.showing.track();
        self.due.with_value(|due| due.contains(service))
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
        self.forget_failed();
        self.showing.notify();
    }

    fn forget_failed(self) {
        self.found
            .update_value(|found| found.retain(|_, found| matches!(found, Found::Checked(_))));
    }

    /// Asks for all of it again.
    pub fn start_over(self) {
        self.stopped_by.set(None);
        self.forget_failed();
        let Asks {
            organization,
            cache,
            ..
        } = self.asks.get_value();
        let list = |service: &ServiceId| backups::list(&organization, service).address();
        let lists: HashSet<String> = self
            .found
            .with_value(|found| found.keys().map(list).collect());
        cache.invalidate(|address| lists.contains(address));
        let known = self
            .found
            .with_value(|found| found.keys().cloned().collect());
        self.due.set_value(known);
        self.showing.notify();
    }

    /// Checks what is shown, in its order; what is asked for may change meanwhile.
    pub fn check(self, shown: impl Fn() -> Vec<Arc<Service>> + Copy + Send + Sync + 'static) {
        let next = move || {
            let shown = shown();
            let all = self.all.get();
            self.shown(|found| {
                let is_known = |service: &&Arc<Service>| {
                    let is_due = self.due.with_value(|due| due.contains(&service.id));
                    found.contains_key(&service.id) && !is_due
                };
                let known = shown.iter().filter(is_known).count();
                let mut unknown = shown.iter().filter(|service| !is_known(service));
                unknown.next().filter(|_| all || known < UNASKED).cloned()
            })
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

    /// What somebody asked for need not wait behind what might be wanted; it takes minutes as it is.
    fn priority(self) -> Priority {
        if self.all.try_get_untracked() == Some(true) {
            Priority::Poll
        } else {
            Priority::Prefetch
        }
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
                        self.note(&service.id, Found::Failed(Arc::new(error.problem())));
                        // Hundreds of requests into the same wall help nobody.
                        if failures == 3 || !is_of_one_service(&error) {
                            self.stopped_by.try_set(Some(error.problem()));
                            break;
                        }
                    }
                }
            }
            // What was not asked for again is not known any more, unless something stood in the way of asking.
            if self.stopped_by.try_with_untracked(Option::is_none) == Some(true) {
                let due = self
                    .due
                    .try_update_value(std::mem::take)
                    .unwrap_or_default();
                self.found
                    .try_update_value(|found| found.retain(|service, _| !due.contains(service)));
            }
            self.show();
            self.running.try_set(false);
        });
    }

    fn note(self, service: &ServiceId, found: Found) {
        let insert = |all: &mut HashMap<_, _>| all.insert(service.clone(), found);
        self.found.try_update_value(insert);
        self.due.try_update_value(|due| due.remove(service));
        if self.gathering.try_get_value() == Some(false) {
            self.gathering.set_value(true);
            set_timeout(move || self.show(), GATHER);
        }
    }

    /// The page may have gone meanwhile.
    fn show(self) {
        if self.gathering.try_set_value(false).is_none() && !self.showing.is_disposed() {
            self.showing.notify();
        }
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
            let answer = client.send_with(list.clone(), self.priority()).await?;
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
                let answer = client.send_with(request, self.priority()).await?;
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
