//! Sends the new password, or has one made.

use cloud_api::services;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{
    hash::hash,
    make::{self, NoRandomness},
    way::Way,
};
use crate::{
    client::ApiError,
    pages::{
        service::settings::{use_writes, writes::Writes},
        services::AskedOfService,
    },
    secret::Secret,
    ui::Problem,
};

/// What is sent, and whether for the first time.
#[derive(Clone)]
struct Sending {
    sent: Sent,
    is_new: bool,
}

#[derive(Clone)]
enum Sent {
    /// Hashes of this one; `true` if it was made here, and so is still to be shown.
    Hashes(Secret, bool),
    Nothing,
}

#[derive(Clone)]
struct Failure {
    problem: Problem,
    is_outcome_unknown: bool,
}

#[derive(Clone, Copy)]
pub(super) struct Reset {
    /// A password that was made here and may have been set, although no answer said so.
    pub(super) made: RwSignal<Option<Secret>>,
    /// The new password until it was stored.
    pub(super) secret: RwSignal<Option<String>>,
    /// Whether the question gives way to the answer.
    pub(super) answered: RwSignal<bool>,
    pub(super) pending: Signal<bool>,
    pub(super) problem: Signal<Option<Problem>>,
    /// Whether the password may have been set although no answer said so.
    pub(super) is_outcome_unknown: Signal<bool>,
    /// Sends it: the way, and what was typed.
    pub(super) send: Callback<(Way, String)>,
    /// Forgets what failed.
    pub(super) clear: Callback<()>,
}

pub(super) fn use_reset(asked: AskedOfService, close: Callback<()>) -> Reset {
    let writes = use_writes();
    let made = RwSignal::new(None::<Secret>);
    let secret = RwSignal::new(None::<String>);
    let answered = RwSignal::new(false);
    let randomless = RwSignal::new(false);
    let reset = Action::new_local(move |sending: &Sending| {
        let Sending { sent, is_new } = sending.clone();
        let writes = writes.get_value();
        async move {
            // One that may have been set already is decided upon: it is sent again whatever else changed.
            if is_new {
                let holds = asked
                    .still_holds(Some("Reset the password of"))
                    .await
                    .map_err(not_sent);
                if !matches!(holds, Ok(true)) {
                    // Nothing was sent, so the next one is new again.
                    made.try_set(None);
                    return holds.map(drop);
                }
            }
            let answer = ask(&writes, &sent).await;
            let is_outcome_unknown = answer
                .as_ref()
                .err()
                .is_some_and(|failure| failure.is_outcome_unknown);
            if !is_outcome_unknown {
                made.try_set(None);
            }
            let to_show = answer?;
            // The question closes first, and gives the focus back to the button: that is where it
            // returns to once the password is stored.
            answered.try_set(true);
            TimeoutFuture::new(0).await;
            match to_show {
                // A page that is gone hands the value back: nobody has seen it.
                Some(password) => {
                    if secret.try_set(Some(password.expose().to_owned())).is_some() {
                        writes
                            .toasts
                            .failure("The password was reset", left_early());
                    }
                }
                None => writes.toasts.success("Password set"),
            }
            close.try_run(());
            Ok::<(), Failure>(())
        }
    });
    let pending = reset.pending();
    let failed = Signal::derive(move || reset.value().get().and_then(Result::err));
    let problem = move || {
        let failed = failed.get().map(|failure| failure.problem);
        failed.or_else(|| randomless.get().then(no_randomness))
    };
    let send = move |(way, typed): (Way, String)| {
        if pending.get_untracked() {
            return;
        }
        randomless.set(false);
        let is_new = made.read_untracked().is_none();
        let sent = match way {
            Way::Api => Sent::Nothing,
            Way::Typed => Sent::Hashes(Secret::new(typed), false),
            // After an unknown outcome the same one again: whichever request arrived, it holds.
            Way::Here => match made.get_untracked().map_or_else(make::make, Ok) {
                Ok(password) => {
                    made.set(Some(password.clone()));
                    Sent::Hashes(password, true)
                }
                Err(NoRandomness) => return randomless.set(true),
            },
        };
        reset.dispatch_local(Sending { sent, is_new });
    };
    Reset {
        made,
        secret,
        answered,
        pending: pending.into(),
        problem: Signal::derive(problem),
        is_outcome_unknown: Signal::derive(move || {
            let failed = failed.read();
            failed
                .as_ref()
                .is_some_and(|failure| failure.is_outcome_unknown)
        }),
        send: Callback::new(send),
        clear: Callback::new(move |()| {
            reset.clear();
            made.set(None);
            randomless.set(false);
        }),
    }
}

/// The service could not be read again, so nothing was sent.
fn not_sent(error: ApiError) -> Failure {
    Failure {
        problem: error.problem(),
        is_outcome_unknown: false,
    }
}

/// `instancePasswordUpdate`; the password that is to be shown, if there is one.
async fn ask(writes: &Writes, sent: &Sent) -> Result<Option<Secret>, Failure> {
    let request = match sent {
        Sent::Hashes(password, _) => {
            services::set_password(&writes.organization, &writes.id, &hash(password.expose()))
        }
        Sent::Nothing => services::reset_password(&writes.organization, &writes.id),
    };
    let answer = writes.client.send(request).await;
    let answer = answer.map_err(|error: ApiError| Failure {
        problem: error.problem(),
        is_outcome_unknown: error.is_outcome_unknown(),
    })?;
    match sent {
        Sent::Hashes(password, is_made) => Ok(is_made.then(|| password.clone())),
        Sent::Nothing => match answer.password {
            Some(password) => Ok(Some(Secret::new(password))),
            None => Err(Failure {
                problem: not_told(),
                is_outcome_unknown: false,
            }),
        },
    }
}

fn not_told() -> Problem {
    Problem {
        title: "The new password was not told".into(),
        detail: "The API reset the password but left it out of its answer.".into(),
        advice: Some("Clients with the old password may be cut off. Reset it again.".into()),
        operation: Some("instancePasswordUpdate".into()),
        ..Problem::default()
    }
}

fn left_early() -> Problem {
    Problem {
        title: "Nobody has seen the new password".into(),
        detail: "It came after the page was left, and is shown nowhere else.".into(),
        advice: Some("Reset the password again.".into()),
        ..Problem::default()
    }
}

fn no_randomness() -> Problem {
    Problem {
        title: "No password was made".into(),
        detail: "This browser gave no random numbers. Nothing was sent.".into(),
        advice: Some("Type a password, or let the API make one.".into()),
        ..Problem::default()
    }
}
