//! A table of roles and what they allow.

use cloud_api::permissions::{
    CREATE_API_KEYS, ORGANIZATION_MANAGE, ORGANIZATION_VIEW, SERVICE_DELETE, SERVICE_MANAGE,
    SERVICE_VIEW, TO_CREATE_SERVICE, TO_UPDATE_MEMBER, TO_UPDATE_SERVICE, VIEW_BACKUPS,
};
use serde_json::json;

use super::*;

const ORGANIZATION: &str = "organization/6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
const ONE: &str = "11111111-2a47-4a0b-9b3d-0c8a5b1f7e11";
const TWO: &str = "22222222-2a47-4a0b-9b3d-0c8a5b1f7e11";
const KEY: &str = "33333333-2a47-4a0b-9b3d-0c8a5b1f7e11";

fn id(text: &str) -> ServiceId {
    text.parse().expect("a UUID")
}

fn role(name: &str, actors: &[&str], policies: &[(&str, &[&str], &[String])]) -> Role {
    let policies: Vec<_> = policies
        .iter()
        .map(|(allow_deny, permissions, resources)| {
            json!({ "allowDeny": allow_deny, "permissions": permissions, "resources": resources })
        })
        .collect();
    let kind = if name == ADMIN { "system" } else { "custom" };
    let json =
        json!({ "id": KEY, "name": name, "type": kind, "actors": actors, "policies": policies });
    serde_json::from_value(json).expect("a role")
}

fn on(service: &str) -> String {
    format!("instance/{service}")
}

fn all() -> Vec<Role> {
    let key = format!("apiKey/{KEY}");
    vec![
        role(
            ADMIN,
            &["user/ada"],
            &[
                (
                    "ALLOW",
                    &[ORGANIZATION_VIEW, ORGANIZATION_MANAGE],
                    &[ORGANIZATION.into()],
                ),
                (
                    "ALLOW",
                    &[SERVICE_VIEW, SERVICE_MANAGE, SERVICE_DELETE],
                    &[on("*")],
                ),
            ],
        ),
        role(
            "Operators",
            &["user/priya", &key],
            &[(
                "ALLOW",
                &[SERVICE_VIEW, SERVICE_MANAGE],
                &[on(ONE), on(TWO)],
            )],
        ),
        role(
            "Hands off",
            &["user/priya"],
            &[("DENY", &[SERVICE_MANAGE], &[on(TWO)])],
        ),
        role(
            "Newer",
            &["user/mei"],
            &[("ALLOW", &["control-plane:service:paint"], &[on("*")])],
        ),
    ]
}

#[test]
fn each_role_allows_what_its_policies_say() {
    let all = all();
    let table: [(&str, &str, Option<&str>, bool); 10] = [
        (ADMIN, ORGANIZATION_MANAGE, None, true),
        (ADMIN, SERVICE_DELETE, Some(ONE), true),
        (ADMIN, VIEW_BACKUPS, Some(ONE), false),
        ("Operators", SERVICE_MANAGE, Some(ONE), true),
        ("Operators", SERVICE_MANAGE, Some(KEY), false),
        ("Operators", SERVICE_DELETE, Some(ONE), false),
        ("Operators", ORGANIZATION_VIEW, None, false),
        ("Operators", SERVICE_VIEW, None, true),
        ("Hands off", SERVICE_MANAGE, Some(TWO), false),
        ("Newer", "control-plane:service:paint", Some(TWO), true),
    ];
    for (name, permission, service, allowed) in table {
        let role = all.iter().find(|role| label(role) == name).expect("a role");
        let service = service.map(id);
        assert_eq!(
            allows(&grants_of(role), permission, service.as_ref()),
            allowed,
            "{name} {permission} {service:?}"
        );
    }
}

#[test]
fn abilities_tell_where_and_why() {
    let all = all();
    let grants: Vec<Grant> = roles_of(&all, "user/priya")
        .into_iter()
        .flat_map(grants_of)
        .collect();
    let manage = ability(&grants, SERVICE_MANAGE).expect("allowed on one");
    assert_eq!(manage.reach, Reach::Services(vec![id(ONE)]));
    assert_eq!(manage.roles, ["Operators"]);
    let view = ability(&grants, SERVICE_VIEW).expect("allowed");
    assert_eq!(view.reach, Reach::Services(vec![id(ONE), id(TWO)]));
    assert_eq!(ability(&grants, CREATE_API_KEYS), None);
}

#[test]
fn a_permission_of_a_newer_api_is_listed_last() {
    let all = all();
    let found = abilities(&grants_of(&all[3]));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].permission, "control-plane:service:paint");
    assert_eq!(found[0].reach, Reach::EveryService { except: vec![] });
}

#[test]
fn who_can_counts_denials() {
    let all = all();
    let who = |permission: &str, service: Option<&str>| -> Vec<String> {
        let service = service.map(id);
        let found = who_can(&all, permission, service.as_ref());
        found.into_iter().map(|holder| holder.actor).collect()
    };
    let key = format!("apiKey/{KEY}");
    assert_eq!(
        who(SERVICE_MANAGE, Some(ONE)),
        [key.as_str(), "user/ada", "user/priya"]
    );
    assert_eq!(who(SERVICE_MANAGE, Some(TWO)), [key.as_str(), "user/ada"]);
    assert_eq!(who(ORGANIZATION_MANAGE, None), ["user/ada"]);
    assert!(who(CREATE_API_KEYS, None).is_empty());
}

#[test]
fn the_own_key_is_known_by_its_id_and_unknown_otherwise() {
    let own = own_of(&all(), KEY);
    assert!(own.is_complete && !own.is_admin);
    assert!(super::super::by_roles(&own, TO_UPDATE_SERVICE, Some(&id(ONE))).is_none());
    assert!(super::super::by_roles(&own, TO_UPDATE_MEMBER, None).is_some());
    assert!(super::super::by_roles(&own, TO_CREATE_SERVICE, None).is_some());
    let stranger = own_of(&all(), ONE);
    assert!(!stranger.is_complete);
    let mut silent = all();
    silent[1].policies = None;
    assert!(!own_of(&silent, KEY).is_complete);
}
