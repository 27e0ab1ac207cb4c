//! Names from contents: a file that keeps its name keeps its bytes, so it may be cached for ever.
//!
//! trunk could do this, but from cargo's wasm, before wasm-bindgen and wasm-opt change it: a newer tool would
//! change the bytes behind a name that browsers never ask for again.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::{DOCUMENT, Files, has_extension};
use crate::report::{Outcome, Problem, While};

/// Files that are asked for by a name of somebody else's choosing.
const KEPT: [&str; 4] = [DOCUMENT, "config.json", "robots.txt", "favicon.ico"];

/// Stands in a script for what the names of all chunks end with.
pub(super) const OF_CHUNKS: &str = "__of_chunks__";

/// Parts of pages. They are compiled as one and change together, so they share an ending, which the script says once.
fn is_chunk(name: &str) -> bool {
    let begins = ["chunk_", "split_"]
        .iter()
        .any(|start| name.starts_with(start));
    begins && has_extension(name, "wasm")
}

fn name_chunks(files: Files) -> Outcome<Files> {
    let (chunks, mut others): (Files, Files) =
        files.into_iter().partition(|(name, _)| is_chunk(name));
    let mut all = Vec::new();
    for (name, bytes) in &chunks {
        all.extend_from_slice(name.as_bytes());
        all.extend_from_slice(&Sha256::digest(bytes));
    }
    let ending = digits(&all);
    for (_, script) in others
        .iter_mut()
        .filter(|(name, _)| has_extension(name, "js"))
    {
        let text = std::str::from_utf8(script).or_problem("reading a script")?;
        *script = text.replace(OF_CHUNKS, &ending).into_bytes();
    }
    let named = chunks
        .into_iter()
        .map(|(name, bytes)| (with_digits(&name, &ending), bytes));
    others.extend(named);
    Ok(others)
}

/// Names every file by its bytes and follows the names through the files that mention them.
pub(super) fn from_contents(files: Files) -> Outcome<Files> {
    let (mut finished, mut files): (Files, Files) = name_chunks(files)?
        .into_iter()
        .partition(|(name, _)| is_chunk(name));
    let mut waiting: Vec<String> = files.keys().cloned().collect();
    // A file's own name depends on the names it mentions, so those are settled first.
    while !waiting.is_empty() {
        let settled = |name: &&String| {
            !waiting
                .iter()
                .any(|other| other != *name && mentions(&files[*name], other))
        };
        let Some(name) = waiting.iter().find(settled).cloned() else {
            return Err(Problem::new(format!(
                "these built files name each other in a circle: {}",
                waiting.join(", ")
            )));
        };
        waiting.retain(|other| *other != name);
        let bytes = files.remove(&name).unwrap_or_default();
        let new = if KEPT.contains(&name.as_str()) {
            name.clone()
        } else {
            hashed(&name, &bytes)
        };
        if new != name {
            for (other, text) in files.iter_mut().filter(|(_, text)| mentions(text, &name)) {
                *text = renamed(other, text, &name, &new)?;
            }
        }
        finished.insert(new, bytes);
    }
    Ok(finished)
}

/// `snippets/gloo-1f/inline0.js` becomes `inline0-0123456789abcdef.js`: the hash makes folders superfluous.
fn hashed(name: &str, bytes: &[u8]) -> String {
    with_digits(name, &digits(bytes))
}

fn with_digits(name: &str, digits: &str) -> String {
    let file = name.rsplit_once('/').map_or(name, |(_, file)| file);
    let (stem, extension) = file.split_once('.').unwrap_or((file, "bin"));
    format!("{stem}-{digits}.{extension}")
}

fn digits(bytes: &[u8]) -> String {
    let mut digits = String::new();
    for byte in &Sha256::digest(bytes)[..8] {
        write!(digits, "{byte:02x}").expect("a string takes every character");
    }
    digits
}

fn renamed(file: &str, bytes: &[u8], old: &str, new: &str) -> Outcome<Vec<u8>> {
    if !["html", "js", "mjs", "css", "svg", "json"]
        .iter()
        .any(|kind| has_extension(file, kind))
    {
        return Err(Problem::new(format!(
            "{file} holds the name {old}, which changes with its contents: name it in index.html and read it from there"
        )));
    }
    let mut text = Vec::with_capacity(bytes.len());
    let mut copied = 0;
    for at in places(bytes, old) {
        text.extend_from_slice(&bytes[copied..at]);
        text.extend_from_slice(new.as_bytes());
        copied = at + old.len();
    }
    text.extend_from_slice(&bytes[copied..]);
    Ok(text)
}

fn mentions(bytes: &[u8], name: &str) -> bool {
    places(bytes, name).next().is_some()
}

/// Where a name stands by itself, not as a part of a longer one.
fn places<'a>(bytes: &'a [u8], name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let belongs_to_a_name = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    bytes
        .windows(name.len())
        .enumerate()
        .filter_map(move |(at, window)| {
            let alone = window == name.as_bytes()
                && !belongs_to_a_name(at.checked_sub(1).and_then(|before| bytes.get(before)))
                && !belongs_to_a_name(bytes.get(at + name.len()));
            alone.then_some(at)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(contents: &[(&str, &str)]) -> Files {
        contents
            .iter()
            .map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()))
            .collect()
    }

    fn text(files: &Files, name: &str) -> String {
        String::from_utf8_lossy(&files[name]).into_owned()
    }

    fn new_name(files: &Files, stem: &str) -> String {
        let prefix = format!("{stem}-");
        files
            .keys()
            .find(|name| name.starts_with(&prefix))
            .expect("the file is there")
            .clone()
    }

    #[test]
    fn a_name_is_sixteen_hexadecimal_digits_of_the_contents_in_sha_256() {
        assert_eq!(hashed("icons.svg", b"abc"), "icons-ba7816bf8f01cfea.svg");
    }

    #[test]
    fn every_mention_follows_the_new_name() {
        let named = from_contents(files(&[
            ("app.js", "fetch(new URL('app_bg.wasm', import.meta.url))"),
            ("app_bg.wasm", "code"),
            (
                "index.html",
                r#"<link href="/app_bg.wasm"><script>import("/app.js")</script>"#,
            ),
        ]))
        .expect("no circle");
        let (script, wasm) = (new_name(&named, "app"), new_name(&named, "app_bg"));
        assert_eq!(
            text(&named, &script),
            format!("fetch(new URL('{wasm}', import.meta.url))")
        );
        let page = format!(r#"<link href="/{wasm}"><script>import("/{script}")</script>"#);
        assert_eq!(text(&named, DOCUMENT), page);
    }

    #[test]
    fn a_change_deep_down_changes_every_name_above_it() {
        let build = |wasm| {
            from_contents(files(&[
                ("app.js", "'app_bg.wasm'"),
                ("app_bg.wasm", wasm),
                ("index.html", ""),
            ]))
            .expect("no circle")
        };
        assert_ne!(
            new_name(&build("one"), "app"),
            new_name(&build("two"), "app")
        );
    }

    #[test]
    fn a_longer_name_that_contains_the_name_is_left_alone() {
        let named = from_contents(files(&[
            ("app.js", "1"),
            ("index.html", "my-app.js app.js.map x/app.js"),
        ]))
        .expect("no circle");
        assert_eq!(
            text(&named, DOCUMENT),
            format!("my-app.js app.js.map x/{}", new_name(&named, "app"))
        );
    }

    #[test]
    fn snippets_lose_their_folder() {
        let named = from_contents(files(&[
            ("app.js", "import './snippets/gloo-1f/inline0.js'"),
            ("snippets/gloo-1f/inline0.js", "export {}"),
        ]))
        .expect("no circle");
        let snippet = new_name(&named, "inline0");
        assert_eq!(
            text(&named, &new_name(&named, "app")),
            format!("import './{snippet}'")
        );
    }

    #[test]
    fn a_name_inside_the_wasm_is_refused_with_the_way_out() {
        let built = files(&[("app_bg.wasm", "\0icons.svg\0"), ("icons.svg", "<svg/>")]);
        let problem = from_contents(built)
            .expect_err("wasm cannot be rewritten")
            .to_string();
        assert!(
            problem.starts_with("app_bg.wasm holds the name icons.svg"),
            "{problem}"
        );
    }

    #[test]
    fn chunks_share_an_ending_that_follows_each_of_them() {
        let ending = |second: &str| {
            let script = format!("fetch(`./${{name}}-{OF_CHUNKS}.wasm`)");
            let named = from_contents(files(&[
                ("app.js", script.as_str()),
                ("chunk_8.wasm", "one"),
                ("split_shell.wasm", second),
                ("index.html", "app.js"),
            ]))
            .expect("no circle");
            let chunk = new_name(&named, "chunk_8");
            let ending = chunk
                .trim_start_matches("chunk_8-")
                .trim_end_matches(".wasm")
                .to_owned();
            assert_eq!(ending.len(), 16);
            assert!(named.contains_key(&format!("split_shell-{ending}.wasm")));
            let script = text(&named, &new_name(&named, "app"));
            assert_eq!(script, format!("fetch(`./${{name}}-{ending}.wasm`)"));
            ending
        };
        assert_ne!(ending("two"), ending("three"));
    }

    #[test]
    fn files_that_name_each_other_are_refused() {
        let built = files(&[("a.js", "'b.js'"), ("b.js", "'a.js'")]);
        assert!(from_contents(built).is_err());
    }
}
