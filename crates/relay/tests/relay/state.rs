//! A demo whose state is in a file, and what is left of it when the process is killed.

use std::path::Path;

use base64ct::{Base64, Encoding};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::mpsc,
};

use crate::{
    binary::{Running, refused, wheelhouse},
    support::{address, dist},
};

/// A demo and the key it printed.
struct Demo {
    process: Running,
    url: String,
    key: String,
}

impl Demo {
    fn start(dist: &Path, state: &Path) -> Self {
        let (dist, state) = (dist.to_str().unwrap(), state.to_str().unwrap());
        let mut process = Running::start(wheelhouse(&[
            "demo",
            "--listen",
            "127.0.0.1:0",
            "--dist",
            dist,
            "--state",
            state,
            "--rate-limit",
            "off",
            "--seed",
            "empty",
        ]));
        let url = process.line("Wheelhouse demo");
        let (id, secret) = (process.line("Key ID"), process.line("Key secret"));
        let key = Base64::encode_string(format!("{id}:{secret}").as_bytes());
        Self { process, url, key }
    }

    async fn organization(&self) -> Value {
        let answer = call(&self.url, &self.key, "GET", "/v1/organizations", "")
            .await
            .expect("an answer");
        answer["result"][0].clone()
    }

    /// The private endpoints: what can be added to without end.
    async fn endpoints(&self) -> Vec<String> {
        let organization = self.organization().await;
        let endpoints = organization["privateEndpoints"].as_array().unwrap().iter();
        endpoints
            .map(|endpoint| endpoint["id"].as_str().unwrap().to_owned())
            .collect()
    }
}

/// The answer, if the whole of it came.
async fn call(url: &str, key: &str, method: &str, path: &str, body: &str) -> Option<Value> {
    let mut stream = TcpStream::connect(address(url)).await.ok()?;
    let length = body.len();
    let request = format!(
        "{method} {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {key}\r\n\
         Content-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8(answer).unwrap();
    let (head, body) = answer.split_once("\r\n\r\n")?;
    assert!(head.starts_with("HTTP/1.1 200 "), "{answer}");
    serde_json::from_str(body).ok()
}

/// Adds endpoints until the process is gone, and tells of each that was answered.
async fn write_on(
    url: String,
    key: String,
    path: String,
    round: usize,
    told: mpsc::Sender<String>,
) {
    for number in 0.. {
        let id = format!("round-{round}-number-{number}");
        let endpoint = format!(r#"{{"id":"{id}","cloudProvider":"aws","region":"us-east-1"}}"#);
        let body = format!(r#"{{"privateEndpoints":{{"add":[{endpoint}]}}}}"#);
        if call(&url, &key, "PATCH", &path, &body).await.is_none() {
            return;
        }
        if told.send(id).await.is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_that_was_answered_survives_a_kill() {
    let folder = dist(&[]);
    let state = folder.path().join("state");
    let mut answered: Vec<String> = Vec::new();
    for (round, count) in [3, 17, 40, 1, 25].into_iter().enumerate() {
        let demo = Demo::start(folder.path(), &state);
        let there = demo.endpoints().await;
        // What was written but not answered may be there too: one for each round.
        let missing: Vec<_> = answered
            .iter()
            .filter(|name| !there.contains(name))
            .collect();
        assert!(missing.is_empty(), "{missing:?} are lost");
        assert!(there.len() <= answered.len() + round, "{there:?}");

        let (tell, mut told) = mpsc::channel(1_000);
        let organization = demo.organization().await;
        let path = format!("/v1/organizations/{}", organization["id"].as_str().unwrap());
        let writer = tokio::spawn(write_on(
            demo.url.clone(),
            demo.key.clone(),
            path,
            round,
            tell,
        ));
        for _ in 0..count {
            answered.push(told.recv().await.expect("an answer"));
        }
        // In the middle of the next write, wherever that is. Dropped, it is killed.
        drop(demo.process);
        writer.await.unwrap();
        while let Some(name) = told.recv().await {
            answered.push(name);
        }
    }
    let demo = Demo::start(folder.path(), &state);
    let there = demo.endpoints().await;
    assert!(answered.len() >= 86 && answered.iter().all(|name| there.contains(name)));
}

#[test]
fn a_state_of_another_seed_is_refused_with_a_sentence() {
    let folder = dist(&[]);
    let state = folder.path().join("state");
    let dist = folder.path().to_str().unwrap();
    drop(Demo::start(folder.path(), &state));
    let state = state.to_str().unwrap();
    let sentence = refused(&["demo", "--dist", dist, "--state", state, "--seed", "large"]);
    assert!(
        sentence.contains("was begun with --seed empty --seed-number 1 --speed 1 --primary"),
        "{sentence}"
    );
}
