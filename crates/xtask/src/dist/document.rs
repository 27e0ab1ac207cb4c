//! Tidies the page: one style block, no comments.

use crate::report::{Outcome, Problem};

/// trunk inlines each stylesheet into a block of its own. One block compresses better and is one hash in a
/// content policy.
pub(super) fn tidy(page: &str) -> Outcome<String> {
    if page.contains(" integrity=") {
        return Err(Problem::new(
            "index.html has an integrity attribute, but its files still change when they are finished: keep no_sri in Trunk.toml",
        ));
    }
    let page = without_comments(page);
    let mut styles = String::new();
    let mut rest = page.as_str();
    let mut text = String::with_capacity(page.len());
    let mut first = None;
    while let Some((before, block, after)) = next_style(rest)? {
        text.push_str(before);
        first.get_or_insert(text.len());
        styles.push_str(&minified(block));
        rest = after;
    }
    text.push_str(rest);
    if let Some(at) = first {
        text.insert_str(at, &format!("<style>{styles}</style>"));
    }
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    Ok(lines.join("\n") + "\n")
}

/// Only blocks without attributes: one with `media` or an id means more than its text.
fn next_style(text: &str) -> Outcome<Option<(&str, &str, &str)>> {
    const OPEN: &str = "<style>";
    const CLOSE: &str = "</style>";
    let Some(start) = text.find(OPEN) else {
        return Ok(None);
    };
    let inside = &text[start + OPEN.len()..];
    let end = inside
        .find(CLOSE)
        .ok_or_else(|| Problem::new("index.html has a <style> without its end"))?;
    Ok(Some((
        &text[..start],
        &inside[..end],
        &inside[end + CLOSE.len()..],
    )))
}

/// Drops `<!-- … -->` outside of scripts and styles, where it would not be a comment.
fn without_comments(page: &str) -> String {
    let mut text = String::with_capacity(page.len());
    let mut rest = page;
    loop {
        let next = ["<!--", "<script", "<style"]
            .iter()
            .filter_map(|mark| rest.find(mark))
            .min();
        let Some(start) = next else {
            text.push_str(rest);
            return text;
        };
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let (close, kept) = match rest.as_bytes()[1] {
            b'!' => ("-->", false),
            b's' if rest.starts_with("<script") => ("</script>", true),
            _ => ("</style>", true),
        };
        let end = rest.find(close).map_or(rest.len(), |end| end + close.len());
        if kept {
            text.push_str(&rest[..end]);
        }
        rest = &rest[end..];
    }
}

/// Drops comments and spaces that mean nothing in CSS whatever stands around them: at the ends, beside
/// `{ } ; ,`, and all but one of a run. Strings are kept as they are.
pub(super) fn minified(css: &str) -> String {
    let mut text = String::with_capacity(css.len());
    let mut rest = css;
    let mut space = false;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
            space = true;
            continue;
        }
        if next.is_ascii_whitespace() {
            rest = &rest[1..];
            space = true;
            continue;
        }
        let separates = |c: char| matches!(c, '{' | '}' | ';' | ',');
        if next == '}' && text.ends_with(';') {
            text.pop();
        }
        if space && !text.is_empty() && !text.ends_with(separates) && !separates(next) {
            text.push(' ');
        }
        space = false;
        let length = if matches!(next, '"' | '\'') {
            string_length(rest, next)
        } else {
            next.len_utf8()
        };
        text.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    text
}

/// The length of a quoted string, its quotes included.
fn string_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn style_blocks_become_one_in_their_order() {
        let page = "<head>\n<style>a { color: red; }</style>\n<title>x</title>\n<style>b {}</style></head>";
        let tidied = tidy(page).expect("a fine page");
        assert_eq!(
            tidied,
            "<head>\n<style>a{color: red}b{}</style>\n<title>x</title>\n</head>\n"
        );
    }

    #[test]
    fn a_style_block_with_attributes_stays_where_it_is() {
        let page = "<style media=\"print\">a { color: red; }</style>\n";
        assert_eq!(tidy(page).expect("a fine page"), page);
    }

    #[test]
    fn comments_go_but_not_what_looks_like_one_in_a_script() {
        let page = "<!-- why -->\n<p>x</p>\n<script>a = '<!--'; b = 1</script>\n";
        assert_eq!(
            tidy(page).expect("a fine page"),
            "<p>x</p>\n<script>a = '<!--'; b = 1</script>\n"
        );
    }

    #[test]
    fn css_loses_comments_and_spaces_but_keeps_the_ones_with_a_meaning() {
        let css = "/* tokens */\n:root {\n  --a: calc(1px + 2px);\n  --b: a b;\n}\n\n.x :hover , .y > .z {\n  margin: 0 -1px;\n}\n";
        assert_eq!(
            minified(css),
            ":root{--a: calc(1px + 2px);--b: a b}.x :hover,.y > .z{margin: 0 -1px}"
        );
    }

    #[test]
    fn strings_in_css_are_left_alone() {
        assert_eq!(
            minified(r#"a::before { content: "/* ;  }\" */" ; }"#),
            r#"a::before{content: "/* ;  }\" */"}"#
        );
    }

    #[test]
    fn an_integrity_attribute_is_refused() {
        assert!(tidy(r#"<link href="a.js" integrity="sha384-x">"#).is_err());
    }
}
