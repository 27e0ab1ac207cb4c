//! Quoting for programming languages: host and user come from the API, so nothing in them may act when
//! a snippet is pasted.

use std::fmt::Write;

use crate::quote::is_printable;
pub(super) use crate::quote::{is_plain, shell, shell_option};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Go,
    Java,
    Python,
    Rust,
}

/// A string literal in double quotes.
pub(super) fn literal(text: &str, language: Language) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            _ if is_printable(character) => quoted.push(character),
            _ => escape(character, language, &mut quoted),
        }
    }
    quoted + "\""
}

fn escape(character: char, language: Language, into: &mut String) {
    let number = u32::from(character);
    match language {
        Language::Go | Language::Python => _ = write!(into, "\\U{number:08x}"),
        Language::Rust => _ = write!(into, "\\u{{{number:x}}}"),
        // Java reads \u… before it looks for the end of a literal, so a control character there
        // takes the octal form.
        Language::Java if number < 0x80 => _ = write!(into, "\\{number:03o}"),
        Language::Java => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                _ = write!(into, "\\u{unit:04x}");
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_a_string_literal() {
        assert_eq!(literal(r#"a"b\c"#, Language::Go), r#""a\"b\\c""#);
        assert_eq!(literal("a\n", Language::Go), r#""a\U0000000a""#);
        assert_eq!(literal("a\n", Language::Python), r#""a\U0000000a""#);
        assert_eq!(literal("a\n", Language::Rust), r#""a\u{a}""#);
        assert_eq!(literal("a\n\u{202e}", Language::Java), r#""a\012\u202e""#);
        assert_eq!(literal("\\u0022", Language::Java), r#""\\u0022""#);
    }
}
