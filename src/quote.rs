//! Quoting for a POSIX shell: names and addresses come from people and from the API, so nothing in them may
//! act when a command is pasted.

use std::fmt::Write;

/// One word of a POSIX shell; with bash's `$'…'` only where a control character forces it.
pub fn shell(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    if text.chars().all(is_printable) {
        return format!("'{}'", text.replace('\'', r"'\''"));
    }
    let mut quoted = String::from("$'");
    for byte in text.bytes() {
        match byte {
            b'\'' | b'\\' => quoted.extend(['\\', byte as char]),
            b' '..=b'~' => quoted.push(byte as char),
            _ => _ = write!(quoted, "\\x{byte:02x}"),
        }
    }
    quoted + "'"
}

/// An option and its value; a value that starts with a dash must not become an option of its own.
pub fn shell_option(name: &str, value: &str) -> String {
    let joint = if value.starts_with('-') { '=' } else { ' ' };
    format!("{name}{joint}{}", shell(value))
}

/// Whether the text needs no quotes, neither alone nor between double quotes.
pub fn is_plain(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:/@%+=,".contains(&byte);
    !text.is_empty() && text.bytes().all(plain)
}

/// Printable ASCII. Anything else might be a control character or change the direction of writing.
pub fn is_printable(character: char) -> bool {
    (' '..='~').contains(&character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_hosts_and_users_stand_as_they_are() {
        assert_eq!(
            shell("ab12.us-east-1.aws.clickhouse.cloud"),
            "ab12.us-east-1.aws.clickhouse.cloud"
        );
        assert_eq!(shell("default"), "default");
    }

    #[test]
    fn nothing_acts_in_a_shell_word() {
        assert_eq!(shell("a; rm -rf ~"), "'a; rm -rf ~'");
        assert_eq!(shell("$(id)`id`"), "'$(id)`id`'");
        assert_eq!(shell("it's"), r"'it'\''s'");
        assert_eq!(shell(""), "''");
        assert_eq!(shell("a\n'b\\\u{1b}"), r"$'a\x0a\'b\\\x1b'");
        assert_eq!(shell("ü"), r"$'\xc3\xbc'");
    }

    #[test]
    fn a_value_never_becomes_an_option() {
        assert_eq!(shell_option("--host", "h"), "--host h");
        assert_eq!(
            shell_option("--host", "--queries-file=x"),
            "--host=--queries-file=x"
        );
    }
}
