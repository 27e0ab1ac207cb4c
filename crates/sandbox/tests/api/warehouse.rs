//! A primary and the secondaries that share its data.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

fn secondary(warehouse: &str, more: Value) -> Value {
    let mut body = draft("second", json!({ "dataWarehouseId": warehouse }));
    if let Value::Object(more) = more {
        body.as_object_mut().expect("an object").extend(more);
    }
    body
}

#[test]
fn a_secondary_takes_warehouse_and_channel_from_its_primary() {
    let mut stage = Stage::empty();
    let primary = stage.create_with("first", json!({ "releaseChannel": "fast" }));
    let body = secondary(&primary, json!({ "isReadonly": true, "numReplicas": 1 }));
    let created = stage.post("~/services", &body).ok();
    assert_eq!(
        created.get("password"),
        None,
        "it has the password of its primary"
    );
    let service = &created["service"];
    assert_eq!(service["dataWarehouseId"], primary.as_str());
    assert_eq!(
        (&service["isPrimary"], &service["isReadonly"]),
        (&json!(false), &json!(true))
    );
    assert_eq!(service["releaseChannel"], "fast");
    for more in [
        json!({ "releaseChannel": "slow" }),
        json!({ "region": "us-east-2" }),
    ] {
        assert_eq!(
            stage.post("~/services", &secondary(&primary, more)).status,
            400
        );
    }
}

#[test]
fn a_primary_outlives_its_secondaries() {
    let mut stage = Stage::empty();
    let primary = stage.create("first");
    stage
        .post("~/services", &secondary(&primary, json!({})))
        .ok();
    stage.advance(60);
    let second = stage.id_of("second");
    let reply = stage.command(&primary, "stop");
    assert!(reply.refused().0 == 409 && reply.refused().1.contains("data warehouse"));
    stage.advance(15 * 60);
    assert_eq!(stage.state(&primary), "idle");
    assert_eq!(stage.delete(&format!("~/services/{primary}")).status, 409);
    stage.command(&second, "stop").ok();
    stage.delete(&format!("~/services/{second}")).ok();
    stage.advance(30);
    assert_eq!(stage.command(&primary, "stop").status, 200);
    assert_eq!(stage.delete(&format!("~/services/{primary}")).status, 200);
    let reply = stage.post("~/services", &secondary(&primary, json!({})));
    assert_eq!(
        reply.status, 400,
        "a warehouse on its way out takes nobody in"
    );
}

#[test]
fn changing_the_channel_of_one_changes_it_for_all() {
    let mut stage = Stage::new();
    let (primary, second) = (
        stage.id_of("shipments prod"),
        stage.id_of("shipments reporting"),
    );
    stage
        .patch(
            &format!("~/services/{second}"),
            &json!({ "releaseChannel": "slow" }),
        )
        .ok();
    for id in [primary, second] {
        assert_eq!(
            stage.get(&format!("~/services/{id}")).ok()["releaseChannel"],
            "slow"
        );
    }
}
