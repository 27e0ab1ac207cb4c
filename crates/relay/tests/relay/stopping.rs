//! What happens to requests in flight when the relay is told to stop.

use std::time::Duration;

use axum::{Router, http::StatusCode};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::{mpsc, oneshot},
    task::JoinHandle,
};

use crate::support::{address, listen, relay_to, spawn};

struct Stage {
    relay: JoinHandle<std::io::Result<()>>,
    url: String,
    client: TcpStream,
    stop: oneshot::Sender<()>,
    /// The upstream answers when this is used, and never when it is dropped.
    release: mpsc::Sender<()>,
}

/// A relay with one call in flight, which the upstream has received and not answered.
async fn stage(grace: Duration) -> Stage {
    let (arrived, mut arrival) = mpsc::channel(1);
    let (release, released) = mpsc::channel::<()>(1);
    let released = std::sync::Arc::new(tokio::sync::Mutex::new(released));
    let upstream = spawn(Router::new().fallback(move || async move {
        arrived.send(()).await.unwrap();
        match released.lock().await.recv().await {
            Some(()) => StatusCode::OK,
            None => std::future::pending().await,
        }
    }))
    .await;
    let (listener, url) = listen().await;
    let (stop, stopped) = oneshot::channel::<()>();
    let stopped = async move { stopped.await.unwrap() };
    let relay = tokio::spawn(relay::serve(listener, relay_to(&upstream), stopped, grace));
    let mut client = TcpStream::connect(address(&url)).await.unwrap();
    client
        .write_all(b"GET /v1 HTTP/1.1\r\nHost: x\r\n\r\n")
        .await
        .unwrap();
    arrival.recv().await.unwrap();
    Stage {
        relay,
        url,
        client,
        stop,
        release,
    }
}

#[tokio::test]
async fn a_request_in_flight_is_answered_before_the_relay_ends() {
    let mut stage = stage(Duration::from_mins(1)).await;
    stage.stop.send(()).unwrap();
    // Once the listener is gone the relay is stopping, and the call is still open.
    while TcpStream::connect(address(&stage.url)).await.is_ok() {
        tokio::task::yield_now().await;
    }
    assert!(!stage.relay.is_finished());
    stage.release.send(()).await.unwrap();
    let mut answer = String::new();
    stage.client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n"), "{answer}");
    stage.relay.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_request_that_never_ends_does_not_keep_the_relay_for_ever() {
    let mut stage = stage(Duration::from_millis(20)).await;
    drop(stage.release);
    stage.stop.send(()).unwrap();
    stage.relay.await.unwrap().unwrap();
    drop(stage.client.shutdown().await);
}
