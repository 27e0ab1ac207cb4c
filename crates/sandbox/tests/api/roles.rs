//! Roles as resources.

use sandbox::DEMO_READ_ONLY;
use serde_json::{Value, json};

use crate::stage::Stage;

const VIEW: &str = "control-plane:service:view";
const MANAGE: &str = "control-plane:service:manage";
const DELETE: &str = "control-plane:service:delete";

fn policy(permissions: &[&str], resources: &[&str]) -> Value {
    json!({ "allowDeny": "ALLOW", "permissions": permissions, "resources": resources })
}

fn draft(name: &str, policies: &[Value]) -> Value {
    json!({ "name": name, "actors": [], "policies": policies })
}

#[test]
fn the_system_s_roles_and_the_organization_s_own_are_listed() {
    let mut stage = Stage::new();
    let roles = stage.get("~/roles").ok();
    let roles = roles.as_array().expect("a list");
    let of = |kind: &str| -> Vec<&str> {
        let roles = roles.iter().filter(|role| role["type"] == kind);
        roles.filter_map(|role| role["name"].as_str()).collect()
    };
    assert_eq!(
        of("system"),
        [
            "Admin",
            "Billing",
            "Org API reader",
            "Member",
            "Service reader",
            "Service admin",
            "Service API reader",
            "Service API admin",
            "Basic service API reader",
            "SQL console read only",
            "SQL console admin",
        ]
    );
    assert_eq!(of("custom"), ["Shipments operators", "Cost viewers"]);
    for role in roles {
        let id = role["id"].as_str().expect("an id");
        assert_eq!(stage.get(&format!("~/roles/{id}")).ok(), *role);
        assert!(
            role["policies"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        );
    }
    let ada = stage.id_in("~/members", "ada.okafor@example.com");
    assert_eq!(roles[0]["actors"][0], format!("user/{ada}"));
}

#[test]
fn reading_roles_needs_the_permission_to_manage_as_the_document_says() {
    let mut stage = Stage::new();
    stage.sign_in(DEMO_READ_ONLY);
    let text = "FORBIDDEN: Permission 'control-plane:organization:manage' \
                is required for this operation";
    assert_eq!(stage.get("~/roles").refused(), (403, text));
}

#[test]
fn a_role_is_created_with_what_its_permissions_bring() {
    let mut stage = Stage::new();
    let (key, member) = (
        stage.id_in("~/keys", "load test"),
        stage.id_in("~/members", "mei.tanaka@example.com"),
    );
    let actors = json!([format!("user/{member}"), format!("apiKey/{key}")]);
    let tags = json!({ "grants": ["default"], "roleV2": "sql-console-readonly" });
    let mut console = policy(&["sql-console:database:access"], &["instance/*"]);
    console["tags"] = tags.clone();
    let mut body = draft("operators", &[policy(&[MANAGE], &["instance/*"]), console]);
    body["actors"] = actors.clone();
    let role = stage.post("~/roles", &body).ok();
    assert_eq!(
        (&role["type"], &role["actors"]),
        (&json!("custom"), &actors)
    );
    assert_eq!(
        role["policies"][0]["permissions"],
        json!([MANAGE, VIEW, DELETE])
    );
    assert_eq!(role["policies"][1]["tags"], tags);
    assert_eq!(role["policies"][0]["roleId"], role["id"]);
    let key = stage.get(&format!("~/keys/{key}")).ok();
    let named = json!({ "roleId": role["id"], "roleName": "operators", "roleType": "custom" });
    assert!(
        key["assignedRoles"]
            .as_array()
            .is_some_and(|roles| roles.contains(&named))
    );
    let record = stage.news()[0].clone();
    assert_eq!(record["type"], "role_create");
    assert_eq!(
        (&record["targetRoleIds"], &record["targetRoleNames"]),
        (&json!([role["id"]]), &json!(["operators"]))
    );
}

#[test]
fn what_is_wrong_in_a_role_is_named() {
    let mut stage = Stage::new();
    let own = format!("organization/{}", stage.organization);
    let scope = "All permissions in a policy must target the same resource scope";
    let organization = "control-plane:organization:view";
    for (policy, text) in [
        (policy(&[VIEW, organization], &["instance/*"]), scope),
        (policy(&[VIEW], &[&own]), scope),
        (policy(&[organization], &["instance/*"]), scope),
        (
            policy(&[organization], &["organization/*"]),
            "Organization * must match the role's organization",
        ),
        (
            policy(&[VIEW], &["instance/x"]),
            "BAD_REQUEST: Invalid instance id string:\"x\"",
        ),
        (
            policy(&[VIEW], &["everything"]),
            "BAD_REQUEST: request body.policies[0].resources[0]: Must be 'organization/<id>', \
             'instance/<id>' or 'instance/*' <string:everything>",
        ),
        (
            policy(&["paint"], &["instance/*"]),
            "BAD_REQUEST: request body.policies[0].permissions[0]: \
             Unknown permission <string:paint>",
        ),
        (
            policy(&[], &["instance/*"]),
            "BAD_REQUEST: request body.policies[0].permissions: \
             Must have at least 1 element <array:0>",
        ),
        (
            json!({ "allowDeny": "MAYBE" }),
            "BAD_REQUEST: request body.policies[0].allowDeny: \
             Must be one of 'ALLOW','DENY' <string:MAYBE>",
        ),
    ] {
        let reply = stage.post("~/roles", &draft("new", &[policy]));
        assert_eq!(reply.refused(), (400, text));
    }
    let unknown = "user/7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61";
    let mut body = draft("new", &[]);
    body["actors"] = json!([unknown]);
    let text = format!("BAD_REQUEST: request body.actors[0]: Actor not found <string:{unknown}>");
    assert_eq!(stage.post("~/roles", &body).refused(), (400, text.as_str()));
    let reply = stage.post("~/roles", &draft("Admin", &[]));
    assert_eq!(
        reply.refused(),
        (409, "CONFLICT: Role with name 'Admin' already exists")
    );
}

#[test]
fn a_change_of_a_role_replaces_what_it_names() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/roles", "Shipments operators");
    let role = format!("~/roles/{id}");
    let before = stage.get(&role).ok();
    assert_eq!(before["actors"].as_array().map(Vec::len), Some(2));
    let jonas = format!(
        "user/{}",
        stage.id_in("~/members", "jonas.weber@example.com")
    );
    let body = json!({ "name": "Operators", "actors": [jonas] });
    let after = stage.patch(&role, &body).ok();
    assert_eq!(
        (&after["name"], &after["actors"]),
        (&json!("Operators"), &json!([jonas]))
    );
    assert_eq!(after["policies"], before["policies"]);
    assert_eq!(after["updatedAt"], "2026-11-23T10:00:00Z");
    let priya = stage.id_in("~/members", "priya.raman@example.com");
    let priya = stage.get(&format!("~/members/{priya}")).ok();
    assert!(!priya["assignedRoles"].to_string().contains("perators"));
    let body = json!({ "policies": [policy(&[VIEW], &["instance/*"])] });
    let after = stage.patch(&role, &body).ok();
    assert_eq!(after["policies"].as_array().map(Vec::len), Some(1));
    assert_eq!(stage.patch(&role, &json!({})).ok(), after);
    let kinds: Vec<Value> = stage
        .news()
        .iter()
        .map(|record| record["type"].clone())
        .collect();
    assert_eq!(kinds, ["role_update", "role_update"]);
}

#[test]
fn the_system_s_roles_stay_as_they_are() {
    let mut stage = Stage::new();
    let role = format!("~/roles/{}", stage.id_in("~/roles", "Member"));
    assert_eq!(
        stage.patch(&role, &json!({ "name": "x" })).refused(),
        (400, "BAD_REQUEST: System roles cannot be updated")
    );
    assert_eq!(
        stage.delete(&role).refused(),
        (400, "BAD_REQUEST: System roles cannot be deleted")
    );
}

#[test]
fn sentinel_names_of_roles_refuse_what_they_say() {
    let mut stage = Stage::new();
    let reply = stage.post("~/roles", &draft("refuse create", &[]));
    assert_eq!(reply.status, 400);
    let role = stage.post("~/roles", &draft("refuse-update", &[])).ok();
    let address = format!("~/roles/{}", role["id"].as_str().expect("an id"));
    assert_eq!(stage.patch(&address, &json!({ "name": "x" })).status, 400);
    let role = stage.post("~/roles", &draft("Refuse delete", &[])).ok();
    let address = format!("~/roles/{}", role["id"].as_str().expect("an id"));
    assert_eq!(stage.delete(&address).status, 409);
}

#[test]
fn a_deleted_role_is_taken_from_everybody() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/roles", "Cost viewers");
    let body = json!({ "email": "new@example.com", "assignedRoleIds": [id] });
    let invitation = stage.post("~/invitations", &body).ok();
    stage.delete(&format!("~/roles/{id}")).ok();
    assert_eq!(stage.get(&format!("~/roles/{id}")).status, 404);
    let sofia = stage.id_in("~/members", "sofia.rossi@example.com");
    let sofia = stage.get(&format!("~/members/{sofia}")).ok();
    assert_eq!(sofia["assignedRoles"].as_array().map(Vec::len), Some(1));
    let address = format!(
        "~/invitations/{}",
        invitation["id"].as_str().expect("an id")
    );
    assert_eq!(stage.get(&address).ok()["assignedRoles"], json!([]));
    assert_eq!(stage.news()[0]["targetRoleNames"], json!(["Cost viewers"]));
}
