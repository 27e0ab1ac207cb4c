use cloud_api::{
    permissions::TO_UPDATE_SERVICE,
    services::{State, state::Reason},
};
use leptos::prelude::*;

use crate::{pages::service::OnService, rights::Rights, session::Session};

/// Why nothing of the service may be changed now; the API decides the rest.
pub fn use_refusal() -> Signal<Option<String>> {
    let session = expect_context::<Session>();
    let OnService { service, .. } = expect_context();
    let rights = expect_context::<Rights>();
    rights.ask();
    let read_only = session.read_only();
    Signal::derive(move || {
        let is_leaving = service.read().state.as_ref().is_some_and(State::is_leaving);
        if read_only.get() {
            Some("This session is read-only.".into())
        } else {
            let refused = || rights.refusal(TO_UPDATE_SERVICE, Some(&service.read().id));
            is_leaving
                .then(|| Reason::Leaving.to_string())
                .or_else(refused)
        }
    })
}
