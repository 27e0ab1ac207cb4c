//! Sentinels and faults: every failure on demand.

use sandbox::{Faults, Method};
use serde_json::{Value, json};

use crate::{
    generate::word_fields,
    stage::{Stage, draft},
};

fn with(faults: &str) -> Stage {
    let mut stage = Stage::new();
    stage.sandbox.set_faults(faults.parse().expect("faults"));
    stage
}

#[test]
fn names_refuse_what_they_say() {
    let mut stage = Stage::empty();
    assert_eq!(
        stage
            .post("~/services", &draft("refuse create", json!({})))
            .status,
        400
    );
    let update = format!("~/services/{}", stage.create("refuse update"));
    assert_eq!(stage.patch(&update, &json!({ "name": "x" })).status, 400);
    let id = stage.create("refuse-stop 1");
    assert_eq!(stage.command(&id, "stop").status, 409);
    let id = stage.create("refuse start");
    stage.command(&id, "stop").ok();
    assert_eq!(stage.command(&id, "start").status, 409);
    let id = stage.create("refuse delete");
    stage.command(&id, "stop").ok();
    assert_eq!(stage.delete(&format!("~/services/{id}")).status, 409);
}

#[test]
fn names_fail_on_their_way_up() {
    let mut stage = Stage::empty();
    let failed = stage.create("fail create");
    assert_eq!(stage.state(&failed), "failed");
    let degraded = stage.create("degraded");
    assert_eq!(stage.state(&degraded), "degraded");
    let id = stage.create("fail start");
    stage.command(&id, "stop").ok();
    stage.command(&id, "start").ok();
    assert_eq!(stage.state(&id), "failed");
    let id = stage.create("slow start");
    stage.command(&id, "stop").ok();
    stage.command(&id, "start").ok();
    stage.advance(269);
    assert_eq!(stage.state(&id), "starting");
    stage.advance(1);
    assert_eq!(stage.state(&id), "running");
    let id = stage.create("unknown state");
    let response = stage.raw(Method::Get, &format!("~/services/{id}"), b"");
    assert!(String::from_utf8_lossy(&response.body).contains(r#""state":"hibernating""#));
}

#[test]
fn names_spoil_their_details_but_not_the_list() {
    let mut stage = Stage::empty();
    let [error, garbage, cut, missing] = ["error 500", "garbage", "cut", "missing fields"]
        .map(|name| format!("~/services/{}", stage.create(name)));
    assert_eq!(stage.get(&error).refused(), (500, "Internal error"));
    let page = stage.raw(Method::Get, &garbage, b"");
    assert!(page.status == 200 && page.body.starts_with(b"<!doctype html>"));
    assert!(stage.raw(Method::Get, &cut, b"").cut);
    let body = stage.raw(Method::Get, &missing, b"").body;
    let body: Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        body["result"].as_object().map(serde_json::Map::len),
        Some(1)
    );
    assert_eq!(
        stage.get("~/services").ok().as_array().map(Vec::len),
        Some(4)
    );
}

#[test]
fn a_burst_answers_so_many_requests_with_429() {
    let mut stage = with("burst=2");
    let statuses = [(); 3].map(|()| stage.get("~/services").status);
    assert_eq!(statuses, [429, 429, 200]);
}

#[test]
fn a_share_of_errors_is_about_that_share_and_does_nothing() {
    let mut stage = with("error=0.3");
    let mut errors = 0;
    for _ in 0..500 {
        let reply = stage.patch("~", &json!({ "name": "Northwind Freight" }));
        assert!([200, 500, 502, 503, 504].contains(&reply.status));
        errors += usize::from(reply.status >= 500);
    }
    assert!((100..200).contains(&errors), "{errors}");
    stage.sandbox.set_faults(Faults {
        error: 1.0,
        ..Faults::default()
    });
    stage.patch("~", &json!({ "name": "Never" }));
    stage.sandbox.set_faults(Faults::default());
    assert_eq!(stage.get("~").ok()["name"], "Northwind Freight");
}

#[test]
fn answers_come_late_broken_or_not_as_json() {
    let mut stage = with("latency=300,jitter=50,cut=1");
    let answer = stage.raw(Method::Get, "~", b"");
    assert!((300..=350).contains(&answer.delay_millis) && answer.cut);
    let mut stage = with("truncate=1");
    let answer = stage.raw(Method::Get, "~", b"");
    assert!(serde_json::from_slice::<Value>(&answer.body).is_err() && !answer.cut);
    let mut stage = with("garbage=1");
    let answer = stage.raw(Method::Get, "~", b"");
    assert!(
        answer
            .headers
            .iter()
            .any(|(_, value)| value.starts_with("text/html"))
    );
}

#[test]
fn states_become_unknown_and_fields_get_lost() {
    let mut stage = with("unknown-state=1,drop-fields=1");
    let answer = stage.raw(Method::Get, "~/services", b"");
    let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let services = body["result"].as_array().expect("a list");
    assert_eq!(services.len(), 6);
    let mut fields = 0;
    for service in services {
        assert!(service["id"].is_string());
        assert!(matches!(&service["state"], Value::Null) || service["state"] == "hibernating");
        fields += service.as_object().map_or(0, serde_json::Map::len);
    }
    assert!((40..120).contains(&fields), "{fields} of about 160");
}

#[test]
fn fields_become_of_another_type_and_lists_get_an_item_that_is_none() {
    let answered = |flags| {
        let answer = with(flags).raw(Method::Get, "~/services", b"");
        let body: Value = serde_json::from_slice(&answer.body).expect("JSON");
        body["result"].as_array().expect("a list").clone()
    };
    let (sound, wrong) = (answered("wrong-types=0"), answered("wrong-types=1"));
    let objects: Vec<&Value> = wrong.iter().filter(|item| item.is_object()).collect();
    assert_eq!((objects.len(), wrong.len()), (sound.len(), sound.len() + 1));
    let mut changed = 0;
    for (sound, wrong) in sound.iter().zip(objects) {
        assert_eq!(sound["id"], wrong["id"]);
        let fields = sound.as_object().expect("an object");
        changed += fields
            .iter()
            .filter(|(name, value)| wrong[*name] != **value)
            .count();
    }
    assert!((40..120).contains(&changed), "{changed} of about 160");
}

#[test]
fn reads_are_stale_for_a_while_after_a_write() {
    let mut stage = with("stale=5000");
    let id = stage.id_of("pricing dev");
    let service = format!("~/services/{id}");
    let answered = stage
        .patch(&service, &json!({ "name": "pricing test" }))
        .ok();
    assert_eq!(answered["name"], "pricing test");
    assert_eq!(stage.get(&service).ok()["name"], "pricing dev");
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    assert_eq!(stage.get("~").ok()["name"], "Northwind Freight");
    let created = stage.post("~/services", &draft("newborn", json!({}))).ok();
    let newborn = format!(
        "~/services/{}",
        created["service"]["id"].as_str().expect("an id")
    );
    assert_eq!(stage.get(&newborn).status, 404);
    stage.advance(5);
    assert_eq!(stage.get(&service).ok()["name"], "pricing test");
    assert_eq!(stage.get("~").ok()["name"], "Renamed");
    assert_eq!(stage.get(&newborn).status, 200);
}

#[test]
fn reads_of_any_resource_are_stale_for_a_while_after_a_change() {
    let mut stage = with("stale=5000");
    let reads = |stage: &mut Stage| -> Vec<Value> {
        let addresses = ["~", "~/services", "~/activities"];
        addresses.map(|address| stage.get(address).ok()).to_vec()
    };
    stage.advance(60);
    let before = reads(&mut stage);
    stage.patch("~", &json!({ "name": "Renamed" })).ok();
    let service = stage.id_of("pricing dev");
    stage
        .patch(&format!("~/services/{service}"), &json!({ "name": "x" }))
        .ok();
    stage.advance(4);
    assert_eq!(reads(&mut stage), before);
    // Records are visible two seconds after they are there.
    stage.advance(3);
    let after = reads(&mut stage);
    assert!(before.iter().zip(&after).all(|(one, other)| one != other));
    stage.sandbox.set_faults(Faults::default());
    assert_eq!(reads(&mut stage), after);
}

#[test]
fn every_value_of_a_list_of_words_becomes_an_unknown_word() {
    let mut stage = with("unknown-words=1");
    let response = stage.raw(Method::Get, "~/services", b"");
    let body: Value = serde_json::from_slice(&response.body).expect("JSON");
    for service in body["result"].as_array().expect("a list") {
        for word in [
            &service["state"],
            &service["provider"],
            &service["region"],
            &service["releaseChannel"],
            &service["currentScaling"]["effectiveAutoscalingMode"],
            &service["endpoints"][0]["protocol"],
        ] {
            assert!(
                word.as_str().is_some_and(|word| word.ends_with("_next")),
                "{service}"
            );
        }
        assert!(service["id"].as_str().is_some_and(|id| id.len() == 36));
    }
    let response = stage.raw(Method::Get, "~/activities", b"");
    let text = String::from_utf8_lossy(&response.body).into_owned();
    assert!(text.contains(r#""type":"service_create_next""#), "{text}");
}

#[test]
fn every_list_of_words_in_the_document_can_become_unknown() {
    let known = sandbox::WORD_FIELDS;
    for (method, path) in sandbox::operations() {
        for name in word_fields(method, path) {
            assert!(known.contains(&name.as_str()), "{name} of {path}");
        }
    }
}

#[test]
fn every_object_can_have_unknown_fields() {
    let mut stage = with("unknown-fields=1");
    let response = stage.raw(Method::Get, "~/services", b"");
    let body: Value = serde_json::from_slice(&response.body).expect("JSON");
    for service in body["result"].as_array().expect("a list") {
        for object in [
            service,
            &service["currentScaling"],
            &service["endpoints"][0],
        ] {
            assert_eq!(object["nextText"], "a newer API");
        }
    }
    assert_eq!(body.get("nextText"), None, "the envelope is as it was");
}

#[test]
fn a_slow_answer_is_whole_but_takes_its_time() {
    let mut stage = with("slow=3000");
    let answer = stage.raw(Method::Get, "~", b"");
    assert_eq!((answer.status, answer.slow_millis), (200, 3_000));
    assert!(serde_json::from_slice::<Value>(&answer.body).is_ok());
}
