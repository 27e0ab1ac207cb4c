//! The Content-Security-Policy of a document, made from what stands in it.
//!
//! Scripts and styles come from our own origin; the few that stand in the document itself (the boot
//! skeleton) are allowed by their hashes. Nothing else is allowed anything.

use axum::http::HeaderValue;
use base64ct::{Base64, Encoding as _};
use sha2::{Digest, Sha256};

/// The policy for a document with these bytes.
pub(super) fn of(document: &[u8]) -> HeaderValue {
    let document = String::from_utf8_lossy(document);
    let inline = Inline::of(&document);
    let base = if inline.has_base { "'self'" } else { "'none'" };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{scripts}; \
         style-src 'self'{styles}; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
         manifest-src 'self'; base-uri {base}; form-action 'none'; object-src 'none'; \
         frame-src 'none'; frame-ancestors 'none'",
        scripts = sources(&inline.scripts),
        styles = sources(&inline.styles),
    );
    HeaderValue::from_str(&policy).expect("a policy is made of ASCII")
}

fn sources(blocks: &[&str]) -> String {
    use std::fmt::Write as _;
    let mut sources = String::new();
    for block in blocks {
        // An HTML parser turns every line end into a line feed before anything is hashed.
        let block = block.replace("\r\n", "\n").replace('\r', "\n");
        let hash = Base64::encode_string(&Sha256::digest(block.as_bytes()));
        write!(sources, " 'sha256-{hash}'").expect("a string takes any text");
    }
    sources
}

#[derive(Debug, Default, PartialEq, Eq)]
struct Inline<'d> {
    scripts: Vec<&'d str>,
    styles: Vec<&'d str>,
    has_base: bool,
}

impl<'d> Inline<'d> {
    /// Reads tags and comments only, which is enough for a document of our own. What it does not
    /// understand gets no hash, so the browser refuses it: wrong on the safe side.
    fn of(document: &'d str) -> Self {
        let mut inline = Self::default();
        let mut rest = document;
        while let Some(at) = rest.find('<') {
            rest = &rest[at + 1..];
            if let Some(comment) = rest.strip_prefix("!--") {
                rest = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            let (tag, after) = Tag::read(rest);
            rest = after;
            let blocks = match tag.name.as_str() {
                "base" => {
                    inline.has_base = true;
                    continue;
                }
                "script" if tag.has_src => None,
                "script" => Some(&mut inline.scripts),
                "style" => Some(&mut inline.styles),
                _ => continue,
            };
            let end = find_ignoring_case(rest, &format!("</{}", tag.name)).unwrap_or(rest.len());
            if let Some(blocks) = blocks {
                blocks.push(&rest[..end]);
            }
            rest = &rest[end..];
        }
        inline
    }
}

struct Tag {
    name: String,
    has_src: bool,
}

impl Tag {
    /// Reads what follows a `<` up to its `>`, and what comes after.
    fn read(text: &str) -> (Self, &str) {
        let ends_name = |letter: char| letter.is_ascii_whitespace() || matches!(letter, '>' | '/');
        let name_end = text.find(ends_name).unwrap_or(text.len());
        let mut tag = Self {
            name: text[..name_end].to_ascii_lowercase(),
            has_src: false,
        };
        let mut rest = &text[name_end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
            if rest.is_empty() {
                return (tag, rest);
            }
            if let Some(after) = rest.strip_prefix('>') {
                return (tag, after);
            }
            let end = rest
                .char_indices()
                .find(|(at, c)| ends_name(*c) || *c == '=' && *at > 0)
                .map_or(rest.len(), |(at, _)| at);
            tag.has_src |= rest[..end].eq_ignore_ascii_case("src");
            rest = rest[end..].trim_start();
            if let Some(value) = rest.strip_prefix('=') {
                rest = after_value(value.trim_start());
            }
        }
    }
}

fn after_value(text: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(quoted) = text.strip_prefix(quote) {
            return quoted.split_once(quote).map_or("", |(_, after)| after);
        }
    }
    let end = text
        .find(|c: char| c.is_ascii_whitespace() || c == '>')
        .unwrap_or(text.len());
    &text[end..]
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes()
        .windows(wanted.len())
        .position(|window| window.eq_ignore_ascii_case(wanted.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_in_the_document_itself_is_hashed() {
        let inline = Inline::of(
            r#"<!doctype html><!-- <script>comment()</script> --><link rel=stylesheet href=a.css>
            <STYLE media="print">p{}</STYLE><script src="a.js"></script>
            <script async SRC = 'b.js'>ignored()</script>
            <script type=module data-src="x" title="a > b">go("<style>")</SCRIPT >
            <body style="x"><scripture>no</scripture><script/>last()</script>"#,
        );
        assert_eq!(inline.scripts, [r#"go("<style>")"#, "last()"]);
        assert_eq!(inline.styles, ["p{}"]);
        assert!(!inline.has_base);
    }

    #[test]
    fn a_hash_is_the_one_the_browser_computes() {
        // The example of the CSP specification's authors: `echo -n "alert('Hello, world.');"`.
        let policy = of(b"<script>alert('Hello, world.');</script>");
        let policy = policy.to_str().unwrap();
        assert!(
            policy.contains("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"),
            "{policy}"
        );
    }

    #[test]
    fn line_ends_are_hashed_as_the_parser_leaves_them() {
        assert_eq!(of(b"<style>a\r\nb</style>"), of(b"<style>a\nb</style>"));
    }

    #[test]
    fn only_a_document_with_a_base_may_set_one() {
        assert!(
            of(b"<base href='/'>")
                .to_str()
                .unwrap()
                .contains("base-uri 'self'")
        );
        assert!(of(b"<p>").to_str().unwrap().contains("base-uri 'none'"));
    }

    #[test]
    fn an_unfinished_document_is_read_to_its_end() {
        for document in [
            "<",
            "<script",
            "<script src",
            "<script>x",
            "<!--",
            "<a b='",
            "<a =",
            "<a b= ",
        ] {
            Inline::of(document);
        }
    }
}
