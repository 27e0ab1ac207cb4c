//! Members of the organization.

use sandbox::DEMO_READ_ONLY;
use serde_json::{Value, json};

use crate::stage::Stage;

fn roles(member: &Value) -> Vec<&str> {
    let roles = member["assignedRoles"].as_array().expect("a list").iter();
    roles
        .map(|role| role["roleName"].as_str().expect("a name"))
        .collect()
}

#[test]
fn members_are_listed_and_read_one_by_one() {
    let mut stage = Stage::new();
    let members = stage.get("~/members").ok();
    let members = members.as_array().expect("a list");
    assert_eq!(members.len(), 5);
    for member in members {
        let id = member["userId"].as_str().expect("an id");
        assert_eq!(stage.get(&format!("~/members/{id}")).ok(), *member);
    }
    let unknown = "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61";
    assert_eq!(stage.get(&format!("~/members/{unknown}")).status, 404);
    assert_eq!(stage.get("~/members/ada").status, 400);
}

#[test]
fn a_change_of_roles_is_answered_with_the_old_ones_and_read_a_moment_later() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/members", "mei.tanaka@example.com");
    let member = format!("~/members/{id}");
    let billing = stage.id_in("~/roles", "Billing");
    let before = stage.get(&member).ok();
    let body = json!({ "assignedRoleIds": [billing] });
    assert_eq!(stage.patch(&member, &body).ok(), before);
    stage.advance(1);
    let after = stage.get(&member).ok();
    assert_eq!(roles(&after), ["Billing"]);
    assert_eq!(after["role"], before["role"], "frozen since the migration");
    let news = stage.news();
    let record = &news[0];
    assert_eq!(record["type"], "organization_member_update_roles");
    assert_eq!(record["targetActorIds"], json!([format!("user/{id}")]));
    let mut affected = roles(&before);
    affected.push("Billing");
    assert_eq!(record["targetRoleNames"], json!(affected));
    assert_eq!(
        record["targetRoleIds"].as_array().map(Vec::len),
        Some(affected.len())
    );
}

#[test]
fn a_member_may_be_left_without_roles_but_the_last_admin_stays_one() {
    let mut stage = Stage::new();
    let (ada, jonas) = (
        stage.id_in("~/members", "ada.okafor@example.com"),
        stage.id_in("~/members", "jonas.weber@example.com"),
    );
    let (ada, jonas) = (format!("~/members/{ada}"), format!("~/members/{jonas}"));
    let none = json!({ "assignedRoleIds": [] });
    let last = "BAD_REQUEST: Organization must have at least one member with the role 'Admin'";
    assert_eq!(stage.patch(&ada, &none).refused(), (400, last));
    assert_eq!(stage.delete(&ada).refused(), (400, last));
    let admin = stage.id_in("~/roles", "Admin");
    stage
        .patch(&jonas, &json!({ "assignedRoleIds": [admin] }))
        .ok();
    stage.patch(&ada, &none).ok();
    stage.advance(1);
    assert_eq!(roles(&stage.get(&ada).ok()), Vec::<&str>::new());
    assert_eq!(stage.delete(&jonas).refused(), (400, last));
}

#[test]
fn a_removed_member_is_gone_and_on_record() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/members", "sofia.rossi@example.com");
    let member = format!("~/members/{id}");
    stage.delete(&member).ok();
    for reply in [
        stage.get(&member),
        stage.delete(&member),
        stage.patch(&member, &json!({})),
    ] {
        assert_eq!(reply.status, 404);
    }
    assert_eq!(stage.news()[0]["type"], "organization_member_delete");
}

#[test]
fn what_is_wrong_in_a_change_of_a_member_is_named() {
    let mut stage = Stage::new();
    let id = stage.id_in("~/members", "mei.tanaka@example.com");
    let member = format!("~/members/{id}");
    for (body, text) in [
        (
            json!({ "role": "admin" }),
            "Organization has migrated to Custom Roles. Use 'assignedRoleIds' instead of 'role'.",
        ),
        (
            json!({ "assignedRoleIds": "admin" }),
            "BAD_REQUEST: request body.assignedRoleIds is a string.",
        ),
        (
            json!({ "assignedRoleIds": ["admin"] }),
            "BAD_REQUEST: Invalid role id string:\"admin\"",
        ),
    ] {
        assert_eq!(stage.patch(&member, &body).refused(), (400, text));
    }
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(stage.get(&member).status, 200);
    assert_eq!(stage.patch(&member, &json!({})).status, 403);
    assert_eq!(stage.delete(&member).status, 403);
}
