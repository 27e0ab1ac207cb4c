//! What never reaches the upstream.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{Method, StatusCode},
};
use bytes::Bytes;
use http_body_util::channel::Channel;

use crate::support::{
    address, call, dist, exchange, get, header, options, refusal, relay_to, send, spawn, text,
};

/// An upstream that reads what it is sent and counts its calls.
async fn counting() -> (String, Arc<AtomicUsize>) {
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let service = Router::new().fallback(move |request: Request| async move {
        counted.fetch_add(1, Ordering::SeqCst);
        match axum::body::to_bytes(request.into_body(), usize::MAX).await {
            Ok(_) => StatusCode::OK,
            Err(_) => StatusCode::BAD_REQUEST,
        }
    });
    (spawn(service).await, calls)
}

#[tokio::test]
async fn nothing_but_v1_is_forwarded() {
    let (url, calls) = counting().await;
    let app = relay_to(&url);
    for path in [
        "/",
        "/v2/organizations",
        "/v10",
        "/sandbox/faults",
        "/organizations/1",
    ] {
        send(&app, "GET", path, &[]).await;
        let answer = send(&app, "POST", path, &[]).await;
        assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED, "{path}");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(get(&app, "/v1", &[]).await.status(), StatusCode::OK);
    assert_eq!(
        get(&app, "/v1/organizations", &[]).await.status(),
        StatusCode::OK
    );
    assert_eq!(calls.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn a_path_that_could_be_read_in_two_ways_is_refused() {
    let (upstream, calls) = counting().await;
    let url = spawn(relay_to(&upstream)).await;
    for path in [
        "/v1/../secret",
        "/v1/%2e%2e/secret",
        "/v1//organizations",
        "//v1/organizations",
        "/x/../v1/organizations",
        "/v1/a%2fb",
        "/v1/a%00b",
        "/v1/%252e%252e/secret",
        "/%76%31/organizations",
        "/..%2f..%2fetc/passwd",
        "/../Cargo.toml",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let got = exchange(&url, &request).await;
        assert!(got.starts_with("HTTP/1.1 400 "), "{path}: {got}");
        assert!(got.contains(r#""error":"BAD_REQUEST: "#), "{path}: {got}");
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn the_host_of_a_request_line_is_never_called() {
    let (upstream, calls) = counting().await;
    let (elsewhere, missed) = counting().await;
    let url = spawn(relay_to(&upstream)).await;
    let host = address(&elsewhere);
    let request = format!(
        "GET {elsewhere}/v1/organizations HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    );
    let got = exchange(&url, &request).await;
    assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
    assert_eq!(
        (calls.load(Ordering::SeqCst), missed.load(Ordering::SeqCst)),
        (1, 0)
    );
}

#[tokio::test]
async fn a_method_the_api_does_not_have_is_refused() {
    let (url, calls) = counting().await;
    let app = relay_to(&url);
    for method in ["OPTIONS", "TRACE", "PURGE"] {
        let answer = send(&app, method, "/v1/organizations", &[]).await;
        assert_eq!(header(&answer, "allow"), "GET, POST, PATCH, PUT, DELETE");
        refusal(answer, StatusCode::METHOD_NOT_ALLOWED).await;
    }
    let answer = send(&app, "HEAD", "/v1/organizations", &[]).await;
    assert_eq!(answer.status(), StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(calls.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn a_call_from_another_site_is_refused() {
    let (url, calls) = counting().await;
    let app = relay_to(&url);
    for site in ["cross-site", "same-site", "anything"] {
        let answer = get(&app, "/v1/organizations", &[("sec-fetch-site", site)]).await;
        refusal(answer, StatusCode::FORBIDDEN).await;
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    for site in ["same-origin", "none"] {
        let answer = get(&app, "/v1/organizations", &[("sec-fetch-site", site)]).await;
        assert_eq!(answer.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn a_read_only_relay_forwards_get_only() {
    let (url, calls) = counting().await;
    let folder = dist(&[]);
    let mut options = options(folder.path(), &url);
    options.read_only = true;
    let app = relay::app(options);
    for method in [Method::POST, Method::PATCH, Method::PUT, Method::DELETE] {
        let answer = send(&app, method.as_str(), "/v1/organizations", &[]).await;
        let error = refusal(answer, StatusCode::FORBIDDEN).await;
        assert_eq!(
            error,
            "FORBIDDEN: the relay is read-only and forwards GET only"
        );
    }
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(
        get(&app, "/v1/organizations", &[]).await.status(),
        StatusCode::OK
    );
}

#[tokio::test]
async fn a_body_of_more_than_4_mib_is_refused_before_the_upstream_is_called() {
    let (url, calls) = counting().await;
    let app = relay_to(&url);
    let of = |length: usize| {
        Request::post("/v1")
            .body(Body::from(vec![b' '; length]))
            .unwrap()
    };
    let limit = 4 * 1024 * 1024;
    refusal(
        call(&app, of(limit + 1)).await,
        StatusCode::PAYLOAD_TOO_LARGE,
    )
    .await;
    assert_eq!(calls.load(Ordering::SeqCst), 0);
    assert_eq!(call(&app, of(limit)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn a_body_that_does_not_tell_its_length_is_cut_at_the_limit() {
    let (url, _) = counting().await;
    let (mut sender, body) = Channel::<Bytes>::new(1);
    let request = Request::post("/v1").body(Body::new(body)).unwrap();
    let feeding = tokio::spawn(async move {
        for _ in 0..5 {
            let mebibyte = Bytes::from(vec![b' '; 1024 * 1024]);
            if sender.send_data(mebibyte).await.is_err() {
                return;
            }
        }
    });
    let answer = call(&relay_to(&url), request).await;
    refusal(answer, StatusCode::PAYLOAD_TOO_LARGE).await;
    feeding.await.unwrap();
}

#[tokio::test]
async fn health_says_ok_and_nothing_else() {
    let app = relay_to("http://127.0.0.1:1");
    let answer = get(&app, "/healthz", &[]).await;
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert_eq!(text(answer).await, "ok");
}
