//! What the API said that this version does not know: it is kept and shown, and noted once.

use std::sync::OnceLock;

static FIRST: OnceLock<String> = OnceLock::new();

/// Fields of the official document that no model reads: they are deprecated.
pub const UNREAD: [&str; 3] = ["tier", "minTotalMemoryGb", "maxTotalMemoryGb"];

/// The first word or field that was not known.
pub fn first() -> Option<&'static str> {
    FIRST.get().map(String::as_str)
}

pub(crate) fn note(kind: &str, name: &str) {
    // No value, which may be anything; the name of a field or a word of an enum says enough.
    FIRST.get_or_init(|| format!("{kind} {name}"));
}
