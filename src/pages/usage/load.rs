//! Reads the costs part by part, newest first, and shows what is there meanwhile.

use cloud_api::{OrganizationId, usage};
use leptos::prelude::*;

use super::{
    days::{Days, parts},
    held::{Costs, Told},
    range::Choice,
    report::Report,
};
use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    format::dates::{date, day},
    pages::running::Running,
    query::Cache,
};

/// After so many failures one behind the other, the rest is left for a person to ask for.
const PATIENCE: usize = 3;

#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    Reading,
    Done,
    /// By the person, or by failures of which the last is kept, before all of it was asked for.
    Stopped,
    /// The key may not read costs at all.
    Refused(ApiError),
}

/// A part that could not be read.
#[derive(Clone, Debug, PartialEq)]
pub struct Failed {
    pub days: Days,
    pub error: ApiError,
}

/// One view of the costs.
#[derive(Clone, Copy)]
pub struct Loading {
    pub choice: Memo<Choice>,
    /// Today in UTC, since it was last asked for.
    pub today: Memo<i32>,
    /// The days on view.
    pub days: Memo<Days>,
    /// Those, and what they are compared with once somebody asked for that.
    pub wanted: Memo<Days>,
    pub phase: RwSignal<Phase>,
    pub failed: RwSignal<Vec<Failed>>,
    pub answered_at: RwSignal<Option<f64>>,
    now: RwSignal<f64>,
    compared: RwSignal<Option<Days>>,
    /// Counts the answers, so that what is made of them is made again.
    version: RwSignal<usize>,
    go_on: Trigger,
    running: Running,
    source: StoredValue<Source>,
}

#[derive(Clone)]
struct Source {
    client: Client,
    costs: Costs,
    organization: OrganizationId,
}

pub fn use_costs(organization: OrganizationId, choice: Memo<Choice>) -> Loading {
    let cache = expect_context::<Cache>();
    let now = RwSignal::new(js_sys::Date::now());
    let today = Memo::new(move |_| day(now.get()));
    let days = Memo::new(move |_| choice.get().days(today.get()));
    let compared = RwSignal::new(None::<Days>);
    let wanted = Memo::new(move |_| {
        let days = days.get();
        let with_before = compared.get() == Some(days);
        Days {
            from: if with_before {
                days.before().from
            } else {
                days.from
            },
            to: days.to,
        }
    });
    let loading = Loading {
        choice,
        today,
        days,
        wanted,
        phase: RwSignal::new(Phase::Reading),
        failed: RwSignal::new(Vec::new()),
        answered_at: RwSignal::new(None),
        now,
        compared,
        version: RwSignal::new(0),
        go_on: Trigger::new(),
        running: Running::new(),
        source: StoredValue::new(Source {
            client: expect_context(),
            costs: held(cache, &organization),
            organization,
        }),
    };
    Effect::new(move |before: Option<Days>| {
        loading.go_on.track();
        let wanted = loading.wanted.get();
        untrack(|| {
            if before != Some(wanted) {
                loading.failed.set(Vec::new());
            }
            loading.start(wanted);
        });
        on_cleanup(move || loading.running.abort());
        wanted
    });
    loading
}

/// The costs in the cache of answers, in the place of a range without an end, which nobody asks for.
fn held(cache: Cache, organization: &OrganizationId) -> Costs {
    let place = usage::get_as::<Costs>(organization, "", "");
    if let Some(costs) = cache.peek(&place) {
        return Costs::clone(&costs);
    }
    let costs = Costs::default();
    cache.put(&place, costs.clone());
    costs
}

impl Loading {
    /// What is told of these days, as answers come in.
    pub fn told(self, days: Days) -> Vec<Told> {
        self.version.track();
        self.source
            .try_with_value(|source| source.costs.told(days))
            .unwrap_or_default()
    }

    pub fn costs(self) -> Costs {
        self.version.track();
        let costs = self.source.try_with_value(|source| source.costs.clone());
        costs.unwrap_or_default()
    }

    /// Days that are there, and all days that are wanted.
    pub fn progress(self) -> (usize, usize) {
        let told = self.told(self.wanted.get());
        let there = told.iter().filter(|(_, one)| one.is_some()).count();
        (there, told.len())
    }

    /// Reads again what may still change, and moves a range that ends today.
    pub fn refresh(self) {
        self.source.with_value(|source| source.costs.age());
        self.now.set(js_sys::Date::now());
        self.failed.set(Vec::new());
        self.go_on.notify();
    }

    /// Reads what is missing still.
    pub fn go_on(self) {
        self.go_on.notify();
    }

    /// Reads one part again that failed, and whatever else is missing.
    pub fn try_again(self, part: Days) {
        self.failed
            .update(|failed| failed.retain(|failed| failed.days != part));
        self.go_on.notify();
    }

    /// Reads the days that the range is compared with.
    pub fn compare(self) {
        self.compared.set(Some(self.days.get_untracked()));
    }

    pub fn stop(self) {
        self.running.abort();
        self.phase.set(Phase::Stopped);
    }

    fn start(self, wanted: Days) {
        self.phase.set(Phase::Reading);
        self.running.start(self.read(wanted), move |phase| {
            _ = self.phase.try_set(phase);
        });
    }

    async fn read(self, wanted: Days) -> Phase {
        let Some(source) = self.source.try_get_value() else {
            return Phase::Stopped;
        };
        let mut failures = 0;
        while let Some(part) = self.next(&source.costs, wanted) {
            let (from, to) = (date(part.from), date(part.to));
            let request = usage::get_as::<Report>(&source.organization, &from, &to);
            let asked = js_sys::Date::now();
            let answer = source.client.send_with(request, Priority::Poll).await;
            if self.phase.is_disposed() {
                return Phase::Stopped;
            }
            match answer {
                Ok(report) => {
                    failures = 0;
                    source.costs.insert(part, report, asked);
                    self.answered_at.set(Some(asked));
                    self.version.update(|version| *version += 1);
                }
                Err(error) if error.status() == Some(403) => return Phase::Refused(error),
                Err(error) => {
                    failures += 1;
                    let is_of_part = is_of_part(&error);
                    self.failed
                        .update(|failed| failed.push(Failed { days: part, error }));
                    // Whatever stands in the way of everything needs no further request to be known.
                    if !is_of_part || failures == PATIENCE {
                        return Phase::Stopped;
                    }
                }
            }
        }
        Phase::Done
    }

    /// The next part that is missing and did not fail.
    fn next(self, costs: &Costs, wanted: Days) -> Option<Days> {
        let failed = self.failed.try_get_untracked()?;
        let today = self.today.try_get_untracked()?;
        let now = js_sys::Date::now();
        let is_missing = |day: i32| {
            let has_failed = failed
                .iter()
                .any(|failed| (failed.days.from..=failed.days.to).contains(&day));
            !has_failed && costs.is_missing(day, today, now)
        };
        parts(wanted, is_missing).first().copied()
    }
}

/// Whether a failure says nothing of the other parts.
fn is_of_part(error: &ApiError) -> bool {
    match error.kind {
        ErrorKind::Refused { status, .. } => status != 401,
        ErrorKind::Unreadable { .. } | ErrorKind::TimedOut | ErrorKind::Interrupted => true,
        _ => false,
    }
}
