//! Backups come by the clock, and expire by it.

use sandbox::{DEMO_READ_ONLY, Method, Options, Seed};
use serde_json::{Value, json};

use crate::stage::{Stage, quiet};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

fn backups(stage: &mut Stage, id: &str) -> Vec<Value> {
    let list = stage.get(&format!("~/services/{id}/backups")).ok();
    list.as_array().expect("a list").clone()
}

fn texts<'a>(list: &'a [Value], name: &str) -> Vec<&'a str> {
    list.iter()
        .map(|backup| backup[name].as_str().expect("a text"))
        .collect()
}

/// A service that never idles, so that its data grows all the time.
fn busy(stage: &mut Stage, name: &str, configuration: &Value) -> String {
    let id = stage.create_with(name, json!({ "idleScaling": false }));
    let address = format!("~/services/{id}/backupConfiguration");
    stage.patch(&address, configuration).ok();
    id
}

#[test]
fn a_new_service_is_backed_up_within_hours_and_fully_at_first() {
    let mut stage = Stage::empty();
    let id = busy(&mut stage, "fresh", &json!({}));
    assert_eq!(backups(&mut stage, &id), Vec::<Value>::new());
    stage.advance(2 * HOUR);
    let list = backups(&mut stage, &id);
    assert_eq!(texts(&list, "type"), ["full"]);
    assert_eq!(texts(&list, "status"), ["done"]);
    assert_eq!(list[0]["serviceId"], id.as_str());
    let address = format!(
        "~/services/{id}/backups/{}",
        list[0]["id"].as_str().expect("an id")
    );
    assert_eq!(stage.get(&address).ok(), list[0]);
}

#[test]
fn a_full_backup_comes_once_a_week_and_grows() {
    let mut stage = Stage::empty();
    let configuration = json!({ "backupRetentionPeriodInHours": 1080 });
    let id = busy(&mut stage, "growing", &configuration);
    stage.advance(30 * DAY);
    let list = backups(&mut stage, &id);
    assert!((29..=31).contains(&list.len()), "{}", list.len());
    let done: Vec<&Value> = list.iter().filter(|it| it["status"] == "done").collect();
    assert!(done.len() > 25);
    let full: Vec<u64> = done
        .iter()
        .filter(|it| it["type"] == "full")
        .map(|it| it["sizeInBytes"].as_u64().expect("a size"))
        .collect();
    assert_eq!(full.len(), 5, "{list:#?}");
    // Newest first.
    assert!(full.windows(2).all(|pair| pair[0] > pair[1]), "{full:?}");
    let largest = |kind: &str| {
        let sizes = done.iter().filter(|it| it["type"] == kind);
        sizes.filter_map(|it| it["sizeInBytes"].as_u64()).max()
    };
    assert!(largest("incremental") < largest("full"));
    let started = texts(&list, "startedAt");
    assert!(started.windows(2).all(|pair| pair[0] > pair[1]));
}

#[test]
fn retention_expires_all_but_the_last_one() {
    let mut stage = Stage::empty();
    let id = busy(&mut stage, "short memory", &json!({}));
    stage.advance(10 * DAY + 2 * HOUR);
    let list = backups(&mut stage, &id);
    assert!((1..=2).contains(&list.len()), "{list:#?}");
    let keep = json!({ "backupRetentionPeriodInHours": 72 });
    let address = format!("~/services/{id}/backupConfiguration");
    stage.patch(&address, &keep).ok();
    stage.advance(5 * DAY);
    let list = backups(&mut stage, &id);
    assert!((3..=4).contains(&list.len()), "{list:#?}");
    let gone = format!("~/services/{id}/backups/7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61");
    assert_eq!(stage.get(&gone).status, 404);
}

#[test]
fn a_stopped_service_is_not_backed_up_and_keeps_its_list() {
    let mut stage = Stage::empty();
    let id = busy(
        &mut stage,
        "resting",
        &json!({ "backupRetentionPeriodInHours": 72 }),
    );
    stage.advance(5 * DAY);
    stage.command(&id, "stop").ok();
    let before = backups(&mut stage, &id);
    stage.advance(40 * DAY);
    assert_eq!(backups(&mut stage, &id), before);
    stage.command(&id, "start").ok();
    stage.advance(2 * DAY);
    let after = backups(&mut stage, &id);
    assert_ne!(after, before);
    assert!(after.len() <= 3, "the old ones have expired: {after:#?}");
}

#[test]
fn an_idle_service_is_backed_up() {
    let mut stage = Stage::empty();
    let id = stage.create("dozing");
    stage.advance(3 * HOUR);
    assert_eq!(stage.state(&id), "idle");
    assert_eq!(backups(&mut stage, &id).len(), 1);
}

#[test]
fn what_was_backed_up_does_not_depend_on_who_looked_when() {
    let story = |looking: bool| {
        let mut stage = Stage::empty();
        let mut ids: Vec<String> = ["one", "other"].map(|name| stage.create(name)).into();
        ids.push(busy(
            &mut stage,
            "third",
            &json!({ "backupPeriodInHours": 6 }),
        ));
        for _ in 0..200 {
            for id in &ids {
                // The backups are looked at in one world only, in both something is.
                let path = if looking { "/backups" } else { "" };
                stage.get(&format!("~/services/{id}{path}")).ok();
            }
            stage.advance(8 * HOUR + 11);
        }
        let lists: Vec<Vec<Value>> = ids.iter().map(|id| backups(&mut stage, id)).collect();
        let costs = "~/usageCost?from_date=2027-01-01&to_date=2027-01-28";
        (lists, stage.get(costs).ok())
    };
    let looked = story(true);
    assert!(looked.0.iter().all(|list| !list.is_empty()));
    assert_eq!(looked, story(false));
}

#[test]
fn a_leap_of_years_ends_where_small_steps_do() {
    let keep = json!({ "backupRetentionPeriodInHours": 720, "backupPeriodInHours": 12 });
    let lists = |steps: u64| {
        let mut stage = Stage::empty();
        let id = busy(&mut stage, "patient", &keep);
        for step in 0..steps {
            stage.advance(2 * 365 * DAY / steps);
            if step + 1 < steps {
                stage.raw(Method::Get, &format!("~/services/{id}/backups"), b"");
            }
        }
        backups(&mut stage, &id)
    };
    let leap = lists(1);
    assert!(leap.len() > 55, "{}", leap.len());
    assert_eq!(leap, lists(365));
}

#[test]
fn secondaries_have_no_backups_and_deleted_services_are_not_found() {
    let mut stage = Stage::new();
    let second = stage.id_of("shipments reporting");
    for path in ["backups", "backupConfiguration"] {
        let reply = stage.get(&format!("~/services/{second}/{path}"));
        let text = "BAD_REQUEST: Backups belong to the primary service of a data warehouse";
        assert_eq!(reply.refused(), (400, text));
    }
    let id = stage.id_of("customs archive");
    assert!(!backups(&mut stage, &id).is_empty());
    stage.delete(&format!("~/services/{id}")).ok();
    stage.advance(30);
    for path in ["backups", "backupConfiguration"] {
        let reply = stage.get(&format!("~/services/{id}/{path}"));
        assert_eq!(reply.refused(), (404, format!("NOT_FOUND: {id}").as_str()));
    }
    let nil = "00000000-0000-0000-0000-000000000000";
    let primary = stage.id_of("shipments prod");
    for bad in ["x", nil] {
        let reply = stage.get(&format!("~/services/{primary}/backups/{bad}"));
        assert_eq!(reply.status, 400, "{bad}");
    }
}

#[test]
fn strict_mode_has_no_backup_on_demand() {
    let mut stage = Stage::new();
    let id = stage.id_of("shipments prod");
    let address = format!("~/services/{id}/backups");
    let response = stage.raw(Method::Post, &address, b"{}");
    assert_eq!(response.status, 404);
    let body = String::from_utf8_lossy(&response.body).into_owned();
    assert!(
        body.contains("NOT_FOUND: POST /v1/organizations/"),
        "{body}"
    );
}

fn extended() -> Stage {
    Stage::with(Options {
        extended: true,
        ..quiet()
    })
}

/// Not checked against the document, which does not have it.
fn back_up(stage: &mut Stage, id: &str) -> (u16, Value) {
    let response = stage.raw(Method::Post, &format!("~/services/{id}/backups"), b"");
    let body = serde_json::from_slice(&response.body).expect("JSON");
    (response.status, body)
}

#[test]
fn a_backup_on_demand_runs_and_is_done_in_extended_mode() {
    let mut stage = extended();
    let id = stage.id_of("shipments prod");
    let (status, body) = back_up(&mut stage, &id);
    assert_eq!(
        (status, &body["result"]["status"]),
        (200, &json!("in_progress"))
    );
    let address = format!(
        "~/services/{id}/backups/{}",
        body["result"]["id"].as_str().expect("an id")
    );
    stage.advance(10);
    let running = stage.get(&address).ok();
    assert_eq!(
        (&running["status"], &running["durationInSeconds"]),
        (&json!("in_progress"), &json!(10))
    );
    assert_eq!(running.get("finishedAt"), None);
    assert_eq!(back_up(&mut stage, &id).0, 409, "one at a time");
    stage.advance(HOUR);
    let done = stage.get(&address).ok();
    assert!(done["status"] == "done" && done["finishedAt"].is_string());
    assert!(done["sizeInBytes"].as_u64() > running["sizeInBytes"].as_u64());
    assert_eq!(backups(&mut stage, &id)[0], done);
}

#[test]
fn a_backup_on_demand_needs_a_service_with_data_at_hand_and_the_right_key() {
    let mut stage = extended();
    let stopped = stage.id_of("customs archive");
    assert_eq!(back_up(&mut stage, &stopped).0, 409);
    let second = stage.id_of("shipments reporting");
    assert_eq!(back_up(&mut stage, &second).0, 400);
    let id = stage.id_of("shipments prod");
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(back_up(&mut stage, &id).0, 403);
    assert!(!backups(&mut stage, &id).is_empty(), "reading is allowed");
}

#[test]
fn a_service_of_that_name_fails_to_be_backed_up_until_it_is_renamed() {
    let mut stage = Stage::with(Options {
        seed: Seed::Empty,
        ..quiet()
    });
    let keep = json!({ "backupRetentionPeriodInHours": 1080 });
    let id = busy(&mut stage, "fail backup 1", &keep);
    stage.advance(10 * DAY);
    let failed = backups(&mut stage, &id);
    assert_eq!(failed.len(), 10);
    for backup in &failed {
        assert_eq!(backup["status"], "error");
        assert_eq!(backup["sizeInBytes"], 0);
    }
    stage
        .patch(
            &format!("~/services/{id}"),
            &json!({ "name": "good again" }),
        )
        .ok();
    stage.advance(3 * DAY);
    let list = backups(&mut stage, &id);
    assert_eq!(list.len(), 13);
    assert_eq!(list[3..], failed);
    assert_eq!(texts(&list[..3], "status"), ["done"; 3]);
    assert_eq!(
        texts(&list[..3], "type"),
        ["incremental", "incremental", "full"]
    );
}
