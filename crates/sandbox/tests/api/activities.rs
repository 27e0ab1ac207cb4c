//! The audit log.

use serde_json::{Value, json};

use crate::stage::{Stage, draft};

fn kinds(activities: &Value) -> Vec<&str> {
    let activities = activities.as_array().expect("a list").iter();
    activities
        .map(|activity| activity["type"].as_str().expect("a type"))
        .collect()
}

#[test]
fn every_write_leaves_a_record_of_who_from_where_with_what() {
    let mut stage = Stage::empty();
    let id = stage.create("watched");
    let service = format!("~/services/{id}");
    stage.patch(&service, &json!({ "name": "seen" })).ok();
    let add = json!({ "ipAccessList": { "add": [{ "source": "192.0.2.1" }] } });
    stage.patch(&service, &add).ok();
    stage.patch(&format!("{service}/password"), &json!({})).ok();
    stage.command(&id, "stop").ok();
    stage.command(&id, "start").ok();
    stage.command(&id, "stop").ok();
    stage.delete(&service).ok();
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    stage.advance(2);
    let activities = stage
        .get("~/activities?from_date=2026-11-23T10:00:00Z")
        .ok();
    assert_eq!(
        kinds(&activities),
        [
            "organization_update_name",
            "service_delete",
            "service_stop",
            "service_running",
            "service_start",
            "service_stop",
            "service_update_password",
            "service_update_ip_access_list",
            "service_update_name",
            "service_running",
            "service_create",
        ]
    );
    let renamed = &activities[8];
    assert_eq!(
        (&renamed["actorType"], &renamed["actorDetails"]),
        (&json!("api"), &json!("demo admin"))
    );
    assert_eq!(renamed["actorIpAddress"], "203.0.113.9");
    assert_eq!(renamed["userAgent"], "story/1");
    assert_eq!(renamed["serviceId"], id.as_str());
    assert_eq!(activities[9]["actorType"], "system");
    assert_eq!(activities[9].get("actorIpAddress"), None);
}

#[test]
fn a_refused_write_and_one_that_changes_nothing_leave_no_record() {
    let mut stage = Stage::empty();
    stage.post("~/services", &draft("a<b", json!({})));
    stage
        .patch("~", &json!({ "name": "New organization" }))
        .ok();
    stage.advance(2);
    assert_eq!(
        stage
            .get("~/activities?from_date=2026-11-23T10:00:00Z")
            .ok(),
        json!([])
    );
}

#[test]
fn a_record_is_visible_after_a_short_delay() {
    let mut stage = Stage::empty();
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    let before = stage.get("~/activities").ok();
    stage.advance(2);
    let after = stage.get("~/activities").ok();
    assert_eq!(
        before.as_array().map(Vec::len),
        after.as_array().map(|list| list.len() - 1)
    );
}

#[test]
fn one_record_is_found_by_its_id() {
    let mut stage = Stage::new();
    let activities = stage.get("~/activities").ok();
    for activity in activities.as_array().expect("a list") {
        let id = activity["id"].as_str().expect("an id");
        assert!(id.len() >= 20);
        assert_eq!(stage.get(&format!("~/activities/{id}")).ok(), *activity);
    }
    let reply = stage.get("~/activities/tooshort");
    assert_eq!(
        reply.refused(),
        (400, "BAD_REQUEST length is too small: 8 < 20")
    );
    let unknown = "01j8zq4m6v9t2x5k7n3b000000";
    let reply = stage.get(&format!("~/activities/{unknown}"));
    assert_eq!(
        reply.refused(),
        (404, format!("NOT_FOUND: {unknown}").as_str())
    );
}

#[test]
fn dates_bound_the_list_and_a_bare_one_means_the_whole_day() {
    let mut stage = Stage::new();
    let all = stage.get("~/activities").ok();
    let all = all.as_array().expect("a list").clone();
    let day = "2026-11-20";
    let bounded = stage
        .get(&format!("~/activities?from_date={day}&to_date={day}"))
        .ok();
    let expected: Vec<_> = all
        .into_iter()
        .filter(|activity| {
            activity["createdAt"]
                .as_str()
                .is_some_and(|at| at.starts_with(day))
        })
        .collect();
    assert!(!expected.is_empty(), "the seed has something on that day");
    assert_eq!(bounded, json!(expected));
    for query in ["from_date=yesterday", "to_date=2026-02-30"] {
        let value = query.split('=').next_back().unwrap_or_default();
        let reply = stage.get(&format!("~/activities?{query}"));
        assert_eq!(
            reply.refused(),
            (400, format!("BAD_REQUEST: {value}").as_str())
        );
    }
    let none = stage
        .get("~/activities?from_date=2026-11-23&to_date=2026-11-01")
        .ok();
    assert_eq!(none, json!([]));
}
