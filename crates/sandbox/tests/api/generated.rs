//! Generated bodies and addresses: nothing gives a 5xx or breaks the envelope.

use fastrand::Rng;
use sandbox::Method;
use serde_json::{Map, Value, json};

use crate::stage::{Stage, draft};

const FIELDS: [&str; 43] = [
    "name",
    "provider",
    "region",
    "ipAccessList",
    "autoscalingMode",
    "minReplicaMemoryGb",
    "maxReplicaMemoryGb",
    "minTotalMemoryGb",
    "maxTotalMemoryGb",
    "numReplicas",
    "minReplicas",
    "maxReplicas",
    "idleScaling",
    "idleTimeoutMinutes",
    "isReadonly",
    "dataWarehouseId",
    "backupId",
    "privateEndpointIds",
    "releaseChannel",
    "byocId",
    "hasTransparentDataEncryption",
    "endpoints",
    "profile",
    "complianceType",
    "tags",
    "enableCoreDumps",
    "tier",
    "privateEndpoints",
    "command",
    "newPasswordHash",
    "add",
    "remove",
    "source",
    "key",
    "email",
    "state",
    "expireAt",
    "hashData",
    "assignedRoleIds",
    "actors",
    "policies",
    "permissions",
    "resources",
];

fn text(random: &mut Rng) -> String {
    let known = [
        "aws",
        "gcp",
        "us-east-1",
        "eastus",
        "horizontal",
        "fast",
        "mysql",
        "0.0.0.0/0",
        "::/0",
        "",
        "start",
        "awake",
        "v1-default",
        "\u{0}",
        "\u{202e}",
        "🚀",
        "10.0.0.1/33",
        "null",
        "%s",
        "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61",
        "-1",
        "1e9",
    ];
    match random.u8(..4) {
        0 => (0..random.usize(..80)).map(|_| random.char(..)).collect(),
        _ => known[random.usize(..known.len())].to_owned(),
    }
}

fn value(random: &mut Rng, depth: u8) -> Value {
    match random.u8(..if depth == 0 { 6 } else { 9 }) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!([0, 1, 3, 5, 8, 16, 50, 51, 356, 360][random.usize(..10)]),
        3 => json!([-1.5, 8.0, 1e308, 4_294_967_296.0, -0.0][random.usize(..5)]),
        4 | 5 => json!(text(random)),
        6 => (0..random.usize(..5))
            .map(|_| value(random, depth - 1))
            .collect(),
        _ => object(random, depth - 1),
    }
}

fn object(random: &mut Rng, depth: u8) -> Value {
    let fields: Map<String, Value> = (0..random.usize(..6))
        .map(|_| {
            (
                FIELDS[random.usize(..FIELDS.len())].to_owned(),
                value(random, depth),
            )
        })
        .collect();
    Value::Object(fields)
}

#[test]
fn no_body_gives_a_server_error_or_breaks_the_envelope() {
    let mut random = Rng::with_seed(20_261_123);
    let mut stage = Stage::new();
    let id = stage.id_of("shipments prod");
    let service = format!("~/services/{id}");
    let (mut good, mut bad) = (0, 0);
    for round in 0..6_000 {
        let more = object(&mut random, 3);
        // Half of the bodies are nearly right, so that they get past the required fields.
        let near = if random.bool() {
            draft("generated", more.clone())
        } else {
            more.clone()
        };
        let reply = match round % 5 {
            0 | 1 => stage.post("~/services", &near),
            2 => stage.patch(&service, &more),
            3 => stage.patch(&format!("{service}/password"), &more),
            _ => stage.patch("~", &value(&mut random, 3)),
        };
        assert!(reply.status < 500, "{}", reply.body);
        if reply.status == 200 {
            good += 1;
        } else {
            bad += 1;
        }
    }
    assert!(
        good > 500 && bad > 500,
        "{good} good, {bad} bad: the generator is one-sided"
    );
}

#[test]
fn no_body_about_people_or_keys_gives_a_server_error() {
    let mut random = Rng::with_seed(20_261_124);
    let mut stage = Stage::new();
    let key = format!("~/keys/{}", stage.id_in("~/keys", "load test"));
    let member = stage.id_in("~/members", "mei.tanaka@example.com");
    let member = format!("~/members/{member}");
    let role = format!("~/roles/{}", stage.id_in("~/roles", "Cost viewers"));
    let admin = stage.id_in("~/roles", "Admin");
    let (mut good, mut bad) = (0, 0);
    for round in 0..3_000 {
        let mut more = object(&mut random, 3);
        if random.bool() {
            let name = format!("generated {round}");
            let fields = more.as_object_mut().expect("an object");
            fields.insert("name".to_owned(), json!(name));
            fields.insert("email".to_owned(), json!(format!("a{round}@example.com")));
            fields.insert("assignedRoleIds".to_owned(), json!([admin]));
        }
        let reply = match round % 6 {
            0 => stage.post("~/keys", &more),
            1 => stage.patch(&key, &more),
            2 => stage.patch(&member, &more),
            3 => stage.post("~/invitations", &more),
            4 => stage.post("~/roles", &more),
            _ => stage.patch(&role, &more),
        };
        assert!(reply.status < 500, "{}", reply.body);
        if reply.status == 200 {
            good += 1;
        } else {
            bad += 1;
        }
    }
    assert!(
        good > 300 && bad > 300,
        "{good} good, {bad} bad: the generator is one-sided"
    );
}

#[test]
fn no_bytes_give_a_server_error() {
    let mut random = Rng::with_seed(7);
    let mut stage = Stage::new();
    for _ in 0..2_000 {
        let mut bytes = object(&mut random, 3).to_string().into_bytes();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(..bytes.len());
            bytes[place] = random.u8(..);
        }
        let reply = stage.send(Method::Post, "~/services", &bytes);
        assert!(reply.status < 500, "{}", reply.body);
    }
    let deep = "[".repeat(100_000);
    assert_eq!(
        stage
            .send(Method::Post, "~/services", deep.as_bytes())
            .status,
        400
    );
}

#[test]
fn no_address_gives_a_server_error() {
    let mut random = Rng::with_seed(11);
    let mut stage = Stage::new();
    let good = format!(
        "/v1/organizations/{}/services?filter=tag:env=prod",
        stage.organization
    );
    for _ in 0..5_000 {
        let mut address: Vec<char> = good.chars().collect();
        for _ in 0..random.usize(1..4) {
            let place = random.usize(..address.len());
            if random.bool() {
                address[place] = random.char(..);
            } else {
                address.truncate(place.max(1));
            }
        }
        let address: String = address.into_iter().collect();
        let response = stage.raw(Method::Get, &address, b"");
        assert!(response.status < 500, "{address}");
        assert!(
            serde_json::from_slice::<Value>(&response.body).is_ok(),
            "{address}"
        );
    }
}

#[test]
fn every_answer_has_a_request_id_of_its_own() {
    let mut stage = Stage::new();
    let ids: std::collections::HashSet<String> = (0..1_000)
        .map(|_| stage.get("/v1/whoami").body["requestId"].to_string())
        .collect();
    assert_eq!(ids.len(), 1_000);
}
