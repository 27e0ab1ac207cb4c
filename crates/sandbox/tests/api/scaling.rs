//! Changing how a service scales.

use sandbox::{DEMO_READ_ONLY, Options, Seed};
use serde_json::{Value, json};

use crate::stage::{Stage, draft, quiet};

fn replica_scaling(id: &str) -> String {
    format!("~/services/{id}/replicaScaling")
}

fn wide() -> Value {
    json!({
        "autoscalingMode": "horizontal", "minReplicas": 2, "maxReplicas": 5,
        "minReplicaMemoryGb": 32, "maxReplicaMemoryGb": 32,
    })
}

#[test]
fn what_is_sent_changes_and_the_rest_stays() {
    let mut stage = Stage::empty();
    let id = stage.create("elastic");
    let before = stage.get(&format!("~/services/{id}")).ok();
    let change = json!({ "maxReplicaMemoryGb": 64.0, "idleTimeoutMinutes": 30 });
    let after = stage.patch(&replica_scaling(&id), &change).ok();
    assert_eq!(
        (&after["maxReplicaMemoryGb"], &after["idleTimeoutMinutes"]),
        (&json!(64), &json!(30))
    );
    assert_eq!(after["minReplicaMemoryGb"], before["minReplicaMemoryGb"]);
    assert_eq!(after["numReplicas"], before["numReplicas"]);
    assert_eq!(stage.get(&format!("~/services/{id}")).ok(), after);
    assert_eq!(
        stage.patch(&replica_scaling(&id), &json!({})).ok(),
        after,
        "nothing sent, nothing changed"
    );
}

#[test]
fn what_applies_right_now_is_told_beside_what_is_configured() {
    let mut stage = Stage::empty();
    let id = stage.create("elastic");
    let change = json!({ "numReplicas": 4, "idleScaling": false, "minReplicaMemoryGb": 24 });
    let after = stage.patch(&replica_scaling(&id), &change).ok();
    let expected = json!({
        "effectiveAutoscalingMode": "vertical",
        "effectiveMinReplicaMemoryGb": 24,
        "effectiveMaxReplicaMemoryGb": 120,
        "effectiveMinReplicas": 4,
        "effectiveMaxReplicas": 4,
        "effectiveIdleScaling": false,
        "effectiveIdleTimeoutMinutes": 15,
    });
    assert_eq!(after["currentScaling"], expected);
}

#[test]
fn each_mode_has_its_own_fields_and_a_switch_brings_them() {
    let mut stage = Stage::empty();
    let id = stage.create("elastic");
    let address = replica_scaling(&id);
    let after = stage.patch(&address, &wide()).ok();
    assert_eq!(
        (
            &after["minReplicas"],
            &after["maxReplicas"],
            &after["replicaMemoryGb"]
        ),
        (&json!(2), &json!(5), &json!(32))
    );
    assert_eq!(after.get("numReplicas"), None);
    let back = json!({ "autoscalingMode": "vertical", "numReplicas": 3 });
    let after = stage.patch(&address, &back).ok();
    assert_eq!(after["numReplicas"], 3);
    for name in ["minReplicas", "maxReplicas", "replicaMemoryGb"] {
        assert_eq!(after.get(name), None, "{name}");
    }
    assert_eq!(
        (&after["minReplicaMemoryGb"], &after["maxReplicaMemoryGb"]),
        (&json!(32), &json!(32)),
        "a count alone keeps the stored memory"
    );
}

#[test]
fn what_does_not_fit_is_named_and_nothing_changes() {
    let mut stage = Stage::empty();
    let id = stage.create("elastic");
    let address = replica_scaling(&id);
    let before = stage.get(&format!("~/services/{id}")).ok();
    for (change, text) in [
        (
            json!({ "minReplicaMemoryGb": 10 }),
            "minReplicaMemoryGb: Must be a multiple of 4 between 8 and 356 <number:10>",
        ),
        (
            json!({ "minReplicaMemoryGb": 8.5 }),
            "minReplicaMemoryGb: Must be a multiple of 4 between 8 and 356 <number:8.5>",
        ),
        (
            json!({ "minReplicaMemoryGb": 236 }),
            "minReplicaMemoryGb: Must not be greater than maxReplicaMemoryGb <number:236>",
        ),
        (
            json!({ "maxReplicaMemoryGb": 8 }),
            "maxReplicaMemoryGb: Must not be less than minReplicaMemoryGb <number:8>",
        ),
        (
            json!({ "numReplicas": 0 }),
            "numReplicas: Must be an integer between 1 and 50 <number:0>",
        ),
        (
            json!({ "numReplicas": 2, "minReplicas": 2, "maxReplicas": 2 }),
            "numReplicas: Must not be used with minReplicas or maxReplicas <number:2>",
        ),
        (
            json!({ "minReplicas": 2, "maxReplicas": 4 }),
            "minReplicas: Must equal maxReplicas with autoscalingMode 'vertical' <number:2>",
        ),
        (
            json!({ "autoscalingMode": "horizontal", "minReplicas": 2, "maxReplicas": 4 }),
            "autoscalingMode: Needs equal minReplicaMemoryGb and maxReplicaMemoryGb \
             <string:horizontal>",
        ),
        (
            json!({ "autoscalingMode": "horizontal", "minReplicaMemoryGb": 16, "maxReplicaMemoryGb": 16 }),
            "autoscalingMode: Needs minReplicas and maxReplicas <string:horizontal>",
        ),
        (
            json!({ "idleTimeoutMinutes": 4 }),
            "idleTimeoutMinutes: Must be >= 5 minutes <number:4>",
        ),
        (json!({ "idleScaling": "off" }), "idleScaling is a string."),
    ] {
        let reply = stage.patch(&address, &change);
        let expected = format!("BAD_REQUEST: request body.{text}");
        assert_eq!(reply.refused(), (400, expected.as_str()), "{change}");
    }
    assert_eq!(stage.get(&format!("~/services/{id}")).ok(), before);
}

#[test]
fn a_warehouse_has_at_most_fifty_replicas() {
    let mut stage = Stage::empty();
    let primary = stage.create_with("first", json!({ "numReplicas": 30 }));
    let body = draft(
        "second",
        json!({ "dataWarehouseId": primary, "numReplicas": 21 }),
    );
    let text = "BAD_REQUEST: request body.numReplicas: Number of replicas in a data warehouse \
                must not exceed 50 <number:21>";
    assert_eq!(stage.post("~/services", &body).refused(), (400, text));
    let second = stage.create_with(
        "second",
        json!({ "dataWarehouseId": primary, "numReplicas": 20 }),
    );
    let more = json!({ "numReplicas": 21 });
    assert_eq!(stage.patch(&replica_scaling(&second), &more).status, 400);
    let fewer = json!({ "numReplicas": 1 });
    assert_eq!(stage.patch(&replica_scaling(&second), &fewer).status, 200);
    assert_eq!(
        stage
            .patch(&replica_scaling(&primary), &json!({ "numReplicas": 49 }))
            .status,
        200
    );
}

#[test]
fn a_primary_can_be_made_to_need_two_replicas() {
    let mut stage = Stage::with(Options {
        seed: Seed::Empty,
        primary_replicas_min: 2,
        ..quiet()
    });
    let alone = json!({ "numReplicas": 1 });
    let text = "BAD_REQUEST: request body.numReplicas: Number of replicas must be greater than 1 \
                <number:1>";
    let reply = stage.post("~/services", &draft("single", alone.clone()));
    assert_eq!(reply.refused(), (400, text));
    let primary = stage.create("first");
    let reply = stage.patch(&replica_scaling(&primary), &alone);
    assert_eq!(reply.refused(), (400, text));
    let more = json!({ "dataWarehouseId": primary, "numReplicas": 1 });
    let second = stage.create_with("second", more);
    assert_eq!(stage.patch(&replica_scaling(&second), &alone).status, 200);
}

#[test]
fn the_deprecated_total_is_answered_in_both_fields() {
    let mut stage = Stage::empty();
    let id = stage.create("old fashioned");
    let address = format!("~/services/{id}/scaling");
    let change = json!({ "minTotalMemoryGb": 24.0, "maxTotalMemoryGb": 96, "numReplicas": 2 });
    let after = stage.patch(&address, &change).ok();
    assert_eq!(
        (&after["minReplicaMemoryGb"], &after["maxReplicaMemoryGb"]),
        (&json!(8), &json!(32))
    );
    assert_eq!(
        (&after["minTotalMemoryGb"], &after["maxTotalMemoryGb"]),
        (&json!(24), &json!(96))
    );
    for (change, text) in [
        (
            json!({ "minTotalMemoryGb": 25 }),
            "minTotalMemoryGb: Must be a multiple of 12 between 24 and 1068 <number:25>",
        ),
        (
            json!({ "minTotalMemoryGb": 120 }),
            "minTotalMemoryGb: Must not be greater than maxTotalMemoryGb <number:120>",
        ),
    ] {
        let reply = stage.patch(&address, &change);
        let expected = format!("BAD_REQUEST: request body.{text}");
        assert_eq!(reply.refused(), (400, expected.as_str()));
    }
    let idle = stage.patch(&address, &json!({ "idleScaling": false })).ok();
    assert_eq!(
        idle["minTotalMemoryGb"], 24,
        "idling does not touch the memory"
    );
    let after = stage.patch(&replica_scaling(&id), &wide()).ok();
    assert_eq!(
        after.get("minTotalMemoryGb"),
        None,
        "absent when horizontal"
    );
    assert_eq!(
        stage
            .patch(&address, &json!({ "minTotalMemoryGb": 48 }))
            .status,
        400
    );
}

#[test]
fn each_changed_aspect_leaves_one_record() {
    let mut stage = Stage::empty();
    let id = stage.create("watched");
    let address = replica_scaling(&id);
    let change = json!({ "maxReplicaMemoryGb": 64, "numReplicas": 2, "idleScaling": false });
    stage.patch(&address, &change).ok();
    stage.patch(&address, &change).ok();
    let mut kinds = stage.recorded(&id);
    kinds.retain(|kind| kind.starts_with("service_update"));
    assert_eq!(
        kinds,
        [
            "service_update_autoscaling_idling",
            "service_update_autoscaling_replicas",
            "service_update_autoscaling_memory",
        ]
    );
}

#[test]
fn scaling_is_refused_to_readers_and_to_a_service_on_its_way_out() {
    let mut stage = Stage::empty();
    let id = stage.create("leaving");
    let refusing = stage.create("refuse update");
    let change = json!({ "numReplicas": 2 });
    assert_eq!(
        stage.patch(&replica_scaling(&refusing), &change).status,
        400
    );
    stage.command(&id, "stop").ok();
    assert_eq!(stage.patch(&replica_scaling(&id), &change).status, 200);
    stage.delete(&format!("~/services/{id}")).ok();
    for path in ["replicaScaling", "scaling"] {
        let reply = stage.patch(&format!("~/services/{id}/{path}"), &change);
        assert_eq!(reply.status, 409, "{path}");
    }
    stage.sign_in(DEMO_READ_ONLY);
    let text = "FORBIDDEN: Permission 'control-plane:service:manage-scaling-config' is required \
                for this operation";
    let reply = stage.patch(&replica_scaling(&refusing), &change);
    assert_eq!(reply.refused(), (403, text));
}
