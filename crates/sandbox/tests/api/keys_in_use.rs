//! Keys as credentials: when they open, from where, and when they no longer do.

use sandbox::{DEMO_ADMIN, DEMO_KEYS};
use serde_json::{Value, json};

use crate::stage::Stage;

/// Creates a key of an admin; its id as a resource and both halves.
fn create(stage: &mut Stage, more: Value) -> (String, String, String) {
    let admin = stage.id_in("~/roles", "Admin");
    let mut body = json!({
        "name": "made here",
        "assignedRoleIds": [admin],
        "ipAccessList": [{ "source": "203.0.113.0/24" }],
    });
    if let Value::Object(more) = more {
        body.as_object_mut().expect("an object").extend(more);
    }
    let created = stage.post("~/keys", &body).ok();
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    (
        text(&created["key"]["id"]),
        text(&created["keyId"]),
        text(&created["keySecret"]),
    )
}

#[test]
fn a_new_key_opens_after_a_while_only() {
    let mut stage = Stage::new();
    let (id, key_id, secret) = create(&mut stage, json!({}));
    stage.sign_in_with(&key_id, &secret);
    let reply = stage.get("/v1/whoami");
    assert_eq!(reply.refused(), (401, "UNAUTHORIZED: Key is not found"));
    stage.advance(3);
    assert_eq!(stage.get("/v1/whoami").ok()["keyId"], id);
    stage.sign_in_with(&key_id, "wrong");
    assert_eq!(stage.get("/v1/whoami").status, 401);
}

#[test]
fn the_key_in_use_is_not_deleted_and_another_one_is() {
    let mut stage = Stage::new();
    let (id, key_id, secret) = create(&mut stage, json!({}));
    stage.advance(3);
    stage.sign_in_with(&key_id, &secret);
    let own = format!("~/keys/{id}");
    assert_eq!(
        stage.delete(&own).refused(),
        (
            400,
            "BAD_REQUEST: Key used to authenticate the request cannot be deleted"
        )
    );
    assert_eq!(stage.get(&own).status, 200);
    stage.sign_in(DEMO_ADMIN);
    stage.delete(&own).ok();
    stage.sign_in_with(&key_id, &secret);
    let reply = stage.get("/v1/whoami");
    assert_eq!(reply.refused(), (401, "UNAUTHORIZED: Key is not found"));
}

#[test]
fn a_key_that_is_switched_off_or_expires_stops_opening() {
    let mut stage = Stage::new();
    let expiry = json!({ "expireAt": "2026-11-23T10:01:00Z" });
    let (id, key_id, secret) = create(&mut stage, expiry);
    stage.advance(3);
    stage.sign_in_with(&key_id, &secret);
    let own = format!("~/keys/{id}");
    stage.patch(&own, &json!({ "state": "disabled" })).ok();
    let inactive = (401, "UNAUTHORIZED: Key is not active");
    assert_eq!(stage.get("/v1/whoami").refused(), inactive);
    stage.sign_in(DEMO_ADMIN);
    stage.patch(&own, &json!({ "state": "enabled" })).ok();
    stage.sign_in_with(&key_id, &secret);
    assert_eq!(stage.get("/v1/whoami").status, 200);
    stage.advance(57);
    assert_eq!(stage.get("/v1/whoami").refused(), inactive);
}

#[test]
fn a_key_opens_from_the_addresses_of_its_list_only() {
    let mut stage = Stage::new();
    let list =
        json!({ "ipAccessList": [{ "source": "192.0.2.0/24" }, { "source": "2001:db8::7" }] });
    let (id, key_id, secret) = create(&mut stage, list);
    stage.advance(3);
    stage.sign_in_with(&key_id, &secret);
    let outside = (
        401,
        "UNAUTHORIZED: IP address is not in the IP access list of the key",
    );
    for (address, open) in [
        ("192.0.2.200", true),
        ("::ffff:192.0.2.1", true),
        ("2001:db8::7", true),
        ("192.0.3.1", false),
        ("2001:db8::8", false),
    ] {
        stage.peer = Some(address.parse().expect("an address"));
        let reply = stage.get("/v1/whoami");
        assert_eq!(reply.status == 200, open, "{address}");
        assert!(open || reply.refused() == outside, "{address}");
    }
    stage.peer = None;
    assert_eq!(stage.get("/v1/whoami").refused(), outside);
    // Nobody can use a key with an empty list.
    stage.sign_in(DEMO_ADMIN);
    let own = format!("~/keys/{id}");
    stage.patch(&own, &json!({ "ipAccessList": [] })).ok();
    stage.sign_in_with(&key_id, &secret);
    stage.peer = Some([192, 0, 2, 1].into());
    assert_eq!(stage.get("/v1/whoami").refused(), outside);
}

#[test]
fn the_demo_keys_open_from_everywhere_or_are_inactive() {
    let mut stage = Stage::new();
    for (key, status) in DEMO_KEYS.into_iter().zip([200, 200, 401, 401]) {
        stage.sign_in(key);
        for peer in [None, Some([8, 8, 8, 8].into()), "2001:db8::1".parse().ok()] {
            stage.peer = peer;
            assert_eq!(
                stage.get("/v1/whoami").status,
                status,
                "{} {peer:?}",
                key.name
            );
        }
    }
}

#[test]
fn the_last_use_is_told_to_the_minute() {
    let mut stage = Stage::new();
    let (id, key_id, secret) = create(&mut stage, json!({}));
    let own = format!("~/keys/{id}");
    assert_eq!(stage.get(&own).ok().get("usedAt"), None);
    stage.advance(3);
    stage.sign_in_with(&key_id, &secret);
    stage.advance(100);
    stage.get("/v1/whoami").ok();
    stage.sign_in(DEMO_ADMIN);
    assert_eq!(stage.get(&own).ok()["usedAt"], "2026-11-23T10:01:00Z");
}

#[test]
fn a_key_acts_under_its_own_name() {
    let mut stage = Stage::new();
    let (id, key_id, secret) = create(&mut stage, json!({}));
    stage.advance(3);
    stage.sign_in_with(&key_id, &secret);
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    let news = stage.news();
    assert_eq!(
        (&news[0]["actorId"], &news[0]["actorDetails"]),
        (&json!(id), &json!("made here"))
    );
}
