//! The one place that talks to the API: key, budget, time-out, abort, call log, errors.

mod budget;
mod call_log;
mod error;
mod read;

use std::{cell::Cell, rc::Rc};

use cloud_api::{Method, Request};
use gloo_net::http::RequestBuilder;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestInit, RequestMode};

pub use budget::{Budget, Priority};
pub use call_log::{Call, CallLog};
pub use error::{ApiError, ErrorKind};

use crate::{
    config::Config,
    session::{Credentials, Ended, Session},
};

const TIME_OUT_MS: i32 = 30_000;
/// How often a read is sent in all when the API answers 429 or 5xx.
const READ_ATTEMPTS: u32 = 3;
/// The longest a read waits by itself for a 429 to pass.
const PATIENCE_SECONDS: f64 = 12.0;

#[derive(Clone, Copy)]
pub struct Client {
    session: Session,
    api_url: StoredValue<String>,
    pub budget: Budget,
    pub calls: CallLog,
}

/// What is sent, whatever its answer decodes to.
struct Outgoing<'a> {
    operation: &'static str,
    method: Method,
    template: &'static str,
    address: String,
    body: Option<&'a str>,
}

impl Client {
    pub fn new(config: &Config, session: Session) -> Self {
        Self {
            session,
            api_url: StoredValue::new(config.api_url.clone()),
            budget: Budget::new(config),
            calls: CallLog::default(),
        }
    }

    /// Sends with the session's key, ahead of polling.
    pub async fn send<T: DeserializeOwned>(self, request: Request<T>) -> Result<T, ApiError> {
        self.send_with(request, Priority::User).await
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
            && error.status() == Some(401)
            && self.session.credentials() == Some(credentials)
        {
            self.session.end(Ended {
                message: error.detail(),
                request_id: error.request_id().map(Into::into),
            });
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
        let outgoing = Outgoing {
            operation: request.operation,
            method: request.method,
            template: request.template,
            address: self
                .api_url
                .with_value(|url| format!("{url}{}", request.address())),
            body: request.body.as_deref(),
        };
        self.exchange(credentials, outgoing, priority)
            .await
            .and_then(|(status, body)| read::result(status, &body))
            .map_err(|kind| ApiError {
                operation: request.operation,
                method: request.method,
                kind,
            })
    }

    /// A read is repeated after 429 and 5xx; a write never.
    async fn exchange(
        self,
        credentials: &Credentials,
        outgoing: Outgoing<'_>,
        priority: Priority,
    ) -> Result<(u16, Vec<u8>), ErrorKind> {
        let attempts = if outgoing.method.is_read() {
            READ_ATTEMPTS
        } else {
            1
        };
        let mut attempt = 1;
        loop {
            self.budget.acquire(priority).await;
            let outcome = self.once(credentials, &outgoing).await;
            let pause = match &outcome {
                Err(ErrorKind::RateLimited { seconds, .. }) => {
                    self.budget.hold(*seconds);
                    Some(*seconds)
                }
                Err(ErrorKind::Refused { status: 500.., .. }) => Some(f64::from(attempt)),
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
                _ => return outcome,
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
            Ok((status, body, _)) => (Some(*status), read::request_id(body)),
            Err(_) => (None, None),
        };
        self.calls.record(Call {
            number: 0,
            at: started,
            operation: outgoing.operation,
            method: outgoing.method,
            template: outgoing.template,
            status,
            milliseconds: js_sys::Date::now() - started,
            request_id,
        });
        match outcome? {
            (200..=299, body, _) => Ok((status.unwrap_or(200), body)),
            (status, body, reset) => Err(read::refusal(status, &body, reset)),
        }
    }

    /// Status, body and seconds until the rate limit's reset.
    async fn fetch(
        self,
        credentials: &Credentials,
        outgoing: &Outgoing<'_>,
    ) -> Result<(u16, Vec<u8>, Option<f64>), ErrorKind> {
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
            Ok(body) => Ok((response.status(), body, reset)),
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

/// Cancels its fetch when the future that holds it is dropped, and after the time-out.
///
/// gloo-net does not stop a request when its future is dropped.
struct AbortOnDrop {
    controller: Option<SendWrapper<AbortController>>,
    late: Rc<Cell<bool>>,
    timer: Option<i32>,
}

impl AbortOnDrop {
    fn new() -> Self {
        let controller = AbortController::new().ok();
        let late = Rc::new(Cell::new(false));
        let timer = controller.clone().and_then(|controller| {
            let late = Rc::clone(&late);
            let on_time_out = wasm_bindgen::closure::Closure::once_into_js(move || {
                late.set(true);
                controller.abort();
            });
            window()
                .set_timeout_with_callback_and_timeout_and_arguments_0(
                    wasm_bindgen::JsCast::unchecked_ref(&on_time_out),
                    TIME_OUT_MS,
                )
                .ok()
        });
        Self {
            controller: controller.map(SendWrapper::new),
            late,
            timer,
        }
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.controller
            .as_ref()
            .map(|controller| controller.signal())
    }

    fn timed_out(&self) -> bool {
        self.late.get()
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(timer) = self.timer {
            window().clear_timeout_with_handle(timer);
        }
        if let Some(controller) = &self.controller {
            controller.abort();
        }
    }
}
