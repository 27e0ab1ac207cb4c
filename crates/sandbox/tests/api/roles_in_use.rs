//! What roles let a key do.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

/// Signs in with a new key that has the roles of these names.
fn sign_in_as(stage: &mut Stage, roles: &[&str]) {
    let ids: Vec<String> = roles
        .iter()
        .map(|name| stage.id_in("~/roles", name))
        .collect();
    let body = json!({
        "name": "of roles",
        "assignedRoleIds": ids,
        "ipAccessList": [{ "source": "0.0.0.0/0" }],
    });
    let created = stage.post("~/keys", &body).ok();
    stage.advance(3);
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    stage.sign_in_with(&text(&created["keyId"]), &text(&created["keySecret"]));
}

fn forbidden(permission: &str) -> String {
    format!("FORBIDDEN: Permission 'control-plane:{permission}' is required for this operation")
}

#[test]
fn a_key_without_roles_knows_who_it_is_and_sees_nothing() {
    let mut stage = Stage::new();
    let service = format!("~/services/{}", stage.id_of("pricing dev"));
    sign_in_as(&mut stage, &[]);
    assert_eq!(stage.get("/v1/whoami").status, 200);
    assert_eq!(stage.get("/v1/organizations").status, 200);
    assert_eq!(stage.get("~/services").ok(), json!([]));
    for (address, permission) in [
        ("~", "organization:view"),
        ("~/keys", "organization:view-api-keys"),
        ("~/members", "organization:view"),
        ("~/roles", "organization:manage"),
        ("~/activities", "organization:view-activities"),
        (service.as_str(), "service:view"),
    ] {
        let text = forbidden(permission);
        assert_eq!(
            stage.get(address).refused(),
            (403, text.as_str()),
            "{address}"
        );
    }
}

#[test]
fn a_role_about_two_services_shows_these_two_only() {
    let mut stage = Stage::new();
    let (own, other) = (stage.id_of("shipments prod"), stage.id_of("pricing dev"));
    let (own, address) = (format!("~/services/{own}"), format!("~/services/{other}"));
    sign_in_as(&mut stage, &["Shipments operators"]);
    let listed = stage.get("~/services").ok();
    assert_eq!(listed.as_array().map(Vec::len), Some(2));
    assert_eq!(stage.get(&own).status, 200);
    let text = forbidden("service:manage");
    let reply = stage.patch(&own, &json!({ "name": "mine" }));
    assert_eq!(reply.refused(), (403, text.as_str()));
    // What a key does not see is not there, whatever it wants to do with it.
    let text = format!("NOT_FOUND: {other}");
    let replies = [
        stage.get(&address),
        stage.patch(&address, &json!({ "name": "mine" })),
        stage.command(&other, "awake"),
        stage.delete(&address),
    ];
    for reply in replies {
        assert_eq!(reply.refused(), (404, text.as_str()));
    }
    assert_eq!(stage.get("~/services/x").status, 400);
}

#[test]
fn roles_add_up() {
    let mut stage = Stage::new();
    let id = stage.id_of("tracking events");
    sign_in_as(&mut stage, &["Service API admin", "Org API reader"]);
    assert_eq!(stage.get("~/keys").status, 200);
    assert_eq!(stage.command(&id, "stop").ok()["state"], "stopping");
    let text = forbidden("organization:create-service");
    let reply = stage.post("~/services", &draft("new one", json!({})));
    assert_eq!(reply.refused(), (403, text.as_str()));
}

#[test]
fn a_denial_takes_a_service_out_of_all() {
    let mut stage = Stage::new();
    let hidden = stage.id_of("customs archive");
    let view = ["control-plane:service:view"];
    let body = json!({ "name": "all but one", "actors": [], "policies": [
        { "allowDeny": "ALLOW", "permissions": view, "resources": ["instance/*"] },
        { "allowDeny": "DENY", "permissions": view, "resources": [format!("instance/{hidden}")] },
    ]});
    stage.post("~/roles", &body).ok();
    sign_in_as(&mut stage, &["all but one"]);
    let listed = stage.get("~/services").ok();
    assert_eq!(listed.as_array().map(Vec::len), Some(5));
    assert_eq!(stage.get(&format!("~/services/{hidden}")).status, 404);
}

#[test]
fn a_service_that_is_gone_leaves_the_roles_that_named_it() {
    let mut stage = Stage::new();
    let id = stage.create("short lived");
    let resource = format!("instance/{id}");
    let body = json!({ "name": "of one", "actors": [], "policies": [
        { "allowDeny": "ALLOW", "permissions": ["control-plane:service:view"],
          "resources": [resource] },
    ]});
    let role = stage.post("~/roles", &body).ok();
    stage.command(&id, "stop").ok();
    stage.delete(&format!("~/services/{id}")).ok();
    stage.advance(30);
    let address = format!("~/roles/{}", role["id"].as_str().expect("an id"));
    assert_eq!(
        stage.get(&address).ok()["policies"][0]["resources"],
        json!([])
    );
    let record = stage.news()[0].clone();
    assert_eq!(record["type"], "role_resources_delete");
    assert_eq!(record["targetResourceIds"], json!([resource]));
    assert_eq!(record["targetRoleIds"], json!([role["id"]]));
    assert_eq!(record["actorType"], "system");
}
