//! Serves the built console and forwards the API's paths of its own origin to one fixed upstream.
//!
//! A browser page of another origin should be assumed unable to call the API, so the console and the
//! API are given one origin here. The relay knows nothing of the API but where its paths begin.

mod error;
mod files;
mod forward;
mod headers;
mod path;
mod refusal;
mod serve;
mod upstream;

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

pub use self::{
    error::Error,
    files::Files,
    serve::{GRACE, bind, serve},
    upstream::Upstream,
};
use self::{path::Place, refusal::Refusal};

/// What a relay is made of.
#[derive(Debug)]
pub struct Options {
    pub files: Files,
    pub upstream: Upstream,
    /// Refuses every call under `/v1` that is not a GET.
    pub read_only: bool,
    /// How long the upstream may take to begin its answer.
    pub answer_within: Duration,
}

impl Options {
    pub fn new(files: Files, upstream: Upstream) -> Self {
        Self {
            files,
            upstream,
            read_only: false,
            answer_within: Duration::from_mins(1),
        }
    }
}

/// The console's files, the forwarded API and `/healthz`, as one service.
pub fn app(options: Options) -> Router {
    Router::new()
        .fallback(dispatch)
        .with_state(Arc::new(options))
}

async fn dispatch(State(relay): State<Arc<Options>>, request: Request) -> Response {
    let place = Place::of(request.uri().path(), relay.upstream.has_controls());
    match place {
        Place::Unsafe => Refusal::UnsafePath.into_response(),
        Place::Health => health(request.method()),
        Place::Api | Place::Controls => forward::forward(&relay, place, request).await,
        Place::File(path) => {
            let (parts, _) = request.into_parts();
            relay
                .files
                .answer(&path, &parts.method, &parts.headers)
                .await
        }
    }
}

/// Says that the process answers, and nothing about how it is set up.
fn health(method: &Method) -> Response {
    if !matches!(*method, Method::GET | Method::HEAD) {
        return headers::plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "Only GET and HEAD are answered here.",
        );
    }
    let mut response = headers::plain(StatusCode::OK, "ok");
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
