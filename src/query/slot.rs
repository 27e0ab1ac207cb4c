//! One answer and whoever waits for it.

use std::{
    any::Any,
    sync::{
        Arc, Weak,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
};

use cloud_api::Request;
use futures_util::future::{AbortHandle, abortable};
use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use crate::client::{self, ApiError, Client, Priority};

pub struct Slot<T: 'static> {
    pub latest: ArcRwSignal<Option<Arc<T>>>,
    pub error: ArcRwSignal<Option<ApiError>>,
    pub loading: ArcRwSignal<bool>,
    listeners: AtomicUsize,
    /// Milliseconds since the epoch, as bits; 0 is never.
    answered_at: AtomicU64,
    /// When the last request left, likewise.
    asked_at: AtomicU64,
    /// Whether another tab asked last: it will ask again, and tell.
    told: AtomicBool,
    running: ArcStoredValue<Option<AbortHandle>>,
    /// Counts what was put in place, so that an answer asked for earlier does not undo it.
    version: AtomicUsize,
    start: Box<dyn Fn(Priority) + Send + Sync>,
    client: Client,
    address: String,
}

impl<T: DeserializeOwned + Send + Sync + 'static> Slot<T> {
    pub fn new(client: Client, request: &Request<T>) -> Arc<Self> {
        let request = request.clone();
        let address = request.address();
        Arc::new_cyclic(|this: &Weak<Self>| {
            let this = Weak::clone(this);
            Self {
                latest: ArcRwSignal::new(None),
                error: ArcRwSignal::new(None),
                loading: ArcRwSignal::new(false),
                listeners: AtomicUsize::new(0),
                answered_at: AtomicU64::new(0),
                asked_at: AtomicU64::new(0),
                told: AtomicBool::new(false),
                running: ArcStoredValue::new(None),
                version: AtomicUsize::new(0),
                start: Box::new(move |priority| {
                    if let Some(slot) = this.upgrade() {
                        run(slot, client, request.clone(), priority);
                    }
                }),
                client,
                address,
            }
        })
    }
}

fn run<T>(slot: Arc<Slot<T>>, client: Client, request: Request<T>, priority: Priority)
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let version = slot.version.load(Ordering::Relaxed);
    let (answer, handle) = abortable(client.send_with(request, priority));
    slot.running.set_value(Some(handle));
    slot.asked_at
        .store(js_sys::Date::now().to_bits(), Ordering::Relaxed);
    slot.told.store(false, Ordering::Relaxed);
    slot.loading.set(true);
    spawn_local(async move {
        let Ok(answer) = answer.await else {
            return;
        };
        slot.running.set_value(None);
        slot.loading.set(false);
        match answer {
            Ok(_) if slot.version.load(Ordering::Relaxed) != version => {}
            Ok(answer) => slot.replace(answer),
            Err(error) => slot.error.set(Some(error)),
        }
    });
}

impl<T: Send + Sync + 'static> Slot<T> {
    pub fn answered_at(&self) -> Option<f64> {
        let at = f64::from_bits(self.answered_at.load(Ordering::Relaxed));
        (at > 0.0).then_some(at)
    }

    pub fn set_answered_at(&self, at: f64) {
        self.answered_at.store(at.to_bits(), Ordering::Relaxed);
    }

    pub fn is_told(&self) -> bool {
        self.told.load(Ordering::Relaxed)
    }

    pub fn is_listened_to(&self) -> bool {
        self.listeners.load(Ordering::Relaxed) > 0
    }

    /// A view opens: asks unless an answer is on its way, or there that is younger than so many milliseconds.
    pub fn listen(&self, priority: Priority, fresh_ms: f64) {
        self.listeners.fetch_add(1, Ordering::Relaxed);
        let fresh = self
            .answered_at()
            .is_some_and(|at| js_sys::Date::now() - at < fresh_ms);
        if !fresh {
            self.load(priority);
        }
    }

    /// A view closes: what nobody waits for is aborted.
    pub fn leave(&self) {
        if self.listeners.fetch_sub(1, Ordering::Relaxed) == 1 {
            self.stop();
        }
    }

    /// Asks, or shares a request that is on its way: a person does not wait behind a poll that waits for its turn.
    pub fn load(&self, priority: Priority) {
        if self.running.with_value(Option::is_none) {
            (self.start)(priority);
        } else {
            self.client.budget.hurry(&self.address, priority);
        }
    }

    /// An answer that came another way outranks one that is still on its way.
    pub fn put(&self, answer: T) {
        self.version.fetch_add(1, Ordering::Relaxed);
        self.replace(answer);
    }

    pub fn replace(&self, answer: T) {
        self.answered_at
            .store(js_sys::Date::now().to_bits(), Ordering::Relaxed);
        self.latest.set(Some(Arc::new(answer)));
        if self.error.with_untracked(Option::is_some) {
            self.error.set(None);
        }
    }

    fn stop(&self) {
        if let Some(handle) = self.running.get_value() {
            handle.abort();
            self.running.set_value(None);
            self.loading.set(false);
        }
    }
}

/// A slot whatever it holds.
pub trait AnySlot: Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn invalidate(&self);
    /// Takes in what the API answered another tab to a request that left then.
    fn take_in(&self, left: f64, body: &str);
}

impl<T: DeserializeOwned + Send + Sync + 'static> AnySlot for Arc<Slot<T>> {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn invalidate(&self) {
        self.answered_at.store(0, Ordering::Relaxed);
        self.stop();
        if self.is_listened_to() {
            self.load(Priority::User);
        }
    }
    fn take_in(&self, left: f64, body: &str) {
        if !self.is_listened_to() {
            return;
        }
        if self.running.with_value(Option::is_some) {
            // Both asked: from now on, whoever was first does.
            let asked_at = f64::from_bits(self.asked_at.load(Ordering::Relaxed));
            self.told.fetch_or(left < asked_at, Ordering::Relaxed);
        } else if self.answered_at().is_none_or(|at| left > at)
            && let Ok(answer) = client::result(200, body.as_bytes())
        {
            self.told.store(true, Ordering::Relaxed);
            self.replace(answer);
        }
    }
}
