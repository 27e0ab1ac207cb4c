//! States over time.

use sandbox::Options;
use serde_json::json;

use crate::stage::{Stage, draft, quiet};

const NEVER_IDLE: &str = r#"{"idleScaling":false}"#;

fn never_idle() -> serde_json::Value {
    serde_json::from_str(NEVER_IDLE).expect("JSON")
}

#[test]
fn a_service_stops_and_starts_in_its_time() {
    let mut stage = Stage::empty();
    let id = stage.create_with("busy", never_idle());
    assert_eq!(
        stage
            .patch(&state_of(&id), &json!({ "command": "stop" }))
            .ok()["state"],
        "stopping"
    );
    stage.advance(19);
    assert_eq!(stage.state(&id), "stopping");
    stage.advance(1);
    assert_eq!(stage.state(&id), "stopped");
    assert_eq!(
        stage
            .patch(&state_of(&id), &json!({ "command": "start" }))
            .ok()["state"],
        "starting"
    );
    stage.advance(30);
    assert_eq!(stage.state(&id), "running");
    stage.advance(1_000_000);
    assert_eq!(stage.state(&id), "running", "without idle scaling it stays");
}

#[test]
fn a_running_service_falls_idle_after_its_timeout_and_wakes() {
    let mut stage = Stage::empty();
    let id = stage.create_with("dozy", json!({ "idleTimeoutMinutes": 5 }));
    stage.advance(299);
    assert_eq!(stage.state(&id), "running");
    stage.advance(1);
    assert_eq!(stage.state(&id), "idle");
    assert_eq!(
        stage
            .patch(&state_of(&id), &json!({ "command": "awake" }))
            .ok()["state"],
        "awaking"
    );
    assert_eq!(
        stage.command(&id, "awake").ok()["state"],
        "awaking",
        "no-op while it wakes"
    );
    assert_eq!(stage.state(&id), "running");
    assert_eq!(
        stage.command(&id, "awake").ok()["state"],
        "running",
        "no-op when awake"
    );
}

#[test]
fn a_new_idle_timeout_counts_from_now_and_the_same_one_does_not() {
    let mut stage = Stage::empty();
    let id = stage.create("dozy");
    let address = format!("~/services/{id}/replicaScaling");
    stage.advance(14 * 60);
    stage
        .patch(
            &address,
            &json!({ "numReplicas": 2, "idleTimeoutMinutes": 15 }),
        )
        .ok();
    stage.advance(60);
    assert_eq!(stage.state(&id), "idle", "its own fifteen minutes are over");
    stage.command(&id, "awake").ok();
    stage
        .patch(&address, &json!({ "idleTimeoutMinutes": 5 }))
        .ok();
    stage.advance(299);
    assert_eq!(stage.state(&id), "running");
    stage.advance(1);
    assert_eq!(stage.state(&id), "idle");
    stage.command(&id, "awake").ok();
    stage.patch(&address, &json!({ "idleScaling": false })).ok();
    stage.advance(1_000_000);
    assert_eq!(stage.state(&id), "running");
}

#[test]
fn services_fall_idle_each_in_its_own_time_and_the_log_says_so() {
    let mut stage = Stage::empty();
    let minutes = |minutes: u32| json!({ "idleTimeoutMinutes": minutes });
    let early = stage.create_with("early", minutes(5));
    let late = stage.create_with("late", minutes(60));
    let never = stage.create_with("never", never_idle());
    stage.advance(30 * 60);
    let states = [&early, &late, &never].map(|id| stage.state(id));
    assert_eq!(states, ["idle", "running", "running"]);
    stage.advance(31 * 60);
    let states = [&early, &late, &never].map(|id| stage.state(id));
    assert_eq!(states, ["idle", "idle", "running"]);
    let recorded = stage.recorded(&late);
    assert_eq!(recorded[..2], ["service_idle", "service_running"]);
    assert!(!stage.recorded(&never).contains(&"service_idle".to_owned()));
}

#[test]
fn waking_a_stopped_service_is_a_bad_request() {
    let mut stage = Stage::empty();
    let id = stage.create("quiet");
    stage.command(&id, "stop").ok();
    let reply = stage.command(&id, "awake");
    let (status, text) = reply.refused();
    assert!(
        status == 400 && text.ends_with("Current state: 'stopped'"),
        "{text}"
    );
}

#[test]
fn a_command_in_the_wrong_state_is_a_conflict_that_names_the_right_ones() {
    let mut stage = Stage::empty();
    let id = stage.create("busy");
    let text = "CONFLICT: Only instance in one of the following states: 'idle','stopped','failed' \
                can be started. Current state: 'running'";
    assert_eq!(stage.command(&id, "start").refused(), (409, text));
    stage.command(&id, "stop").ok();
    let text = "CONFLICT: Only instance in one of the following states: \
                'running','idle','partially_running','degraded' can be stopped. \
                Current state: 'stopped'";
    assert_eq!(stage.command(&id, "stop").refused(), (409, text));
}

#[test]
fn an_unknown_command_is_named() {
    let mut stage = Stage::empty();
    let id = stage.create("busy");
    let text = "BAD_REQUEST: request body.command: Must be one of 'start','stop','awake' \
                <string:reboot>";
    assert_eq!(stage.command(&id, "reboot").refused(), (400, text));
    let reply = stage.patch(&state_of(&id), &json!({}));
    assert_eq!(
        reply.refused(),
        (400, "BAD_REQUEST: request body.command is undefined.")
    );
}

#[test]
fn a_running_service_is_not_deleted_and_a_stopped_one_is_gone_soon() {
    let mut stage = Stage::empty();
    let id = stage.create("short lived");
    let service = format!("~/services/{id}");
    let text = "CONFLICT: Only instance in one of the following states: 'provisioning','starting',\
                'awaking','idle','stopped','degraded','failed' can be terminated. \
                Current state: 'running'";
    assert_eq!(stage.delete(&service).refused(), (409, text));
    stage.command(&id, "stop").ok();
    assert_eq!(stage.delete(&service).status, 200);
    assert_eq!(stage.state(&id), "terminating");
    assert_eq!(stage.patch(&service, &json!({ "name": "x" })).status, 409);
    assert_eq!(stage.command(&id, "start").status, 409);
    assert_eq!(
        stage.get(&service).refused(),
        (404, format!("NOT_FOUND: {id}").as_str())
    );
    assert_eq!(stage.get("~/services").ok(), json!([]));
}

#[test]
fn a_service_can_be_deleted_while_it_is_provisioned() {
    let mut stage = Stage::empty();
    let created = stage.post("~/services", &draft("mistake", json!({}))).ok();
    let id = created["service"]["id"].as_str().expect("an id").to_owned();
    stage.delete(&format!("~/services/{id}")).ok();
    stage.advance(29);
    assert_eq!(stage.state(&id), "terminating");
    stage.advance(1);
    assert_eq!(stage.get(&format!("~/services/{id}")).status, 404);
}

#[test]
fn speed_shortens_transitions_but_not_the_idle_timeout() {
    let mut stage = Stage::with(Options {
        speed: 60.0,
        seed: sandbox::Seed::Empty,
        ..quiet()
    });
    let created = stage.post("~/services", &draft("quick", json!({}))).ok();
    let id = created["service"]["id"].as_str().expect("an id").to_owned();
    stage.advance(1);
    assert_eq!(stage.state(&id), "running");
    stage.advance(15 * 60 - 1);
    assert_eq!(stage.state(&id), "running");
    stage.advance(1);
    assert_eq!(stage.state(&id), "idle");
}

#[test]
fn a_forced_state_is_shown_and_an_unknown_one_refuses_nothing() {
    let mut stage = Stage::empty();
    let id = stage.create("forced");
    let uuid = id.parse().expect("a UUID");
    assert!(stage.sandbox.force_state(uuid, "degraded", stage.now));
    stage.advance(1_000_000);
    assert_eq!(stage.state(&id), "degraded");
    assert!(stage.sandbox.force_state(uuid, "defragmenting", stage.now));
    let response = stage.raw(sandbox::Method::Get, &format!("~/services/{id}"), b"");
    assert!(String::from_utf8_lossy(&response.body).contains(r#""state":"defragmenting""#));
    assert_eq!(stage.command(&id, "stop").ok()["state"], "stopping");
    assert!(
        !stage
            .sandbox
            .force_state(uuid::Uuid::from_u128(1), "idle", stage.now)
    );
}

fn state_of(id: &str) -> String {
    format!("~/services/{id}/state")
}
