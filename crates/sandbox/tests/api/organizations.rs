//! `whoami` and organizations.

use serde_json::json;

use crate::stage::Stage;

#[test]
fn whoami_names_the_key_and_its_organization() {
    let mut stage = Stage::new();
    let me = stage.get("/v1/whoami").ok();
    assert_eq!(
        (&me["actorType"], &me["name"]),
        (&json!("apiKey"), &json!("demo admin"))
    );
    assert_eq!(me["organizationId"], stage.organization.as_str());
}

#[test]
fn a_key_sees_its_one_organization() {
    let mut stage = Stage::new();
    let reply = stage.get("/v1/organizations?limit=1000");
    assert_eq!(
        (&reply.body["limit"], &reply.body["nextCursor"]),
        (&json!(250), &json!(null))
    );
    let organizations = reply.ok();
    assert_eq!(organizations.as_array().map(Vec::len), Some(1));
    assert_eq!(organizations[0], stage.get("~").ok());
    for query in ["limit=0", "limit=x", "limit=-1", "cursor=abc"] {
        assert_eq!(
            stage.get(&format!("/v1/organizations?{query}")).status,
            400,
            "{query}"
        );
    }
}

#[test]
fn an_organization_is_renamed_and_keeps_the_rest() {
    let mut stage = Stage::new();
    let before = stage.get("~").ok();
    let mut after = stage.patch("~", &json!({ "name": "Northwind Cargo" })).ok();
    assert_eq!(after["name"], "Northwind Cargo");
    assert_eq!(stage.get("~").ok(), after);
    after["name"] = before["name"].clone();
    assert_eq!(after, before);
}

#[test]
fn private_endpoints_are_removed_before_others_are_added() {
    let mut stage = Stage::new();
    let old = stage.get("~").ok()["privateEndpoints"][0].clone();
    let mut new = old.clone();
    new["description"] = "again".into();
    let body = json!({ "privateEndpoints": { "add": [new], "remove": [old] } });
    let after = stage.patch("~", &body).ok();
    let endpoints = after["privateEndpoints"].as_array().expect("a list");
    assert_eq!(endpoints.len(), 2);
    assert_eq!(endpoints[1], new);
}

#[test]
fn what_is_wrong_in_a_change_is_named() {
    let mut stage = Stage::new();
    for (body, text) in [
        (json!([]), "request body is an array."),
        (json!({ "name": 5 }), "request body.name is a number."),
        (
            json!({ "name": " " }),
            "request body.name: Must have 1 to 256 characters <string: >",
        ),
        (
            json!({ "enableCoreDumps": "no" }),
            "request body.enableCoreDumps is a string.",
        ),
        (
            json!({ "privateEndpoints": { "add": [{ "id": "a", "cloudProvider": "ibm" }] } }),
            "request body.privateEndpoints.add[0].cloudProvider: \
             Must be one of 'aws','gcp','azure' <string:ibm>",
        ),
        (
            json!({ "privateEndpoints": { "remove": [{}] } }),
            "request body.privateEndpoints.remove[0].id is undefined.",
        ),
    ] {
        let reply = stage.patch("~", &body);
        assert_eq!(
            reply.refused(),
            (400, format!("BAD_REQUEST: {text}").as_str())
        );
    }
    let reply = stage.send(sandbox::Method::Patch, "~", b"{");
    assert_eq!(
        reply.refused(),
        (400, "BAD_REQUEST: request body is not valid JSON.")
    );
}
