//! `/sandbox/…`: the levers of a running sandbox, apart from the API.

use std::sync::{Arc, atomic::Ordering};

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, put},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::Shared;
use crate::{Faults, Moment, clock::SECOND};

type Refused = (StatusCode, String);

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/sandbox/faults", get(faults).put(set_faults))
        .route("/sandbox/clock", get(clock).post(advance))
        .route(
            "/sandbox/services/{service}/state",
            put(set_state).post(set_state),
        )
}

async fn faults(State(shared): State<Arc<Shared>>) -> Json<Faults> {
    Json(shared.with(|sandbox, _| sandbox.faults().clone()))
}

async fn set_faults(
    State(shared): State<Arc<Shared>>,
    Json(value): Json<Value>,
) -> Result<Json<Faults>, Refused> {
    let faults =
        Faults::from_json(value).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    shared.with(|sandbox, _| sandbox.set_faults(faults.clone()));
    Ok(Json(faults))
}

#[derive(Serialize)]
struct Clock {
    now: Moment,
}

async fn clock(State(shared): State<Arc<Shared>>) -> Json<Clock> {
    Json(Clock { now: shared.now() })
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Advance {
    advance_seconds: u32,
}

async fn advance(
    State(shared): State<Arc<Shared>>,
    Json(Advance { advance_seconds }): Json<Advance>,
) -> Json<Clock> {
    shared
        .ahead_millis
        .fetch_add(u64::from(advance_seconds) * SECOND, Ordering::Relaxed);
    Json(Clock { now: shared.now() })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forced {
    state: String,
}

async fn set_state(
    State(shared): State<Arc<Shared>>,
    Path(service): Path<Uuid>,
    Json(Forced { state }): Json<Forced>,
) -> Result<StatusCode, Refused> {
    let known = shared.with(|sandbox, now| sandbox.force_state(service, &state, now));
    known
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(|| (StatusCode::NOT_FOUND, format!("no service {service}")))
}
