//! Keys, members, invitations, roles and the audit log against the official document.

use cloud_api::{
    ActivityId, KeyId, MemberId, RoleId,
    activities::{self, ActorType, Group, KeyUpdateType},
    invitations::{self, CreateInvitation},
    keys::{self, CreateKey, HashData, KeyState, UpdateKey},
    legacy::LegacyRole,
    members::{self, UpdateMember},
    roles::{
        self, AllowDeny, CreatePolicy, CreateRole, PolicyTags, RoleType, SqlConsoleRole, UpdateRole,
    },
};
use serde_json::json;

use super::{
    ID, check, check_read, check_settable, check_taken, document, full, known, organization, words,
};

fn role() -> RoleId {
    ID.parse().expect("a UUID")
}

fn key() -> CreateKey {
    let hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    CreateKey {
        name: "ci".into(),
        expire_at: Some("2027-01-01T00:00:00Z".into()),
        state: Some(KeyState::Disabled),
        hash_data: Some(HashData {
            key_id_hash: hash.into(),
            key_id_suffix: "x7Qp".into(),
            key_secret_hash: hash.into(),
        }),
        assigned_role_ids: Some(vec![role()]),
        roles: None,
        ip_access_list: full().ip_access_list,
    }
}

fn key_change() -> UpdateKey {
    let key = key();
    UpdateKey {
        name: Some(key.name),
        assigned_role_ids: key.assigned_role_ids,
        roles: None,
        expire_at: Some(key.expire_at),
        state: key.state,
        ip_access_list: Some(key.ip_access_list),
    }
}

fn invitation() -> CreateInvitation {
    CreateInvitation {
        email: "ada@example.com".into(),
        assigned_role_ids: Some(vec![role()]),
        role: None,
    }
}

fn new_role() -> CreateRole {
    CreateRole {
        name: "operators".into(),
        actors: vec![format!("user/{ID}")],
        policies: vec![CreatePolicy {
            allow_deny: AllowDeny::Allow,
            permissions: vec!["control-plane:service:view".into()],
            resources: vec!["instance/*".into()],
            tags: Some(PolicyTags {
                grants: Some(vec!["default".into()]),
                role_v2: Some(SqlConsoleRole::ReadOnly),
            }),
        }],
    }
}

fn role_change() -> UpdateRole {
    let role = new_role();
    UpdateRole {
        name: Some(role.name),
        actors: Some(role.actors),
        policies: Some(role.policies),
    }
}

#[test]
fn every_request_about_people_and_keys_is_an_operation_of_the_document() {
    let document = document();
    let organization = organization();
    let key_id: KeyId = ID.parse().expect("a UUID");
    check(&document, &keys::list(&organization, None));
    check(&document, &keys::get(&organization, &key_id));
    check(&document, &keys::create(&organization, &key()));
    let update = keys::update(&organization, &key_id, &key_change());
    check(&document, &update);
    check(&document, &keys::delete(&organization, &key_id));

    let member: MemberId = ID.parse().expect("a UUID");
    check(&document, &members::list(&organization));
    check(&document, &members::get(&organization, &member));
    let change = UpdateMember {
        assigned_role_ids: Some(vec![role()]),
        role: None,
    };
    let update = members::update(&organization, &member, &change);
    check(&document, &update);
    check(&document, &members::delete(&organization, &member));

    let id = ID.parse().expect("a UUID");
    check(&document, &invitations::list(&organization));
    check(&document, &invitations::get(&organization, &id));
    let create = invitations::create(&organization, &invitation());
    check(&document, &create);
    check(&document, &invitations::delete(&organization, &id));

    check(&document, &roles::list(&organization));
    check(&document, &roles::get(&organization, &role()));
    check(&document, &roles::create(&organization, &new_role()));
    let update = roles::update(&organization, &role(), &role_change());
    check(&document, &update);
    check(&document, &roles::delete(&organization, &role()));

    let activity: ActivityId = ID.parse().expect("long enough");
    let date = Some("2026-11-01");
    check(&document, &activities::list(&organization, date, date));
    check(&document, &activities::get(&organization, &activity));
}

#[test]
fn every_answered_field_about_people_and_keys_is_read() {
    let document = document();
    let answers = [
        ("ApiKey", include_str!("../../src/keys.rs")),
        ("ApiKeyPostResponse", include_str!("../../src/keys.rs")),
        ("Member", include_str!("../../src/members.rs")),
        ("Invitation", include_str!("../../src/invitations.rs")),
        ("AssignedRole", include_str!("../../src/roles.rs")),
        ("RBACRole", include_str!("../../src/roles.rs")),
        ("RBACPolicy", include_str!("../../src/roles.rs")),
        ("RBACPolicyTags", include_str!("../../src/roles.rs")),
        ("Activity", include_str!("../../src/activities.rs")),
    ];
    for (schema, source) in answers {
        // All there is where the organization has not migrated to custom roles.
        let legacy: &[&str] = match schema {
            "ApiKey" => &["roles"],
            "Member" | "Invitation" => &["role"],
            _ => &[],
        };
        check_read(&document, schema, source, legacy);
    }
}

#[test]
fn creating_a_key_can_set_every_field_that_is_not_deprecated() {
    check_settable(&document(), "ApiKeyPostRequest", &json!(key()));
}

#[test]
fn every_word_about_people_and_keys_is_known_and_no_other() {
    let document = document();
    let cases = [
        (known(KeyState::KNOWN), "ApiKey", "state"),
        (known(RoleType::KNOWN), "RBACRole", "type"),
        (known(AllowDeny::KNOWN), "RBACPolicy", "allowDeny"),
        (known(SqlConsoleRole::KNOWN), "RBACPolicyTags", "roleV2"),
        (known(ActorType::KNOWN), "Activity", "actorType"),
        (known(KeyUpdateType::KNOWN), "Activity", "keyUpdateType"),
    ];
    for (ours, schema, property) in cases {
        assert_eq!(ours, words(&document, schema, property), "{schema}");
    }
    let roles = &document["components"]["schemas"]["ApiKey"]["properties"]["roles"];
    assert_eq!(json!(known(LegacyRole::KNOWN)), roles["items"]["enum"]);
    let mut kinds: Vec<String> = Group::ALL
        .iter()
        .flat_map(|group| known(group.words()))
        .collect();
    kinds.sort();
    assert_eq!(kinds, words(&document, "Activity", "type"));
}

#[test]
fn the_official_client_reads_requests_about_people_and_keys_as_its_own() {
    use clickhouse_cloud_api::models;

    let roles = UpdateMember {
        assigned_role_ids: Some(vec![role()]),
        role: None,
    };
    check_taken::<models::ApiKeyPostRequest>(&json!(key()));
    check_taken::<models::ApiKeyPatchRequest>(&json!(key_change()));
    check_taken::<models::MemberPatchRequest>(&json!(roles));
    check_taken::<models::InvitationPostRequest>(&json!(invitation()));
    check_taken::<models::RoleCreateRequest>(&json!(new_role()));
    check_taken::<models::RoleUpdateRequest>(&json!(role_change()));
}
