//! A long read of a page, one at a time.

use std::future::Future;

use futures_util::future::{AbortHandle, abortable};
use leptos::{prelude::*, task::spawn_local};

/// What runs now. A new run, and whoever leaves the page, ends the one before.
#[derive(Clone, Copy)]
pub struct Running(StoredValue<Option<AbortHandle>>);

impl Running {
    pub fn new() -> Self {
        Self(StoredValue::new(None))
    }

    pub fn abort(self) {
        if let Some(running) = self.0.try_update_value(Option::take).flatten() {
            running.abort();
        }
    }

    /// `done` hears of a run that came to its end; the page may have gone meanwhile.
    pub fn start<T: 'static>(
        self,
        task: impl Future<Output = T> + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        self.abort();
        let (task, handle) = abortable(task);
        self.0.set_value(Some(handle));
        spawn_local(async move {
            if let Ok(outcome) = task.await {
                done(outcome);
            }
        });
    }
}
