//! What each day cost.

use serde_json::{Value, json};

use sandbox::{Options, Seed};

use crate::stage::{Stage, quiet};

const DAY: u64 = 24 * 3_600;

fn costs(stage: &mut Stage, from: &str, to: &str, more: &str) -> Value {
    let address = format!("~/usageCost?from_date={from}&to_date={to}{more}");
    stage.get(&address).ok()
}

fn records(report: &Value) -> &[Value] {
    report["costs"].as_array().expect("a list")
}

/// In millionths, which are whole numbers.
#[expect(clippy::cast_possible_truncation, reason = "a small number")]
fn micro(value: &Value) -> i64 {
    (value.as_f64().expect("a number") * 1e6).round() as i64
}

#[test]
fn totals_add_up() {
    let mut stage = Stage::new();
    let report = costs(&mut stage, "2026-10-24", "2026-11-23", "");
    let records = records(&report);
    assert!(records.len() > 200, "{}", records.len());
    for record in records {
        let metrics = record["metrics"].as_object().expect("metrics");
        let sum: i64 = metrics.values().map(micro).sum();
        assert_eq!(sum, micro(&record["totalCHC"]), "{record}");
        assert!(sum > 0, "{record}");
    }
    let sum: i64 = records
        .iter()
        .map(|record| micro(&record["totalCHC"]))
        .sum();
    assert_eq!(sum, micro(&report["grandTotalCHC"]));
    let credits = sum / 1_000_000;
    assert!((2_000..200_000).contains(&credits), "believable? {credits}");
}

#[test]
fn every_metric_of_the_document_stands_with_its_kind_of_entity() {
    let mut stage = Stage::new();
    let mut report = costs(&mut stage, "2026-10-05", "2026-11-04", "");
    let all = report["costs"].as_array_mut().expect("a list");
    let names = |kind: &str| -> Vec<String> {
        let record = all.iter().find(|record| record["entityType"] == kind);
        let record = record.unwrap_or_else(|| panic!("no {kind}"));
        record["metrics"]
            .as_object()
            .expect("metrics")
            .keys()
            .cloned()
            .collect()
    };
    assert_eq!(names("datawarehouse"), ["backupCHC", "storageCHC"]);
    assert_eq!(
        names("clickpipe"),
        ["computeCHC", "dataTransferCHC", "initialLoadCHC"]
    );
    assert_eq!(names("service").len(), 6);
    for record in all {
        let of_warehouse = record["entityType"] == "datawarehouse";
        assert_eq!(record["serviceId"].is_null(), of_warehouse, "{record}");
        if of_warehouse {
            assert_eq!(record["entityId"], record["dataWarehouseId"], "{record}");
        }
    }
}

#[test]
fn a_service_costs_what_it_was() {
    let mut stage = Stage::with(Options {
        seed: Seed::Empty,
        ..quiet()
    });
    let size = json!({
        "minReplicaMemoryGb": 8, "maxReplicaMemoryGb": 8, "numReplicas": 2, "idleScaling": false,
    });
    let id = stage.create_with("metered", size);
    // From 10:01 on the first day to noon of the third.
    stage.advance(2 * DAY + 2 * 3_600);
    stage.command(&id, "stop").ok();
    stage.advance(2 * DAY);
    let report = costs(&mut stage, "2026-11-22", "2026-11-30", "");
    let compute: Vec<(&str, i64)> = records(&report)
        .iter()
        .filter(|record| record["entityType"] == "service")
        .map(|record| {
            let date = record["date"].as_str().expect("a date");
            (date, micro(&record["metrics"]["computeCHC"]))
        })
        .collect();
    // Two replicas of 8 GB at 0.3 an hour.
    let hour = 600_000;
    assert_eq!(compute.len(), 3, "{compute:?}");
    assert_eq!(compute[1], ("2026-11-24", 24 * hour));
    let first = 14 * hour - hour / 60;
    assert_eq!(compute[0], ("2026-11-23", first));
    assert!((12 * hour..12 * hour + hour / 10).contains(&compute[2].1));
    let stored: Vec<&str> = records(&report)
        .iter()
        .filter(|record| record["entityType"] == "datawarehouse")
        .map(|record| record["date"].as_str().expect("a date"))
        .collect();
    let days = [
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
        "2026-11-27",
    ];
    assert_eq!(stored, days, "data costs something while the service rests");
}

#[test]
fn a_day_is_locked_two_days_after_its_end_and_then_stays() {
    let mut stage = Stage::new();
    let locked = |report: &Value, date: &str| -> Vec<bool> {
        let of_day = records(report)
            .iter()
            .filter(|record| record["date"] == date);
        of_day.map(|record| record["locked"] == true).collect()
    };
    let report = costs(&mut stage, "2026-11-18", "2026-11-23", "");
    assert!(locked(&report, "2026-11-20").iter().all(|locked| *locked));
    assert!(locked(&report, "2026-11-21").iter().all(|locked| !locked));
    assert!(
        !locked(&report, "2026-11-23").is_empty(),
        "today counts as far as it is over"
    );
    let before = costs(&mut stage, "2026-11-10", "2026-11-20", "");
    let id = stage.id_of("shipments prod");
    let scaled = json!({ "numReplicas": 9, "maxReplicaMemoryGb": 236 });
    stage
        .patch(&format!("~/services/{id}/replicaScaling"), &scaled)
        .ok();
    stage.advance(30 * DAY);
    assert_eq!(costs(&mut stage, "2026-11-10", "2026-11-20", ""), before);
}

#[test]
fn a_deleted_service_is_in_the_costs_of_the_days_it_was_there() {
    let mut stage = Stage::new();
    let id = stage.id_of("customs archive");
    let before = costs(&mut stage, "2026-11-01", "2026-11-20", "");
    let named = |report: &Value| {
        let of_it = records(report)
            .iter()
            .filter(|it| it["entityId"] == id.as_str());
        of_it.count()
    };
    assert!(named(&before) > 0);
    stage.delete(&format!("~/services/{id}")).ok();
    stage.advance(4 * DAY);
    assert_eq!(costs(&mut stage, "2026-11-01", "2026-11-20", ""), before);
    assert_eq!(named(&costs(&mut stage, "2026-11-24", "2026-11-27", "")), 0);
}

#[test]
fn a_filter_leaves_the_entities_with_that_tag() {
    let mut stage = Stage::new();
    let (from, to) = ("2026-11-10", "2026-11-20");
    let all = costs(&mut stage, from, to, "");
    let dev = costs(&mut stage, from, to, "&filter=tag:env=dev");
    assert!(!records(&dev).is_empty());
    assert!(
        records(&dev)
            .iter()
            .all(|record| record["entityName"] == "pricing dev")
    );
    let sum: i64 = records(&dev)
        .iter()
        .map(|record| micro(&record["totalCHC"]))
        .sum();
    assert_eq!(sum, micro(&dev["grandTotalCHC"]));
    assert_eq!(costs(&mut stage, from, to, "&filter=env=dev"), all);
    let none = costs(&mut stage, from, to, "&filter=tag:env=nowhere");
    assert_eq!(none, json!({ "grandTotalCHC": 0.0, "costs": [] }));
}

#[test]
fn only_two_bare_dates_in_their_order_and_a_month_apart_at_most_are_taken() {
    let mut stage = Stage::new();
    for (query, text) in [
        ("", "BAD_REQUEST: request query.from_date is undefined."),
        (
            "from_date=2026-11-01",
            "BAD_REQUEST: request query.to_date is undefined.",
        ),
        (
            "from_date=2025-01-01T00:00:00Z&to_date=2025-01-02",
            "BAD_REQUEST: 2025-01-01T00:00:00Z",
        ),
        (
            "from_date=2026-11-01&to_date=yesterday",
            "BAD_REQUEST: yesterday",
        ),
        (
            "from_date=2026-02-30&to_date=2026-03-01",
            "BAD_REQUEST: 2026-02-30",
        ),
        (
            "from_date=2026-11-02&to_date=2026-11-01",
            "BAD_REQUEST: to_date must not be before from_date",
        ),
        (
            "from_date=2026-10-01&to_date=2026-11-01",
            "BAD_REQUEST: to_date must not be more than 30 days after from_date",
        ),
    ] {
        let reply = stage.get(&format!("~/usageCost?{query}"));
        assert_eq!(reply.refused(), (400, text), "{query}");
    }
    let ahead = costs(&mut stage, "2027-01-01", "2027-01-31", "");
    assert_eq!(ahead, json!({ "grandTotalCHC": 0.0, "costs": [] }));
}

#[test]
fn the_large_seed_answers_a_month_of_costs() {
    let mut stage = Stage::with(Options {
        seed: Seed::Large,
        ..quiet()
    });
    let report = costs(&mut stage, "2026-10-24", "2026-11-23", "");
    assert!(records(&report).len() > 9_000);
}

#[test]
fn what_was_spent_is_gone_from_the_balance() {
    let mut stage = Stage::new();
    let before = stage.get("~/creditBalances").ok();
    let balance = &before["balances"][0];
    let parts = micro(&balance["remainingCredits"]) + micro(&balance["amountSpent"]);
    assert_eq!(parts, micro(&balance["totalAmount"]));
    assert_eq!(before["totalRemainingCredits"], balance["remainingCredits"]);
    stage.advance(2 * DAY);
    let after = stage.get("~/creditBalances").ok();
    assert!(micro(&after["totalRemainingCredits"]) < micro(&before["totalRemainingCredits"]));
    assert_eq!(after["balances"][0]["id"], balance["id"]);
}
