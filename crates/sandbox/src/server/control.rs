//! `/sandbox/…`: the levers of a running sandbox, apart from the API.

use std::sync::Arc;

use axum::{
    Json, Router,
    extract::{Path, State},
    http::StatusCode,
    routing::{get, put},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::{Shared, Unkept};
use crate::{Faults, Moment, clock::SECOND};

type Refused = (StatusCode, String);

impl From<Unkept> for Refused {
    fn from(Unkept: Unkept) -> Self {
        let text = "the state cannot be written to its file";
        (StatusCode::INTERNAL_SERVER_ERROR, text.to_owned())
    }
}

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/sandbox/faults", get(faults).put(set_faults))
        .route("/sandbox/clock", get(clock).post(advance))
        .route("/sandbox/operations", get(operations))
        .route(
            "/sandbox/services/{service}/state",
            put(set_state).post(set_state),
        )
}

async fn faults(State(shared): State<Arc<Shared>>) -> Result<Json<Faults>, Refused> {
    Ok(Json(shared.with(|sandbox, _| sandbox.faults().clone())?))
}

/// Faults are no part of the state: a restart has those of its command line.
async fn set_faults(
    State(shared): State<Arc<Shared>>,
    Json(value): Json<Value>,
) -> Result<Json<Faults>, Refused> {
    let faults =
        Faults::from_json(value).map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))?;
    shared.with(|sandbox, _| sandbox.set_faults(faults.clone()))?;
    Ok(Json(faults))
}

#[derive(Serialize)]
struct Operation {
    method: &'static str,
    path: &'static str,
}

/// Which operations of the description at `/v1` are imitated.
async fn operations() -> Json<Vec<Operation>> {
    let operations = crate::operations().map(|(method, path)| Operation {
        method: method.as_str(),
        path,
    });
    Json(operations.collect())
}

#[derive(Serialize)]
struct Clock {
    now: Moment,
}

async fn clock(State(shared): State<Arc<Shared>>) -> Result<Json<Clock>, Refused> {
    let now = shared.with(|_, now| now)?;
    Ok(Json(Clock { now }))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Advance {
    advance_seconds: u32,
}

async fn advance(
    State(shared): State<Arc<Shared>>,
    Json(Advance { advance_seconds }): Json<Advance>,
) -> Result<Json<Clock>, Refused> {
    let now = shared.advance(u64::from(advance_seconds) * SECOND)?;
    Ok(Json(Clock { now }))
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
    let known = shared.with(|sandbox, now| sandbox.force_state(service, &state, now))?;
    known
        .then_some(StatusCode::NO_CONTENT)
        .ok_or_else(|| (StatusCode::NOT_FOUND, format!("no service {service}")))
}
