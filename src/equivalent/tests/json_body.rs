//! The body alone.

use super::*;

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
