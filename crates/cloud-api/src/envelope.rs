//! The wrapping around every answer of the API, good or bad.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

/// A good answer: `{"status":200,"requestId":"…","result":…}`; lists may add paging fields.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Answer<'a> {
    pub request_id: Option<String>,
    /// The result's JSON, to be read as what the request asked for; absent from every DELETE.
    #[serde(borrow)]
    pub result: Option<&'a RawValue>,
    pub next_cursor: Option<String>,
}

/// A bad answer: `{"status":4xx,"requestId":"…","error":"CODE: text"}`.
///
/// A gateway may answer with plain text instead, and a 429 comes without `requestId`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Refusal {
    pub request_id: Option<String>,
    pub error: Option<String>,
}

/// An answer without `result`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Nothing;

impl<'de> Deserialize<'de> for Nothing {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}
