//! What reaches the upstream and what comes back.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
};

use axum::{
    Json, Router,
    body::Body,
    extract::{ConnectInfo, Request},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http_body_util::{BodyExt, channel::Channel};
use relay::{Files, Options, Upstream};
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream, sync::mpsc};

use crate::support::{address, call, dist, get, listen, relay_to, send, spawn, text};

/// Answers with what it was sent, under headers of every kind.
async fn echo(request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let headers: serde_json::Map<String, Value> = parts
        .headers
        .iter()
        .map(|(name, value)| (name.to_string(), json!(value.to_str().unwrap())))
        .collect();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
    let seen = json!({
        "method": parts.method.as_str(),
        "uri": parts.uri.path_and_query().unwrap().as_str(),
        "headers": headers,
        "body": String::from_utf8(body.to_vec()).unwrap(),
    });
    let mut response = (StatusCode::CREATED, Json(seen)).into_response();
    for (name, value) in [
        ("x-ratelimit-reset", "3.2"),
        ("x-ratelimit-remaining", "9"),
        ("retry-after", "4"),
        ("x-request-id", "from-upstream"),
        ("content-disposition", "attachment"),
        ("set-cookie", "session=1"),
        ("server", "upstream"),
        ("www-authenticate", "Basic"),
        ("access-control-allow-origin", "*"),
        ("access-control-allow-credentials", "true"),
        ("cache-control", "public, max-age=600"),
        ("connection", "x-correlation-id"),
        ("x-correlation-id", "for this hop only"),
        ("keep-alive", "timeout=5"),
        ("location", "https://elsewhere.example/"),
        ("x-powered-by", "something"),
    ] {
        let name = HeaderName::from_static(name);
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

async fn seen(response: Response) -> Value {
    serde_json::from_str(&text(response).await).unwrap()
}

#[tokio::test]
async fn every_method_of_the_api_is_forwarded_with_path_query_and_body_as_they_are() {
    let url = spawn(Router::new().fallback(echo)).await;
    let app = relay_to(&format!("{url}/prefix/"));
    for method in ["GET", "POST", "PATCH", "PUT", "DELETE"] {
        let request = Request::builder()
            .method(method)
            .uri("/v1/organizations/a%20b?filter=tag%3Ax&filter=y")
            .body(Body::from("{\"name\":\"é\"}"))
            .unwrap();
        let response = call(&app, request).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let seen = seen(response).await;
        assert_eq!(seen["method"], method);
        assert_eq!(
            seen["uri"],
            "/prefix/v1/organizations/a%20b?filter=tag%3Ax&filter=y"
        );
        assert_eq!(seen["body"], "{\"name\":\"é\"}");
    }
}

/// What a browser, a front proxy and an attacker may send along.
const SENT: [(&str, &str); 18] = [
    ("authorization", "Basic a2V5OnNlY3JldA=="),
    ("content-type", "application/json"),
    ("accept", "application/json"),
    ("user-agent", "Browser/1.0"),
    ("cookie", "session=1"),
    ("origin", "http://console.example"),
    ("referer", "http://console.example/organizations/1"),
    ("forwarded", "for=192.0.2.1"),
    ("x-forwarded-for", "192.0.2.1"),
    ("x-forwarded-host", "elsewhere.example"),
    ("x-real-ip", "192.0.2.1"),
    ("x-auth-request-user", "admin"),
    ("proxy-authorization", "Basic x"),
    ("te", "trailers"),
    ("upgrade", "websocket"),
    ("accept-encoding", "br"),
    ("sec-fetch-site", "same-origin"),
    ("x-anything", "else"),
];

fn check_headers_up(seen: &Value, url: &str) {
    let mut expected = json!({
        "authorization": "Basic a2V5OnNlY3JldA==",
        "content-type": "application/json",
        "accept": "application/json",
        "user-agent": "Browser/1.0",
    });
    if !url.is_empty() {
        expected["host"] = json!(url.trim_start_matches("http://"));
    }
    assert_eq!(seen["headers"], expected);
}

fn check_headers_down(headers: &HeaderMap) {
    let mut names: Vec<&str> = headers.keys().map(HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(
        names,
        [
            "cache-control",
            "content-disposition",
            "content-length",
            "content-security-policy",
            "content-type",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "referrer-policy",
            "retry-after",
            "x-content-type-options",
            "x-ratelimit-remaining",
            "x-ratelimit-reset",
            "x-request-id",
        ]
    );
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    assert_eq!(headers["x-ratelimit-reset"], "3.2");
}

#[tokio::test]
async fn only_named_headers_pass_in_either_direction() {
    let url = spawn(Router::new().fallback(echo)).await;
    let response = get(&relay_to(&url), "/v1/organizations", &SENT).await;
    check_headers_down(response.headers());
    check_headers_up(&seen(response).await, &url);
}

#[tokio::test]
async fn a_service_in_the_process_is_called_like_one_over_the_network() {
    let folder = dist(&[]);
    let files = Files::open(folder.path().to_owned(), None).unwrap();
    let upstream = Upstream::in_process(Router::new().fallback(echo));
    let app = relay::app(Options::new(files, upstream));
    let response = get(&app, "/v1/organizations", &SENT).await;
    check_headers_down(response.headers());
    check_headers_up(&seen(response).await, "");
    let controls = seen(send(&app, "POST", "/sandbox/faults?x=1", &[]).await).await;
    assert_eq!(controls["uri"], "/sandbox/faults?x=1");
}

#[tokio::test]
async fn a_service_in_the_process_learns_the_address_of_the_caller() {
    let (arrivals, mut arrived) = mpsc::channel(1);
    let service = Router::new().fallback(
        move |ConnectInfo(caller): ConnectInfo<SocketAddr>| async move {
            arrivals.send(caller).await.unwrap();
        },
    );
    let folder = dist(&[]);
    let files = Files::open(folder.path().to_owned(), None).unwrap();
    let app = relay::app(Options::new(files, Upstream::in_process(service)));
    let (listener, url) = listen().await;
    tokio::spawn(relay::serve(
        listener,
        app,
        std::future::pending(),
        relay::GRACE,
    ));
    let mut client = TcpStream::connect(address(&url)).await.unwrap();
    client
        .write_all(b"GET /v1 HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    assert_eq!(arrived.recv().await, Some(client.local_addr().unwrap()));
}

#[tokio::test]
async fn a_header_that_connection_names_stays_behind() {
    let url = spawn(Router::new().fallback(echo)).await;
    let headers = [("connection", "close, Accept"), ("accept", "text/plain")];
    let seen = seen(get(&relay_to(&url), "/v1", &headers).await).await;
    assert_eq!(seen["headers"].get("accept"), None);
    assert!(
        seen["headers"]["user-agent"]
            .as_str()
            .unwrap()
            .starts_with("wheelhouse/")
    );
}

#[tokio::test]
async fn an_answer_is_passed_on_piece_by_piece() {
    let (mut sender, body) = Channel::<Bytes>::new(1);
    let body = Arc::new(Mutex::new(Some(Body::new(body))));
    let url = spawn(Router::new().fallback(move || async move {
        body.lock()
            .unwrap()
            .take()
            .expect("one call is made")
            .into_response()
    }))
    .await;
    let response = get(&relay_to(&url), "/v1/organizations", &[]).await;
    let mut body = response.into_body();
    for piece in ["first", "last"] {
        sender
            .send_data(Bytes::from_static(piece.as_bytes()))
            .await
            .unwrap();
        let received = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(received, piece);
    }
    drop(sender);
    assert!(body.frame().await.is_none());
}

#[tokio::test]
async fn a_request_is_passed_on_piece_by_piece() {
    let (pieces, mut received) = mpsc::channel(1);
    let url = spawn(Router::new().fallback(move |request: Request| async move {
        let mut body = request.into_body();
        while let Some(frame) = body.frame().await {
            pieces
                .send(frame.unwrap().into_data().unwrap())
                .await
                .unwrap();
        }
        StatusCode::NO_CONTENT
    }))
    .await;
    let (mut sender, body) = Channel::<Bytes>::new(1);
    let request = Request::post("/v1/organizations")
        .body(Body::new(body))
        .unwrap();
    let app = relay_to(&url);
    let answer = tokio::spawn(async move { call(&app, request).await });
    for piece in ["first", "last"] {
        sender
            .send_data(Bytes::from_static(piece.as_bytes()))
            .await
            .unwrap();
        assert_eq!(received.recv().await.unwrap(), piece);
    }
    drop(sender);
    assert_eq!(answer.await.unwrap().status(), StatusCode::NO_CONTENT);
}
