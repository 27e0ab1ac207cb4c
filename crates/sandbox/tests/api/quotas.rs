//! Limits and what is used of them.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

fn usage(stage: &mut Stage, code: &str) -> Value {
    stage.get(&format!("~/quotas/{code}")).ok()["usage"].clone()
}

#[test]
fn every_quota_is_listed_and_found_by_its_code() {
    let mut stage = Stage::new();
    let list = stage.get("~/quotas").ok();
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), 4);
    for quota in list {
        let code = quota["quotaCode"].as_str().expect("a code");
        assert_eq!(stage.get(&format!("~/quotas/{code}")).ok(), *quota);
    }
    let reply = stage.get("~/quotas/coffee-per-day");
    assert_eq!(reply.refused(), (404, "NOT_FOUND: coffee-per-day"));
}

#[test]
fn the_usage_is_what_there_is() {
    let mut stage = Stage::empty();
    assert_eq!(usage(&mut stage, "services-per-organization"), 0);
    assert_eq!(usage(&mut stage, "api-keys-per-organization"), 4);
    let primary = stage.create_with("first", json!({ "numReplicas": 4 }));
    stage.create_with(
        "second",
        json!({ "dataWarehouseId": primary, "numReplicas": 3 }),
    );
    stage.create_with("alone", json!({ "numReplicas": 5 }));
    assert_eq!(usage(&mut stage, "services-per-organization"), 3);
    assert_eq!(
        usage(&mut stage, "replicas-per-warehouse"),
        7,
        "of the fullest warehouse"
    );
}

#[test]
fn the_limit_of_services_holds() {
    let mut stage = Stage::empty();
    for number in 0..20 {
        stage.create(&format!("service {number}"));
    }
    let text = "BAD_REQUEST: Number of services in the organization must not exceed 20";
    let reply = stage.post("~/services", &draft("one too many", json!({})));
    assert_eq!(reply.refused(), (400, text));
    let id = stage.id_of("service 7");
    stage.command(&id, "stop").ok();
    stage.delete(&format!("~/services/{id}")).ok();
    stage.advance(30);
    stage.create("in its place");
}
