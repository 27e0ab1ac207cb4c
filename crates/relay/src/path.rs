//! Reads a request's path once, strictly, and says what it is for.
//!
//! The relay and the upstream must never read one path in two ways, so whatever could be read in two
//! ways is refused instead of being repaired.

/// What a path is for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Health,
    /// `/v1` and below.
    Api,
    /// `/sandbox` and below, where the upstream is a sandbox in this process.
    Controls,
    /// Everything else, decoded.
    File(String),
    Unsafe,
}

impl Place {
    pub(crate) fn of(raw: &str, has_controls: bool) -> Self {
        let Some(path) = decode(raw) else {
            return Self::Unsafe;
        };
        for (root, place) in [("/v1", Self::Api), ("/sandbox", Self::Controls)] {
            if place == Self::Controls && !has_controls {
                continue;
            }
            if is_below(&path, root) {
                // `/%76%31` would be forwarded as something that does not begin with `/v1`.
                return if is_below(raw, root) {
                    place
                } else {
                    Self::Unsafe
                };
            }
        }
        if path == "/healthz" {
            Self::Health
        } else {
            Self::File(path)
        }
    }
}

fn is_below(path: &str, root: &str) -> bool {
    path.strip_prefix(root)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The decoded path, or nothing if it has empty, `.` or `..` segments, control characters,
/// backslashes, encoded slashes, a second layer of encoding, or is not UTF-8.
fn decode(raw: &str) -> Option<String> {
    let mut decoded = Vec::with_capacity(raw.len());
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let value = hex(bytes.next()?)? << 4 | hex(bytes.next()?)?;
            if matches!(value, b'/' | b'%') {
                return None;
            }
            decoded.push(value);
        } else {
            decoded.push(byte);
        }
    }
    let path = String::from_utf8(decoded).ok()?;
    let safe = path.starts_with('/')
        && !path.contains("//")
        && !path.contains(|letter: char| letter.is_control() || letter == '\\')
        && !path.split('/').any(|segment| matches!(segment, "." | ".."));
    safe.then_some(path)
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_be_read_in_two_ways_is_refused() {
        for raw in [
            "*",
            "//v1",
            "/v1//organizations",
            "/v1/../secret",
            "/v1/.",
            "/v1/%2e%2e/secret",
            "/v1/.%2E/secret",
            "/v1/a%2fb",
            "/v1/a%2Fb",
            "/v1/a%5cb",
            "/v1/a\\b",
            "/v1/a%00b",
            "/v1/a%0d%0ab",
            "/v1/a%7f",
            "/v1/%252e%252e/secret",
            "/v1/%c0%af",
            "/v1/%",
            "/v1/%2",
            "/v1/%zz",
            "/%76%31/organizations",
            "/x/../v1/organizations",
        ] {
            assert_eq!(Place::of(raw, true), Place::Unsafe, "{raw}");
        }
    }

    #[test]
    fn only_v1_and_below_is_the_api() {
        assert_eq!(Place::of("/v1", false), Place::Api);
        assert_eq!(Place::of("/v1/", false), Place::Api);
        assert_eq!(Place::of("/v1/organizations/a%20b", false), Place::Api);
        for raw in [
            "/",
            "/v10",
            "/v1x/organizations",
            "/V1/organizations",
            "/app/v1",
        ] {
            assert_eq!(Place::of(raw, false), Place::File(raw.to_owned()));
        }
    }

    #[test]
    fn only_a_sandbox_has_controls() {
        assert_eq!(Place::of("/sandbox/faults", true), Place::Controls);
        assert_eq!(
            Place::of("/sandbox/faults", false),
            Place::File("/sandbox/faults".to_owned())
        );
    }
}
