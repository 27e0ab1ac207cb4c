//! The request budget: the API takes 10 requests in 10 seconds per key and refuses the rest.
//!
//! One sliding window for all tabs of this origin that use the same key. Tabs tell each other the
//! times of their requests, and how long a 429 holds them, over a `BroadcastChannel`, which works on plain-http sites too, where the
//! Web Locks API is missing. Two tabs that send in the same millisecond can still overrun the window
//! by one; the 429 that follows is handled like any other.

mod channel;
mod window;

use futures_util::future::{AbortHandle, abortable};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

pub use window::Priority;
use window::Window;

use crate::{config::Config, session};
use channel::{Channel, Word};

const KEPT: &str = "budget";
/// How soon what waits looks again: others may have left the queue, and somebody may be waiting for it now.
const LOOK_AGAIN_MS: f64 = 250.0;

#[derive(Clone, Copy)]
pub struct Budget {
    window: StoredValue<Window>,
    queue: StoredValue<Vec<Waiting>>,
    next_ticket: StoredValue<u64>,
    /// How many sessions are over.
    past: StoredValue<u32>,
    used: RwSignal<usize>,
    held_until: RwSignal<f64>,
    limit: usize,
    channel: Channel,
}

/// A request in the queue. Who goes first: by priority, then by coming.
struct Waiting {
    priority: Priority,
    ticket: u64,
    address: String,
    turn: AbortHandle,
}

/// A place in the queue, given up when the waiting future is dropped.
struct Place {
    budget: Budget,
    ticket: u64,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.budget
            .queue
            .try_update_value(|queue| queue.retain(|other| other.ticket != self.ticket));
    }
}

impl Budget {
    pub fn new(config: &Config) -> Self {
        let window = StoredValue::new(Window::new(config.budget_requests, config.budget_seconds));
        let budget = Self {
            window,
            queue: StoredValue::new(Vec::new()),
            next_ticket: StoredValue::new(0),
            past: StoredValue::new(0),
            used: RwSignal::new(0),
            held_until: RwSignal::new(0.0),
            limit: config.budget_requests,
            channel: Channel::new(),
        };
        budget.channel.listen(
            move |word| match word {
                Word::Sent(at) => {
                    window.update_value(|window| window.record(at));
                    budget.show();
                }
                Word::HeldUntil(until) => budget.wait_until(until),
            },
            move || {
                let sent = window.with_value(Window::times).into_iter();
                let until = budget.held_until.get_untracked();
                let held = (until > js_sys::Date::now()).then_some(Word::HeldUntil(until));
                sent.map(Word::Sent).chain(held).collect()
            },
        );
        budget
    }

    pub fn limit(self) -> usize {
        self.limit
    }

    /// The fingerprint of the key, which tells keys apart without naming them.
    pub fn key(self) -> String {
        self.channel.key()
    }

    /// Until when the API refuses what this key sends, in milliseconds since the epoch; past or 0: it does not.
    pub fn held_until(self) -> Signal<f64> {
        self.held_until.into()
    }

    /// Requests of the current window, for the meter.
    pub fn used(self) -> Signal<usize> {
        self.used.into()
    }

    /// Starts over if the key is another one, and asks the other tabs what its window already holds.
    pub fn belong_to(self, key_id: &str) {
        if self.channel.belong_to(key_id) {
            self.window.update_value(Window::clear);
            self.used.set(0);
            self.held_until.set(0.0);
            self.recall();
            self.channel.ask();
        }
    }

    /// What this tab sent before a reload still counts.
    fn recall(self) {
        let key = self.channel.key();
        if let Some((known, times, held_until)) = session::kept::<(String, Vec<f64>, f64)>(KEPT)
            && known == key
        {
            self.window
                .update_value(|window| times.into_iter().for_each(|at| window.record(at)));
            self.wait_until(held_until);
        }
    }

    fn keep(self) {
        session::keep(
            KEPT,
            &(
                self.channel.key(),
                self.window.with_value(Window::times),
                self.held_until.get_untracked(),
            ),
        );
    }

    /// The session is over: what waits is sent with its key no more, nor is what it still meant to send.
    pub fn end_session(self) {
        self.past.update_value(|past| *past += 1);
        self.queue
            .with_value(|queue| queue.iter().for_each(|waiting| waiting.turn.abort()));
    }

    /// How many sessions are over: a request of an earlier one has nobody who waits for it.
    pub fn past_sessions(self) -> u32 {
        self.past.get_value()
    }

    /// Waits for the turn of this priority and takes one request out of the window. Says whether it came: with the end
    /// of the session it never does.
    pub async fn acquire(self, priority: Priority, address: &str) -> bool {
        if priority == Priority::Granted {
            return true;
        }
        let ticket = self.next_ticket.get_value();
        self.next_ticket.set_value(ticket + 1);
        let (turn, handle) = abortable(self.turn(ticket));
        self.queue.update_value(|queue| {
            queue.push(Waiting {
                priority,
                ticket,
                address: address.into(),
                turn: handle,
            });
            in_order(queue);
        });
        let _place = Place {
            budget: self,
            ticket,
        };
        turn.await.is_ok()
    }

    /// What waits for an address (or the end of one) is now waited for by somebody of this priority.
    pub fn hurry(self, address: &str, priority: Priority) {
        self.queue.update_value(|queue| {
            for waiting in queue.iter_mut() {
                if waiting.address.ends_with(address) {
                    waiting.priority = waiting.priority.min(priority);
                }
            }
            in_order(queue);
        });
    }

    async fn turn(self, ticket: u64) {
        loop {
            let now = js_sys::Date::now();
            let (is_first, priority) = self.queue.with_value(|queue| {
                let own = queue.iter().position(|waiting| waiting.ticket == ticket);
                let own = own.unwrap_or_default();
                let priority = queue.get(own).map(|waiting| waiting.priority);
                (own == 0, priority.unwrap_or(Priority::User))
            });
            let wait = self
                .window
                .try_update_value(|window| window.wait(priority, now))
                .unwrap_or(0.0);
            if is_first && wait <= 0.0 {
                self.window.update_value(|window| window.record(now));
                self.channel.tell(Word::Sent(now));
                self.keep();
                self.show();
                return;
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped"
            )]
            TimeoutFuture::new(wait.clamp(30.0, LOOK_AGAIN_MS) as u32).await;
        }
    }

    /// The API refused with 429: no tab sends before its reset.
    pub fn hold(self, seconds: f64) {
        let until = js_sys::Date::now() + seconds * 1_000.0;
        self.wait_until(until);
        self.channel.tell(Word::HeldUntil(until));
        self.keep();
    }

    fn wait_until(self, until: f64) {
        self.window.update_value(|window| window.hold_until(until));
        if until > self.held_until.get_untracked() {
            self.held_until.set(until);
        }
    }

    fn show(self) {
        let now = js_sys::Date::now();
        let Some((used, next)) = self
            .window
            .try_update_value(|window| (window.used(now), window.next_change(now)))
        else {
            return;
        };
        if self.used.get_untracked() != used {
            self.used.set(used);
        }
        if let Some(next) = next {
            let next = std::time::Duration::from_secs_f64(next / 1_000.0 + 0.02);
            set_timeout(move || self.show(), next);
        }
    }
}

fn in_order(queue: &mut [Waiting]) {
    queue.sort_unstable_by_key(|waiting| (waiting.priority, waiting.ticket));
}
