//! Which operations of the document are beta.

use std::{fs, path::Path};

use super::document;

#[test]
fn what_is_beta_is_known_as_such() {
    let document = document();
    let sources = sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")));
    let operations = document["paths"].as_object().expect("paths").values();
    let operations = operations.flat_map(|methods| methods.as_object().expect("methods").values());
    for operation in operations {
        let Some(name) = operation["operationId"].as_str() else {
            continue;
        };
        let badges = operation["x-badges"].as_array();
        let is_beta = badges.is_some_and(|all| all.iter().any(|badge| badge["name"] == "Beta"));
        let is_used = sources.contains(&format!("\"{name}\""));
        let is_known = cloud_api::novelty::BETA.contains(&name);
        assert_eq!(is_known, is_beta && is_used, "{name}");
    }
}

/// The text of all of this crate's files but the one that lists what is beta.
fn sources(folder: &Path) -> String {
    let entries = fs::read_dir(folder).expect("a folder");
    let text = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path)
        } else if path.ends_with("novelty.rs") {
            String::new()
        } else {
            fs::read_to_string(path).expect("a source")
        }
    });
    text.collect()
}
