//! The state in a file, opened again and again.

use std::{
    fs::{self, OpenOptions},
    io::Write,
    path::{Path, PathBuf},
};

use axum::Router;
use sandbox::{Moment, Options, Seed, app_with_state};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    server::{ask, first_service},
    stage::quiet,
};

fn file() -> (TempDir, PathBuf) {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("state");
    (folder, file)
}

fn controlled() -> Options {
    Options {
        control: true,
        ..quiet()
    }
}

fn open(file: &Path) -> Router {
    app_with_state(controlled(), file).expect("a state file")
}

fn refused(options: Options, file: &Path) -> String {
    let before = fs::read(file).expect("a file");
    let error = app_with_state(options, file).expect_err("refused");
    assert_eq!(fs::read(file).expect("a file"), before, "it is left alone");
    error.to_string()
}

async fn rename(app: &Router, name: &str) {
    let (services, _) = first_service(app).await;
    let organization = services.trim_end_matches("/services");
    let body = format!(r#"{{"name":"{name}"}}"#);
    assert_eq!(ask(app, "PATCH", organization, &body).await.0, 200);
}

async fn name(app: &Router) -> Value {
    let (_, answer) = ask(app, "GET", "/v1/organizations", "").await;
    answer["result"][0]["name"].clone()
}

#[tokio::test]
async fn what_was_written_is_there_after_a_restart() {
    let (_folder, file) = file();
    let app = open(&file);
    let (services, service) = first_service(&app).await;
    let body = r#"{"name":"kept","provider":"aws","region":"us-east-1","ipAccessList":[]}"#;
    let (_, created) = ask(&app, "POST", &services, body).await;
    let id = service["id"].as_str().expect("an id");
    let state = format!("/sandbox/services/{id}/state");
    ask(&app, "PUT", &state, r#"{"state":"defragmenting"}"#).await;
    ask(
        &app,
        "POST",
        "/sandbox/clock",
        r#"{"advanceSeconds":90000}"#,
    )
    .await;
    rename(&app, "Renamed").await;
    let (_, before) = ask(&app, "GET", &services, "").await;
    let (_, clock) = ask(&app, "GET", "/sandbox/clock", "").await;
    drop(app);

    let app = open(&file);
    let (_, after) = ask(&app, "GET", &services, "").await;
    assert_eq!(after["result"], before["result"]);
    assert_eq!(name(&app).await, "Renamed");
    let (_, later) = ask(&app, "GET", "/sandbox/clock", "").await;
    let moment = |clock: &Value| clock["now"].as_str().and_then(Moment::parse);
    assert!(
        moment(&clock).is_some() && moment(&later) >= moment(&clock),
        "{later}"
    );
    let text = fs::read_to_string(&file).expect("text");
    let password = created["result"]["password"].as_str().expect("a password");
    assert!(
        !text.contains(password) && !text.contains("Basic"),
        "{text}"
    );
}

#[tokio::test]
async fn a_torn_last_line_is_dropped_and_the_file_goes_on() {
    let (_folder, file) = file();
    rename(&open(&file), "Whole").await;
    let whole = fs::read(&file).expect("a file");
    rename(&open(&file), "Torn").await;
    let more = fs::read(&file).expect("a file");
    for end in whole.len()..more.len() {
        fs::write(&file, &more[..end]).expect("written");
        let app = open(&file);
        // Another line may stand between when a minute ended: that is how often the use of a key is noted.
        let lines = more[..end].iter().rposition(|byte| *byte == b'\n');
        let kept = &more[..lines.map_or(0, |at| at + 1)];
        assert_eq!(fs::read(&file).expect("a file"), kept);
        assert_eq!(name(&app).await, "Whole");
    }
    rename(&open(&file), "After").await;
    assert_eq!(name(&open(&file)).await, "After");
}

#[tokio::test]
async fn a_torn_first_line_is_begun_anew() {
    let (_folder, file) = file();
    drop(open(&file));
    let header = fs::read(&file).expect("a file");
    for end in 0..header.len() {
        fs::write(&file, &header[..end]).expect("written");
        drop(open(&file));
        assert_eq!(name(&open(&file)).await, "Northwind Freight", "{end}");
    }
}

#[tokio::test]
async fn another_beginning_is_refused_with_the_flags_of_the_first() {
    let (_folder, file) = file();
    drop(open(&file));
    for options in [
        Options {
            seed: Seed::Empty,
            ..controlled()
        },
        Options {
            seed_number: 2,
            ..controlled()
        },
        Options {
            extended: true,
            ..controlled()
        },
        Options {
            speed: 2.0,
            ..controlled()
        },
    ] {
        let text = refused(options, &file);
        assert!(
            text.contains("--seed small --seed-number 1 --speed 1 --primary"),
            "{text}"
        );
    }
}

#[tokio::test]
async fn what_is_no_state_file_is_refused_and_left_alone() {
    let (folder, file) = file();
    for text in ["hello", "hello\n", "{}\n", "{\"format\":\"other 1\"}\n"] {
        fs::write(&file, text).expect("written");
        let error = refused(controlled(), &file);
        assert!(error.contains("is not a state file"), "{error}");
    }
    let error = app_with_state(quiet(), folder.path()).expect_err("a folder");
    assert!(error.to_string().contains("cannot be used"), "{error}");
}

#[tokio::test]
async fn damage_in_the_middle_is_named_by_its_line() {
    let (_folder, file) = file();
    rename(&open(&file), "One").await;
    let damaged = fs::read_to_string(&file).expect("text").lines().count() + 1;
    let mut append = OpenOptions::new().append(true).open(&file).expect("open");
    append.write_all(b"{\"at\":1}\n").expect("written");
    let error = refused(controlled(), &file);
    assert!(error.contains(&format!("Line {damaged} ")), "{error}");
}

#[tokio::test]
async fn a_line_with_another_outcome_is_refused() {
    let (_folder, file) = file();
    rename(&open(&file), "One").await;
    let text = fs::read_to_string(&file).expect("text");
    let changed = text.replace(r#"\"name\""#, r#"\"nome\""#);
    assert_ne!(text, changed);
    fs::write(&file, changed).expect("written");
    let error = refused(controlled(), &file);
    assert!(
        error.contains("cannot be repeated") && error.contains("another version"),
        "{error}"
    );
}

#[tokio::test]
async fn one_file_serves_one_sandbox_at_a_time() {
    let (_folder, file) = file();
    let app = open(&file);
    let error = refused(controlled(), &file);
    assert!(error.contains("in use"), "{error}");
    drop(app);
    drop(open(&file));
}
