//! Rules of this repository that a test can hold (docs/decisions.md says why).
#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Longer files, and the reason that stands for each.
const LONG: [&str; 0] = [];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every file under a folder with one of these endings, as path from the root and text.
fn files(folder: &str, endings: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&root().join(folder), endings, &mut found);
    assert!(!found.is_empty(), "{folder} has files");
    found
}

fn collect(folder: &Path, endings: &[&str], found: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder)
        .expect("a folder of this repository")
        .flatten()
    {
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        if path.is_dir() {
            if name != "node_modules" && name != "target" {
                collect(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            let shown = path
                .strip_prefix(root())
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            found.push((shown, fs::read_to_string(&path).expect("text")));
        }
    }
}

/// The text before the unit tests.
fn code(text: &str) -> &str {
    text.split_once("#[cfg(test)]")
        .map_or(text, |(code, _)| code)
}

/// Fails unless only the named files say the word.
fn only(word: &str, allowed: &[&str]) {
    let outside: Vec<String> = files("src", &[".rs"])
        .into_iter()
        .filter(|(path, text)| {
            code(text).contains(word) && !allowed.iter().any(|start| path.starts_with(start))
        })
        .map(|(path, _)| path)
        .collect();
    assert!(
        outside.is_empty(),
        "{word} belongs to {allowed:?}, and stands in {outside:?}"
    );
}

#[test]
fn only_the_client_names_gloo_net() {
    only("gloo_net", &["src/client.rs", "src/client/"]);
}

#[test]
fn only_session_and_theme_touch_storage() {
    only("session_storage()", &["src/session.rs"]);
    only("local_storage()", &["src/theme.rs"]);
}

/// The loader fetches what signing in needs where the tab keeps no session.
#[test]
fn the_loader_asks_for_the_session_by_its_name() {
    let text = |path: &str| fs::read_to_string(root().join(path)).expect("text");
    let session = text("src/session.rs");
    let name = session.split_once("const SESSION: &str = ");
    let name = name
        .and_then(|(_, rest)| rest.split(';').next())
        .expect("its name");
    let loader = text("crates/xtask/src/dist/division/loader.js");
    assert!(loader.contains(&format!("sessionStorage.getItem({name})")));
}

#[test]
fn only_cloud_api_writes_an_api_path() {
    only("\"/v1/", &[]);
}

#[test]
fn only_paths_and_routes_write_a_page_path() {
    only(
        "\"/organizations",
        &["src/paths.rs", "src/routes.rs", "src/pages/sign_in.rs"],
    );
    only("\"/sign-in", &["src/paths.rs", "src/routes.rs"]);
}

#[test]
fn the_ui_knows_neither_router_nor_api() {
    for (path, text) in files("src/ui", &[".rs"]) {
        for word in [
            "leptos_router",
            "cloud_api",
            "crate::paths",
            "crate::client",
            "crate::pages",
        ] {
            assert!(!code(&text).contains(word), "{path} names {word}");
        }
    }
}

#[test]
fn nobody_imports_a_page_but_routes_and_pages() {
    only("pages::", &["src/routes.rs", "src/pages.rs", "src/pages/"]);
}

#[test]
fn the_first_view_lowers_letters_with_the_browser() {
    only(
        ".to_lowercase()",
        &[
            "src/ui/letters.rs",
            "src/pages",
            "src/rights",
            "src/shell/panels",
        ],
    );
}

#[test]
fn no_markup_comes_from_text() {
    only("inner_html", &[]);
}

#[test]
fn no_style_stands_in_an_attribute() {
    only(" style=\"", &[]);
}

#[test]
fn files_stay_short() {
    let all = [
        files("src", &[".rs"]),
        files("crates", &[".rs"]),
        files("tests", &[".rs", ".ts"]),
        files("style", &[".css"]),
    ];
    let long: Vec<String> = all
        .concat()
        .into_iter()
        .filter(|(path, text)| text.lines().count() > 400 && !LONG.contains(&path.as_str()))
        .map(|(path, text)| format!("{path}: {}", text.lines().count()))
        .collect();
    assert!(long.is_empty(), "over 400 lines: {long:?}");
}

#[test]
fn no_module_file_is_called_mod() {
    let named: Vec<String> = [files("src", &[".rs"]), files("crates", &[".rs"])]
        .into_iter()
        .flatten()
        .map(|(path, _)| path)
        .filter(|path| path.ends_with("/mod.rs"))
        .collect();
    assert!(named.is_empty(), "{named:?}");
}

#[test]
fn every_stylesheet_is_linked_once() {
    let page = fs::read_to_string(root().join("index.html")).expect("index.html");
    for (path, _) in files("style", &[".css"]) {
        assert_eq!(page.matches(&path).count(), 1, "{path} in index.html");
    }
}

#[test]
fn colours_are_literal_in_the_tokens_only() {
    for (path, text) in files("style", &[".css"]) {
        if path.ends_with("tokens.css") {
            continue;
        }
        for (number, line) in text.lines().enumerate() {
            let literal = line.contains("rgb(")
                || line.contains("hsl(")
                || line.contains("oklch(")
                || line.split('#').skip(1).any(|rest| {
                    let digits = rest.chars().take_while(char::is_ascii_hexdigit).count();
                    matches!(digits, 3 | 4 | 6 | 8) && !line.contains("url(")
                });
            assert!(!literal, "{path}:{}: {}", number + 1, line.trim());
        }
    }
}

#[test]
fn every_page_has_a_journey() {
    let routes = fs::read_to_string(root().join("src/routes.rs")).expect("routes");
    let journeys: String = files("tests/e2e", &[".ts"])
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    for page in [
        "SignInPage",
        "pages::overview",
        "pages::organization_settings",
        "ServicesPage",
        "pages::new_service",
        "pages::service_scaling",
        "pages::service_settings",
        "pages::usage",
    ] {
        assert!(routes.contains(page), "{page} is routed");
    }
    for title in [
        "Sign in",
        "Services",
        "Create service",
        "Connect",
        "Scaling",
        "Access",
        "Organization",
        "Settings",
        "Backups",
        "Restore backup",
        "Usage",
    ] {
        assert!(journeys.contains(title), "no journey names {title}");
    }
}
