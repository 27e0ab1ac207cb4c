//! When backups are made and how long they are kept.

use sandbox::DEMO_READ_ONLY;
use serde_json::{Value, json};

use crate::stage::Stage;

const DAY: u64 = 24 * 3_600;

fn address(id: &str) -> String {
    format!("~/services/{id}/backupConfiguration")
}

fn defaults() -> Value {
    json!({ "backupPeriodInHours": 24, "backupRetentionPeriodInHours": 24 })
}

#[test]
fn a_new_service_has_the_defaults_and_null_brings_them_back() {
    let mut stage = Stage::empty();
    let address = address(&stage.create("configured"));
    assert_eq!(stage.get(&address).ok(), defaults());
    let change = json!({
        "backupPeriodInHours": 48, "backupRetentionPeriodInHours": 168.0, "backupStartTime": "2:00",
    });
    let after = stage.patch(&address, &change).ok();
    let expected = json!({
        "backupPeriodInHours": 48, "backupRetentionPeriodInHours": 168, "backupStartTime": "02:00",
    });
    assert_eq!(after, expected);
    assert_eq!(stage.get(&address).ok(), expected);
    assert_eq!(stage.patch(&address, &json!({})).ok(), expected);
    let reset = json!({
        "backupPeriodInHours": null, "backupRetentionPeriodInHours": null, "backupStartTime": null,
    });
    assert_eq!(stage.patch(&address, &reset).ok(), defaults());
}

#[test]
fn the_refusals_have_the_texts_of_the_live_api() {
    let mut stage = Stage::empty();
    let address = address(&stage.create("configured"));
    let period = "BAD_REQUEST: customBackupPeriod must be 24 or 48 hours when \
                  customBackupStartTime is set";
    let time = "BAD_REQUEST: customBackupStartTime must be a valid time (HH:00)";
    for text in ["02:30", "24:00", "2", ""] {
        let reply = stage.patch(&address, &json!({ "backupStartTime": text }));
        assert_eq!(reply.refused(), (400, time), "{text}");
    }
    let both = json!({ "backupStartTime": "02:00", "backupPeriodInHours": 6 });
    assert_eq!(stage.patch(&address, &both).refused(), (400, period));
    stage
        .patch(&address, &json!({ "backupPeriodInHours": 6 }))
        .ok();
    // The stored period counts too.
    let start = json!({ "backupStartTime": "02:00" });
    assert_eq!(stage.patch(&address, &start).refused(), (400, period));
    let both = json!({ "backupStartTime": "02:00", "backupPeriodInHours": 24 });
    stage.patch(&address, &both).ok();
    // And so does the stored start time.
    let often = json!({ "backupPeriodInHours": 12 });
    assert_eq!(stage.patch(&address, &often).refused(), (400, period));
    let free = json!({ "backupPeriodInHours": 12, "backupStartTime": null });
    assert_eq!(stage.patch(&address, &free).status, 200);
}

#[test]
fn other_values_that_do_not_fit_are_refused_and_nothing_changes() {
    let mut stage = Stage::empty();
    let address = address(&stage.create("configured"));
    for change in [
        json!({ "backupPeriodInHours": 7 }),
        json!({ "backupPeriodInHours": 0 }),
        json!({ "backupPeriodInHours": "24" }),
        json!({ "backupRetentionPeriodInHours": 25 }),
        json!({ "backupRetentionPeriodInHours": 0 }),
        json!({ "backupRetentionPeriodInHours": 1104 }),
        json!({ "backupRetentionPeriodInHours": 24.5 }),
        json!({ "backupStartTime": 2 }),
        json!({ "backupPeriodInHours": 48, "backupRetentionPeriodInHours": -24 }),
        json!([]),
    ] {
        assert_eq!(stage.patch(&address, &change).status, 400, "{change}");
    }
    assert_eq!(stage.get(&address).ok(), defaults());
}

#[test]
fn backups_start_in_the_two_hours_after_the_start_time() {
    let mut stage = Stage::empty();
    let id = stage.create("punctual");
    let change = json!({ "backupStartTime": "03:00", "backupRetentionPeriodInHours": 720 });
    stage.patch(&address(&id), &change).ok();
    stage.advance(10 * DAY);
    let list = stage.get(&format!("~/services/{id}/backups")).ok();
    let list = list.as_array().expect("a list");
    assert_eq!(list.len(), 10);
    for backup in list {
        let started = backup["startedAt"].as_str().expect("a moment");
        assert!(["T03", "T04"].contains(&&started[10..13]), "{started}");
    }
}

#[test]
fn only_a_real_change_is_recorded_and_readers_make_none() {
    let mut stage = Stage::empty();
    let id = stage.create("configured");
    let address = address(&id);
    let change = json!({ "backupRetentionPeriodInHours": 48 });
    stage.patch(&address, &change).ok();
    stage.patch(&address, &change).ok();
    let kinds = stage.recorded(&id);
    let recorded = |kind: &&String| *kind == "service_update_backup_configuration";
    assert_eq!(kinds.iter().filter(recorded).count(), 1);
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(stage.get(&address).status, 200);
    let text = "FORBIDDEN: Permission 'control-plane:service:manage-backups' is required for this \
                operation";
    assert_eq!(stage.patch(&address, &change).refused(), (403, text));
}
