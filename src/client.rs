//! The one place that talks to the API: key, budget, time-out, abort, call log, errors.

mod abort;
mod answers;
mod budget;
mod call_log;
mod error;
mod health;
mod pages;
mod read;
mod refusals;

use cloud_api::{Method, Request};
use gloo_net::http::RequestBuilder;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, RequestMode};

pub use budget::{Budget, Priority};
pub use call_log::{Call, CallLog};
pub use error::{ApiError, ErrorKind};
pub use health::{Clocks, Health, Outage};
pub use read::{request_id, result};
pub use refusals::{Refusals, RefusedCall};

use abort::AbortOnDrop;
use answers::{Answers, Told};

use crate::{
    config::Config,
    session::{Credentials, Session},
};

/// How often a read is sent in all when the API answers 429 or 5xx.
const READ_ATTEMPTS: u32 = 3;
/// The longest a read waits by itself for a 429 to pass.
const PATIENCE_SECONDS: f64 = 12.0;

#[derive(Clone, Copy)]
pub struct Client {
    session: Session,
    api_url: StoredValue<String>,
    answers: Answers,
    pub budget: Budget,
    pub calls: CallLog,
    pub health: Health,
    pub refusals: Refusals,
}

/// What is sent, whatever its answer decodes to.
struct Outgoing<'a> {
    operation: &'static str,
    method: Method,
    template: &'static str,
    query: Vec<&'static str>,
    address: String,
    body: Option<&'a str>,
    is_paged: bool,
    /// How many sessions were over when it was asked for.
    session: u32,
}

/// What came back, good or bad.
struct Answered {
    status: u16,
    body: Vec<u8>,
    /// Seconds until the rate limit's reset.
    reset: Option<f64>,
    date: Option<String>,
    /// Whether the relay says this for itself.
    by_relay: bool,
}

impl Client {
    pub fn new(config: &Config, session: Session) -> Self {
        Self {
            session,
            api_url: StoredValue::new(config.api_url.clone()),
            answers: Answers::new(),
            budget: Budget::new(config),
            calls: CallLog::default(),
            health: Health::default(),
            refusals: Refusals::default(),
        }
    }

    /// Sends with the session's key, ahead of polling.
    pub async fn send<T: DeserializeOwned>(self, request: Request<T>) -> Result<T, ApiError> {
        self.send_with(request, Priority::User).await
    }

    /// Reads what decides whether a write is sent. Where the session ends with that, the write is named as `undone`.
    pub async fn send_before<T: DeserializeOwned>(
        self,
        request: Request<T>,
        undone: Option<String>,
    ) -> Result<T, ApiError> {
        let answer = self.send(request).await;
        let is_over = answer.as_ref().is_err_and(ApiError::is_session_over);
        if let Some(undone) = undone.filter(|_| is_over) {
            self.session.note_unsent(None, undone);
        }
        answer
    }

    /// Sends once its turn has come, if `leaves` says then that it is still wanted. A place that is given up stays
    /// taken: it is but one. Nothing is sent where the session has ended meanwhile.
    pub async fn send_if<T: DeserializeOwned>(
        self,
        request: Request<T>,
        leaves: impl FnOnce() -> bool,
    ) -> Option<Result<T, ApiError>> {
        if !self.budget.acquire(Priority::User, "").await || !leaves() {
            return None;
        }
        Some(self.send_with(request, Priority::Granted).await)
    }

    pub async fn send_with<T: DeserializeOwned>(
        self,
        request: Request<T>,
        priority: Priority,
    ) -> Result<T, ApiError> {
        let fail = |kind| ApiError {
            operation: request.operation,
            method: request.method,
            kind,
        };
        let Some(credentials) = self.session.credentials() else {
            return Err(fail(ErrorKind::SignedOut));
        };
        if !request.method.is_read() && self.session.read_only_now() {
            return Err(fail(ErrorKind::ReadOnly));
        }
        let answer = self.send_as(&credentials, &request, priority).await;
        if let Err(error) = &answer
            && self.session.credentials().as_ref() == Some(&credentials)
        {
            self.refusals.note(&request, error);
        }
        if let Err(error) = &answer {
            if error.status() == Some(401)
                && self.session.credentials().as_ref() == Some(&credentials)
            {
                let request_id = error.request_id().map(Into::into);
                self.session.end(error.detail(), request_id);
            }
            // One of many is named by whoever sends them, with those that follow.
            if error.is_session_over() && !request.method.is_read() && priority != Priority::Poll {
                self.session.note_unsent(Some(&credentials), error.doing());
            }
        }
        answer
    }

    /// Sends with a key that is not (yet) the session's.
    pub async fn send_as<T: DeserializeOwned>(
        self,
        credentials: &Credentials,
        request: &Request<T>,
        priority: Priority,
    ) -> Result<T, ApiError> {
        let left = js_sys::Date::now();
        let answer = self
            .exchange_pages(credentials, self.outgoing(request), priority)
            .await
            .and_then(|(status, body)| {
                let result = read::result(status, &body)?;
                if request.method.is_read() && priority == Priority::Poll {
                    self.tell_tabs(&request.address(), left, &body);
                }
                Ok(result)
            })
            .map_err(|kind| ApiError {
                operation: request.operation,
                method: request.method,
                kind,
            });
        self.health.note_novelty();
        answer
    }

    /// What was polled serves the other tabs of the key.
    fn tell_tabs(self, address: &str, left: f64, body: &[u8]) {
        if let Ok(body) = str::from_utf8(body) {
            self.answers.tell(Told {
                key: &self.budget.key(),
                left,
                address,
                body,
            });
        }
    }

    /// Calls `on_answer` with address, moment of asking and body of what another tab of the key polled.
    pub fn hear_tabs(self, on_answer: impl Fn(&str, f64, &str) + 'static) {
        self.answers.listen(move |told| {
            if told.key == self.budget.key() {
                on_answer(told.address, told.left, told.body);
            }
        });
    }

    /// The bytes of an answer, whatever they hold; for a person who wants to see them.
    pub async fn read_raw<T>(self, request: &Request<T>) -> Result<Vec<u8>, ApiError> {
        let fail = |kind| ApiError {
            operation: request.operation,
            method: request.method,
            kind,
        };
        let Some(credentials) = self.session.credentials() else {
            return Err(fail(ErrorKind::SignedOut));
        };
        if !request.method.is_read() {
            return Err(fail(ErrorKind::ReadOnly));
        }
        self.exchange(&credentials, &self.outgoing(request), Priority::User)
            .await
            .map(|(_, body)| body)
            .map_err(fail)
    }

    fn outgoing<T>(self, request: &Request<T>) -> Outgoing<'_> {
        Outgoing {
            operation: request.operation,
            method: request.method,
            template: request.template,
            query: request.query.iter().map(|(name, _)| *name).collect(),
            address: self
                .api_url
                .with_value(|url| format!("{url}{}", request.address())),
            body: request.body.as_deref(),
            is_paged: request.is_paged,
            session: self.budget.past_sessions(),
        }
    }

    /// A read is repeated after 429 and 5xx; a write never. Neither leaves once its session is over.
    async fn exchange(
        self,
        credentials: &Credentials,
        outgoing: &Outgoing<'_>,
        priority: Priority,
    ) -> Result<(u16, Vec<u8>), ErrorKind> {
        let attempts = if outgoing.method.is_read() {
            READ_ATTEMPTS
        } else {
            1
        };
        let mut attempt = 1;
        loop {
            let is_its_turn = self.budget.acquire(priority, &outgoing.address).await;
            if !is_its_turn || self.budget.past_sessions() != outgoing.session {
                return Err(ErrorKind::SignedOut);
            }
            let outcome = self.once(credentials, outgoing).await;
            let pause = match &outcome {
                Err(ErrorKind::RateLimited { seconds, .. }) => {
                    self.budget.hold(*seconds);
                    Some(*seconds)
                }
                Err(ErrorKind::Refused { status: 500.., .. } | ErrorKind::ApiDown { .. }) => {
                    Some(f64::from(attempt))
                }
                _ => None,
            };
            match pause {
                Some(seconds) if attempt < attempts && seconds <= PATIENCE_SECONDS => {
                    attempt += 1;
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_sign_loss,
                        reason = "at most 12 s"
                    )]
                    TimeoutFuture::new((seconds.max(0.1) * 1_000.0) as u32 + 200).await;
                }
                _ => {
                    self.health.note_outcome(outcome.as_ref().err());
                    return outcome;
                }
            }
        }
    }

    /// One request, logged.
    async fn once(
        self,
        credentials: &Credentials,
        outgoing: &Outgoing<'_>,
    ) -> Result<(u16, Vec<u8>), ErrorKind> {
        let started = js_sys::Date::now();
        let outcome = self.fetch(credentials, outgoing).await;
        let (status, request_id) = match &outcome {
            Ok(answer) => (Some(answer.status), read::request_id(&answer.body)),
            Err(_) => (None, None),
        };
        if let Ok(answer) = &outcome {
            self.health.note_date(answer.date.as_deref(), started);
        }
        self.calls.record(Call {
            number: 0,
            at: started,
            operation: outgoing.operation,
            method: outgoing.method,
            template: outgoing.template,
            query: outgoing.query.clone(),
            status,
            milliseconds: js_sys::Date::now() - started,
            request_id,
        });
        let answer = outcome?;
        match answer.status {
            200..=299 => Ok((answer.status, answer.body)),
            status => Err(read::refusal(
                status,
                &answer.body,
                answer.reset,
                answer.by_relay,
            )),
        }
    }

    async fn fetch(
        self,
        credentials: &Credentials,
        outgoing: &Outgoing<'_>,
    ) -> Result<Answered, ErrorKind> {
        let abort = AbortOnDrop::new();
        let builder = RequestBuilder::new(&outgoing.address)
            .method(method(outgoing.method))
            .header("Authorization", &credentials.authorization())
            .header("Accept", "application/json")
            .cache(web_sys::RequestCache::NoStore)
            .credentials(web_sys::RequestCredentials::Omit)
            .abort_signal(abort.signal().as_ref());
        let request = match outgoing.body {
            Some(body) => builder
                .header("Content-Type", "application/json")
                .body(body),
            None => builder.build(),
        };
        let Ok(request) = request else {
            return Err(ErrorKind::Unreachable);
        };
        let response = match request.send().await {
            Ok(response) => response,
            Err(_) if abort.timed_out() => return Err(ErrorKind::TimedOut),
            Err(_) => return Err(self.why_unreachable(&outgoing.address).await),
        };
        let reset = ["X-RateLimit-Reset", "Retry-After"]
            .iter()
            .find_map(|name| {
                let seconds = response.headers().get(name)?;
                // The parser of numbers that answers need anyway; the standard one brings tables of its own.
                serde_json::from_slice::<f64>(seconds.trim().as_bytes()).ok()
            })
            .filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
        match response.binary().await {
            Ok(body) => Ok(Answered {
                status: response.status(),
                body,
                reset,
                date: response.headers().get("Date"),
                by_relay: response.headers().get("Wheelhouse-Relay").is_some(),
            }),
            Err(_) if abort.timed_out() => Err(ErrorKind::TimedOut),
            Err(_) => Err(ErrorKind::Interrupted),
        }
    }

    /// The browser does not say why a fetch failed; what it failed on tells.
    async fn why_unreachable(self, address: &str) -> ErrorKind {
        if !window().navigator().on_line() {
            return ErrorKind::Offline;
        }
        if self.api_url.with_value(String::is_empty) {
            return ErrorKind::RelayDown;
        }
        // An opaque request is not subject to CORS: if it passes, the API answers and the browser
        // keeps the answer from us. It carries no credential.
        let probe = RequestInit::new();
        probe.set_mode(RequestMode::NoCors);
        match JsFuture::from(window().fetch_with_str_and_init(address, &probe)).await {
            Ok(_) => ErrorKind::Blocked,
            Err(_) => ErrorKind::Unreachable,
        }
    }
}

fn method(method: Method) -> gloo_net::http::Method {
    match method {
        Method::Get => gloo_net::http::Method::GET,
        Method::Post => gloo_net::http::Method::POST,
        Method::Put => gloo_net::http::Method::PUT,
        Method::Patch => gloo_net::http::Method::PATCH,
        Method::Delete => gloo_net::http::Method::DELETE,
    }
}
