//! A backup becomes a new service.

use sandbox::{Options, Seed};
use serde_json::{Value, json};

use crate::stage::{Stage, draft, quiet};

const HOUR: u64 = 3_600;

/// A service with a backup that is done, and that backup.
fn backed_up(stage: &mut Stage, name: &str) -> (String, String) {
    let id = stage.create_with(name, json!({ "minReplicaMemoryGb": 24, "numReplicas": 2 }));
    stage.advance(2 * HOUR);
    let list = stage.get(&format!("~/services/{id}/backups")).ok();
    let backup = list[0]["id"].as_str().expect("an id").to_owned();
    (id, backup)
}

fn restored(backup: &str, more: Value) -> Value {
    let mut body = draft("restored", json!({ "backupId": backup }));
    if let Value::Object(more) = more {
        body.as_object_mut().expect("an object").extend(more);
    }
    body
}

#[test]
fn a_restored_service_is_a_new_one_of_the_same_size_with_a_new_password() {
    let mut stage = Stage::empty();
    let (origin, backup) = backed_up(&mut stage, "original");
    let created = stage.post("~/services", &restored(&backup, json!({}))).ok();
    assert!(created["password"].is_string());
    let service = &created["service"];
    assert_ne!(service["id"], origin.as_str());
    assert_eq!(service["dataWarehouseId"], service["id"]);
    assert_eq!(
        (&service["minReplicaMemoryGb"], &service["numReplicas"]),
        (&json!(24), &json!(2))
    );
    let id = service["id"].as_str().expect("an id").to_owned();
    stage.advance(60);
    assert_eq!(stage.state(&id), "provisioning", "longer than without data");
    stage.advance(10 * 60);
    assert_eq!(stage.state(&id), "running");
    let kinds = stage.recorded(&id);
    for kind in ["service_create", "service_restore_backup"] {
        assert!(kinds.iter().any(|recorded| recorded == kind), "{kind}");
    }
    assert_eq!(
        stage.get(&format!("~/services/{id}/backups")).ok(),
        json!([]),
        "it has backups of its own"
    );
}

#[test]
fn a_restore_stays_in_the_region_and_size_of_its_origin() {
    let mut stage = Stage::empty();
    let (origin, backup) = backed_up(&mut stage, "original");
    for (more, text) in [
        (
            json!({ "region": "us-east-2" }),
            "BAD_REQUEST: request body.region: The backup is in region 'us-east-1' of provider 'aws'",
        ),
        (
            json!({ "provider": "azure", "region": "eastus" }),
            "BAD_REQUEST: request body.region: The backup is in region",
        ),
        (
            json!({ "maxReplicaMemoryGb": 64 }),
            "BAD_REQUEST: The new service must have the size of service ",
        ),
        (
            json!({ "backupEncryptionConfig": {} }),
            "BAD_REQUEST: request body.backupEncryptionConfig: Must be left out",
        ),
        (
            json!({ "dataWarehouseId": origin }),
            "BAD_REQUEST: request body.dataWarehouseId: Must not be used with backupId",
        ),
    ] {
        let reply = stage.post("~/services", &restored(&backup, more.clone()));
        let (status, error) = reply.refused();
        assert!(status == 400 && error.starts_with(text), "{more}: {error}");
    }
    let same = json!({ "minReplicaMemoryGb": 24, "maxReplicaMemoryGb": 120, "numReplicas": 5 });
    let created = stage.post("~/services", &restored(&backup, same)).ok();
    assert_eq!(created["service"]["numReplicas"], 5);
}

#[test]
fn only_a_backup_that_is_there_and_done_is_restored() {
    let mut stage = Stage::with(Options {
        seed: Seed::Empty,
        extended: true,
        ..quiet()
    });
    let unknown = "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61";
    let reply = stage.post("~/services", &restored(unknown, json!({})));
    let text = format!("BAD_REQUEST: request body.backupId: Backup not found <string:{unknown}>");
    assert_eq!(reply.refused(), (400, text.as_str()));
    assert_eq!(
        stage.post("~/services", &restored("x", json!({}))).status,
        400
    );

    let (_, failed) = backed_up(&mut stage, "fail backup");
    let reply = stage.post("~/services", &restored(&failed, json!({})));
    let text = format!("BAD_REQUEST: request body.backupId: Backup has failed <string:{failed}>");
    assert_eq!(reply.refused(), (400, text.as_str()));

    let (id, _) = backed_up(&mut stage, "busy");
    stage.command(&id, "awake").ok();
    let address = format!("~/services/{id}/backups");
    let response = stage.raw(sandbox::Method::Post, &address, b"");
    let body: Value = serde_json::from_slice(&response.body).expect("JSON");
    let running = body["result"]["id"].as_str().expect("an id").to_owned();
    let reply = stage.post("~/services", &restored(&running, json!({})));
    assert!(
        reply.refused().1.contains("Backup is still in progress"),
        "{:?}",
        reply.refused()
    );
}

#[test]
fn a_restored_service_holds_what_was_backed_up() {
    let mut stage = Stage::new();
    let origin = stage.id_of("shipments prod");
    let list = stage.get(&format!("~/services/{origin}/backups")).ok();
    let list = list.as_array().expect("a list");
    let full = list
        .iter()
        .find(|it| it["type"] == "full" && it["status"] == "done");
    let full = full.expect("a full backup");
    let backup = full["id"].as_str().expect("an id");
    let created = stage.post("~/services", &restored(backup, json!({}))).ok();
    let id = created["service"]["id"].as_str().expect("an id").to_owned();
    // How long a backup takes follows from how much there is; the second one comes after a day.
    stage.advance(20 * HOUR);
    let first = stage.get(&format!("~/services/{id}/backups")).ok()[0].clone();
    assert_eq!(
        (&first["type"], &first["status"]),
        (&json!("full"), &json!("done"))
    );
    assert!(
        first["sizeInBytes"].as_u64() >= full["sizeInBytes"].as_u64(),
        "{first}"
    );
}

#[test]
fn a_restore_fails_for_a_service_of_that_name() {
    let mut stage = Stage::empty();
    let (_, backup) = backed_up(&mut stage, "original");
    let body = restored(&backup, json!({ "name": "fail restore" }));
    let created = stage.post("~/services", &body).ok();
    let id = created["service"]["id"].as_str().expect("an id").to_owned();
    stage.advance(HOUR);
    assert_eq!(stage.state(&id), "failed");
    let plain = stage.create("fail restore too");
    assert_eq!(stage.state(&plain), "running", "nothing is restored there");
}
