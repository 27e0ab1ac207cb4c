//! The core behind HTTP: reads requests, keeps the clock, and delivers answers as they are meant to
//! arrive, late or broken ones too.

mod control;
mod deliver;
mod state_file;

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    Router,
    body::to_bytes,
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, header},
    response::Response,
    routing::get,
};

pub use self::state_file::StateError;
use self::{deliver::deliver, state_file::StateFile};
use crate::{ApiRequest, ApiResponse, Moment, Options, Sandbox, request};

/// The API serves its own description at `/v1`.
const OPENAPI: &str = include_str!("../../cloud-api/openapi/clickhouse_cloud_openapi.json");

/// Bytes of a request body that are read.
const BODY_MAX: usize = 1024 * 1024;

/// A router that serves `/v1/…` and, if `control` is set, `/sandbox/…`. Its state ends with it.
///
/// No answer has CORS headers: a page of another origin cannot call the sandbox.
pub fn app(options: Options) -> Router {
    let control = options.control;
    let kept = Kept {
        sandbox: Sandbox::new(options, wall_clock()),
        ahead_millis: 0,
        file: None,
    };
    router(kept, control)
}

/// The same with a state that is kept in a file: what the file has is there, and what changes is added.
pub fn app_with_state(options: Options, file: &Path) -> Result<Router, StateError> {
    let control = options.control;
    let restored = state_file::open(file, options, wall_clock())?;
    let kept = Kept {
        sandbox: restored.sandbox,
        ahead_millis: restored.ahead_millis,
        file: Some(restored.file),
    };
    Ok(router(kept, control))
}

fn router(kept: Kept, control: bool) -> Router {
    let shared = Arc::new(Shared(Mutex::new(kept)));
    // Any other method at `/v1` is a request for an operation that the API does not have.
    let mut router = Router::new()
        .route("/v1", get(openapi).fallback(api))
        .fallback(api);
    if control {
        router = router.merge(control::routes());
    }
    router.with_state(shared)
}

struct Shared(Mutex<Kept>);

struct Kept {
    sandbox: Sandbox,
    /// How far the sandbox's clock is ahead of the wall.
    ahead_millis: u64,
    file: Option<StateFile>,
}

/// The state could not be written to its file.
#[derive(Debug)]
struct Unkept;

impl Shared {
    /// Runs something on the core and keeps what it changed; the lock is never held across an await.
    ///
    /// A sandbox that could not keep a change does nothing more: what it shows is not what a restart
    /// would find.
    fn with<T>(&self, run: impl FnOnce(&mut Sandbox, Moment) -> T) -> Result<T, Unkept> {
        self.lock().run(run)
    }

    fn handle(&self, request: &ApiRequest) -> ApiResponse {
        let mut kept = self.lock();
        kept.run(|sandbox, now| sandbox.handle(request, now))
            .unwrap_or_else(|Unkept| kept.sandbox.refuse_unkept())
    }

    /// Moves the clock forward.
    fn advance(&self, millis: u64) -> Result<Moment, Unkept> {
        let mut kept = self.lock();
        kept.ahead_millis = kept.ahead_millis.saturating_add(millis);
        kept.run(|sandbox, now| {
            sandbox.note_advance(millis);
            now
        })
    }

    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn run<T>(&mut self, run: impl FnOnce(&mut Sandbox, Moment) -> T) -> Result<T, Unkept> {
        if self.file.as_ref().is_some_and(StateFile::is_broken) {
            return Err(Unkept);
        }
        let now = wall_clock() + self.ahead_millis;
        let result = run(&mut self.sandbox, now);
        if let Some(file) = &mut self.file
            && let Err(error) = file.add(&self.sandbox.take_changes())
        {
            eprintln!("The state file cannot be written, so the sandbox stops answering: {error}");
            return Err(Unkept);
        }
        Ok(result)
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
        method: request::method(parts.method.as_str()),
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
            shared.handle(&request)
        }
        Err(_) => shared.lock().sandbox.refuse_long_body(),
    };
    deliver(response).await
}

fn text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use axum::{
        body::Body,
        http::{Request, StatusCode},
    };
    use base64ct::{Base64, Encoding};
    use tower::ServiceExt;

    use super::*;
    use crate::DEMO_ADMIN;

    #[tokio::test]
    async fn a_sandbox_that_cannot_write_its_file_says_so_and_stops() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let only_to_read = std::fs::File::open(file.path()).expect("a file");
        let mut sandbox = Sandbox::new(Options::default(), wall_clock());
        sandbox.keep_changes();
        let organization = sandbox.organization.id;
        let app = router(
            Kept {
                sandbox,
                ahead_millis: 0,
                file: Some(StateFile::new(only_to_read)),
            },
            false,
        );
        let key = format!("{}:{}", DEMO_ADMIN.key_id, DEMO_ADMIN.key_secret);
        let key = format!("Basic {}", Base64::encode_string(key.as_bytes()));
        let mut statuses = Vec::new();
        for method in ["PATCH", "GET"] {
            let request = Request::builder()
                .method(method)
                .uri(format!("/v1/organizations/{organization}"))
                .header(header::AUTHORIZATION, &key)
                .body(Body::from(r#"{"name":"Lost"}"#))
                .expect("a request");
            let response = app.clone().oneshot(request).await.expect("infallible");
            statuses.push(response.status());
        }
        assert_eq!(statuses, [StatusCode::INTERNAL_SERVER_ERROR; 2]);
    }
}
