//! An organization that has not migrated to custom roles.

use sandbox::Options;
use serde_json::json;

use crate::stage::{Stage, quiet};

fn stage() -> Stage {
    Stage::with(Options {
        legacy_roles: true,
        ..quiet()
    })
}

#[test]
fn nobody_tells_assigned_roles_and_no_role_is_custom() {
    let mut stage = stage();
    for list in ["~/members", "~/invitations", "~/keys"] {
        for one in stage.get(list).ok().as_array().expect("a list") {
            assert!(one.get("assignedRoles").is_none(), "{one}");
            let field = if list == "~/keys" { "roles" } else { "role" };
            assert!(one.get(field).is_some(), "{one}");
        }
    }
    let roles = stage.get("~/roles").ok();
    let mut roles = roles.as_array().expect("a list").iter();
    assert!(roles.all(|role| role["type"] == "system"));
}

#[test]
fn the_word_of_a_member_is_changed_and_the_last_admin_keeps_it() {
    let mut stage = stage();
    let mei = format!(
        "~/members/{}",
        stage.id_in("~/members", "mei.tanaka@example.com")
    );
    let ada = format!(
        "~/members/{}",
        stage.id_in("~/members", "ada.okafor@example.com")
    );
    assert_eq!(stage.get(&mei).ok()["role"], "developer");
    assert_eq!(
        stage.patch(&ada, &json!({ "role": "developer" })).status,
        400
    );
    assert_eq!(stage.patch(&mei, &json!({ "role": "emperor" })).status, 400);
    stage.patch(&mei, &json!({ "role": "admin" })).ok();
    stage.advance(1);
    assert_eq!(stage.get(&mei).ok()["role"], "admin");
    assert_eq!(stage.news()[0]["type"], "organization_member_update_role");
    stage.patch(&ada, &json!({ "role": "developer" })).ok();
}

#[test]
fn keys_and_invitations_take_the_words_and_tell_them() {
    let mut stage = stage();
    let body =
        json!({ "name": "ci", "roles": ["developer", "query_endpoints"], "ipAccessList": [] });
    let key = stage.post("~/keys", &body).ok();
    assert_eq!(key["key"]["roles"], json!(["developer", "query_endpoints"]));
    let id = key["key"]["id"].as_str().expect("an id");
    let admin = stage
        .patch(&format!("~/keys/{id}"), &json!({ "roles": ["admin"] }))
        .ok();
    assert_eq!(admin["roles"], json!(["admin"]));
    assert_eq!(
        stage
            .post("~/keys", &json!({ "name": "none", "roles": [] }))
            .status,
        400
    );
    let invitation = json!({ "email": "new@example.com", "role": "admin" });
    assert_eq!(
        stage.post("~/invitations", &invitation).ok()["role"],
        "admin"
    );
    let queries = json!({ "email": "other@example.com", "role": "query_endpoints" });
    assert_eq!(stage.post("~/invitations", &queries).status, 400);
}
