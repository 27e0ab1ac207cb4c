//! The core behind HTTP: reads requests, keeps the clock, and delivers answers as they are meant to
//! arrive, late or broken ones too.

mod control;

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{self, HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::Response,
    routing::get,
};
use futures_util::stream;

use crate::{ApiRequest, ApiResponse, Method, Moment, Options, Sandbox};

/// The API serves its own description at `/v1`.
const OPENAPI: &str = include_str!("../../cloud-api/openapi/clickhouse_cloud_openapi.json");

/// Bytes of a request body that are read.
const BODY_MAX: usize = 1024 * 1024;

/// A router that serves `/v1/…` and, if `control` is set, `/sandbox/…`.
///
/// No answer has CORS headers: a page of another origin cannot call the sandbox.
pub fn app(options: Options) -> Router {
    let control = options.control;
    let shared = Arc::new(Shared {
        ahead_millis: AtomicU64::new(0),
        sandbox: Mutex::new(Sandbox::new(options, wall_clock())),
    });
    let mut router = Router::new().route("/v1", get(openapi)).fallback(api);
    if control {
        router = router.merge(control::routes());
    }
    router.with_state(shared)
}

struct Shared {
    /// How far the sandbox's clock is ahead of the wall.
    ahead_millis: AtomicU64,
    sandbox: Mutex<Sandbox>,
}

impl Shared {
    fn now(&self) -> Moment {
        wall_clock() + self.ahead_millis.load(Ordering::Relaxed)
    }

    /// Runs something on the core; the lock is never held across an await.
    fn with<T>(&self, run: impl FnOnce(&mut Sandbox, Moment) -> T) -> T {
        let now = self.now();
        let mut sandbox = self.sandbox.lock().unwrap_or_else(PoisonError::into_inner);
        run(&mut sandbox, now)
    }
}

fn wall_clock() -> Moment {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    Moment(u64::try_from(since.as_millis()).unwrap_or(u64::MAX))
}

async fn openapi() -> ([(HeaderName, &'static str); 1], &'static str) {
    (
        [(header::CONTENT_TYPE, "application/json; charset=utf-8")],
        OPENAPI,
    )
}

async fn api(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
    let mut request = ApiRequest {
        method: method(&parts.method),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        authorization: text(&parts.headers, &header::AUTHORIZATION),
        user_agent: text(&parts.headers, &header::USER_AGENT),
        peer: peer.map(|ConnectInfo(address)| address.ip()),
        body: Vec::new(),
    };
    let response = match to_bytes(body, BODY_MAX).await {
        Ok(bytes) => {
            request.body = bytes.into();
            shared.with(|sandbox, now| sandbox.handle(&request, now))
        }
        Err(_) => shared.with(|sandbox, _| sandbox.refuse_long_body()),
    };
    deliver(response).await
}

fn method(method: &http::Method) -> Option<Method> {
    let all = [
        Method::Get,
        Method::Post,
        Method::Put,
        Method::Patch,
        Method::Delete,
    ];
    all.into_iter()
        .find(|known| known.as_str() == method.as_str())
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

async fn deliver(answer: ApiResponse) -> Response {
    if answer.delay_millis > 0 {
        tokio::time::sleep(Duration::from_millis(answer.delay_millis)).await;
    }
    let length = answer.body.len();
    let body = if answer.cut {
        broken(answer.body)
    } else {
        Body::from(answer.body)
    };
    let mut response = Response::new(body);
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    for (name, value) in answer.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// Half of the body, then an error: the connection is closed before the promised length is there.
fn broken(mut body: Vec<u8>) -> Body {
    body.truncate(body.len() / 2);
    Body::from_stream(stream::iter([
        Ok(Bytes::from(body)),
        Err(io::Error::from(io::ErrorKind::ConnectionAborted)),
    ]))
}
