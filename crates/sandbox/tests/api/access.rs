//! Who is let in, to what, and how often.

use sandbox::{
    ApiRequest, DEMO_DISABLED, DEMO_EXPIRED, DEMO_READ_ONLY, DemoKey, Method, Options, RateLimit,
};
use serde_json::json;

use crate::stage::{Stage, draft};

#[test]
fn a_key_that_is_disabled_or_expired_is_not_active() {
    let mut stage = Stage::new();
    for key in [DEMO_DISABLED, DEMO_EXPIRED] {
        stage.sign_in(key);
        let reply = stage.get("/v1/whoami");
        assert_eq!(
            reply.refused(),
            (401, "UNAUTHORIZED: Key is not active"),
            "{}",
            key.name
        );
    }
}

#[test]
fn an_unknown_key_is_not_found_and_a_wrong_secret_is_refused() {
    let mut stage = Stage::new();
    stage.sign_in(DemoKey {
        key_id: "nobodysKey0000000000",
        ..DEMO_READ_ONLY
    });
    assert_eq!(
        stage.get("/v1/whoami").refused(),
        (401, "UNAUTHORIZED: Key is not found")
    );
    stage.sign_in(DemoKey {
        key_secret: "demo-wrong",
        ..DEMO_READ_ONLY
    });
    let reply = stage.get("/v1/whoami");
    assert_eq!(
        reply.refused(),
        (401, "UNAUTHORIZED: Key secret is not valid")
    );
}

#[test]
fn a_request_without_a_basic_header_is_refused() {
    let mut stage = Stage::new();
    for header in [None, Some("Bearer abc"), Some("Basic ???")] {
        let mut request = ApiRequest::new(Method::Get, "/v1/organizations");
        request.authorization = header.map(str::to_owned);
        let response = stage.sandbox.handle(&request, stage.now);
        assert_eq!(response.status, 401, "{header:?}");
        // The browser would ask for a password itself.
        assert!(
            response
                .headers
                .iter()
                .all(|(name, _)| *name != "www-authenticate")
        );
    }
}

#[test]
fn an_unknown_route_or_method_is_not_found() {
    let mut stage = Stage::new();
    for (method, address) in [
        (Method::Get, "/"),
        (Method::Get, "/v1/nothing"),
        (Method::Get, "/v1/whoami/"),
        (Method::Put, "/v1/organizations"),
        (Method::Delete, "~/services"),
        (Method::Post, "~/backups"),
    ] {
        let response = stage.raw(method, address, b"");
        assert_eq!(response.status, 404, "{address}");
        let text = String::from_utf8(response.body).expect("text");
        assert!(text.starts_with(r#"{"status":404,"requestId":""#), "{text}");
    }
}

#[test]
fn a_malformed_id_is_a_bad_request_and_an_unknown_one_is_not_found() {
    let mut stage = Stage::new();
    let unknown = "7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61";
    for id in ["x", "00000000-0000-0000-0000-000000000000", &unknown[1..]] {
        assert_eq!(
            stage.get(&format!("/v1/organizations/{id}")).status,
            400,
            "{id}"
        );
        assert_eq!(stage.get(&format!("~/services/{id}")).status, 400, "{id}");
    }
    let text = format!("NOT_FOUND: {unknown}");
    let reply = stage.get(&format!("/v1/organizations/{unknown}/services"));
    assert_eq!(reply.refused(), (404, text.as_str()));
    assert_eq!(
        stage.get(&format!("~/services/{unknown}")).refused(),
        (404, text.as_str())
    );
}

#[test]
fn a_read_only_key_reads_and_wakes_and_nothing_else() {
    let mut stage = Stage::new();
    let (idle, running) = (stage.id_of("pricing dev"), stage.id_of("tracking events"));
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(stage.get("~").status, 200);
    assert_eq!(stage.get("~/services").status, 200);
    assert_eq!(stage.get("~/activities").status, 200);
    let service = format!("~/services/{running}");
    let replies = [
        stage.patch("~", &json!({ "name": "x" })),
        stage.post("~/services", &draft("new one", json!({}))),
        stage.patch(&service, &json!({ "name": "x" })),
        stage.delete(&service),
        stage.patch(&format!("{service}/password"), &json!({})),
        stage.command(&running, "stop"),
    ];
    for reply in replies {
        let (status, text) = reply.refused();
        assert!(status == 403 && text.starts_with("FORBIDDEN: "), "{text}");
    }
    assert_eq!(stage.command(&idle, "awake").ok()["state"], "awaking");
}

#[test]
fn the_eleventh_request_in_ten_seconds_says_when_to_come_back() {
    let mut stage = Stage::with(Options::default());
    stage.advance(10);
    for _ in 0..10 {
        assert_eq!(stage.get("/v1/whoami").status, 200);
    }
    stage.now = stage.now + 6_800;
    let reply = stage.get("/v1/whoami");
    assert_eq!(reply.refused(), (429, "Rate limit exceeded"));
    assert_eq!(reply.header("x-ratelimit-reset"), Some("3.200"));
    assert_eq!(reply.header("retry-after"), Some("4"));
    stage.sign_in(DEMO_READ_ONLY);
    assert_eq!(
        stage.get("/v1/whoami").status,
        200,
        "the limit is each key's own"
    );
    stage.now = stage.now + 3_200;
    stage.sign_in(sandbox::DEMO_ADMIN);
    assert_eq!(stage.get("/v1/whoami").status, 200);
}

#[test]
fn the_rate_limit_can_be_other_than_the_cloud_s() {
    let limit = RateLimit {
        requests: 1,
        window_millis: 1_000,
    };
    let mut stage = Stage::with(Options {
        rate_limit: Some(limit),
        ..Options::default()
    });
    assert_eq!(stage.get("/v1/whoami").status, 200);
    assert_eq!(stage.get("/v1/whoami").status, 429);
}
