//! The official client looks after keys, members, invitations and roles, and reads the audit log.

use sandbox::{DEMO_ADMIN, DEMO_READ_ONLY, DemoKey, Options, app};
use serde_json::Value;
use tokio::runtime::Runtime;

use super::{Client, client};

const UNKNOWN: &str = "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61";

fn small(runtime: &Runtime, key: DemoKey) -> Client {
    let options = Options {
        speed: 5_000.0,
        rate_limit: None,
        ..Options::default()
    };
    client(runtime, app(options), key)
}

fn text(value: &Value) -> String {
    let text = value.as_str();
    text.unwrap_or_else(|| panic!("{value} is a text"))
        .to_owned()
}

/// The elements of a list, also of one that comes as a page.
fn elements(value: &Value) -> &Vec<Value> {
    let list = value.get("result").unwrap_or(value).as_array();
    list.unwrap_or_else(|| panic!("{value} is a list"))
}

fn role(client: &Client, name: &str) -> String {
    text(&client.ok(&["org", "role", "get", "--name", name])["id"])
}

/// Fails unless the client gives up with this code and these words.
fn refused(client: &Client, words: &[&str], code: i32, text: &str) {
    let (exit, said) = client.refused(words);
    assert!(
        exit == Some(code) && said.contains(text),
        "{words:?}: {exit:?} {said}"
    );
}

#[test]
fn the_official_client_takes_a_key_through_its_life() {
    let runtime = Runtime::new().expect("a runtime");
    let client = small(&runtime, DEMO_ADMIN);
    let (admin, reader) = (role(&client, "Admin"), role(&client, "Service API reader"));

    let created = client.ok(&[
        "key",
        "create",
        "--name",
        "from the client",
        "--role-id",
        &admin,
        "--expires-at",
        "2030-01-01T00:00:00Z",
        "--ip-allow",
        "127.0.0.0/8=here",
    ]);
    let id = text(&created["key"]["id"]);
    let own = Client {
        program: client.program.clone(),
        url: client.url.clone(),
        home: tempfile::TempDir::new().expect("a directory"),
        key: DemoKey {
            key_id: text(&created["keyId"]).leak(),
            key_secret: text(&created["keySecret"]).leak(),
            ..DEMO_ADMIN
        },
    };
    assert_eq!(own.ok(&["org", "list"]).as_array().map(Vec::len), Some(1));
    refused(&own, &["key", "delete", &id], 1, "cannot be deleted");

    let all = client.ok(&["key", "list", "--all", "--limit", "3"]);
    assert_eq!(elements(&all).len(), 10);
    let page = client.ok(&["key", "list", "--limit", "3"]);
    assert_eq!(elements(&page)[..], elements(&all)[..3]);
    assert_eq!(
        client.ok(&["key", "get", "--name", "from the client"])["id"],
        *id
    );

    client.ok(&[
        "key",
        "update",
        &id,
        "--new-name",
        "renamed",
        "--role-id",
        &reader,
        "--clear-expiry",
        "--state",
        "disabled",
        "--ip-allow",
        "192.0.2.7",
    ]);
    let key = client.ok(&["key", "get", &id]);
    assert_eq!(
        (&key["name"], &key["state"]),
        (&"renamed".into(), &"disabled".into())
    );
    assert_eq!(key["expireAt"], Value::Null);
    assert_eq!(key["assignedRoles"][0]["roleName"], "Service API reader");
    assert_eq!(key["ipAccessList"][0]["source"], "192.0.2.7");
    refused(&own, &["org", "list"], 4, "Key is not active");
    client.ok(&[
        "key",
        "update",
        &id,
        "--state",
        "enabled",
        "--clear-ip-allow",
    ]);
    refused(&own, &["org", "list"], 4, "IP access list");
    client.ok(&["key", "delete", &id]);
    refused(&own, &["org", "list"], 4, "Key is not found");
    refused(&client, &["key", "get", &id], 1, "NOT_FOUND");
}

#[test]
fn the_official_client_brings_a_pair_of_its_own() {
    let runtime = Runtime::new().expect("a runtime");
    let client = small(&runtime, DEMO_ADMIN);
    // SHA-256 of the empty text.
    let hash = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
    let create = |hash: &str| {
        let words = ["key", "create", "--name", "own pair", "--hash-key-id", hash];
        let more = ["--hash-key-id-suffix", "x7Qp", "--hash-key-secret", hash];
        [&words[..], &more[..]]
            .concat()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
    };
    let words = create(hash);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let created = client.ok(&words);
    assert_eq!(created["key"]["keySuffix"], "x7Qp");
    assert!(created["keySecret"].is_null(), "{created}");
    let words = create("short");
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    refused(&client, &words, 1, "Must be the base64 of a SHA-256 hash");
    let words = ["key", "create", "--name", "x", "--role-id", UNKNOWN];
    refused(&client, &words, 1, "Role not found");
}

#[test]
fn the_official_client_looks_after_members_and_invitations() {
    let runtime = Runtime::new().expect("a runtime");
    let client = small(&runtime, DEMO_ADMIN);
    let billing = role(&client, "Billing");

    assert_eq!(elements(&client.ok(&["member", "list"])).len(), 5);
    let mei = client.ok(&["member", "get", "--email", "mei.tanaka@example.com"]);
    let mei = text(&mei["userId"]);
    client.ok(&["member", "update", &mei, "--role-id", &billing]);
    let member = client.ok(&["member", "get", &mei]);
    assert_eq!(member["assignedRoles"][0]["roleName"], "Billing");
    client.ok(&["member", "remove", &mei]);
    refused(&client, &["member", "get", &mei], 1, "NOT_FOUND");
    let ada = ["member", "remove", "--email", "ada.okafor@example.com"];
    refused(
        &client,
        &ada,
        1,
        "at least one member with the role 'Admin'",
    );

    let invite = [
        "invitation",
        "create",
        "--email",
        "New@Example.com",
        "--role-id",
        &billing,
    ];
    let invitation = client.ok(&invite);
    assert_eq!(invitation["email"], "new@example.com");
    let id = text(&invitation["id"]);
    assert_eq!(client.ok(&["invitation", "get", &id])["id"], *id);
    assert_eq!(elements(&client.ok(&["invitation", "list"])).len(), 3);
    refused(&client, &invite, 1, "already exists");
    let refuse = ["invitation", "create", "--email", "refuse@example.com"];
    refused(&client, &refuse, 1, "is refused");
    client.ok(&["invitation", "delete", &id]);
    refused(&client, &["invitation", "get", &id], 1, "NOT_FOUND");
}

#[test]
fn the_official_client_reads_roles_and_the_audit_log() {
    let runtime = Runtime::new().expect("a runtime");
    let client = small(&runtime, DEMO_ADMIN);
    assert_eq!(elements(&client.ok(&["org", "role", "list"])).len(), 13);
    refused(&client, &["org", "role", "get", UNKNOWN], 1, "NOT_FOUND");
    let member = role(&client, "Member");
    refused(
        &client,
        &["org", "role", "delete", &member],
        1,
        "System roles",
    );
    let file = client.home.path().join("role.json");
    let body = r#"{"name":"operators","actors":[],"policies":[{"allowDeny":"ALLOW",
        "permissions":["control-plane:service:view"],"resources":["instance/*"]}]}"#;
    std::fs::write(&file, body).expect("a file");
    let file = file.to_str().expect("a path of plain letters");
    let role = client.ok(&["org", "role", "create", "--file", file]);
    assert_eq!(role["type"], "custom");
    client.ok(&["org", "role", "delete", &text(&role["id"])]);

    let activities = client.ok(&["activity", "list"]);
    let newest = &elements(&activities)[0];
    assert_eq!(newest["type"], "role_delete");
    assert_eq!(newest["targetRoleNames"][0], "operators");
    let one = client.ok(&["activity", "get", &text(&newest["id"])]);
    assert_eq!(one["id"], newest["id"]);
    let past = client.ok(&[
        "activity",
        "list",
        "--from-date",
        "2000-01-01",
        "--to-date",
        "2000-01-02",
    ]);
    assert_eq!(elements(&past).len(), 0);
    refused(
        &client,
        &["activity", "get", "short"],
        1,
        "length is too small",
    );

    let reader = small(&runtime, DEMO_READ_ONLY);
    refused(&reader, &["org", "role", "list"], 4, "organization:manage");
    assert_eq!(elements(&reader.ok(&["key", "list"])).len(), 9);
}
