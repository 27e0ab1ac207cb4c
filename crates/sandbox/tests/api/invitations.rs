//! Invitations to the organization.

use sandbox::{DEMO_READ_ONLY, FAILING_ADDRESS, REFUSED_ADDRESS};
use serde_json::{Value, json};

use crate::stage::Stage;

#[test]
fn an_invitation_is_created_in_lower_case_read_and_deleted() {
    let mut stage = Stage::new();
    let billing = stage.id_in("~/roles", "Billing");
    let body = json!({ "email": "New.Person@Example.COM", "assignedRoleIds": [billing] });
    let created = stage.post("~/invitations", &body).ok();
    assert_eq!(created["email"], "new.person@example.com");
    assert_eq!(created["assignedRoles"][0]["roleName"], "Billing");
    assert_eq!(created["createdAt"], "2026-11-23T10:00:00Z");
    assert_eq!(created["expireAt"], "2026-11-30T10:00:00Z");
    let invitation = format!("~/invitations/{}", created["id"].as_str().expect("an id"));
    assert_eq!(stage.get(&invitation).ok(), created);
    let listed = stage.get("~/invitations").ok();
    assert!(
        listed
            .as_array()
            .is_some_and(|list| list.contains(&created))
    );
    stage.delete(&invitation).ok();
    assert_eq!(stage.get(&invitation).status, 404);
    assert_eq!(stage.delete(&invitation).status, 404);
    let kinds: Vec<Value> = stage
        .news()
        .iter()
        .map(|record| record["type"].clone())
        .collect();
    assert_eq!(
        kinds,
        ["organization_invite_delete", "organization_invite_create"]
    );
}

#[test]
fn without_roles_an_invited_person_becomes_a_member() {
    let mut stage = Stage::empty();
    for more in [
        json!({ "email": "a@example.com" }),
        json!({ "email": "b@example.com", "assignedRoleIds": [] }),
    ] {
        let created = stage.post("~/invitations", &more).ok();
        assert_eq!(created["assignedRoles"][0]["roleName"], "Member");
    }
}

#[test]
fn a_member_or_a_pending_address_is_not_invited_again() {
    let mut stage = Stage::new();
    for (email, text) in [
        (
            "ADA.okafor@example.com",
            "CONFLICT: User ada.okafor@example.com is already a member of the organization",
        ),
        (
            "Lena.Fischer@example.com",
            "CONFLICT: Invitation for lena.fischer@example.com already exists",
        ),
    ] {
        let reply = stage.post("~/invitations", &json!({ "email": email }));
        assert_eq!(reply.refused(), (409, text));
    }
}

#[test]
fn an_expired_invitation_stays_listed_for_a_while_and_makes_room() {
    let mut stage = Stage::empty();
    let day = 24 * 60 * 60;
    let body = json!({ "email": "late@example.com" });
    let first = stage.post("~/invitations", &body).ok();
    stage.advance(7 * day - 1);
    assert_eq!(stage.post("~/invitations", &body).status, 409);
    stage.advance(1);
    assert_eq!(stage.get("~/invitations").ok(), json!([first]));
    let second = stage.post("~/invitations", &body).ok();
    assert_eq!(stage.get("~/invitations").ok(), json!([second]));
    stage.advance(37 * day);
    assert_eq!(stage.get("~/invitations").ok(), json!([]));
    let id = second["id"].as_str().expect("an id");
    assert_eq!(stage.get(&format!("~/invitations/{id}")).status, 404);
}

#[test]
fn what_is_wrong_in_an_invitation_is_named() {
    let mut stage = Stage::new();
    for (body, text) in [
        (json!({}), "BAD_REQUEST: request body.email is undefined."),
        (
            json!({ "email": "ada at example" }),
            "BAD_REQUEST: request body.email: Must be an email address <string:ada at example>",
        ),
        (
            json!({ "email": "a@example.com", "role": "developer" }),
            "Organization has migrated to Custom Roles. Use 'assignedRoleIds' instead of 'role'.",
        ),
        (
            json!({ "email": "refuse@example.com" }),
            "BAD_REQUEST: request body.email: \
             An invitation to this address is refused <string:refuse@example.com>",
        ),
    ] {
        assert_eq!(stage.post("~/invitations", &body).refused(), (400, text));
    }
    let failing = format!("{FAILING_ADDRESS}example.com");
    let reply = stage.post("~/invitations", &json!({ "email": failing }));
    assert_eq!(reply.refused(), (500, "Internal error"));
    stage.sign_in(DEMO_READ_ONLY);
    let reply = stage.post("~/invitations", &json!({ "email": "a@example.com" }));
    assert_eq!(reply.status, 403);
}

#[test]
fn the_readme_names_the_sentinel_addresses() {
    let readme = include_str!("../../README.md");
    for address in [REFUSED_ADDRESS, FAILING_ADDRESS] {
        assert!(readme.contains(&format!("| `{address}…` |")), "{address}");
    }
}
