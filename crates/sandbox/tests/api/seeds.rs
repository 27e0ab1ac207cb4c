//! What a sandbox starts with.

use std::collections::HashSet;

use sandbox::{Options, Seed};
use serde_json::Value;

use crate::stage::{Stage, quiet};

fn services(stage: &mut Stage) -> Vec<Value> {
    stage
        .get("~/services")
        .ok()
        .as_array()
        .expect("a list")
        .clone()
}

#[test]
fn the_small_seed_shows_something_in_every_column() {
    let mut stage = Stage::new();
    let services = services(&mut stage);
    let different = |name: &str| -> HashSet<String> {
        services
            .iter()
            .map(|service| service[name].to_string())
            .collect()
    };
    assert_eq!(services.len(), 6);
    assert_eq!(different("provider").len(), 3);
    assert_eq!(different("state").len(), 4);
    assert_eq!(different("autoscalingMode").len(), 2);
    assert_eq!(different("isPrimary").len(), 2);
    let open = |service: &&Value| service["ipAccessList"].to_string().contains("0.0.0.0/0");
    assert_eq!(services.iter().filter(open).count(), 1);
    let activities = stage.get("~/activities").ok();
    assert!(activities.as_array().is_some_and(|list| list.len() > 30));
}

#[test]
fn the_large_seed_has_hostile_names_and_a_long_history() {
    let mut stage = Stage::with(Options {
        seed: Seed::Large,
        ..quiet()
    });
    let services = services(&mut stage);
    assert_eq!(services.len(), 300);
    assert!(
        services
            .iter()
            .any(|service| service["name"] == "<script>alert(1)</script>")
    );
    let states: HashSet<_> = services
        .iter()
        .map(|service| service["state"].to_string())
        .collect();
    assert!(states.len() >= 8, "{states:?}");
    let activities = stage.get("~/activities").ok();
    let activities = activities.as_array().expect("a list").clone();
    assert!(
        (2_000..6_000).contains(&activities.len()),
        "{}",
        activities.len()
    );
    let times: Vec<_> = activities
        .iter()
        .map(|activity| activity["createdAt"].as_str())
        .collect();
    // RFC 3339 with a fraction sorts as text only up to the second.
    assert!(
        times
            .windows(2)
            .all(|pair| pair[0].map(|t| &t[..19]) >= pair[1].map(|t| &t[..19]))
    );
}

#[test]
fn the_empty_seed_has_an_organization_and_no_services() {
    let mut stage = Stage::empty();
    assert_eq!(services(&mut stage), Vec::<Value>::new());
}

#[test]
fn the_same_number_gives_the_same_organization() {
    let listed = |seed_number| {
        services(&mut Stage::with(Options {
            seed_number,
            ..quiet()
        }))
    };
    assert_eq!(listed(1), listed(1));
    assert_ne!(listed(1), listed(2));
}

#[test]
fn every_seed_can_be_planted_at_the_beginning_of_time() {
    for seed in [Seed::Small, Seed::Large, Seed::Empty] {
        let _sandbox = sandbox::Sandbox::new(Options { seed, ..quiet() }, sandbox::Moment(0));
    }
}

#[test]
fn the_small_seed_has_a_past_of_sixty_days() {
    let mut stage = Stage::new();
    let mut backups = |name: &str| -> Vec<Value> {
        let id = stage.id_of(name);
        let list = stage.get(&format!("~/services/{id}/backups")).ok();
        list.as_array().expect("a list").clone()
    };
    let with = |list: &[Value], status: &str| {
        list.iter()
            .filter(|backup| backup["status"] == status)
            .count()
    };
    let long = backups("shipments prod");
    assert!((43..=46).contains(&long.len()), "{}", long.len());
    assert!(with(&long, "done") > 40);
    assert!((58..=62).contains(&backups("tracking events").len()));
    assert!(!backups("customs archive").is_empty(), "stopped, but kept");
    let failing = backups("fleet telemetry");
    assert_eq!(with(&failing[..3], "error"), 3, "{failing:#?}");
    assert!(with(&failing[3..], "done") >= 3);
    assert!(!backups("pricing dev").is_empty());

    let id = stage.id_of("shipments prod");
    let address = format!("~/services/{id}/backupConfiguration");
    assert_eq!(stage.get(&address).ok()["backupStartTime"], "02:00");
    let report = stage
        .get("~/usageCost?from_date=2026-09-24&to_date=2026-10-24")
        .ok();
    let days: HashSet<_> = report["costs"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|record| record["date"].to_string())
        .collect();
    assert_eq!(days.len(), 31);
}

#[test]
fn every_primary_of_the_large_seed_has_its_backups() {
    let mut stage = Stage::with(Options {
        seed: Seed::Large,
        ..quiet()
    });
    let (mut all, mut without) = (0, 0);
    for service in services(&mut stage) {
        if service["isPrimary"] == true && service["state"] != "provisioning" {
            let id = service["id"].as_str().expect("an id");
            let list = stage.get(&format!("~/services/{id}/backups")).ok();
            let count = list.as_array().expect("a list").len();
            all += count;
            without += usize::from(count == 0);
        }
    }
    assert!(all > 2_000, "{all}");
    // Created yesterday, or stopped since.
    assert!(without <= 3, "{without}");
}
