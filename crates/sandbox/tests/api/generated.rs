//! Generated bodies, queries and addresses for every operation of the route table: nothing gives a 5xx
//! or breaks the envelope, and every good answer fits the official document.

use sandbox::{Method, operations};
use serde_json::Value;

use crate::{
    generate::{Generator, body_schema, query_parameters},
    stage::{Stage, draft},
    walk,
};

/// How many bodies, or queries where there is no body, each operation gets.
const BODIES: u32 = 120;
const QUERIES: u32 = 24;

const VALUES: [&str; 14] = [
    "",
    "0",
    "1",
    "-1",
    "250",
    "99999999999999999999",
    "2026-11-01",
    "2026-02-30",
    "2026-11-01T00:00:00Z",
    "tag:env=prod",
    "%00",
    "%F0%9F%9A%80",
    "%ff%fe",
    "true",
];

/// An address of the operation: mostly with ids of what is there, else with any.
fn address(stage: &Stage, generator: &mut Generator, template: &str, known: &[String]) -> String {
    if !known.is_empty() && generator.random.u8(..5) > 0 {
        return generator.pick(known).clone();
    }
    let organization = stage.organization.clone();
    let parts = template.split('/').map(|part| match part {
        "{organizationId}" if generator.random.u8(..4) > 0 => organization.clone(),
        part if part.starts_with('{') => match generator.random.u8(..5) {
            0 => "00000000-0000-0000-0000-000000000000".to_owned(),
            1 => "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61".to_owned(),
            2 => generator.id(),
            3 => "x".repeat(generator.random.usize(1..3_000)),
            // A part of a path is never empty, and the document has no other path that fits.
            _ => format!("x{}", generator.noise()),
        },
        part => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("/")
}

fn query(generator: &mut Generator, method: Method, template: &str) -> String {
    let mut parts = Vec::new();
    for (name, required) in query_parameters(method, template) {
        for _ in 0..generator.random.u8(..3).max(u8::from(required)) {
            let value = match generator.random.u8(..4) {
                0 => generator.noise().replace('&', ""),
                _ => (*generator.pick(&VALUES)).to_owned(),
            };
            parts.push(format!("{name}={value}"));
        }
    }
    if generator.random.u8(..4) == 0 {
        parts.push(format!("{}=&&=", generator.noise()));
    }
    if parts.is_empty() {
        String::new()
    } else {
        format!("?{}", parts.join("&"))
    }
}

/// A body for the operation: right, wrong somewhere, wrong altogether, or no JSON at all.
fn body(generator: &mut Generator, schema: &'static Value) -> Vec<u8> {
    let mut value = generator.value(schema, 5);
    // Half of the services are right but for a field or two, which the schema alone seldom gives.
    if value.get("ipAccessList").is_some_and(Value::is_array)
        && generator.random.bool()
        && let Value::Object(fields) = &mut value
        && let Value::Object(right) = draft("generated", Value::Null)
    {
        fields.retain(|_, _| generator.random.u8(..12) == 0);
        fields.extend(right);
    }
    match generator.random.u8(..8) {
        0..3 => {}
        3 => {
            generator.mutate(&mut value);
            generator.mutate(&mut value);
        }
        4 | 5 => generator.mutate(&mut value),
        6 => value = generator.hostile(),
        _ => return generator.broken(&value),
    }
    value.to_string().into_bytes()
}

/// Whether any good and any bad answer came, for each operation that can answer both.
#[derive(Debug, Default)]
struct Seen {
    good: u32,
    bad: u32,
}

#[test]
fn no_body_query_or_id_gives_a_server_error_or_breaks_the_envelope() {
    let mut one_sided = Vec::new();
    for (number, (method, template)) in (1..).zip(operations()) {
        let mut generator = Generator::new(number);
        let mut stage = Stage::new();
        generator.known = walk::known(&mut stage);
        let schema = body_schema(method, template);
        let (mut seen, mut known) = (Seen::default(), Vec::new());
        let rounds = if schema.is_some() { BODIES } else { QUERIES };
        for round in 0..rounds {
            // What is there changes with what is done, but to look each time would take long.
            if round % 8 == 0 {
                known = walk::fill(&mut stage, template, 6);
            }
            let bytes = match schema {
                Some(schema) => body(&mut generator, schema),
                None => Vec::new(),
            };
            let path = address(&stage, &mut generator, template, &known);
            let address = path + &query(&mut generator, method, template);
            let status = ask(&mut stage, method, &address, &bytes);
            if status < 300 {
                seen.good += 1;
            } else {
                seen.bad += 1;
            }
            if generator.random.u8(..4) == 0 {
                stage.advance(generator.random.u64(..120));
            }
        }
        if schema.is_some() && (seen.good == 0 || seen.bad == 0) {
            one_sided.push(format!("{} {template}: {seen:?}", method.as_str()));
        }
    }
    assert!(
        one_sided.is_empty(),
        "the generator is one-sided: {one_sided:#?}"
    );
}

/// Checks the answer, also against the document where it is JSON, and gives its status.
fn ask(stage: &mut Stage, method: Method, address: &str, body: &[u8]) -> u16 {
    let response = stage.raw(method, address, body);
    let text = String::from_utf8_lossy(body);
    let question = || format!("{} {address}\n{text}", method.as_str());
    assert!(response.status < 500, "{}", question());
    let json = response
        .headers
        .iter()
        .any(|(name, value)| *name == "content-type" && value.starts_with("application/json"));
    if !json {
        assert_eq!(response.status, 200, "{}", question());
        return response.status;
    }
    let answer: Value = serde_json::from_slice(&response.body)
        .unwrap_or_else(|error| panic!("{error}: {}", question()));
    // The discovery for Prometheus is the one answer without an envelope.
    if answer.is_object() {
        stage.check(method, address, response.status, &answer);
    }
    response.status
}

#[test]
fn no_bytes_give_a_server_error() {
    let mut stage = Stage::new();
    for (method, template) in operations() {
        if body_schema(method, template).is_none() {
            continue;
        }
        for address in walk::fill(&mut stage, template, 1) {
            for bytes in [
                "[".repeat(100_000).into_bytes(),
                "{\"name\":".repeat(50_000).into_bytes(),
                format!("{{\"name\":\"{}\"}}", "x".repeat(900_000)).into_bytes(),
                vec![0xff; 1_000],
                b"\xef\xbb\xbf{}".to_vec(),
                b"{\"name\":\"\\ud800\"}".to_vec(),
                b"1e999".to_vec(),
                vec![0],
            ] {
                let status = ask(&mut stage, method, &address, &bytes);
                assert!((400..500).contains(&status) || bytes.starts_with(b"{\"name\":\"xx"));
            }
        }
    }
}

#[test]
fn no_address_gives_a_server_error() {
    let mut random = fastrand::Rng::with_seed(11);
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
