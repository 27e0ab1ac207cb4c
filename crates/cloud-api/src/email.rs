//! The form of an e-mail address, as an invitation wants it.

/// Bytes of an address and of the part before the `@` (RFC 5321).
const LENGTH_MAX: usize = 254;
const LOCAL_MAX: usize = 64;

/// Whether the text has the form of an address that mail can be sent to: one `@`, printable ASCII
/// before it, a domain with a dot after it. Which rules the API applies is not published.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let labels = || domain.split('.');
    text.len() <= LENGTH_MAX
        && (1..=LOCAL_MAX).contains(&local.len())
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(is_local)
        && labels().count() >= 2
        && labels().all(is_label)
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte)
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_name_and_a_domain_with_a_dot() {
        for text in [
            "ada@example.com",
            "Ada.Okafor+cloud@mail.example.co.uk",
            "o'brien@example.com",
        ] {
            assert!(is_email(text), "{text}");
        }
        for text in [
            "",
            "ada",
            "ada@",
            "@example.com",
            "ada@example",
            "ada@@example.com",
            "ada okafor@example.com",
            "ada@exa mple.com",
            "ada@-example.com",
            "ada@example..com",
            ".ada@example.com",
            "a..da@example.com",
            "Ada <ada@example.com>",
            "ada@example.com ",
            "ада@example.com",
        ] {
            assert!(!is_email(text), "{text}");
        }
        assert!(!is_email(&format!("{}@example.com", "a".repeat(65))));
    }
}
