//! Changing services: add and remove, password, filters.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

#[test]
fn remove_runs_before_add_and_a_missing_entry_is_removed_in_silence() {
    let mut stage = Stage::empty();
    let service = format!("~/services/{}", stage.create("open"));
    let change = json!({ "ipAccessList": {
        "add": [{ "source": "203.0.113.0/24", "description": "again" }, { "source": "::1" }],
        "remove": [{ "source": "203.0.113.0/24" }, { "source": "192.0.2.1" }],
    } });
    let after = stage.patch(&service, &change).ok();
    assert_eq!(
        after["ipAccessList"],
        json!([{ "source": "203.0.113.0/24", "description": "again" }, { "source": "::1" }])
    );
    let change = json!({ "ipAccessList": { "remove": after["ipAccessList"] } });
    assert_eq!(
        stage.patch(&service, &change).ok()["ipAccessList"],
        json!([])
    );
}

#[test]
fn tags_go_by_their_key() {
    let mut stage = Stage::empty();
    let tags = json!([{ "key": "env", "value": "dev" }, { "key": "team", "value": "a" }]);
    let id = stage.create_with("tagged", json!({ "tags": tags }));
    let service = format!("~/services/{id}");
    let change = json!({ "tags": {
        "add": [{ "key": "env", "value": "prod" }, { "key": "new" }],
        "remove": [{ "key": "team" }, { "key": "nowhere" }],
    } });
    let after = stage.patch(&service, &change).ok();
    assert_eq!(
        after["tags"],
        json!([{ "key": "env", "value": "prod" }, { "key": "new" }])
    );
    let reply = stage.patch(&service, &json!({ "tags": [] }));
    assert_eq!(
        reply.refused(),
        (400, "BAD_REQUEST: request body.tags is an array.")
    );
    let many: Vec<Value> = (0..49).map(|n| json!({ "key": format!("k{n}") })).collect();
    let reply = stage.patch(&service, &json!({ "tags": { "add": many } }));
    assert_eq!(reply.status, 400, "51 together");
}

#[test]
fn an_update_changes_what_it_names_and_keeps_the_rest() {
    let mut stage = Stage::empty();
    let id = stage.create_with("before", json!({ "hasTransparentDataEncryption": true }));
    let service = format!("~/services/{id}");
    let before = stage.get(&service).ok();
    let change = json!({
        "name": "after",
        "releaseChannel": "slow",
        "enableCoreDumps": false,
        "transparentDataEncryptionKeyId": "key-2",
        "endpoints": [{ "protocol": "mysql", "enabled": true }],
        "privateEndpointIds": { "add": ["vpce-1", "vpce-1"] },
    });
    let mut after = stage.patch(&service, &change).ok();
    assert_eq!(
        (&after["name"], &after["releaseChannel"]),
        (&json!("after"), &json!("slow"))
    );
    assert_eq!(after["transparentDataEncryptionKeyId"], "key-2");
    assert_eq!(after["privateEndpointIds"], json!(["vpce-1"]));
    assert_eq!(after["endpoints"].as_array().map(Vec::len), Some(3));
    let changed = [
        "name",
        "releaseChannel",
        "clickhouseVersion",
        "enableCoreDumps",
        "endpoints",
    ];
    for name in changed.into_iter().chain(["privateEndpointIds"]) {
        after[name] = before[name].clone();
    }
    after
        .as_object_mut()
        .expect("an object")
        .remove("transparentDataEncryptionKeyId");
    assert_eq!(after, before);
}

#[test]
fn a_refused_update_changes_nothing() {
    let mut stage = Stage::empty();
    let service = format!("~/services/{}", stage.create("steady"));
    let before = stage.get(&service).ok();
    for change in [
        json!({ "name": "new", "releaseChannel": "weekly" }),
        json!({ "name": "new", "tags": { "add": [{ "key": "?" }] } }),
        json!({ "name": "new", "ipAccessList": { "add": [{ "source": "1.2.3.4/8" }] } }),
        json!({ "name": "new", "transparentDataEncryptionKeyId": "k" }),
        json!({ "name": "new", "privateEndpointIds": ["x"] }),
        json!({ "name": "x".repeat(51) }),
    ] {
        assert_eq!(stage.patch(&service, &change).status, 400, "{change}");
    }
    assert_eq!(stage.get(&service).ok(), before);
}

#[test]
fn a_password_is_made_once_or_comes_as_a_hash() {
    let mut stage = Stage::empty();
    let address = format!("~/services/{}/password", stage.create("secret"));
    let one = stage.patch(&address, &json!({})).ok();
    let other = stage.patch(&address, &json!({})).ok();
    assert!(one["password"].is_string() && one != other);
    let hash = "48ZS8LoLSAEgWBT4trxJZyxMdOJbSXdwu4myLN606VE=";
    let double = "d4cecba84f0a507325cd8aa82fcde04ea8be56b0";
    let both = json!({ "newPasswordHash": hash, "newDoubleSha1Hash": double });
    assert_eq!(stage.patch(&address, &both).ok(), json!({}));
    for body in [
        json!({ "newPasswordHash": &hash[1..] }),
        json!({ "newPasswordHash": "abc" }),
        json!({ "newPasswordHash": hash, "newDoubleSha1Hash": "xyz" }),
    ] {
        assert_eq!(stage.patch(&address, &body).status, 400, "{body}");
    }
    let ignored = json!({ "newDoubleSha1Hash": "xyz" });
    assert!(stage.patch(&address, &ignored).ok()["password"].is_string());
}

#[test]
fn a_password_is_set_on_a_service_that_stays_and_recorded_once() {
    let mut stage = Stage::empty();
    let id = stage.create("secret");
    let address = format!("~/services/{id}/password");
    // Letters of either case are hexadecimal digits; a hash of another length is none.
    let hash = "48ZS8LoLSAEgWBT4trxJZyxMdOJbSXdwu4myLN606VE=";
    let double = "D4CECBA84F0A507325CD8AA82FCDE04EA8BE56B0";
    let upper = json!({ "newPasswordHash": hash, "newDoubleSha1Hash": double });
    stage.patch(&address, &upper).ok();
    for body in [
        json!({ "newPasswordHash": "d4cecba84f0a507325cd8aa82fcde04ea8be56b0" }),
        json!({ "newPasswordHash": &hash[..43] }),
        json!({ "newPasswordHash": hash, "newDoubleSha1Hash": &double[1..] }),
        json!({ "newPasswordHash": 7 }),
    ] {
        assert_eq!(stage.patch(&address, &body).status, 400, "{body}");
    }
    let kinds = stage.recorded(&id);
    let passwords = kinds
        .iter()
        .filter(|kind| *kind == "service_update_password");
    assert_eq!(passwords.count(), 1);
    stage.command(&id, "stop").ok();
    stage.delete(&format!("~/services/{id}")).ok();
    assert_eq!(stage.patch(&address, &upper).status, 409);
}

#[test]
fn filters_by_tag_must_all_fit_and_others_are_ignored() {
    let mut stage = Stage::new();
    let mut names = |query: &str| -> Vec<String> {
        let services = stage.get(&format!("~/services?{query}")).ok();
        let services = services.as_array().expect("a list").iter();
        services
            .map(|service| service["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(names("filter=tag:env=dev"), ["pricing dev"]);
    assert_eq!(names("filter=tag:keep-until"), ["customs archive"]);
    assert_eq!(
        names("filter=tag%3Aenv%3Dprod&filter=tag:team=reporting"),
        ["shipments reporting"]
    );
    assert_eq!(names("filter=tag:env=nowhere"), [""; 0]);
    assert_eq!(names("filter=env=dev").len(), 6);
}

#[test]
fn an_open_private_endpoint_of_the_region_is_available() {
    let mut stage = Stage::new();
    let service = stage.post("~/services", &draft("near", json!({}))).ok()["service"].clone();
    assert_eq!(
        service["availablePrivateEndpointIds"],
        json!(["vpce-0a1b2c3d4e5f60718"])
    );
}
