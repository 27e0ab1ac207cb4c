//! Creating services: what is taken, what is refused and how.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

#[test]
fn a_new_service_is_provisioned_and_tells_its_password_once() {
    let mut stage = Stage::empty();
    let created = stage
        .post("~/services", &draft("analytics", json!({})))
        .ok();
    assert!(
        created["password"]
            .as_str()
            .is_some_and(|password| password.len() >= 12)
    );
    let service = &created["service"];
    assert_eq!(service["state"], "provisioning");
    assert_eq!(
        (&service["isPrimary"], &service["dataWarehouseId"]),
        (&json!(true), &service["id"])
    );
    let id = service["id"].as_str().expect("an id");
    assert_eq!(stage.get(&format!("~/services/{id}")).ok(), *service);
    stage.advance(60);
    assert_eq!(stage.state(id), "running");
    assert_eq!(
        stage.get("~/services").ok().as_array().map(Vec::len),
        Some(1)
    );
}

#[test]
fn all_that_is_asked_for_is_there_afterwards() {
    let mut stage = Stage::empty();
    let asked = json!({
        "minReplicaMemoryGb": 24.0,
        "maxReplicaMemoryGb": 48,
        "numReplicas": 2,
        "idleScaling": false,
        "idleTimeoutMinutes": 30,
        "releaseChannel": "fast",
        "hasTransparentDataEncryption": true,
        "profile": "v1-highmem-s",
        "complianceType": "pci",
        "tags": [{ "key": "env", "value": "prod" }, { "key": "keep" }],
        "enableCoreDumps": false,
        "privateEndpointIds": ["vpce-1"],
    });
    let mut body = draft("all fields", asked.clone());
    body["endpoints"] = json!([{ "protocol": "mysql", "enabled": true }]);
    let service = stage.post("~/services", &body).ok()["service"].clone();
    for (name, value) in asked.as_object().expect("an object") {
        let there = &service[name];
        let same = match (there.as_f64(), value.as_f64()) {
            (Some(one), Some(other)) => (one - other).abs() < f64::EPSILON,
            _ => there == value,
        };
        assert!(same, "{name}: {there}");
    }
    let protocols: Vec<&Value> = service["endpoints"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["protocol"])
        .collect();
    assert_eq!(protocols, ["nativesecure", "https", "mysql"]);
    assert_eq!(service["currentScaling"]["effectiveMinReplicas"], 2);
}

#[test]
fn horizontal_scaling_has_a_band_and_no_fixed_count() {
    let mut stage = Stage::empty();
    let more = json!({
        "autoscalingMode": "horizontal", "minReplicas": 2, "maxReplicas": 5,
        "minReplicaMemoryGb": 32, "maxReplicaMemoryGb": 32,
    });
    let service = stage.post("~/services", &draft("wide", more)).ok()["service"].clone();
    assert_eq!(
        (&service["minReplicas"], &service["maxReplicas"]),
        (&json!(2), &json!(5))
    );
    assert_eq!(service["replicaMemoryGb"], 32);
    assert_eq!(service.get("numReplicas"), None);
}

#[test]
fn an_equal_band_is_a_fixed_count_in_vertical_scaling() {
    let mut stage = Stage::empty();
    let more = json!({ "minReplicas": 4, "maxReplicas": 4 });
    let service = stage.post("~/services", &draft("fixed", more)).ok()["service"].clone();
    assert_eq!(
        (&service["numReplicas"], service.get("minReplicas")),
        (&json!(4), None)
    );
}

#[test]
fn the_deprecated_total_is_three_times_the_memory_of_a_replica() {
    let mut stage = Stage::empty();
    let more = json!({ "minTotalMemoryGb": 48, "maxTotalMemoryGb": 360 });
    let service = stage.post("~/services", &draft("old", more)).ok()["service"].clone();
    assert_eq!(
        (&service["minReplicaMemoryGb"], &service["minTotalMemoryGb"]),
        (&json!(16), &json!(48))
    );
    assert_eq!(service["maxReplicaMemoryGb"], 120);
}

#[test]
fn unknown_fields_and_nulls_are_ignored() {
    let mut stage = Stage::empty();
    let more = json!({ "shoeSize": 43, "releaseChannel": null, "tags": null });
    assert_eq!(stage.post("~/services", &draft("plain", more)).status, 200);
}

/// Fields put in place of good ones, and the start of the text that names what is wrong.
#[expect(clippy::too_many_lines, reason = "a table")]
fn wrong() -> Vec<(Value, &'static str)> {
    let long = "x".repeat(51);
    let tags: Vec<Value> = (0..51).map(|n| json!({ "key": format!("k{n}") })).collect();
    vec![
        (json!({ "name": null }), "name is null."),
        (
            json!({ "name": "" }),
            "name: Must be an alphanumerical string",
        ),
        (
            json!({ "name": long }),
            "name: Must be an alphanumerical string",
        ),
        (
            json!({ "name": "a<b" }),
            "name: Must be an alphanumerical string with whitespaces up to 50 characters <string:a<b>",
        ),
        (json!({ "name": 7 }), "name is a number."),
        (
            json!({ "provider": "ibm" }),
            "provider: Must be one of 'aws','gcp','azure' <string:ibm>",
        ),
        (json!({ "region": "mars-1" }), "region: Must be one of "),
        (
            json!({ "region": "eastus" }),
            "region: Not a region of provider 'aws' <string:eastus>",
        ),
        (json!({ "ipAccessList": null }), "ipAccessList is null."),
        (json!({ "ipAccessList": {} }), "ipAccessList is an object."),
        (
            json!({ "ipAccessList": ["10.0.0.1"] }),
            "ipAccessList[0] is a string.",
        ),
        (
            json!({ "ipAccessList": [{}] }),
            "ipAccessList[0].source is undefined.",
        ),
        (
            json!({ "ipAccessList": [{ "source": "10.0.0" }] }),
            "ipAccessList[0].source: Must be an IP address or a CIDR <string:10.0.0>",
        ),
        (
            json!({ "ipAccessList": [{ "source": "10.0.0.1" }, { "source": "10.0.0.1/32" }] }),
            "ipAccessList[1].source: Duplicate",
        ),
        (
            json!({ "ipAccessList": [{ "source": "10.0.0.1", "description": 1 }] }),
            "ipAccessList[0].description is a number.",
        ),
        (
            json!({ "minReplicaMemoryGb": 4 }),
            "minReplicaMemoryGb: Must be a multiple of 4 between 8 and 356 <number:4>",
        ),
        (
            json!({ "minReplicaMemoryGb": 10 }),
            "minReplicaMemoryGb: Must be a multiple",
        ),
        (
            json!({ "maxReplicaMemoryGb": 360 }),
            "maxReplicaMemoryGb: Must be a multiple",
        ),
        (
            json!({ "minReplicaMemoryGb": 32, "maxReplicaMemoryGb": 16 }),
            "minReplicaMemoryGb: Must not be greater than maxReplicaMemoryGb <number:32>",
        ),
        (
            json!({ "minTotalMemoryGb": 50 }),
            "minTotalMemoryGb: Must be a multiple of 12",
        ),
        (
            json!({ "minTotalMemoryGb": 48, "minReplicaMemoryGb": 16 }),
            "minTotalMemoryGb: Must not be used with",
        ),
        (
            json!({ "numReplicas": 0 }),
            "numReplicas: Must be an integer between 1 and 50 <number:0>",
        ),
        (
            json!({ "numReplicas": 51 }),
            "numReplicas: Must be an integer",
        ),
        (
            json!({ "numReplicas": 2.5 }),
            "numReplicas: Must be an integer between 1 and 50 <number:2.5>",
        ),
        (json!({ "numReplicas": "3" }), "numReplicas is a string."),
        (
            json!({ "numReplicas": 2, "minReplicas": 2 }),
            "numReplicas: Must not be used with",
        ),
        (
            json!({ "minReplicas": 2 }),
            "minReplicas: Must be used with maxReplicas <number:2>",
        ),
        (
            json!({ "maxReplicas": 2 }),
            "maxReplicas: Must be used with minReplicas",
        ),
        (
            json!({ "minReplicas": 3, "maxReplicas": 2 }),
            "minReplicas: Must not be greater than maxReplicas",
        ),
        (
            json!({ "minReplicas": 2, "maxReplicas": 3 }),
            "minReplicas: Must equal maxReplicas with autoscalingMode 'vertical'",
        ),
        (
            json!({ "autoscalingMode": "diagonal" }),
            "autoscalingMode: Must be one of 'vertical','horizontal'",
        ),
        (
            json!({ "autoscalingMode": "horizontal" }),
            "autoscalingMode: Needs minReplicas and maxReplicas",
        ),
        (
            json!({ "autoscalingMode": "horizontal", "numReplicas": 2 }),
            "numReplicas: Must not be used with autoscalingMode",
        ),
        (
            json!({ "autoscalingMode": "horizontal", "minReplicas": 1, "maxReplicas": 2, "minReplicaMemoryGb": 8, "maxReplicaMemoryGb": 16 }),
            "minReplicaMemoryGb: Must equal",
        ),
        (json!({ "idleScaling": "yes" }), "idleScaling is a string."),
        (
            json!({ "idleTimeoutMinutes": 4 }),
            "idleTimeoutMinutes: Must be >= 5 minutes <number:4>",
        ),
        (
            json!({ "isReadonly": true }),
            "isReadonly: Must be used with dataWarehouseId <boolean:true>",
        ),
        (
            json!({ "dataWarehouseId": "nowhere" }),
            "dataWarehouseId: Data warehouse not found <string:nowhere>",
        ),
        (json!({ "backupId": "x" }), ""),
        (
            json!({ "backupEncryptionConfig": {} }),
            "backupEncryptionConfig: Must be used with backupId",
        ),
        (
            json!({ "releaseChannel": "weekly" }),
            "releaseChannel: Must be one of 'slow','default','fast'",
        ),
        (
            json!({ "byocId": "b" }),
            "byocId: BYOC infrastructure not found",
        ),
        (json!({ "tier": "production" }), "tier: Must be left out"),
        (
            json!({ "hasTransparentDataEncryption": 1 }),
            "hasTransparentDataEncryption is a number.",
        ),
        (
            json!({ "endpoints": [{ "protocol": "https", "enabled": true }] }),
            "endpoints[0].protocol: Must be one of 'mysql'",
        ),
        (json!({ "profile": "v2" }), "profile: Must be one of"),
        (
            json!({ "complianceType": "iso" }),
            "complianceType: Must be one of 'hipaa','pci'",
        ),
        (
            json!({ "tags": tags }),
            "tags: Must have at most 50 elements <array:51>",
        ),
        (json!({ "tags": {} }), "tags is an object."),
        (
            json!({ "tags": [{ "value": "x" }] }),
            "tags[0].key is undefined.",
        ),
        (
            json!({ "tags": [{ "key": "a b" }] }),
            "tags[0].key: Must be 1 to 128",
        ),
        (
            json!({ "tags": [{ "key": "a", "value": "" }] }),
            "tags[0].value: Must be 1 to 256",
        ),
        (
            json!({ "privateEndpointIds": [1] }),
            "privateEndpointIds[0] is a number.",
        ),
        (
            json!({ "enableCoreDumps": 0 }),
            "enableCoreDumps is a number.",
        ),
    ]
}

#[test]
fn whatever_is_wrong_is_named_and_nothing_is_created() {
    let mut stage = Stage::empty();
    for (fields, expected) in wrong() {
        let reply = stage.post("~/services", &draft("good name", fields.clone()));
        let (status, text) = reply.refused();
        assert_eq!(status, 400, "{fields}");
        let expected = match expected {
            "" => "BAD_REQUEST: ".to_owned(),
            path => format!("BAD_REQUEST: request body.{path}"),
        };
        assert!(text.starts_with(&expected), "{fields}: {text}");
    }
    assert_eq!(stage.get("~/services").ok(), json!([]));
}

#[test]
fn core_dumps_stay_off_where_the_organization_has_them_off() {
    let mut stage = Stage::empty();
    stage.patch("~", &json!({ "enableCoreDumps": false })).ok();
    let reply = stage.post(
        "~/services",
        &draft("dumps", json!({ "enableCoreDumps": true })),
    );
    assert_eq!(reply.status, 400);
    let service = stage.post("~/services", &draft("dumps", json!({}))).ok()["service"].clone();
    assert_eq!(service["enableCoreDumps"], false);
}
