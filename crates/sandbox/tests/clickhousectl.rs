//! `ClickHouse`'s own command-line client works the sandbox as if it were the cloud.
//!
//! Needs `clickhousectl` 0.5.0 at the path in `CLICKHOUSECTL`, or on PATH; `cargo xtask setup` brings it.

#[path = "clickhousectl/people.rs"]
mod people;
#[path = "clickhousectl/upkeep.rs"]
mod upkeep;

use std::{
    ffi::OsString,
    net::SocketAddr,
    process::{Command, Output},
};

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode, header},
};
use sandbox::{DEMO_ADMIN, DEMO_DISABLED, DemoKey, Options, Seed, app};
use serde_json::Value;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

struct Client {
    program: OsString,
    url: String,
    home: TempDir,
    key: DemoKey,
}

impl Client {
    fn run(&self, words: &[&str]) -> Output {
        let directory = self.home.path();
        Command::new(&self.program)
            .args(["cloud", "--json", "--url", &self.url])
            .args([
                "--api-key",
                self.key.key_id,
                "--api-secret",
                self.key.key_secret,
            ])
            .args(words)
            .current_dir(directory)
            .env_clear()
            .env("HOME", directory)
            .env("DO_NOT_TRACK", "1")
            .output()
            .unwrap_or_else(|error| {
                panic!(
                    "clickhousectl cannot be run ({error}). Run `cargo xtask setup`, or set \
                     CLICKHOUSECTL to the path of clickhousectl 0.5.0."
                )
            })
    }

    fn ok(&self, words: &[&str]) -> Value {
        let output = self.run(words);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {error}");
        serde_json::from_slice(&output.stdout).unwrap_or(Value::Null)
    }

    /// The exit code and what is said about the failure.
    fn refused(&self, words: &[&str]) -> (Option<i32>, String) {
        let output = self.run(words);
        (
            output.status.code(),
            String::from_utf8_lossy(&output.stderr).into_owned(),
        )
    }

    /// Asks until the service is in the state; every question is a process of its own.
    fn until(&self, id: &str, state: &str) {
        for _ in 0..200 {
            if self.ok(&["service", "get", id])["state"] == state {
                return;
            }
        }
        panic!("{id} never came to be {state}");
    }
}

fn serve(runtime: &Runtime, app: Router) -> String {
    let listener = runtime
        .block_on(tokio::net::TcpListener::bind("127.0.0.1:0"))
        .expect("a free port");
    let address = listener.local_addr().expect("an address");
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    runtime.spawn(async move { axum::serve(listener, service).await });
    format!("http://{address}")
}

fn client(runtime: &Runtime, app: Router, key: DemoKey) -> Client {
    Client {
        program: std::env::var_os("CLICKHOUSECTL").unwrap_or_else(|| "clickhousectl".into()),
        url: serve(runtime, app),
        home: TempDir::new().expect("a directory"),
        key,
    }
}

#[test]
fn the_official_client_takes_a_service_through_its_life() {
    let runtime = Runtime::new().expect("a runtime");
    let options = Options {
        seed: Seed::Empty,
        speed: 5_000.0,
        rate_limit: None,
        control: true,
        ..Options::default()
    };
    let app = app(options);
    let client = client(&runtime, app.clone(), DEMO_ADMIN);

    let organizations = client.ok(&["org", "list"]);
    let organization = organizations[0]["id"].as_str().expect("an id").to_owned();
    assert_eq!(
        client.ok(&["org", "get", "--org-id", &organization])["name"],
        "New organization"
    );
    let renamed = client.ok(&[
        "org",
        "update",
        "--org-id",
        &organization,
        "--new-name",
        "Northwind",
    ]);
    assert_eq!(renamed["name"], "Northwind");

    assert_eq!(
        client.ok(&["service", "list"]).as_array().map(Vec::len),
        Some(0)
    );
    let created = client.ok(&[
        "service",
        "create",
        "--name",
        "from the client",
        "--provider",
        "gcp",
        "--region",
        "us-central1",
        "--min-replica-memory-gb",
        "8",
        "--max-replica-memory-gb",
        "16",
        "--num-replicas",
        "2",
        "--ip-allow",
        "203.0.113.0/24=office",
        "--tag",
        "env=test",
    ]);
    assert!(created["password"].is_string(), "{created}");
    let id = created["service"]["id"].as_str().expect("an id").to_owned();
    client.until(&id, "running");
    let service = client.ok(&["service", "get", &id]);
    assert_eq!(service["numReplicas"], 2);
    assert_eq!(service["ipAccessList"][0]["source"], "203.0.113.0/24");

    stop_and_start(&client, &id);

    runtime.block_on(force(app, &id, "idle"));
    client.until(&id, "idle");
    client.ok(&["service", "wake", &id]);
    client.until(&id, "running");

    update(&client, &id);
    delete(&client, &id);
    read_the_audit_log(&client);
}

fn stop_and_start(client: &Client, id: &str) {
    client.ok(&["service", "stop", id]);
    client.until(id, "stopped");
    let (code, text) = client.refused(&["service", "wake", id]);
    assert!(
        code == Some(1) && text.contains("Current state: 'stopped'"),
        "{text}"
    );
    client.ok(&["service", "start", id]);
    client.until(id, "running");
}

fn update(client: &Client, id: &str) {
    client.ok(&[
        "service",
        "update",
        id,
        "--new-name",
        "renamed",
        "--add-ip-allow",
        "192.0.2.7",
        "--remove-ip-allow",
        "203.0.113.0/24",
        "--add-tag",
        "team=a",
        "--release-channel",
        "fast",
    ]);
    let service = client.ok(&["service", "get", id]);
    assert_eq!(
        (&service["name"], &service["releaseChannel"]),
        (&"renamed".into(), &"fast".into())
    );
    assert_eq!(service["ipAccessList"][0]["source"], "192.0.2.7");
}

fn delete(client: &Client, id: &str) {
    let (code, text) = client.refused(&["service", "delete", id]);
    assert!(
        code == Some(1) && text.contains("can be terminated"),
        "{text}"
    );
    client.ok(&["service", "stop", id]);
    client.until(id, "stopped");
    client.ok(&["service", "delete", id]);
    let gone = (0..200)
        .map(|_| client.refused(&["service", "get", id]))
        .find(|(code, _)| *code != Some(0));
    let (_, text) = gone.expect("a deleted service is gone in the end");
    assert!(text.contains("NOT_FOUND"), "{text}");
}

fn read_the_audit_log(client: &Client) {
    let activities = client.ok(&["activity", "list"]);
    let has = |kind: &str| {
        activities
            .as_array()
            .is_some_and(|list| list.iter().any(|item| item["type"] == kind))
    };
    for kind in [
        "service_create",
        "service_awaken",
        "service_update_name",
        "service_delete",
    ] {
        assert!(has(kind), "{kind} is missing from {activities}");
    }
}

#[test]
fn the_official_client_understands_the_refusals() {
    let runtime = Runtime::new().expect("a runtime");
    let inactive = client(&runtime, app(Options::default()), DEMO_DISABLED);
    let (code, text) = inactive.refused(&["org", "list"]);
    assert!(
        code == Some(4) && text.contains("Key is not active"),
        "{code:?} {text}"
    );

    let busy = client(&runtime, app(Options::default()), DEMO_ADMIN);
    let (code, text) = (0..20)
        .map(|_| busy.refused(&["org", "list"]))
        .find(|(code, _)| *code != Some(0))
        .expect("more than ten requests in ten seconds are too many");
    assert!(
        code == Some(1) && text.contains("rate_limited"),
        "{code:?} {text}"
    );
}

async fn force(app: Router, id: &str, state: &str) {
    let request = Request::builder()
        .method("PUT")
        .uri(format!("/sandbox/services/{id}/state"))
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(format!(r#"{{"state":"{state}"}}"#)))
        .expect("a request");
    let response = app.oneshot(request).await.expect("infallible");
    assert_eq!(response.status(), StatusCode::NO_CONTENT);
}
