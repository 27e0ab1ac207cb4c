//! What was sent and what came back, without bodies, ids in paths or credentials.

use std::collections::VecDeque;

use cloud_api::Method;
use leptos::prelude::*;

const KEPT: usize = 200;

/// One request to the API.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    pub number: u64,
    /// Milliseconds since the epoch.
    pub at: f64,
    pub operation: &'static str,
    pub method: Method,
    /// The path with its parameters as names.
    pub template: &'static str,
    /// Names of the query's parameters.
    pub query: Vec<&'static str>,
    /// Absent when no answer came.
    pub status: Option<u16>,
    pub milliseconds: f64,
    pub request_id: Option<String>,
}

#[derive(Clone, Copy)]
pub struct CallLog {
    calls: RwSignal<VecDeque<Call>>,
    next: StoredValue<u64>,
}

impl Default for CallLog {
    fn default() -> Self {
        Self {
            calls: RwSignal::new(VecDeque::new()),
            next: StoredValue::new(1),
        }
    }
}

impl CallLog {
    /// Newest first.
    pub fn calls(self) -> Signal<VecDeque<Call>> {
        self.calls.into()
    }

    pub fn record(self, mut call: Call) {
        call.number = self.next.get_value();
        self.next.set_value(call.number + 1);
        self.calls.update(|calls| {
            calls.push_front(call);
            calls.truncate(KEPT);
        });
    }

    pub fn clear(self) {
        self.calls.update(VecDeque::clear);
    }
}
