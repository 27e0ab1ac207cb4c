//! Several requests as one script.

use std::{process::Command, sync::Arc};

use super::*;
use crate::equivalent::script;

fn command(service: &Service, command: services::Command) -> Write {
    Write::from(&services::set_state(&organization(), &service.id, command))
        .on(Arc::new(service.clone()))
}

fn named(name: &str) -> Service {
    service(json!({ "id": ID, "name": name, "state": "running" }))
}

fn script_of(writes: &[Write], tool: &str) -> Equivalent {
    let all = script(writes, OFFICIAL).expect("something to write");
    all.into_iter()
        .find(|one| one.tool == tool)
        .expect("a known tool")
}

#[test]
fn all_requests_of_a_run_stand_in_one_script_whatever_the_services_are_called() {
    let writes: Vec<Write> = HOSTILE
        .iter()
        .map(|name| command(&named(name), services::Command::Stop))
        .collect();
    let curl = script_of(&writes, "curl").text.expect("a script");
    let calls = words(&curl, "curl");
    assert_eq!(calls.len(), HOSTILE.len());
    for call in &calls {
        assert_eq!(call[1], "PATCH");
        assert_eq!(call[7], r#"{"command": "stop"}"#);
    }
    let ctl = script_of(&writes, "clickhousectl").text.expect("a script");
    let calls = words(&ctl, "clickhousectl");
    assert_eq!(calls.len(), HOSTILE.len());
    assert_eq!(calls[0][..4], ["cloud", "service", "stop", ID]);
    assert!(
        script_of(&writes, "JSON")
            .text
            .expect("bodies")
            .matches("PATCH /v1/")
            .count()
            == HOSTILE.len()
    );
    let gap = script_of(&writes, "Terraform").text.expect_err("a gap");
    assert!(gap.contains("cannot start, stop or wake"), "{gap}");
    assert!(!curl.contains("sleep"), "ten go at once");
}

#[test]
fn more_requests_than_the_key_may_send_at_once_keep_apart() {
    let writes: Vec<Write> = (0..11)
        .map(|_| command(&named("a"), services::Command::Start))
        .collect();
    let curl = script_of(&writes, "curl").text.expect("a script");
    assert_eq!(curl.matches("\nsleep 1\n").count(), 10);
}

#[test]
fn tags_of_many_services_are_a_gap_of_terraform() {
    let change = UpdateService {
        tags: Some(TagsChange {
            add: vec![tag("env", Some("prod"))],
            remove: vec![],
        }),
        ..UpdateService::default()
    };
    let write = || change_of(&change, &named("a"));
    let gap = script_of(&[write(), write(), write()], "Terraform")
        .text
        .expect_err("a gap");
    assert!(gap.contains("as a whole"), "{gap}");
}

fn change_of(update: &UpdateService, of: &Service) -> Write {
    super::change(update).on(Arc::new(of.clone()))
}

#[test]
fn a_service_that_is_up_is_stopped_before_it_is_deleted() {
    let writes = deletion();
    let curl = script_of(&writes, "curl").text.expect("a script");
    let stopped = r#"echo '{"result":{"state":"stopped"}}'"#;
    assert_eq!(
        deleted(&curl, stopped),
        (true, "PATCH\nlook\nDELETE\n".into())
    );
    let ctl = script_of(&writes, "clickhousectl").text.expect("a command");
    assert_eq!(
        words(&ctl, "clickhousectl"),
        [["cloud", "service", "delete", ID, "--org-id", ID, "--force"].map(String::from)]
    );
    assert!(script_of(&writes, "Terraform").text.is_err());
}

fn deletion() -> [Write; 2] {
    let delete = Write::from(&services::delete(&organization(), &service_id()));
    [command(&named("a"), services::Command::Stop), delete]
}

/// Runs the script with each look answered by a command and no time between them: whether it ends well, and what
/// was asked for and complained of.
fn deleted(script: &str, look: &str) -> (bool, String) {
    let telling = format!(
        "sleep() {{ :; }}\ncurl() {{ case \"$1\" in --request) echo \"$2\" >&2;; *) echo look >&2; {look};; esac; }}\n{script}"
    );
    let run = Command::new("bash")
        .args(["-c", &telling])
        .env("CLICKHOUSE_CLOUD_API_KEY", "k")
        .env("CLICKHOUSE_CLOUD_API_SECRET", "s")
        .output()
        .expect("bash");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    (run.status.success(), told)
}

#[test]
fn nothing_is_deleted_once_a_look_is_refused_or_when_it_does_not_stop() {
    let writes = deletion();
    let curl = script_of(&writes, "curl").text.expect("a script");
    let refused = r#"echo '{"status":401,"error":"UNAUTHORIZED"}'; return 22"#;
    let (is_done, told) = deleted(&curl, refused);
    assert!(!is_done);
    assert_eq!(
        told,
        "PATCH\nlook\nNot deleted: {\"status\":401,\"error\":\"UNAUTHORIZED\"}\n"
    );
    let stopping = r#"echo '{"result": {"state": "stopping"}}'"#;
    let (is_done, told) = deleted(&curl, stopping);
    assert!(!is_done);
    assert_eq!(told.matches("look\n").count(), 180);
    assert!(
        told.ends_with("look\nNot deleted: it is not stopped yet.\n"),
        "{told}"
    );
}

#[test]
fn nothing_to_send_has_no_script() {
    assert!(script(&[], OFFICIAL).is_none());
}
