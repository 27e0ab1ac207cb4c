//! Reads the log slice by slice, newest first, and shows what is there meanwhile.

use std::{collections::HashMap, sync::Arc};

use cloud_api::{OrganizationId, ServiceId, activities, services};
use leptos::prelude::*;

use super::{
    log::{Log, Range, Wanted},
    range::Choice,
    record::Slice,
    row::{Row, rows},
};
use crate::{
    client::{ApiError, Client, Priority},
    format::dates::{DAY, rfc3339, start_of},
    pages::running::Running,
    query::{Cache, use_query},
};

#[derive(Clone, Debug, PartialEq)]
pub enum Phase {
    Reading,
    Done,
    /// By the person, before all of it was there.
    Stopped,
    Failed(ApiError),
}

/// One view of the log.
#[derive(Clone, Copy)]
pub struct Loading {
    pub choice: Memo<Choice>,
    /// What the choice means since the last time it was asked for.
    pub range: Memo<Range>,
    pub rows: RwSignal<Arc<Vec<Row>>>,
    pub phase: RwSignal<Phase>,
    /// Days that are there, and all days of the range.
    pub days: Memo<(usize, usize)>,
    /// Days of the range that are not there, and how many it has.
    pub unread: RwSignal<(Arc<Vec<i32>>, usize)>,
    pub answered_at: RwSignal<Option<f64>>,
    now: RwSignal<f64>,
    go_on: Trigger,
    running: Running,
    source: StoredValue<Source>,
}

/// Where the rows come from.
struct Source {
    client: Client,
    log: Log,
    organization: OrganizationId,
    /// The one service that is wanted.
    only: Option<ServiceId>,
    names: Memo<Arc<HashMap<ServiceId, String>>>,
}

/// The log of an organization, or what of it concerns one service.
pub fn use_activities(
    organization: OrganizationId,
    only: Option<ServiceId>,
    choice: Memo<Choice>,
) -> Loading {
    let cache = expect_context::<Cache>();
    let now = RwSignal::new(js_sys::Date::now());
    let all = {
        let request = services::list(&organization);
        use_query(move || Some(request.clone())).latest()
    };
    let names = Memo::new(move |_| {
        let all = all.get();
        let named = all
            .iter()
            .flat_map(|all| all.iter())
            .map(|service| (service.id.clone(), service.label().to_owned()));
        Arc::new(named.collect::<HashMap<_, _>>())
    });
    let unread = RwSignal::new((Arc::<Vec<i32>>::default(), 1));
    let loading = Loading {
        choice,
        range: Memo::new(move |_| choice.get().range(now.get())),
        rows: RwSignal::new(Arc::default()),
        phase: RwSignal::new(Phase::Reading),
        days: Memo::new(move |_| {
            let unread = unread.read();
            (unread.1 - unread.0.len(), unread.1)
        }),
        unread,
        answered_at: RwSignal::new(None),
        now,
        go_on: Trigger::new(),
        running: Running::new(),
        source: StoredValue::new(Source {
            client: expect_context(),
            log: held(cache, &organization),
            organization,
            only,
            names,
        }),
    };
    Effect::new(move |_| {
        loading.go_on.track();
        let range = loading.range.get();
        untrack(|| loading.start(range));
        on_cleanup(move || loading.running.abort());
    });
    Effect::new(move |before: Option<()>| {
        names.track();
        if before.is_some() {
            untrack(|| loading.show(loading.range.get_untracked()));
        }
    });
    loading
}

/// The log in the cache of answers, in the place of the whole log, which nobody asks for as such.
fn held(cache: Cache, organization: &OrganizationId) -> Log {
    let place = activities::list_as::<Log>(organization, None, None);
    if let Some(log) = cache.peek(&place) {
        return Log::clone(&log);
    }
    let log = Log::default();
    cache.put(&place, log.clone());
    log
}

impl Loading {
    /// Reads what is new, and moves a range that ends now.
    pub fn refresh(self) {
        self.source.with_value(|source| source.log.age());
        self.now.set(js_sys::Date::now());
        self.go_on.notify();
    }

    /// Reads what is missing still.
    pub fn go_on(self) {
        self.go_on.notify();
    }

    pub fn stop(self) {
        self.running.abort();
        self.phase.set(Phase::Stopped);
    }

    fn start(self, range: Range) {
        self.phase.set(Phase::Reading);
        self.show(range);
        self.running.start(self.read(range), move |phase| {
            _ = self.phase.try_set(phase);
            if !self.phase.is_disposed() {
                self.show(range);
            }
        });
    }

    async fn read(self, range: Range) -> Phase {
        let source = self.source.try_with_value(|source| {
            (
                source.client,
                source.log.clone(),
                source.organization.clone(),
            )
        });
        let Some((client, log, organization)) = source else {
            return Phase::Stopped;
        };
        // The first slice is what a person waits for; the rest leaves room for other requests.
        let mut priority = Priority::User;
        while let Some(wanted) = log.wanted(range, js_sys::Date::now()) {
            let (from, to) = match wanted {
                Wanted::Since(day) => (day, None),
                Wanted::Days(from, to) => (from, Some(start_of(to) - 1.0)),
            };
            let from = rfc3339(start_of(from));
            let to = to.map(rfc3339);
            let request = activities::list_as::<Slice>(&organization, Some(&from), to.as_deref());
            let asked = js_sys::Date::now();
            match client.send_with(request, priority).await {
                Ok(slice) => log.insert(wanted, slice, asked),
                Err(error) => return Phase::Failed(error),
            }
            self.keep_up(range, log.newest(), asked);
            let _ = self.answered_at.try_set(Some(asked));
            if self.phase.is_disposed() {
                return Phase::Stopped;
            }
            self.show(range);
            priority = Priority::Reading;
        }
        Phase::Done
    }

    /// A range that ends now holds what the API's clock, a little ahead, has dated later.
    fn keep_up(self, range: Range, newest: Option<f64>, now: f64) {
        let choice = self.choice.try_get_untracked();
        if let (Some(Choice::Preset(_)), Some(newest)) = (choice, newest)
            && newest >= range.to
            && newest - now < DAY
        {
            self.now.try_set(newest);
        }
    }

    /// Makes rows of what is there.
    fn show(self, range: Range) {
        let now = self.now.get_untracked();
        let is_whole = *self.phase.read_untracked() == Phase::Done;
        let ((unread, days), rows) = self.source.with_value(|source| {
            let mut records = source.log.records(range);
            if let Some(only) = &source.only {
                records.retain(|record| record.service.as_deref() == Some(only.as_str()));
            }
            let names = source.names.read_untracked();
            let rows = rows(records, &source.organization, &names, is_whole);
            (source.log.unread(range, now), rows)
        });
        self.unread.set((Arc::new(unread), days));
        self.rows.set(Arc::new(rows));
    }
}
