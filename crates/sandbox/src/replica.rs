//! Stale reads: a copy of the sandbox that learns of every change late and answers the reads.
//!
//! The live API is said to behave like this for members, keys and new services; the copy does it for
//! every resource, because it repeats the writes as they were noted.

use std::collections::VecDeque;

use crate::{
    Sandbox,
    clock::Moment,
    faults::Faults,
    journal::Entry,
    refusal::Refusal,
    request::ApiResponse,
    route::{Call, Route},
};

/// The copy and what it has yet to learn.
#[derive(Clone)]
pub(crate) struct Replica {
    sandbox: Box<Sandbox>,
    pending: VecDeque<Entry>,
}

impl Replica {
    pub(crate) fn await_entry(&mut self, entry: Entry) {
        self.pending.push_back(entry);
    }

    /// Learns what was changed by a moment, and what happened by itself until then.
    fn catch_up(&mut self, moment: Moment) {
        while let Some(entry) = self.pending.pop_front_if(|entry| entry.at <= moment) {
            let repeated = self.sandbox.repeat(&entry);
            debug_assert_eq!(repeated, Ok(()), "a noted change can be repeated");
        }
        self.sandbox.advance(moment);
    }
}

impl Sandbox {
    /// Begins or ends to keep a late copy, as the faults ask for.
    pub(crate) fn keep_replica(&mut self) {
        if self.faults.stale_millis == 0 {
            self.replica = None;
        } else if self.replica.is_none() {
            let mut sandbox = self.clone();
            sandbox.faults = Faults::default();
            sandbox.changes = None;
            self.replica = Some(Replica {
                sandbox: Box::new(sandbox),
                pending: VecDeque::new(),
            });
        }
    }

    /// Answers a read, late if the faults ask for it.
    pub(crate) fn read(&mut self, route: &Route, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
        let moment = self.now.earlier(self.faults.stale_millis);
        match &mut self.replica {
            Some(replica) => {
                replica.catch_up(moment);
                replica.sandbox.run(route, call)
            }
            None => self.run(route, call),
        }
    }
}
