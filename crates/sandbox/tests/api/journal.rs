//! The state repeated from its changes alone.

use std::collections::BTreeMap;

use sandbox::{DEMO_ADMIN, DEMO_READ_ONLY, Entry, Method, Options, Sandbox, Seed, operations};
use serde_json::{Value, json};

use crate::{
    generate::{Generator, body_schema},
    stage::{Stage, draft, quiet},
    walk,
};

/// All that can be read.
fn observe(stage: &mut Stage) -> BTreeMap<String, Value> {
    walk::reads(stage, 12)
        .into_iter()
        .map(|address| {
            let result = walk::result(stage, &address);
            (address, result)
        })
        .collect()
}

/// Another sandbox of the same beginning, which only learns of the changes, as a file would tell them.
fn repeated(options: &Options, stage: &Stage, entries: &[Entry]) -> Stage {
    let mut copy = Stage::with(options.clone());
    for entry in entries {
        let line = serde_json::to_string(entry).expect("JSON");
        let entry: Entry = serde_json::from_str(&line).expect("an entry");
        assert_eq!(copy.sandbox.repeat(&entry), Ok(()), "{line}");
    }
    copy.now = stage.now;
    copy
}

fn write_something(stage: &mut Stage, generator: &mut Generator) {
    let writes: Vec<_> = operations()
        .filter(|(method, _)| *method != Method::Get)
        .collect();
    let (method, template) = *generator.pick(&writes);
    let addresses = walk::fill(stage, template, 100);
    if addresses.is_empty() {
        return;
    }
    let address = generator.pick(&addresses).clone();
    let body = match body_schema(method, template) {
        // The schema alone seldom gives a service that is taken.
        Some(_) if method == Method::Post && template.ends_with("/services") => {
            draft("generated", json!({}))
        }
        Some(schema) => generator.value(schema, 4),
        None => Value::Null,
    };
    stage.raw(method, &address, body.to_string().as_bytes());
}

#[test]
fn the_same_writes_give_the_same_state_whatever_was_read_and_refused_in_between() {
    let mut kept = 0;
    for number in 0..24 {
        let options = Options {
            seed: if number % 3 == 0 {
                Seed::Empty
            } else {
                Seed::Small
            },
            seed_number: number,
            extended: true,
            ..quiet()
        };
        let mut generator = Generator::new(number);
        let mut stage = Stage::with(options.clone());
        stage.sandbox.keep_changes();
        for _ in 0..40 {
            match generator.random.u8(..9) {
                0 => stage.now = stage.now + generator.random.u64(..400_000),
                1 => stage.now = stage.now + generator.random.u64(..90),
                2 => {
                    let reads = walk::reads(&mut stage, 3);
                    let address = generator.pick(&reads).clone();
                    stage.raw(Method::Get, &address, b"");
                }
                3 => {
                    let services = walk::ids(&mut stage, "~/services");
                    if let Some(id) = services.first() {
                        let id = id.parse().expect("an id");
                        let states = ["degraded", "stopping", "defragmenting", "running"];
                        let forced = *generator.pick(&states);
                        stage.sandbox.force_state(id, forced, stage.now);
                    }
                }
                5 => {
                    // Only in extended mode, so it is not among the operations.
                    let services = walk::ids(&mut stage, "~/services");
                    if let Some(id) = services.first() {
                        let address = format!("~/services/{id}/backups");
                        stage.raw(Method::Post, &address, b"{}");
                    }
                }
                4 => {
                    let value = generator.hostile().to_string();
                    stage.raw(Method::Post, "~/services", value.as_bytes());
                }
                _ => write_something(&mut stage, &mut generator),
            }
        }
        stage.advance(3_600);
        let entries = stage.sandbox.take_changes();
        kept += entries.len();
        let mut copy = repeated(&options, &stage, &entries);
        assert_eq!(observe(&mut copy), observe(&mut stage), "number {number}");
        assert_eq!(copy.sandbox.mark(), stage.sandbox.mark(), "number {number}");
    }
    assert!(kept > 100, "{kept} changes are too few to show anything");
}

#[test]
fn reads_and_refused_writes_are_not_noted() {
    let mut stage = Stage::new();
    // The first use of a key is a change of its own, as far as the API tells when it was used.
    stage.get("~/services").ok();
    stage.sandbox.keep_changes();
    stage.get("~/services").ok();
    stage.post("~/services", &json!({}));
    stage.patch("~", &json!({ "name": "" }));
    assert_eq!(stage.sandbox.take_changes(), []);
    stage.patch("~", &json!({ "name": "Noted" })).ok();
    assert_eq!(stage.sandbox.take_changes().len(), 1);
    assert_eq!(stage.sandbox.take_changes(), []);
}

#[test]
fn a_note_holds_no_credentials() {
    let mut stage = Stage::new();
    stage.sandbox.keep_changes();
    stage.post("~/services", &draft("noted", json!({}))).ok();
    let changes = stage.sandbox.take_changes();
    let text = serde_json::to_string(&changes).expect("JSON");
    let key = sandbox::DEMO_ADMIN;
    for secret in ["Basic", "uthorization", key.key_id, key.key_secret] {
        assert!(!text.contains(secret), "{text}");
    }
    assert!(
        text.contains("noted") && text.contains("203.0.113.9"),
        "{text}"
    );
}

#[test]
fn what_went_another_way_is_told() {
    let mut stage = Stage::new();
    stage.get("~").ok();
    stage.sandbox.keep_changes();
    stage.post("~/services", &draft("one", json!({}))).ok();
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    let changes = stage.sandbox.take_changes();
    let mut other = Sandbox::new(
        Options {
            seed_number: 2,
            ..quiet()
        },
        stage.now,
    );
    let problem = other.repeat(&changes[0]).expect_err("another organization");
    assert!(problem.to_string().contains("404 NOT_FOUND"), "{problem}");
    let mut same = Stage::new();
    let problem = same
        .sandbox
        .repeat(&changes[1])
        .expect_err("one is missing");
    assert!(problem.to_string().contains("another outcome"), "{problem}");
}

#[test]
fn the_last_use_of_a_key_is_noted_once_a_minute() {
    let mut stage = Stage::new();
    stage.advance(300);
    stage.sandbox.keep_changes();
    stage.sign_in(DEMO_READ_ONLY);
    stage.get("~/services").ok();
    stage.get("~").ok();
    stage.advance(60);
    stage.get("~").ok();
    let entries = stage.sandbox.take_changes();
    assert_eq!(entries.len(), 2, "{entries:?}");
    let mut copy = repeated(&quiet(), &stage, &entries);
    for stage in [&mut stage, &mut copy] {
        stage.sign_in(DEMO_ADMIN);
    }
    let keys = stage.get("~/keys").ok();
    assert_eq!(copy.get("~/keys").ok(), keys);
    assert!(keys.to_string().contains("2026-11-23T10:06:00Z"), "{keys}");
}
