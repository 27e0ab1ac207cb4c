//! What a rule found: about what, and how it is put right.

use cloud_api::OrganizationId;

use super::rule::Rule;
use crate::{
    equivalent::Write,
    moment::{self, DAY},
};

#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub rule: Rule,
    /// The API's id of the thing.
    pub id: String,
    pub name: String,
    /// The page of the thing.
    pub href: String,
    /// What of it the rule looked at.
    pub detail: String,
    /// Where it is put right, the best way first.
    pub fixes: Vec<Fix>,
    /// The write that puts it right, or why none can be given.
    pub write: Result<Write, &'static str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub label: &'static str,
    pub href: String,
}

impl Fix {
    pub fn new(label: &'static str, href: String) -> Self {
        Self { label, href }
    }
}

/// What all rules are judged with.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    pub organization: &'a OrganizationId,
    /// Milliseconds since 1970.
    pub now: i64,
}

impl Judge<'_> {
    /// The expiry that is offered to a key: in 90 days.
    pub fn new_expiry(self) -> String {
        moment::rfc3339(self.now + 90 * DAY)
    }
}

/// The day of a moment in UTC; what cannot be read is told as it came.
pub fn day(text: &str) -> String {
    moment::parse(text).map_or_else(|| text.to_owned(), moment::date)
}
