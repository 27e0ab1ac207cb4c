//! Scaling, passwords, backups, costs and quotas by the official client, on the small seed.

use sandbox::{DEMO_ADMIN, Options, app};
use serde_json::Value;
use tokio::runtime::Runtime;

use crate::{Client, client};

fn seeded(runtime: &Runtime) -> Client {
    let options = Options {
        speed: 100_000.0,
        rate_limit: None,
        ..Options::default()
    };
    client(runtime, app(options), DEMO_ADMIN)
}

fn id_of(client: &Client, name: &str) -> String {
    let services = client.ok(&["service", "list"]);
    let mut services = services.as_array().expect("a list").iter();
    let service = services.find(|service| service["name"] == name);
    text(&service.expect("of this name")["id"])
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// Fails unless the client gives up and says so.
fn refused(client: &Client, words: &[&str], said: &str) {
    let (code, text) = client.refused(words);
    assert!(
        code != Some(0) && text.contains(said),
        "{words:?}: {code:?} {text}"
    );
}

#[test]
fn the_official_client_scales_a_service_and_sets_its_password() {
    let runtime = Runtime::new().expect("a runtime");
    let client = seeded(&runtime);
    let id = id_of(&client, "shipments prod");
    let scale = ["service", "scale", id.as_str()];
    let flags = ["--max-replica-memory-gb", "236", "--num-replicas", "4"];
    client.ok(&[scale.as_slice(), &flags, &["--idle-timeout-minutes", "20"]].concat());
    let service = client.ok(&["service", "get", &id]);
    assert_eq!(service["numReplicas"], 4);
    assert_eq!(service["idleTimeoutMinutes"].as_f64(), Some(20.0));
    assert_eq!(service["maxReplicaMemoryGb"].as_f64(), Some(236.0));
    assert_eq!(service["minReplicaMemoryGb"].as_f64(), Some(32.0), "kept");
    for (flags, said) in [
        (
            ["--min-replica-memory-gb", "10"],
            "request body.minReplicaMemoryGb: Must be a multiple of 4",
        ),
        (
            ["--min-replica-memory-gb", "240"],
            "Must not be greater than maxReplicaMemoryGb",
        ),
        (
            ["--autoscaling-mode", "horizontal"],
            "autoscalingMode: Needs",
        ),
    ] {
        refused(&client, &[scale.as_slice(), &flags].concat(), said);
    }
    let band = ["--min-replicas", "2", "--max-replicas", "5"];
    refused(
        &client,
        &[scale.as_slice(), &band].concat(),
        "Must equal maxReplicas with autoscalingMode 'vertical'",
    );

    let reset = ["service", "reset-password", id.as_str()];
    assert!(client.ok(&reset)["password"].is_string());
    let hash = "48ZS8LoLSAEgWBT4trxJZyxMdOJbSXdwu4myLN606VE=";
    let hashed = [reset.as_slice(), &["--new-password-hash", hash]].concat();
    assert!(!client.ok(&hashed)["password"].is_string());
    let malformed = [reset.as_slice(), &["--new-password-hash", "abc"]].concat();
    refused(&client, &malformed, "newPasswordHash");
}

#[test]
fn the_official_client_reads_backups_configures_and_restores_them() {
    let runtime = Runtime::new().expect("a runtime");
    let client = seeded(&runtime);
    let id = id_of(&client, "shipments prod");
    let list = client.ok(&["backup", "list", &id]);
    let list = list.as_array().expect("a list");
    assert!(list.len() > 40, "{}", list.len());
    let done = list.iter().find(|backup| backup["status"] == "done");
    let done = done.expect("a backup that is done");
    let backup = text(&done["id"]);
    assert_eq!(client.ok(&["backup", "get", &id, &backup]), *done);
    refused(&client, &["backup", "get", &id, &id], "NOT_FOUND");
    let second = id_of(&client, "shipments reporting");
    refused(&client, &["backup", "list", &second], "primary service");

    configure(&client, &id_of(&client, "pricing dev"));

    let create = ["service", "create", "--name", "restored", "--backup-id"];
    let restore = [create.as_slice(), &[backup.as_str()]].concat();
    let elsewhere = [restore.as_slice(), &["--region", "us-east-2"]].concat();
    refused(&client, &elsewhere, "The backup is in region 'us-east-1'");
    let created = client.ok(&restore);
    assert!(created["password"].is_string(), "{created}");
    client.until(&text(&created["service"]["id"]), "running");
    let failing = id_of(&client, "fleet telemetry");
    let failed = text(&client.ok(&["backup", "list", &failing])[0]["id"]);
    let restore = [create.as_slice(), &[failed.as_str()]].concat();
    refused(&client, &restore, "Backup has failed");
}

fn configure(client: &Client, id: &str) {
    let get = ["service", "backup-config", "get", id];
    let update = ["service", "backup-config", "update", id];
    let hours = |configuration: &Value, name: &str| configuration[name].as_f64();
    assert_eq!(hours(&client.ok(&get), "backupPeriodInHours"), Some(24.0));
    let flags = [
        "--backup-period-hours",
        "6",
        "--backup-retention-period-hours",
        "168",
    ];
    client.ok(&[update.as_slice(), &flags].concat());
    let after = client.ok(&get);
    assert_eq!(hours(&after, "backupPeriodInHours"), Some(6.0));
    assert_eq!(hours(&after, "backupRetentionPeriodInHours"), Some(168.0));
    let start = ["--backup-start-time", "03:00"];
    refused(client, &[update.as_slice(), &start].concat(), "24 or 48");
    let both = [start.as_slice(), &["--backup-period-hours", "24"]].concat();
    client.ok(&[update.as_slice(), &both].concat());
    assert_eq!(client.ok(&get)["backupStartTime"], "03:00");
    client.ok(&[update.as_slice(), &["--clear-backup-start-time"]].concat());
    assert!(client.ok(&get)["backupStartTime"].is_null());
    let odd = ["--backup-period-hours", "7"];
    refused(
        client,
        &[update.as_slice(), &odd].concat(),
        "customBackupPeriod",
    );
}

#[test]
fn the_official_client_reads_costs_and_quotas() {
    let runtime = Runtime::new().expect("a runtime");
    let client = seeded(&runtime);
    let organization = text(&client.ok(&["org", "list"])[0]["id"]);
    let id = id_of(&client, "shipments prod");
    // A day of the seed's past, whatever today is.
    let backups = client.ok(&["backup", "list", &id]);
    let day = text(&backups[5]["startedAt"])[..10].to_owned();
    let usage = ["org", "usage", "--org-id", organization.as_str()];
    let range = ["--from-date", day.as_str(), "--to-date", day.as_str()];
    let words = [usage, range].concat();
    let report = client.ok(&words);
    let costs = report["costs"].as_array().expect("a list");
    let sum: f64 = costs.iter().filter_map(|it| it["totalCHC"].as_f64()).sum();
    let total = report["grandTotalCHC"].as_f64().expect("a number");
    assert!(total > 1.0 && (sum - total).abs() < 1e-6, "{sum} {total}");
    let tagged = client.ok(&[words.as_slice(), &["--filter", "tag:env=dev"]].concat());
    assert!(
        tagged["costs"]
            .as_array()
            .is_some_and(|dev| dev.len() < costs.len())
    );
    let long = ["--from-date", "2026-01-01", "--to-date", "2026-02-01"];
    refused(&client, &[usage, long].concat(), "30 days");

    let quotas = client.ok(&["org", "quota", "list", "--org-id", &organization]);
    assert_eq!(quotas.as_array().map(Vec::len), Some(4));
    let get = ["org", "quota", "get", "--org-id", &organization];
    let services = client.ok(&[get.as_slice(), &["services-per-organization"]].concat());
    assert_eq!(
        (&services["usage"], &services["value"]),
        (&6.into(), &20.into())
    );
    let unknown = [get.as_slice(), &["coffee-per-day"]].concat();
    refused(&client, &unknown, "NOT_FOUND");
}
