use cloud_api::{
    RoleId, invitations,
    invitations::CreateInvitation,
    keys::{self, CreateKey, HashData, UpdateKey},
    members::{self, UpdateMember},
};

use super::*;

fn id<T: std::str::FromStr>() -> T {
    let parsed = ID.parse().ok();
    parsed.expect("a UUID")
}

fn call(write: &Write) -> Vec<String> {
    words(&text(write, "clickhousectl"), "clickhousectl").remove(0)
}

fn new_key(name: &str) -> CreateKey {
    CreateKey {
        name: name.into(),
        expire_at: Some("2027-01-01T00:00:00Z".into()),
        state: None,
        hash_data: None,
        assigned_role_ids: Some(vec![id::<RoleId>()]),
        roles: None,
        ip_access_list: vec![access("192.0.2.0/24", name)],
    }
}

#[test]
fn clickhousectl_never_opens_a_service_that_lets_nobody_in() {
    let closed = CreateService::new("closed".into(), Provider::Aws, Region::UsEast1);
    let write = Write::from(&services::create(&organization(), &closed));
    assert!(
        of(&write, "clickhousectl")
            .text
            .expect_err("a gap")
            .contains("0.0.0.0/0")
    );
}

#[test]
fn clickhousectl_removes_and_adds_tags_one_after_the_other() {
    let write = change(&UpdateService {
        tags: Some(TagsChange {
            add: vec![tag("env", Some("prod"))],
            remove: vec![tag("old", Some("1"))],
        }),
        ..UpdateService::default()
    });
    let calls = words(&text(&write, "clickhousectl"), "clickhousectl");
    assert_eq!(calls.len(), 2);
    assert_eq!(calls[0][6..], ["--remove-tag", "old=1"]);
    assert_eq!(calls[1][6..], ["--add-tag", "env=prod"]);
    assert!(of(&write, "clickhousectl").note.is_some());
}

#[test]
fn a_new_key_is_one_command_whatever_it_is_called() {
    for name in HOSTILE {
        let write = Write::from(&keys::create(&organization(), &new_key(name)));
        let call = call(&write);
        let options = options(&call[3..]);
        assert_eq!(call[..3], ["cloud", "key", "create"]);
        for (flag, value) in [
            ("--name", name.to_owned()),
            ("--expires-at", "2027-01-01T00:00:00Z".into()),
            ("--role-id", ID.into()),
            ("--ip-allow", format!("192.0.2.0/24={name}")),
        ] {
            assert!(
                options.contains(&(flag.into(), value)),
                "{flag}: {options:?}"
            );
        }
    }
}

#[test]
fn the_hashes_of_a_pair_are_variables() {
    let body = CreateKey {
        hash_data: Some(HashData {
            key_id_hash: "hash-of-id".into(),
            key_id_suffix: "x7Qp".into(),
            key_secret_hash: "hash-of-secret".into(),
        }),
        ..new_key("ci")
    };
    let write = Write::from(&keys::create(&organization(), &body));
    for one in equivalents(&write, OFFICIAL) {
        let told = format!("{one:?}");
        assert!(
            !told.contains("hash-of") && !told.contains("x7Qp"),
            "{told}"
        );
    }
    let text = text(&write, "clickhousectl");
    for flag in [
        "--hash-key-id ",
        "--hash-key-id-suffix ",
        "--hash-key-secret ",
    ] {
        assert!(text.contains(flag), "{text}");
    }
    assert!(of(&write, "clickhousectl").note.is_some());
}

#[test]
fn what_is_emptied_has_a_flag_of_its_own() {
    let clear = UpdateKey {
        name: Some("ci 2".into()),
        assigned_role_ids: Some(Vec::new()),
        expire_at: Some(None),
        ip_access_list: Some(Vec::new()),
        ..UpdateKey::default()
    };
    let write = Write::from(&keys::update(&organization(), &id(), &clear));
    let call = call(&write);
    assert_eq!(call[..4], ["cloud", "key", "update", ID]);
    for word in [
        "--new-name",
        "ci 2",
        "--clear-roles",
        "--clear-expiry",
        "--clear-ip-allow",
    ] {
        assert!(call.iter().any(|one| one == word), "{word}: {call:?}");
    }
}

#[test]
fn members_and_invitations_have_their_commands() {
    let roles = UpdateMember {
        assigned_role_ids: Some(vec![id::<RoleId>()]),
        role: None,
    };
    let update = Write::from(&members::update(&organization(), &id(), &roles));
    assert_eq!(
        call(&update),
        [
            "cloud",
            "member",
            "update",
            ID,
            "--org-id",
            ID,
            "--role-id",
            ID
        ]
    );
    assert!(of(&update, "Terraform").text.is_err());
    let remove = Write::from(&members::delete(&organization(), &id()));
    assert_eq!(call(&remove)[..4], ["cloud", "member", "remove", ID]);
    let invitation = CreateInvitation {
        email: "ada@example.com".into(),
        assigned_role_ids: Some(vec![id::<RoleId>()]),
        role: None,
    };
    let invite = Write::from(&invitations::create(&organization(), &invitation));
    assert_eq!(
        call(&invite)[3..],
        [
            "--org-id",
            ID,
            "--email",
            "ada@example.com",
            "--role-id",
            ID
        ]
    );
    let delete = Write::from(&invitations::delete(&organization(), &id()));
    assert_eq!(call(&delete)[..4], ["cloud", "invitation", "delete", ID]);
}
