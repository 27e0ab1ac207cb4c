//! What support asks for, as text: no credential, no body, no name of a service.

use std::fmt::Write;

use leptos::prelude::*;

use crate::{
    client::{Call, Client},
    config::Config,
    format,
    operations::Operations,
    session::Session,
    ui::{PastToast, use_toasts},
};

/// How many calls are told.
const CALLS: usize = 30;

/// The text as it is when it is read.
pub fn use_support_text() -> Signal<String> {
    let session = expect_context::<Session>();
    let client = expect_context::<Client>();
    let config = expect_context::<Config>();
    let operations = expect_context::<Operations>();
    let toasts = use_toasts();
    Signal::derive(move || {
        let mut text = format!(
            "Wheelhouse {}, {}\n",
            env!("CARGO_PKG_VERSION"),
            iso(js_sys::Date::now())
        );
        let mut line = |name: &str, value: &str| {
            // Writing to a string does not fail.
            _ = writeln!(text, "{name}: {value}");
        };
        // Without its query string, which may hold what somebody looked for.
        line("page", &window().location().pathname().unwrap_or_default());
        if let Some(signed_in) = session.current().get() {
            line("organization", signed_in.organization.as_str());
            line("key", &format!("···{}", signed_in.credentials.suffix()));
            line("read-only session", yes(signed_in.read_only));
        }
        let api = if config.api_url.is_empty() {
            "through the relay of this page"
        } else {
            config.api_url.as_str()
        };
        line("API", api);
        line("clock", &clock(client.health.skew().get()));
        if let Some(novelty) = client.health.novelty().get() {
            line("not known to this version", &novelty);
        }
        let navigator = window().navigator();
        line("browser", &navigator.user_agent().unwrap_or_default());
        line("language", &navigator.language().unwrap_or_default());
        line("online", yes(navigator.on_line()));
        for operation in operations.list().get() {
            let what = format!("{} {}", operation.kind.doing(), operation.service);
            line(
                "operation",
                &format!("{what} since {}", iso(operation.started)),
            );
        }
        for past in toasts.past().get() {
            if let Some(told) = problem(&past) {
                line("problem", &told);
            }
        }
        for call in client.calls.calls().get().iter().take(CALLS) {
            line("call", &told(call));
        }
        text
    })
}

fn yes(value: bool) -> &'static str {
    if value { "yes" } else { "no" }
}

fn clock(skew: Option<f64>) -> String {
    match skew {
        None => "as the server's".into(),
        Some(skew) if skew > 0.0 => format!("{} behind the server's", format::elapsed(skew)),
        Some(skew) => format!("{} ahead of the server's", format::elapsed(-skew)),
    }
}

/// What the API said is its own text and may name things; what the interface said of it is not repeated.
fn problem(past: &PastToast) -> Option<String> {
    let problem = past.problem.as_ref()?;
    let status = problem.status.map(|status| status.to_string());
    let parts = [
        Some(iso(past.at)),
        problem.operation.clone(),
        status,
        problem.request_id.clone(),
    ];
    Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

pub fn told(call: &Call) -> String {
    let status = call
        .status
        .map_or_else(|| "no answer".into(), |status| status.to_string());
    format!(
        "{} {} {} {status} {} ms {}",
        iso(call.at),
        call.method.as_str(),
        call.template,
        format::number(call.milliseconds.round()),
        call.request_id.as_deref().unwrap_or("no request id"),
    )
}

/// RFC 3339 in UTC.
pub fn iso(at: f64) -> String {
    String::from(js_sys::Date::new(&at.into()).to_iso_string())
}
