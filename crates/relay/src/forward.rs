//! Forwards one call of the API: checks it, strips it, sends it up and its answer down.

use std::{net::SocketAddr, time::Instant};

use axum::{
    body::{Body, HttpBody},
    extract::{ConnectInfo, Request},
    http::{HeaderMap, Method, Uri},
    response::{IntoResponse, Response},
};
use http_body_util::{BodyExt, Limited};

use crate::{Options, headers, path::Place, refusal::Refusal};

/// Bytes of a request's body.
const BODY_LIMIT: usize = 4 * 1024 * 1024;

pub(crate) async fn forward(relay: &Options, place: Place, request: Request) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let path = request.uri().path().to_owned();
    let response = match exchange(relay, &place, request).await {
        Ok(response) => response,
        Err(refusal) => refusal.into_response(),
    };
    if method != Method::GET {
        record(&method, &path, &response, started);
    }
    response
}

async fn exchange(relay: &Options, place: &Place, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    check_method(&parts.method)?;
    check_origin(&parts.headers)?;
    // The sandbox's controls are no part of the API that read-only protects.
    if relay.read_only && *place == Place::Api && parts.method != Method::GET {
        return Err(Refusal::ReadOnly);
    }
    if body.size_hint().lower() > BODY_LIMIT as u64 {
        return Err(Refusal::TooLarge);
    }

    let mut call = Request::new(Body::new(Limited::new(body, BODY_LIMIT)));
    *call.method_mut() = parts.method;
    *call.uri_mut() = path_only(&parts.uri).ok_or(Refusal::UnsafePath)?;
    *call.headers_mut() = headers::up(&parts.headers);
    // A sandbox in this process looks at the caller's address; over the network nothing tells it.
    if let Some(caller) = parts.extensions.get::<ConnectInfo<SocketAddr>>() {
        call.extensions_mut().insert(*caller);
    }

    let answer = tokio::time::timeout(relay.answer_within, relay.upstream.send(call))
        .await
        .map_err(|_| Refusal::TimedOut)??;
    if answer.status().is_redirection() {
        tracing::warn!(status = answer.status().as_u16(), "the upstream redirects");
        return Err(Refusal::Redirected);
    }

    let (parts, body) = answer.into_parts();
    // An error here ends the connection to the browser without the end mark of the body, so a half
    // answer is never taken for a whole one.
    let body = body.map_err(|error| {
        tracing::warn!(%error, "the upstream's answer broke off");
        error
    });
    let mut response = Response::new(Body::new(body));
    *response.status_mut() = parts.status;
    *response.headers_mut() = headers::down(&parts.headers);
    Ok(response)
}

fn check_method(method: &Method) -> Result<(), Refusal> {
    match *method {
        Method::GET | Method::POST | Method::PATCH | Method::PUT | Method::DELETE => Ok(()),
        _ => Err(Refusal::Method),
    }
}

/// Browsers say in `Sec-Fetch-Site` where a call comes from, and a page cannot change it. Callers
/// that are no browsers do not send it; they hold no key of somebody else.
fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let ours = headers
        .get_all("sec-fetch-site")
        .iter()
        .all(|site| matches!(site.as_bytes(), b"same-origin" | b"none"));
    if ours {
        Ok(())
    } else {
        Err(Refusal::CrossSite)
    }
}

/// A request line may hold a whole address; only its path and query are ever used.
fn path_only(uri: &Uri) -> Option<Uri> {
    uri.path_and_query().cloned().map(Uri::from)
}

/// One line for each write: who called is known to the proxy in front, what it held to nobody.
fn record(method: &Method, path: &str, response: &Response, started: Instant) {
    let request_id = response
        .headers()
        .get("x-request-id")
        .and_then(|id| id.to_str().ok());
    tracing::info!(
        %method,
        path,
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        request_id,
        "write"
    );
}
