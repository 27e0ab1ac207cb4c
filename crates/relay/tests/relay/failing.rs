//! Upstreams that fail, each in its own way.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Router, extract::Request, http::StatusCode};

use crate::support::{
    dist, exchange, get, header, listen, options, refusal, relay_to, spawn, spawn_raw, text,
};

#[tokio::test]
async fn an_answer_that_breaks_off_is_not_passed_on_as_a_whole_one() {
    for answer in [
        "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"half",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n{\"half\r\n",
    ] {
        let upstream = spawn_raw(answer.as_bytes()).await;
        let url = spawn(relay_to(&upstream)).await;
        let got = exchange(
            &url,
            "GET /v1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        )
        .await;
        assert!(got.starts_with("HTTP/1.1 200 OK\r\n"), "{got}");
        assert!(!got.ends_with("0\r\n\r\n"), "{got}");
        let promised = got.to_ascii_lowercase().contains("content-length: 100\r\n");
        assert_eq!(promised, answer.contains("Content-Length"), "{got}");
    }
}

#[tokio::test]
async fn an_upstream_that_does_not_answer_is_a_bad_gateway() {
    let (listener, closed) = listen().await;
    drop(listener);
    let error = refusal(
        get(&relay_to(&closed), "/v1", &[]).await,
        StatusCode::BAD_GATEWAY,
    )
    .await;
    assert_eq!(
        error,
        "BAD_GATEWAY: the relay cannot connect to its upstream"
    );

    for broken in [&b""[..], b"SSH-2.0-OpenSSH\r\n"] {
        let url = spawn_raw(broken).await;
        let answer = get(&relay_to(&url), "/v1", &[]).await;
        let error = refusal(answer, StatusCode::BAD_GATEWAY).await;
        assert_eq!(
            error,
            "BAD_GATEWAY: the upstream broke the connection before it answered"
        );
    }
}

#[tokio::test]
async fn an_upstream_without_a_trusted_certificate_is_a_bad_gateway() {
    let url = spawn(Router::new()).await.replace("http:", "https:");
    let error = refusal(
        get(&relay_to(&url), "/v1", &[]).await,
        StatusCode::BAD_GATEWAY,
    )
    .await;
    assert_eq!(
        error,
        "BAD_GATEWAY: the relay cannot connect to its upstream"
    );
}

#[tokio::test]
async fn an_upstream_that_takes_too_long_is_a_gateway_timeout() {
    let url = spawn(Router::new().fallback(std::future::pending::<()>)).await;
    let folder = dist(&[]);
    let mut options = options(folder.path(), &url);
    options.answer_within = Duration::from_millis(20);
    let answer = get(&relay::app(options), "/v1", &[]).await;
    let error = refusal(answer, StatusCode::GATEWAY_TIMEOUT).await;
    assert_eq!(
        error,
        "GATEWAY_TIMEOUT: the upstream did not answer the relay in time"
    );
}

#[tokio::test]
async fn what_the_upstream_refuses_is_passed_on_in_its_own_words() {
    let words = r#"{"status":401,"requestId":"x","error":"UNAUTHORIZED: Key is not active"}"#;
    let answer = move || async move { (StatusCode::UNAUTHORIZED, words) };
    let url = spawn(Router::new().fallback(answer)).await;
    let response = get(&relay_to(&url), "/v1", &[]).await;
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(header(&response, "www-authenticate"), "");
    assert_eq!(text(response).await, words);
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let calls = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&calls);
    let url = spawn(Router::new().fallback(move |request: Request| async move {
        seen.lock().unwrap().push(request.uri().path().to_owned());
        (
            StatusCode::TEMPORARY_REDIRECT,
            [("location", "/v1/elsewhere")],
        )
    }))
    .await;
    let answer = get(&relay_to(&url), "/v1/organizations", &[]).await;
    assert_eq!(header(&answer, "location"), "");
    refusal(answer, StatusCode::BAD_GATEWAY).await;
    assert_eq!(*calls.lock().unwrap(), ["/v1/organizations"]);
}
