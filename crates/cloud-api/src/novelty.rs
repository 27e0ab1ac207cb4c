//! What the API said that this version does not know: it is kept and shown, and noted once.

use std::sync::OnceLock;

static FIRST: OnceLock<String> = OnceLock::new();

/// Fields that the official document calls deprecated; no model reads them.
pub const DEPRECATED: [&str; 5] = [
    "tier",
    "minTotalMemoryGb",
    "maxTotalMemoryGb",
    "role",
    "roles",
];

/// Fields of the official document that models leave out although they are no news.
pub const UNREAD: [&str; 5] = [
    "scalingSchedule",
    // What opens an organization's own bucket.
    "iamRoleArn",
    "iamRoleSessionName",
    "iamRoleExternalId",
    "accessKeyId",
];

/// Operations in use that the official document calls beta: their contract may change.
pub const BETA: [&str; 4] = [
    "whoamiGet",
    "organizationQuotasGetList",
    "organizationQuotaGet",
    "creditBalancesGet",
];

/// Whether the official document has a field that no model reads.
pub fn is_documented(name: &str) -> bool {
    DEPRECATED.contains(&name) || UNREAD.contains(&name)
}

/// The first word or field that was not known.
pub fn first() -> Option<&'static str> {
    FIRST.get().map(String::as_str)
}

/// Notes an item of a list that could not be read; the others are shown.
pub fn note_odd_item() {
    note("an entry", "that cannot be read");
}

pub(crate) fn note(kind: &str, name: &str) {
    // No value, which may be anything; the name of a field or a word of an enum says enough.
    FIRST.get_or_init(|| format!("{kind} {name}"));
}
