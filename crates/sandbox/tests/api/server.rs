//! The router around the core, asked in process and over a real connection.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use futures_util::StreamExt;
use sandbox::{DEMO_ADMIN, Faults, Options, Seed, app};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::stage::{authorization, quiet};

pub async fn ask(app: &Router, method: &str, path: &str, body: &str) -> (StatusCode, Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::AUTHORIZATION, authorization(DEMO_ADMIN))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(body.to_owned()))
        .expect("a request");
    let response = app.clone().oneshot(request).await.expect("infallible");
    let status = response.status();
    assert_eq!(
        response.headers().get(header::ACCESS_CONTROL_ALLOW_ORIGIN),
        None
    );
    let bytes = to_bytes(response.into_body(), usize::MAX)
        .await
        .expect("a body");
    (
        status,
        serde_json::from_slice(&bytes).unwrap_or(Value::Null),
    )
}

pub async fn first_service(app: &Router) -> (String, Value) {
    let (_, answer) = ask(app, "GET", "/v1/organizations", "").await;
    let organization = answer["result"][0]["id"].as_str().expect("an id");
    let services = format!("/v1/organizations/{organization}/services");
    let (_, answer) = ask(app, "GET", &services, "").await;
    (services, answer["result"][0].clone())
}

#[tokio::test]
async fn the_api_serves_its_own_description() {
    let (status, document) = ask(&app(quiet()), "GET", "/v1", "").await;
    assert_eq!(status, StatusCode::OK);
    assert!(document["paths"]["/v1/organizations"].is_object());
}

#[tokio::test]
async fn the_description_needs_no_key_and_is_not_counted() {
    let app = app(Options {
        rate_limit: Some("1/10".parse().expect("a limit")),
        ..quiet()
    });
    for _ in 0..3 {
        let request = Request::get("/v1").body(Body::empty()).expect("a request");
        let response = app.clone().oneshot(request).await.expect("infallible");
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(
            response.headers()[header::CONTENT_TYPE],
            "application/json; charset=utf-8"
        );
    }
    assert_eq!(ask(&app, "GET", "/v1/whoami", "").await.0, StatusCode::OK);
    assert_eq!(
        ask(&app, "GET", "/v1/whoami", "").await.0,
        StatusCode::TOO_MANY_REQUESTS
    );
}

#[tokio::test]
async fn requests_reach_the_core_and_other_addresses_are_not_found() {
    let app = app(quiet());
    let (_, service) = first_service(&app).await;
    assert_eq!(service["name"], "shipments prod");
    for (method, path) in [
        ("GET", "/"),
        ("OPTIONS", "/v1/whoami"),
        ("POST", "/v1"),
        ("DELETE", "/v1"),
        ("PUT", "/v1/whoami"),
        ("GET", "/v2"),
        ("GET", "/v1/"),
    ] {
        let (status, answer) = ask(&app, method, path, "").await;
        assert_eq!(
            (status, &answer["status"]),
            (StatusCode::NOT_FOUND, &json!(404)),
            "{path}"
        );
    }
    let (status, answer) = ask(&app, "PATCH", "/v1/whoami", &"x".repeat(2 * 1024 * 1024)).await;
    assert_eq!(
        (status, &answer["status"]),
        (StatusCode::BAD_REQUEST, &json!(400))
    );
}

#[tokio::test]
async fn control_is_closed_unless_asked_for() {
    let (status, _) = ask(&app(quiet()), "GET", "/sandbox/faults", "").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn control_switches_faults_time_and_states() {
    let app = app(Options {
        control: true,
        ..quiet()
    });
    let (services, service) = first_service(&app).await;
    let id = service["id"].as_str().expect("an id");

    let (status, _) = ask(&app, "PUT", "/sandbox/faults", r#"{"error":1}"#).await;
    assert_eq!(status, StatusCode::OK);
    assert!(ask(&app, "GET", "/v1/whoami", "").await.0.is_server_error());
    let all = serde_json::to_value(Faults::default()).expect("JSON");
    let names = all.as_object().expect("an object").keys();
    let faults: Value = names.map(|name| (name.clone(), json!(1))).collect();
    let (status, _) = ask(&app, "PUT", "/sandbox/faults", &faults.to_string()).await;
    assert_eq!(status, StatusCode::OK);
    let (_, answer) = ask(&app, "GET", "/sandbox/faults", "").await;
    for (name, value) in answer.as_object().expect("an object") {
        assert_eq!(value.as_f64(), Some(1.0), "{name}");
    }
    assert_eq!(
        ask(&app, "PUT", "/sandbox/faults", r#"{"error":2}"#)
            .await
            .0,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        ask(&app, "PUT", "/sandbox/faults", "{}").await.0,
        StatusCode::OK
    );
    assert_eq!(ask(&app, "GET", "/v1/whoami", "").await.0, StatusCode::OK);

    let state = format!("/sandbox/services/{id}/state");
    let (status, _) = ask(&app, "PUT", &state, r#"{"state":"stopping"}"#).await;
    assert_eq!(status, StatusCode::NO_CONTENT);
    let (_, answer) = ask(&app, "GET", &format!("{services}/{id}"), "").await;
    assert_eq!(answer["result"]["state"], "stopping");
    let (status, _) = ask(&app, "POST", "/sandbox/clock", r#"{"advanceSeconds":20}"#).await;
    assert_eq!(status, StatusCode::OK);
    let (_, answer) = ask(&app, "GET", &format!("{services}/{id}"), "").await;
    assert_eq!(answer["result"]["state"], "stopped");

    let nowhere = "/sandbox/services/7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61/state";
    let (status, _) = ask(&app, "PUT", nowhere, r#"{"state":"idle"}"#).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn control_lists_the_operations_that_are_imitated() {
    let app = app(Options {
        control: true,
        ..quiet()
    });
    let (_, listed) = ask(&app, "GET", "/sandbox/operations", "").await;
    let listed = listed.as_array().expect("a list");
    assert_eq!(listed.len(), sandbox::operations().count());
    assert!(listed.contains(&json!({ "method": "GET", "path": "/v1/whoami" })));
}

async fn serve(options: Options) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    let app = app(options).into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

fn get(address: SocketAddr, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: sandbox\r\nAuthorization: {}\r\nConnection: close\r\n\r\n",
        authorization(DEMO_ADMIN)
    );
    stream.write_all(head.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // A connection that breaks may end in an error instead of an end.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// The promised and the actual length of the body.
fn lengths(answer: &str) -> Option<(usize, usize)> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let promised = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))?;
    Some((promised.parse().ok()?, body.len()))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_answer_is_shorter_than_promised() {
    let address = serve(quiet()).await;
    let answer = tokio::task::spawn_blocking(move || get(address, "/v1/whoami")).await;
    let (promised, came) = lengths(&answer.expect("joined")).expect("an answer");
    assert_eq!(promised, came);

    let faults = Faults {
        cut: 1.0,
        ..Faults::default()
    };
    let address = serve(Options { faults, ..quiet() }).await;
    let answer = tokio::task::spawn_blocking(move || get(address, "/v1/whoami")).await;
    let answer = answer.expect("joined");
    if let Some((promised, came)) = lengths(&answer) {
        assert!(came < promised, "{answer}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_late_answer_waits_its_time() {
    let faults = Faults {
        latency_millis: 60_000,
        ..Faults::default()
    };
    let app = app(Options { faults, ..quiet() });
    let start = tokio::time::Instant::now();
    assert_eq!(ask(&app, "GET", "/v1/whoami", "").await.0, StatusCode::OK);
    assert_eq!(start.elapsed().as_secs(), 60);
}

#[tokio::test(start_paused = true)]
async fn a_slow_body_trickles() {
    let faults = Faults {
        slow_millis: 32_000,
        ..Faults::default()
    };
    let app = app(Options { faults, ..quiet() });
    let request = Request::get("/v1/whoami")
        .header(header::AUTHORIZATION, authorization(DEMO_ADMIN))
        .body(Body::empty())
        .expect("a request");
    let start = tokio::time::Instant::now();
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(start.elapsed().as_secs(), 0, "the head comes at once");
    let promised = response.headers()[header::CONTENT_LENGTH].clone();
    let mut body = response.into_body().into_data_stream();
    let mut sizes = Vec::new();
    while let Some(piece) = body.next().await {
        sizes.push(piece.expect("a piece").len());
    }
    assert_eq!(start.elapsed().as_secs(), 32);
    assert!(sizes.len() > 10, "{sizes:?}");
    assert_eq!(promised, sizes.iter().sum::<usize>().to_string().as_str());
}

#[tokio::test]
async fn a_very_long_answer_comes_in_pieces_and_others_are_answered_meanwhile() {
    let app = app(Options {
        seed: Seed::Large,
        ..quiet()
    });
    let (services, _) = first_service(&app).await;
    let request = Request::get(services.replace("/services", "/activities"))
        .header(header::AUTHORIZATION, authorization(DEMO_ADMIN))
        .body(Body::empty())
        .expect("a request");
    let response = app.clone().oneshot(request).await.expect("infallible");
    assert_eq!(response.headers().get(header::CONTENT_LENGTH), None);
    let mut body = response.into_body().into_data_stream();
    let mut text = body.next().await.expect("a piece").expect("bytes").to_vec();
    assert!(text.len() < 1_000_000, "{}", text.len());
    let renamed = services.trim_end_matches("/services");
    let (status, _) = ask(&app, "PATCH", renamed, r#"{"name":"Meanwhile"}"#).await;
    assert_eq!(status, StatusCode::OK);
    while let Some(piece) = body.next().await {
        text.extend(piece.expect("bytes"));
    }
    let answer: Value = serde_json::from_slice(&text).expect("JSON");
    assert_eq!(answer["result"].as_array().map(Vec::len), Some(100_000));
}
