//! What a sandbox starts with.

use std::collections::HashSet;

use sandbox::{Method, Options, Seed};
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
}

fn list(stage: &mut Stage, address: &str) -> Vec<Value> {
    stage.get(address).ok().as_array().expect("a list").clone()
}

fn distinct(list: &[Value], field: &str) -> HashSet<String> {
    let fields = list.iter().filter_map(|element| element.get(field));
    fields.map(ToString::to_string).collect()
}

#[test]
fn the_small_seed_has_something_to_mend_in_its_keys() {
    let mut stage = Stage::new();
    let keys = list(&mut stage, "~/keys");
    assert_eq!(keys.len(), 9);
    let open = |key: &&Value| {
        let admin = key["assignedRoles"].to_string().contains("\"Admin\"");
        admin && key["ipAccessList"].to_string().contains("0.0.0.0/0")
    };
    let nobody = |key: &&Value| key["ipAccessList"] == serde_json::json!([]);
    let unused = |key: &&Value| key["usedAt"].as_str().is_some_and(|at| at < "2026-08-25");
    let never = |key: &&Value| key.get("usedAt").is_none() && key["expireAt"].is_null();
    let soon = |key: &&Value| {
        let expiry = key["expireAt"].as_str();
        expiry.is_some_and(|at| ("2026-11-24".."2026-11-30").contains(&at))
    };
    let own: Vec<_> = keys
        .iter()
        .filter(|key| !key["name"].to_string().contains("demo"))
        .collect();
    let count = |problem: &dyn Fn(&&Value) -> bool| own.iter().filter(|key| problem(key)).count();
    assert_eq!([count(&open), count(&nobody), count(&unused)], [1, 1, 1]);
    assert_eq!([count(&never), count(&soon)], [2, 1]);
}

#[test]
fn the_small_seed_has_400_records_of_90_days_by_different_actors() {
    let mut stage = Stage::new();
    let recent = list(&mut stage, "~/activities?from_date=2026-08-25T10:00:00Z");
    assert_eq!(recent.len(), 400);
    assert_eq!(distinct(&recent, "actorType").len(), 4);
    assert!(distinct(&recent, "actorDetails").len() >= 10);
    assert!(distinct(&recent, "actorIpAddress").len() >= 10);
    assert!(distinct(&recent, "userAgent").len() >= 5);
    assert!(distinct(&recent, "type").len() >= 30);
    let has = |kind: &str| recent.iter().any(|record| record["type"] == kind);
    assert!(has("user_login") && has("user_login_failed"));
    for (field, address, id) in [
        ("serviceId", "~/services", "id"),
        ("targetKeyId", "~/keys", "id"),
    ] {
        let there = distinct(&list(&mut stage, address), id);
        let named = distinct(&recent, field);
        assert!(named.intersection(&there).count() >= 4, "{field}");
        assert_eq!(named.difference(&there).count(), 1, "{field}: one is gone");
    }
    let members = distinct(&list(&mut stage, "~/members"), "userId");
    let logins: Vec<Value> = recent
        .into_iter()
        .filter(|record| record["type"] == "user_login")
        .collect();
    let people = distinct(&logins, "actorId");
    assert!(members.is_subset(&people));
    assert_eq!(people.difference(&members).count(), 1, "one has left");
}

#[test]
fn nobody_does_anything_to_a_service_before_it_is_there() {
    let mut stage = Stage::new();
    let services = services(&mut stage);
    for record in list(&mut stage, "~/activities") {
        let service = services
            .iter()
            .find(|service| service["id"] == record["serviceId"]);
        if let Some(service) = service {
            let (at, created) = (record["createdAt"].as_str(), service["createdAt"].as_str());
            assert!(at >= created, "{record}");
        }
    }
}

#[test]
fn the_small_seed_invites_two_people_and_one_of_them_has_hours_left() {
    let mut stage = Stage::new();
    let invitations = list(&mut stage, "~/invitations");
    assert_eq!(invitations.len(), 2);
    let ends: Vec<_> = invitations
        .iter()
        .map(|one| one["expireAt"].as_str())
        .collect();
    assert_eq!(ends[0], Some("2026-11-23T15:00:00Z"));
    assert!(ends[1] > Some("2026-11-28"));
}

#[test]
fn the_large_seed_has_500_members_and_100_keys_with_hostile_names() {
    let mut stage = Stage::with(Options {
        seed: Seed::Large,
        ..quiet()
    });
    for (address, count) in [("~/members", 500), ("~/keys", 100)] {
        let elements = list(&mut stage, address);
        assert_eq!(elements.len(), count);
        let names = distinct(&elements, "name");
        for name in ["<script>alert(1)</script>", "+1+1", "خدمة التحليلات"] {
            let name = serde_json::json!(name).to_string();
            assert!(names.contains(&name) || address == "~/keys", "{name}");
        }
        let strange = names.iter().filter(|name| !name.is_ascii()).count();
        assert!(strange >= 5, "{address}: {strange}");
    }
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
    // Checked against the document for a day only, which is as good and much faster.
    stage
        .get("~/activities?from_date=2026-11-01&to_date=2026-11-01")
        .ok();
    let all = stage.raw(Method::Get, "~/activities", b"");
    let all: Value = serde_json::from_slice(&all.body).expect("JSON");
    let times: Vec<&str> = all["result"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|activity| activity["createdAt"].as_str())
        .collect();
    assert_eq!(times.len(), 100_000);
    // RFC 3339 with a fraction sorts as text only up to the second.
    assert!(times.windows(2).all(|pair| pair[0][..19] >= pair[1][..19]));
    assert!(
        times[0] > "2026-11-22" && times[99_999] > "2026-08-25" && times[99_999] < "2026-08-27"
    );
}

#[test]
fn the_empty_seed_has_an_organization_and_no_services() {
    let mut stage = Stage::empty();
    assert_eq!(services(&mut stage), Vec::<Value>::new());
    assert_eq!(list(&mut stage, "~/keys").len(), 4);
    assert_eq!(list(&mut stage, "~/members").len(), 1);
    assert_eq!(list(&mut stage, "~/invitations"), Vec::<Value>::new());
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
