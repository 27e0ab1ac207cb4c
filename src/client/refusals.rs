//! What the API refused to the key in this session (status 403), for the console to learn from.

use cloud_api::Request;
use leptos::prelude::*;

use super::{ApiError, ErrorKind};

/// An operation that the key may not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedCall {
    pub operation: &'static str,
    /// Says which service it was about.
    pub path: String,
    /// The API's own words.
    pub message: String,
}

#[derive(Clone, Copy)]
pub struct Refusals(RwSignal<Vec<RefusedCall>>);

impl Default for Refusals {
    fn default() -> Self {
        Self(RwSignal::new(Vec::new()))
    }
}

impl Refusals {
    pub fn list(self) -> Signal<Vec<RefusedCall>> {
        self.0.into()
    }

    pub(super) fn note<T>(self, request: &Request<T>, error: &ApiError) {
        // A gateway's page with the same status says nothing about the key.
        let ErrorKind::Refused {
            status: 403,
            message,
            ..
        } = &error.kind
        else {
            return;
        };
        let call = RefusedCall {
            operation: request.operation,
            path: request.path.clone(),
            message: message.clone(),
        };
        if !self.0.read_untracked().contains(&call) {
            self.0.update(|list| list.push(call));
        }
    }

    pub fn clear(self) {
        self.0.update(Vec::clear);
    }
}
