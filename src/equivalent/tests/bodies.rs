//! What becomes of a body and its secrets.

use super::*;

#[test]
fn a_password_is_hashed_by_the_lines_before_the_command() {
    let given = services::PasswordHash {
        new_password_hash: "not this one".into(),
        new_double_sha1_hash: Some("nor this".into()),
    };
    let write = Write::from(&services::set_password(
        &organization(),
        &service_id(),
        &given,
    ));
    // The vectors of the API's documentation.
    let hashes = [
        "48ZS8LoLSAEgWBT4trxJZyxMdOJbSXdwu4myLN606VE=",
        "d4cecba84f0a507325cd8aa82fcde04ea8be56b0",
    ];
    for (tool, program) in [("curl", "curl"), ("clickhousectl", "clickhousectl")] {
        let script = text(&write, tool);
        assert!(
            !script.contains("not this one") && !script.contains("nor this"),
            "{script}"
        );
        let calls = words(&script, program);
        assert_eq!(calls.len(), 1, "{script}");
        for hash in hashes {
            assert!(calls[0].iter().any(|word| word.contains(hash)), "{calls:?}");
        }
    }
    let made_by_the_api = Write::from(&services::reset_password(&organization(), &service_id()));
    assert!(!text(&made_by_the_api, "curl").contains("PASSWORD"));
}

#[test]
fn json_is_the_body_under_its_address() {
    let write = change(&UpdateService {
        name: Some("new".into()),
        ..UpdateService::default()
    });
    let one = of(&write, "JSON");
    assert_eq!(one.text.as_deref(), Ok(r#"{"name": "new"}"#));
    assert!(
        one.note
            .is_some_and(|note| note.starts_with("The body of PATCH /v1/organizations/"))
    );
}
