//! Cached reads of the API.
//!
//! A page asks with [`use_query`]; the answer of an endpoint is held once, whoever reads it. A read
//! that nobody waits for any more is aborted, an answer younger than [`FRESH_MS`] is not asked for
//! again, and what a write changed is put in place or read again.

mod pace;
mod slot;

use std::{collections::HashMap, sync::Arc, time::Duration};

use cloud_api::Request;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

pub use pace::Pace;
use slot::{AnySlot, Slot};

use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    presence::is_present,
};

/// How long an answer serves without being asked for again when a view opens.
const FRESH_MS: f64 = 15_000.0;
/// How old a list gets while somebody looks at it and nothing in it moves.
const REST: Duration = Duration::from_mins(2);
/// How much later a tab asks for what another one asked for last, so that one of them polls for all. One that was closed
/// or hidden is replaced by then.
const BEHIND: Duration = Duration::from_secs(3);
/// How soon a read outside of a view looks whether its answer has come.
const LOOK_AGAIN_MS: u32 = 50;

/// All answers of this tab, by address.
#[derive(Clone, Copy)]
pub struct Cache {
    slots: StoredValue<HashMap<String, Box<dyn AnySlot>>>,
    client: Client,
}

impl Cache {
    pub fn new(client: Client) -> Self {
        let slots: StoredValue<HashMap<String, Box<dyn AnySlot>>> =
            StoredValue::new(HashMap::new());
        client.hear_tabs(move |address, left, body| {
            slots.with_value(|slots| {
                if let Some(slot) = slots.get(address) {
                    slot.take_in(left, body);
                }
            });
        });
        Self { slots, client }
    }

    /// The place of one request's answer, made when first asked for.
    fn slot<T>(self, request: &Request<T>) -> Arc<Slot<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let address = request.address();
        let known = self.slots.with_value(|slots| {
            slots
                .get(&address)
                .and_then(|slot| slot.as_any().downcast_ref::<Arc<Slot<T>>>().cloned())
        });
        known.unwrap_or_else(|| {
            let slot = Slot::new(self.client, request);
            self.slots.update_value(|slots| {
                slots.insert(address, Box::new(Arc::clone(&slot)));
            });
            slot
        })
    }

    /// The answer held for this request, without asking or following it.
    pub fn peek<T>(self, request: &Request<T>) -> Option<Arc<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        self.slot(request).latest.get_untracked()
    }

    /// When the answer held for this request came; milliseconds since the epoch.
    pub fn answered_at<T>(self, request: &Request<T>) -> Option<f64>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        self.slot(request).answered_at()
    }

    /// The answer held for this request, if it is not older than so many milliseconds.
    pub fn peek_younger<T>(self, request: &Request<T>, age: f64) -> Option<Arc<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let slot = self.slot(request);
        let at = slot.answered_at()?;
        let latest = slot.latest.get_untracked();
        latest.filter(|_| js_sys::Date::now() - at <= age)
    }

    /// The answer held for this request, as it changes, without asking for it.
    pub fn follow<T>(self, request: &Request<T>) -> Signal<Option<Arc<T>>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let slot = self.slot(request);
        Signal::derive(move || slot.latest.get())
    }

    /// Gives a request that was never answered what another answer already tells of it, as old as that
    /// answer is.
    pub fn seed<T, L>(
        self,
        request: &Request<T>,
        from: &Request<L>,
        find: impl FnOnce(&L) -> Option<T>,
    ) where
        T: DeserializeOwned + Send + Sync + 'static,
        L: DeserializeOwned + Send + Sync + 'static,
    {
        let slot = self.slot(request);
        let source = self.slot(from);
        let newer = source.answered_at() > slot.answered_at();
        let found = source
            .latest
            .get_untracked()
            .filter(|_| newer)
            .and_then(|latest| find(&latest));
        if let (Some(found), Some(at)) = (found, source.answered_at()) {
            slot.replace(found);
            slot.set_answered_at(at);
        }
    }

    /// One read outside of any view, sharing what is held or on its way.
    pub async fn read<T>(self, request: &Request<T>, priority: Priority) -> Result<Arc<T>, ApiError>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let slot = self.slot(request);
        slot.listen(priority, FRESH_MS);
        while slot.loading.get_untracked() {
            TimeoutFuture::new(LOOK_AGAIN_MS).await;
        }
        slot.leave();
        match (slot.error.get_untracked(), slot.latest.get_untracked()) {
            (None, Some(latest)) => Ok(latest),
            (Some(error), _) => Err(error),
            // Stopped, because the session is over.
            (None, None) => Err(ApiError {
                operation: request.operation,
                method: request.method,
                kind: ErrorKind::SignedOut,
            }),
        }
    }

    /// Puts an answer in place that came another way.
    pub fn put<T>(self, request: &Request<T>, answer: T)
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        self.slot(request).put(answer);
    }

    /// Changes a held answer in place; one that was never asked for stays so.
    pub fn change<T>(self, request: &Request<T>, change: impl FnOnce(&mut T))
    where
        T: DeserializeOwned + Clone + Send + Sync + 'static,
    {
        let slot = self.slot(request);
        if let Some(latest) = slot.latest.get_untracked() {
            let mut changed = T::clone(&latest);
            change(&mut changed);
            slot.replace(changed);
        }
    }

    /// Reads again what is on view, and lets the rest be read when it is wanted.
    pub fn invalidate(self, is_stale: impl Fn(&str) -> bool) {
        self.slots.with_value(|slots| {
            slots
                .iter()
                .filter(|(address, _)| is_stale(address))
                .for_each(|(_, slot)| slot.invalidate());
        });
    }

    /// Forgets everything: the session is over.
    pub fn clear(self) {
        self.slots.update_value(HashMap::clear);
    }
}

/// One read on view.
pub struct Query<T: Send + Sync + 'static> {
    slot: Memo<Option<Held<T>>>,
}

/// A slot, equal to itself only.
pub struct Held<T: Send + Sync + 'static>(Arc<Slot<T>>);

impl<T: Send + Sync + 'static> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Send + Sync + 'static> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Send + Sync + 'static> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Query<T> {
    pub fn latest(self) -> Signal<Option<Arc<T>>> {
        Signal::derive(move || self.slot.get().and_then(|held| held.0.latest.get()))
    }

    pub fn error(self) -> Signal<Option<ApiError>> {
        Signal::derive(move || self.slot.get().and_then(|held| held.0.error.get()))
    }

    pub fn loading(self) -> Signal<bool> {
        Signal::derive(move || self.slot.get().is_some_and(|held| held.0.loading.get()))
    }

    /// Milliseconds since the epoch of the answer on view.
    pub fn answered_at(self) -> Signal<Option<f64>> {
        Signal::derive(move || {
            let held = self.slot.get()?;
            held.0.latest.track();
            held.0.answered_at()
        })
    }

    /// Asks again, ahead of polling.
    pub fn reload(self) {
        if let Some(held) = self.slot.get_untracked() {
            held.0.load(Priority::User);
        }
    }

    /// Asks again by itself while `interval` says so of the latest answer. Hidden tabs and those without a network wait,
    /// and look at once when they are back.
    pub fn poll_while(self, interval: impl Fn(&T) -> Option<Duration> + 'static) {
        let due = RwSignal::new(false);
        Effect::new(move |_| {
            let held = self.slot.get()?;
            // An answer and a failure both lead to the next round.
            held.0.error.track();
            due.set(false);
            let pause = held.0.latest.get().and_then(|latest| interval(&latest))?;
            let pause = if held.0.is_told() {
                pause + BEHIND
            } else {
                pause
            };
            let timer = set_timeout_with_handle(move || due.set(true), pause).ok()?;
            on_cleanup(move || timer.clear());
            Some(())
        });
        Effect::new(move |_| {
            if due.get()
                && is_present()
                && let Some(Held(slot)) = self.slot.get_untracked()
                && slot.is_listened_to()
            {
                slot.load(Priority::Poll);
            }
        });
    }

    /// Keeps what is on view from growing old, behind everything a person does.
    pub fn keep_fresh(self) {
        self.poll_while(|_| Some(REST));
    }
}

/// Reads what `request` asks for; `None` asks for nothing. A new request drops the old one.
pub fn use_query<T>(request: impl Fn() -> Option<Request<T>> + Send + Sync + 'static) -> Query<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    use_query_at(Priority::User, FRESH_MS, request)
}

/// The same for what a person does not wait for: in a place of the queue, and content with an answer that is
/// younger than so many milliseconds.
pub fn use_query_at<T>(
    priority: Priority,
    fresh_ms: f64,
    request: impl Fn() -> Option<Request<T>> + Send + Sync + 'static,
) -> Query<T>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let cache = expect_context::<Cache>();
    let slot = Memo::new(move |_| request().map(|request| Held(cache.slot(&request))));
    Effect::new(move |_| {
        let Some(Held(slot)) = slot.get() else { return };
        slot.listen(priority, fresh_ms);
        on_cleanup(move || slot.leave());
    });
    Query { slot }
}
