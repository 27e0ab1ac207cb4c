//! A console's folder, upstreams on free ports, and short ways to call and to read.

use std::{net::SocketAddr, path::Path, time::Duration};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    response::Response,
};
use relay::{Files, Options, Upstream};
use serde_json::Value;
use tempfile::TempDir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};
use tower::ServiceExt;

pub(crate) const DOCUMENT: &str = "<!doctype html><style>p{}</style><script>boot()</script>";

/// A folder with a document and whatever else a test needs.
pub(crate) fn dist(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("index.html", DOCUMENT)].iter().chain(files) {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

pub(crate) fn options(folder: &Path, upstream: &str) -> Options {
    let files = Files::open(folder.to_owned(), None).unwrap();
    let mut options = Options::new(files, Upstream::remote(upstream).unwrap());
    // Long enough for a busy machine; tests of time-outs set their own.
    options.answer_within = Duration::from_secs(30);
    options
}

/// A relay in front of `upstream` with nothing but a document to serve.
pub(crate) fn relay_to(upstream: &str) -> Router {
    let folder = dist(&[]);
    relay::app(options(folder.path(), upstream))
}

pub(crate) async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// Serves until the test ends; the answer is the address.
pub(crate) async fn spawn(service: Router) -> String {
    let (listener, url) = listen().await;
    tokio::spawn(async move { axum::serve(listener, service).await.unwrap() });
    url
}

/// An upstream that sends these bytes and closes, without reading more than the request's head.
pub(crate) async fn spawn_raw(answer: &'static [u8]) -> String {
    let (listener, url) = listen().await;
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            read_head(&mut stream).await;
            stream.write_all(answer).await.unwrap();
        }
    });
    url
}

async fn read_head(stream: &mut TcpStream) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
}

/// Sends exactly this text and reads until the relay closes.
pub(crate) async fn exchange(url: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address(url)).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

pub(crate) fn address(url: &str) -> SocketAddr {
    url.trim_start_matches("http://")
        .trim_end_matches('/')
        .parse()
        .unwrap()
}

pub(crate) async fn call(app: &Router, request: Request<Body>) -> Response {
    app.clone().oneshot(request).await.unwrap()
}

pub(crate) async fn get(app: &Router, path: &str, headers: &[(&str, &str)]) -> Response {
    send(app, "GET", path, headers).await
}

pub(crate) async fn send(
    app: &Router,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    call(app, request.body(Body::empty()).unwrap()).await
}

pub(crate) fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

pub(crate) async fn text(response: Response) -> String {
    let bytes = axum::body::to_bytes(response.into_body(), usize::MAX)
        .await
        .unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Checks that the relay's own answer is in the API's envelope, and gives its `error`.
pub(crate) async fn refusal(response: Response, status: StatusCode) -> String {
    assert_eq!(response.status(), status);
    assert_eq!(header(&response, "content-type"), "application/json");
    assert_eq!(header(&response, "cache-control"), "no-store");
    assert_eq!(header(&response, "x-content-type-options"), "nosniff");
    // The console tells by it that the API never spoke.
    assert_eq!(header(&response, "wheelhouse-relay"), "refused");
    let envelope: Value = serde_json::from_str(&text(response).await).unwrap();
    assert_eq!(envelope["status"], status.as_u16());
    assert_eq!(envelope["requestId"].as_str().unwrap().len(), 36);
    assert_eq!(envelope.as_object().unwrap().len(), 3);
    envelope["error"].as_str().unwrap().to_owned()
}
