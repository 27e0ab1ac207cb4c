//! API keys as resources.

use base64ct::{Base64, Encoding};
use sandbox::{DEMO_READ_ONLY, Options, Seed};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::stage::{Stage, quiet};

fn hashed(text: &str) -> String {
    Base64::encode_string(&Sha256::digest(text.as_bytes()))
}

fn names(keys: &Value) -> Vec<&str> {
    let keys = keys.as_array().expect("a list").iter();
    keys.map(|key| key["name"].as_str().expect("a name"))
        .collect()
}

#[test]
fn keys_are_listed_oldest_first_page_by_page() {
    let mut stage = Stage::new();
    let all = stage.get("~/keys");
    assert_eq!(
        (&all.body["limit"], &all.body["nextCursor"]),
        (&json!(250), &json!(null))
    );
    let total = all.body["totalCount"].clone();
    let all = all.ok();
    assert_eq!(total, json!(all.as_array().map(Vec::len)));
    let created = |key: &Value| key["createdAt"].as_str().map(str::to_owned);
    let times: Vec<_> = all
        .as_array()
        .expect("a list")
        .iter()
        .map(created)
        .collect();
    assert!(times.is_sorted(), "{times:?}");

    let mut paged = Vec::new();
    let mut address = "~/keys?limit=2".to_owned();
    loop {
        let page = stage.get(&address);
        let cursor = page.body["nextCursor"].as_str().map(str::to_owned);
        assert_eq!(
            (&page.body["limit"], &page.body["totalCount"]),
            (&json!(2), &total)
        );
        let page = page.ok();
        let page = page.as_array().expect("a list");
        assert!(page.len() == 2 || cursor.is_none());
        paged.extend(page.iter().cloned());
        let Some(cursor) = cursor else { break };
        address = format!("~/keys?limit=2&cursor={cursor}");
    }
    assert_eq!(json!(paged), all);
}

#[test]
fn a_page_misses_nothing_when_the_key_before_it_goes() {
    let mut stage = Stage::new();
    let all = stage.get("~/keys").ok();
    let page = stage.get("~/keys?limit=6");
    let cursor = page.body["nextCursor"].as_str().expect("more").to_owned();
    let last = page.ok()[5]["id"].as_str().expect("an id").to_owned();
    stage.delete(&format!("~/keys/{last}")).ok();
    let rest = stage.get(&format!("~/keys?cursor={cursor}")).ok();
    assert_eq!(names(&rest), names(&all)[6..]);
}

#[test]
fn more_than_the_most_is_capped_and_nonsense_is_refused() {
    let mut stage = Stage::new();
    assert_eq!(stage.get("~/keys?limit=100000").body["limit"], 250);
    for query in ["limit=0", "limit=x", "limit=-1", "cursor=abc", "cursor="] {
        assert_eq!(stage.get(&format!("~/keys?{query}")).status, 400, "{query}");
    }
}

#[test]
fn a_pair_made_by_the_server_is_shown_once() {
    let mut stage = Stage::new();
    let reader = stage.id_in("~/roles", "Service API reader");
    let body = json!({
        "name": "ci",
        "assignedRoleIds": [reader, reader],
        "expireAt": "2027-01-01T00:00:00Z",
        "ipAccessList": [{ "source": "203.0.113.0/24", "description": "runner" }],
    });
    let created = stage.post("~/keys", &body).ok();
    let id = created["keyId"].as_str().expect("a key ID");
    assert_eq!(created["key"]["keySuffix"], id[id.len() - 4..]);
    assert!(
        created["keySecret"]
            .as_str()
            .is_some_and(|secret| secret.len() > 30)
    );
    let key = &created["key"];
    assert_eq!(
        (&key["state"], &key["expireAt"]),
        (&json!("enabled"), &body["expireAt"])
    );
    assert_eq!(key["assignedRoles"].as_array().map(Vec::len), Some(1));
    assert_eq!(key["assignedRoles"][0]["roleName"], "Service API reader");
    assert_eq!(key["ipAccessList"], body["ipAccessList"]);
    assert_eq!(key.get("usedAt"), None);
    let read = stage.get(&format!("~/keys/{}", key["id"].as_str().expect("an id")));
    assert_eq!(read.ok(), *key);
}

#[test]
fn a_pair_made_by_the_caller_is_not_told_back() {
    let mut stage = Stage::new();
    let admin = stage.id_in("~/roles", "Admin");
    let (id, secret) = ("madeInTheBrowser0x7Q", "its secret never travels");
    let body = json!({
        "name": "own pair",
        "assignedRoleIds": [admin],
        "ipAccessList": [{ "source": "0.0.0.0/0" }],
        "hashData": {
            "keyIdHash": hashed(id), "keyIdSuffix": "0x7Q", "keySecretHash": hashed(secret),
        },
    });
    let created = stage.post("~/keys", &body).ok();
    assert_eq!(
        (created.get("keyId"), created.get("keySecret")),
        (None, None)
    );
    assert_eq!(created["key"]["keySuffix"], "0x7Q");
    assert_eq!(
        stage.post("~/keys", &body).refused(),
        (409, "CONFLICT: Key with this key ID already exists")
    );
    stage.advance(3);
    stage.sign_in_with(id, secret);
    assert_eq!(stage.get("/v1/whoami").ok()["name"], "own pair");
}

#[test]
fn what_is_wrong_in_a_key_is_named() {
    let mut stage = Stage::new();
    let hash = hashed("x");
    let hashes = |id: &str, suffix: &str, secret: &str| {
        json!({ "name": "a", "hashData":
            { "keyIdHash": id, "keyIdSuffix": suffix, "keySecretHash": secret } })
    };
    let legacy =
        "Organization has migrated to Custom Roles. Use 'assignedRoleIds' instead of 'role'.";
    for (body, text) in [
        (json!({}), "BAD_REQUEST: request body.name is undefined."),
        (
            json!({ "name": " " }),
            "BAD_REQUEST: request body.name: Must have 1 to 256 characters <string: >",
        ),
        (
            json!({ "name": "a", "state": "paused" }),
            "BAD_REQUEST: request body.state: Must be one of 'enabled','disabled' <string:paused>",
        ),
        (
            json!({ "name": "a", "expireAt": "tomorrow" }),
            "BAD_REQUEST: request body.expireAt: Must be an ISO 8601 timestamp <string:tomorrow>",
        ),
        (
            json!({ "name": "a", "expireAt": "2026-11-22T00:00:00Z" }),
            "BAD_REQUEST: request body.expireAt: Must be in the future <string:2026-11-22T00:00:00Z>",
        ),
        (
            json!({ "name": "a", "ipAccessList": [{ "source": "office" }] }),
            "BAD_REQUEST: request body.ipAccessList[0].source: \
             Must be an IP address or a CIDR <string:office>",
        ),
        (
            json!({ "name": "a", "assignedRoleIds": ["7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61"] }),
            "BAD_REQUEST: request body.assignedRoleIds[0]: \
             Role not found <string:7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61>",
        ),
        (
            hashes("c2hvcnQ=", "0x7Q", &hash),
            "BAD_REQUEST: request body.hashData.keyIdHash: \
             Must be the base64 of a SHA-256 hash <string:c2hvcnQ=>",
        ),
        (
            hashes(&hash, "0x7Q", "?"),
            "BAD_REQUEST: request body.hashData.keySecretHash: \
             Must be the base64 of a SHA-256 hash <string:?>",
        ),
        (
            hashes(&hash, "x7Q", &hash),
            "BAD_REQUEST: request body.hashData.keyIdSuffix: Must have 4 characters <string:x7Q>",
        ),
        (json!({ "name": "a", "roles": ["admin"] }), legacy),
        (
            json!({ "name": "refuse create" }),
            "BAD_REQUEST: request body.name: A key of this name is refused <string:refuse create>",
        ),
    ] {
        assert_eq!(stage.post("~/keys", &body).refused(), (400, text));
    }
    assert_eq!(stage.get("~/keys").body["totalCount"], 9);
}

#[test]
fn a_change_replaces_lists_and_leaves_one_record_for_each_aspect() {
    let mut stage = Stage::new();
    let key = format!("~/keys/{}", stage.id_in("~/keys", "grafana"));
    let before = stage.get(&key).ok();
    let billing = stage.id_in("~/roles", "Billing");
    let body = json!({
        "name": "dashboards",
        "state": "disabled",
        "expireAt": null,
        "assignedRoleIds": [billing],
        "ipAccessList": [{ "source": "192.0.2.1" }],
    });
    let after = stage.patch(&key, &body).ok();
    assert_eq!(after["name"], "dashboards");
    assert_eq!(
        (&after["state"], &after["expireAt"]),
        (&json!("disabled"), &json!(null))
    );
    assert_eq!(after["ipAccessList"], body["ipAccessList"]);
    assert_eq!(after["assignedRoles"].as_array().map(Vec::len), Some(1));
    assert_eq!(after["usedAt"], before["usedAt"]);
    assert_eq!(stage.get(&key).ok(), after);
    // The same again changes nothing.
    stage.patch(&key, &body).ok();
    let news = stage.news();
    let updates: Vec<_> = news.iter().map(|record| &record["keyUpdateType"]).collect();
    assert_eq!(
        updates,
        [
            "ip-access-list-changed",
            "date-changed",
            "state-changed",
            "roles-v2-changed",
            "name-changed"
        ]
    );
    for record in news {
        assert_eq!(record["type"], "openapi_key_update");
        assert_eq!(record["targetKeyId"], before["id"]);
    }
}

#[test]
fn an_untouched_expiry_stays_and_a_refused_change_changes_nothing() {
    let mut stage = Stage::new();
    let key = format!("~/keys/{}", stage.id_in("~/keys", "grafana"));
    let before = stage.get(&key).ok();
    assert_eq!(stage.patch(&key, &json!({})).ok(), before);
    for body in [json!({ "roles": [] }), json!({ "name": "b", "state": 1 })] {
        assert_eq!(stage.patch(&key, &body).status, 400, "{body}");
    }
    assert_eq!(stage.get(&key).ok(), before);
    assert_eq!(stage.news(), Vec::<Value>::new());
}

#[test]
fn an_expired_key_is_renamed_with_the_expiry_that_it_has() {
    let mut stage = Stage::new();
    let key = format!("~/keys/{}", stage.id_in("~/keys", "demo expired"));
    let mut body = json!({ "name": "old", "expireAt": stage.get(&key).ok()["expireAt"] });
    assert_eq!(stage.patch(&key, &body).ok()["name"], "old");
    body["expireAt"] = "2026-11-20T00:00:00Z".into();
    assert_eq!(stage.patch(&key, &body).status, 400);
}

#[test]
fn a_deleted_key_is_gone_and_on_record() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/keys", "load test");
    let key = format!("~/keys/{id}");
    stage.delete(&key).ok();
    let text = format!("NOT_FOUND: {id}");
    for reply in [
        stage.get(&key),
        stage.delete(&key),
        stage.patch(&key, &json!({})),
    ] {
        assert_eq!(reply.refused(), (404, text.as_str()));
    }
    let news = stage.news();
    assert_eq!(
        (&news[0]["keyUpdateType"], &news[0]["targetKeyId"]),
        (&json!("deleted"), &json!(id))
    );
}

#[test]
fn sentinel_names_of_keys_refuse_what_they_say() {
    let mut stage = Stage::new();
    let created = stage
        .post("~/keys", &json!({ "name": "refuse update" }))
        .ok();
    let key = format!("~/keys/{}", created["key"]["id"].as_str().expect("an id"));
    assert_eq!(stage.patch(&key, &json!({ "name": "x" })).status, 400);
    let created = stage
        .post("~/keys", &json!({ "name": "refuse-delete" }))
        .ok();
    let key = format!("~/keys/{}", created["key"]["id"].as_str().expect("an id"));
    assert_eq!(stage.delete(&key).status, 409);
}

#[test]
fn an_organization_has_at_most_100_keys() {
    let mut stage = Stage::with(Options {
        seed: Seed::Large,
        ..quiet()
    });
    assert_eq!(stage.get("~/keys").body["totalCount"], 100);
    let body = json!({ "name": "one more" });
    assert_eq!(
        stage.post("~/keys", &body).refused(),
        (
            400,
            "BAD_REQUEST: Organization cannot have more than 100 API keys"
        )
    );
    let id = stage.id_in("~/keys", "demo expired");
    stage.delete(&format!("~/keys/{id}")).ok();
    stage.post("~/keys", &body).ok();
}

#[test]
fn a_reader_sees_keys_and_changes_none() {
    let mut stage = Stage::new();
    let key = format!("~/keys/{}", stage.id_in("~/keys", "load test"));
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(stage.get(&key).status, 200);
    let create = "FORBIDDEN: Permission 'control-plane:organization:create-api-keys' \
                  is required for this operation";
    let delete = create.replace("create-", "delete-");
    assert_eq!(
        stage.post("~/keys", &json!({ "name": "a" })).refused(),
        (403, create)
    );
    assert_eq!(
        stage.patch(&key, &json!({ "name": "a" })).refused(),
        (403, create)
    );
    assert_eq!(stage.delete(&key).refused(), (403, delete.as_str()));
}
