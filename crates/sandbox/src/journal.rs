//! What changed the state, as a list that another sandbox can repeat.
//!
//! The core is deterministic: the same seed, first moment and writes at the same moments give the same
//! state, whatever was read in between and whenever the clock was looked at. So the list holds the
//! writes, for any operation alike, and once a minute that a key was used. Three things make that hold:
//!
//! - what a write draws at random comes from [`Sandbox::random`], which reads, refused writes and
//!   faults leave where it was;
//! - what happens by itself happens in [`Sandbox::advance`], at its own moment and in its own order;
//! - an operation that is refused changes nothing.

use std::{fmt, net::IpAddr};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Sandbox,
    clock::Moment,
    refusal::Refusal,
    request::{self, ApiRequest, Method},
    route::{self, Call},
};

/// One change of the state and when it was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub(crate) at: Moment,
    /// [`Sandbox::mark`] after it.
    pub(crate) mark: u32,
    pub(crate) change: Change,
}

/// What changed the state.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Change {
    Request(Write),
    #[serde(rename_all = "camelCase")]
    ForcedState {
        service: Uuid,
        state: String,
    },
    /// A key was used for the first time in this minute, be it to read: the API tells when that was.
    KeyUsed {
        key: Uuid,
    },
    /// Time was moved forward; what follows from it happens by itself.
    #[serde(rename_all = "camelCase")]
    Clock {
        advance_millis: u64,
    },
}

/// A request that was carried out. Who made it stands here by the id of the key, without the
/// credentials: they were checked when it came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Write {
    method: String,
    path: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    query: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    body: String,
    key: Uuid,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    peer: Option<IpAddr>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user_agent: Option<String>,
}

/// Why an entry does not repeat what it did when it was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Divergence(String);

impl fmt::Display for Divergence {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for Divergence {}

impl Entry {
    /// By how much this entry moved the clock forward.
    pub fn advance_millis(&self) -> u64 {
        match self.change {
            Change::Clock { advance_millis } => advance_millis,
            _ => 0,
        }
    }
}

impl Write {
    fn new(call: &Call<'_>) -> Self {
        let request = call.request;
        let method = request.method.map_or("", Method::as_str).to_owned();
        Self {
            method,
            path: request.path.clone(),
            query: request.query.clone(),
            // What is not UTF-8 is not JSON either, so no operation has read it.
            body: String::from_utf8_lossy(&request.body).into_owned(),
            key: call.key_id,
            peer: request.peer,
            user_agent: request.user_agent.clone(),
        }
    }

    fn to_request(&self) -> ApiRequest {
        ApiRequest {
            method: request::method(&self.method),
            path: self.path.clone(),
            query: self.query.clone(),
            authorization: None,
            user_agent: self.user_agent.clone(),
            peer: self.peer,
            body: self.body.clone().into_bytes(),
        }
    }
}

impl Sandbox {
    /// From now on, what changes the state is noted for [`Sandbox::take_changes`].
    pub fn keep_changes(&mut self) {
        self.changes.get_or_insert_default();
    }

    /// What changed the state since the last call.
    pub fn take_changes(&mut self) -> Vec<Entry> {
        self.changes
            .as_mut()
            .map(std::mem::take)
            .unwrap_or_default()
    }

    /// A number that follows from all that was drawn at random until now: two sandboxes that went
    /// different ways have different ones, nearly always.
    pub fn mark(&self) -> u32 {
        self.random.peek()
    }

    /// Notes a clock that was moved forward.
    pub fn note_advance(&mut self, advance_millis: u64) {
        self.note(|| Change::Clock { advance_millis });
    }

    pub(crate) fn note_write(&mut self, call: &Call<'_>) {
        self.note(|| Change::Request(Write::new(call)));
    }

    /// Hands a change to whoever repeats it; it is not even built for nobody.
    pub(crate) fn note(&mut self, change: impl FnOnce() -> Change) {
        if self.changes.is_none() && self.replica.is_none() {
            return;
        }
        let entry = Entry {
            at: self.now,
            mark: self.mark(),
            change: change(),
        };
        if let Some(replica) = &mut self.replica {
            replica.await_entry(entry.clone());
        }
        if let Some(changes) = &mut self.changes {
            changes.push(entry);
        }
    }

    /// Repeats a change that another sandbox of the same seed, number, speed and first moment noted.
    pub fn repeat(&mut self, entry: &Entry) -> Result<(), Divergence> {
        self.advance(entry.at);
        match &entry.change {
            Change::Request(write) => self.repeat_write(write).map_err(|refusal| {
                let Write { method, path, .. } = write;
                Divergence(format!("{method} {path} now answers {refusal}"))
            })?,
            Change::ForcedState { service, state } => {
                self.force_state(*service, state, entry.at);
            }
            Change::KeyUsed { key } => {
                self.keys.mark_used(*key, entry.at);
            }
            Change::Clock { .. } => {}
        }
        if self.mark() == entry.mark {
            Ok(())
        } else {
            Err(Divergence("it had another outcome then".to_owned()))
        }
    }

    /// Without what was checked when the request came: credentials, permissions, rate limit.
    fn repeat_write(&mut self, write: &Write) -> Result<(), Refusal> {
        let request = write.to_request();
        let (route, parameters) = route::find(&request, self.extended)?;
        let key = self
            .keys
            .find(write.key)
            .ok_or_else(|| Refusal::not_found(write.key))?;
        // Nobody reads the answer.
        let access = self.roles.access(&key.roles);
        let call = Call::new(&request, Uuid::nil(), key, access, parameters);
        self.run(route, &call).map(drop)
    }
}
