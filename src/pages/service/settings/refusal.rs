use cloud_api::services::{State, state::Reason};
use leptos::prelude::*;

use crate::{pages::service::OnService, session::Session};

/// Why nothing of the service may be changed now; the API decides the rest.
pub fn use_refusal() -> Signal<Option<String>> {
    let session = expect_context::<Session>();
    let OnService { service, .. } = expect_context();
    let read_only = session.read_only();
    Signal::derive(move || {
        let is_leaving = service.read().state.as_ref().is_some_and(State::is_leaving);
        if read_only.get() {
            Some("This session is read-only.".into())
        } else {
            is_leaving.then(|| Reason::Leaving.to_string())
        }
    })
}
