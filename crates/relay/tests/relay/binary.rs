//! The `wheelhouse` command as a person or a script runs it.

use std::{
    io::{BufRead, BufReader, Read},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
};

use axum::Router;
use base64ct::{Base64, Encoding};

use crate::support::{DOCUMENT, dist, exchange, spawn};

pub(crate) fn wheelhouse(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wheelhouse"));
    command
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

pub(crate) fn refused(arguments: &[&str]) -> String {
    let output = wheelhouse(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    String::from_utf8(output.stderr).unwrap()
}

/// A started command; it ends with the test.
pub(crate) struct Running(Child, BufReader<ChildStdout>);

impl Running {
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.spawn().unwrap();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        Self(child, stdout)
    }

    /// Tells it to stop, and gives what it wrote to its standard error until it had.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> String {
        let pid = self.0.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-s", signal, &pid])
                .status()
                .unwrap()
                .success()
        );
        assert_eq!(self.0.wait().unwrap().code(), Some(0));
        let mut log = String::new();
        self.0
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut log)
            .unwrap();
        log
    }

    /// What follows `title: ` on the next line of the output.
    pub(crate) fn line(&mut self, title: &str) -> String {
        let mut line = String::new();
        self.1.read_line(&mut line).unwrap();
        let value = line
            .strip_prefix(&format!("{title}: "))
            .unwrap_or_else(|| panic!("{line}"));
        value.trim_end().to_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_folder_without_a_console_is_refused_with_the_way_to_build_one() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("nowhere");
    let missing = missing.to_str().unwrap();
    let sentence = refused(&[
        "serve",
        "--upstream",
        "http://127.0.0.1:1",
        "--dist",
        missing,
    ]);
    assert_eq!(
        sentence.trim_end(),
        format!(
            "There is no built console in {missing}: build it with `cargo xtask dist`, or name its \
             folder with --dist."
        )
    );
}

#[test]
fn what_cannot_be_an_upstream_is_refused_with_the_reason() {
    let folder = dist(&[]);
    let dist = folder.path().to_str().unwrap();
    let url = "https://api.clickhouse.cloud/v1";
    let sentence = refused(&["serve", "--upstream", url, "--dist", dist]);
    assert!(sentence.contains("without the /v1"), "{sentence}");
}

fn serve(upstream: &str, dist: &Path) -> Command {
    let dist = dist.to_str().unwrap();
    wheelhouse(&[
        "serve",
        "--upstream",
        upstream,
        "--listen",
        "127.0.0.1:0",
        "--dist",
        dist,
    ])
}

#[cfg(unix)]
#[tokio::test]
async fn it_prints_the_port_it_took_and_ends_well_when_told_to() {
    let folder = dist(&[]);
    for signal in ["TERM", "INT"] {
        let mut running = Running::start(serve("http://127.0.0.1:1", folder.path()));
        let url = running.line("Wheelhouse");
        let got = exchange(
            &url,
            "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        )
        .await;
        assert!(got.ends_with(DOCUMENT), "{got}");
        assert_eq!(running.stop(signal), "");
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_write_is_logged_without_anything_secret() {
    let folder = dist(&[]);
    let upstream = spawn(Router::new().fallback(|| async { [("x-request-id", "r1")] })).await;
    let mut command = serve(&upstream, folder.path());
    command.env("RUST_LOG", "trace");
    let mut running = Running::start(command);
    let url = running.line("Wheelhouse");
    let request = "PATCH /v1/organizations/1?password=canary HTTP/1.1\r\nHost: x\r\n\
                   Authorization: Basic canary\r\nContent-Length: 6\r\nConnection: close\r\n\r\n\
                   canary";
    let got = exchange(&url, request).await;
    assert!(got.starts_with("HTTP/1.1 200 OK\r\n"), "{got}");
    let log = running.stop("TERM");
    let line = log
        .lines()
        .find(|line| line.contains("PATCH"))
        .unwrap_or_else(|| panic!("{log}"));
    assert!(
        line.contains("path=\"/v1/organizations/1\" status=200 ms="),
        "{line}"
    );
    assert!(line.contains("request_id=\"r1\""), "{line}");
    assert!(!log.contains("canary"), "{log}");
}

#[test]
fn an_address_that_others_can_reach_is_warned_of() {
    let folder = dist(&[]);
    let dist = folder.path().to_str().unwrap();
    let upstream = "http://127.0.0.1:1";
    let listen = "0.0.0.0:0";
    let arguments = [
        "serve",
        "--upstream",
        upstream,
        "--dist",
        dist,
        "--listen",
        listen,
    ];
    let mut running = Running::start(wheelhouse(&arguments));
    running.line("Wheelhouse");
    let mut warning = String::new();
    BufReader::new(running.0.stderr.take().unwrap())
        .read_line(&mut warning)
        .unwrap();
    assert!(warning.starts_with("Warning: 0.0.0.0:"), "{warning}");
}

#[tokio::test]
async fn the_demo_prints_a_key_that_opens_its_sandbox() {
    let folder = dist(&[]);
    let dist = folder.path().to_str().unwrap();
    let arguments = [
        "demo",
        "--listen",
        "127.0.0.1:0",
        "--dist",
        dist,
        "--seed",
        "small",
    ];
    let mut running = Running::start(wheelhouse(&arguments));
    let url = running.line("Wheelhouse demo");
    let id = running.line("Key ID");
    let secret = running.line("Key secret");
    let key = Base64::encode_string(format!("{id}:{secret}").as_bytes());
    let request = |key: &str| {
        format!(
            "GET /v1/organizations HTTP/1.1\r\nHost: x\r\nAuthorization: Basic {key}\r\n\
             Connection: close\r\n\r\n"
        )
    };
    let got = exchange(&url, &request(&key)).await;
    assert!(got.starts_with("HTTP/1.1 200 OK\r\n"), "{got}");
    assert!(got.contains(r#""result":[{"#), "{got}");
    let got = exchange(&url, &request("eDp5")).await;
    assert!(got.starts_with("HTTP/1.1 401 "), "{got}");
    let got = exchange(
        &url,
        "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(got.ends_with(DOCUMENT), "{got}");
}

#[tokio::test]
async fn a_demo_that_cuts_its_answers_looks_like_a_broken_network() {
    let folder = dist(&[]);
    let dist = folder.path().to_str().unwrap();
    let arguments = [
        "demo",
        "--listen",
        "127.0.0.1:0",
        "--dist",
        dist,
        "--faults",
        "cut=1",
    ];
    let mut running = Running::start(wheelhouse(&arguments));
    let url = running.line("Wheelhouse demo");
    let request = "GET /v1/organizations HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let got = exchange(&url, request).await;
    assert!(
        !got.ends_with("0\r\n\r\n") && !got.contains("content-length"),
        "{got}"
    );
}
