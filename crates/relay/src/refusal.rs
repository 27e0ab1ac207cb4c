//! What the relay answers by itself under the API's paths, in the API's envelope.

use axum::{
    Json,
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;

use crate::headers;

/// The methods that are forwarded, as the `Allow` header of a refusal names them.
pub(crate) const METHODS: &str = "GET, POST, PATCH, PUT, DELETE";

/// Tells an answer of the relay from one of the API, which never passes with it (`headers::down`).
const OWN: HeaderName = HeaderName::from_static("wheelhouse-relay");

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    UnsafePath,
    Method,
    CrossSite,
    ReadOnly,
    TooLarge,
    /// No connection to the upstream, or none that can be trusted.
    Unreachable,
    /// The connection broke before the answer began.
    Broken,
    Redirected,
    TimedOut,
}

impl Refusal {
    fn parts(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::UnsafePath => (
                StatusCode::BAD_REQUEST,
                "BAD_REQUEST",
                "the relay forwards no path with empty or dotted segments, encoded slashes or \
                 control characters",
            ),
            Self::Method => (
                StatusCode::METHOD_NOT_ALLOWED,
                "METHOD_NOT_ALLOWED",
                "the relay forwards GET, POST, PATCH, PUT and DELETE only",
            ),
            Self::CrossSite => (
                StatusCode::FORBIDDEN,
                "FORBIDDEN",
                "the relay forwards calls of its own origin only",
            ),
            Self::ReadOnly => (
                StatusCode::FORBIDDEN,
                "FORBIDDEN",
                "the relay is read-only and forwards GET only",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "PAYLOAD_TOO_LARGE",
                "the relay forwards bodies of up to 4 MiB",
            ),
            Self::Unreachable => (
                StatusCode::BAD_GATEWAY,
                "BAD_GATEWAY",
                "the relay cannot connect to its upstream",
            ),
            Self::Broken => (
                StatusCode::BAD_GATEWAY,
                "BAD_GATEWAY",
                "the upstream broke the connection before it answered",
            ),
            Self::Redirected => (
                StatusCode::BAD_GATEWAY,
                "BAD_GATEWAY",
                "the upstream answered with a redirect, which the relay does not follow",
            ),
            Self::TimedOut => (
                StatusCode::GATEWAY_TIMEOUT,
                "GATEWAY_TIMEOUT",
                "the upstream did not answer the relay in time",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, sentence) = self.parts();
        let envelope = json!({
            "status": status.as_u16(),
            "requestId": request_id(),
            "error": format!("{code}: {sentence}"),
        });
        let mut response = (status, Json(envelope)).into_response();
        headers::protect_answer(response.headers_mut());
        response
            .headers_mut()
            .insert(OWN, HeaderValue::from_static("refused"));
        if self == Self::Method {
            response
                .headers_mut()
                .insert(header::ALLOW, HeaderValue::from_static(METHODS));
        }
        response
    }
}

/// A random UUID (version 4), as the API's own request ids are.
fn request_id() -> String {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).expect("the system has random numbers");
    let mut id = u128::from_be_bytes(bytes);
    id = id & !(0xf << 76) | 0x4 << 76;
    id = id & !(0x3 << 62) | 0x2 << 62;
    let hex = format!("{id:032x}");
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_id_is_a_uuid_of_version_4_and_new_each_time() {
        let id = request_id();
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(&id[14..15], "4");
        assert!(matches!(&id[19..20], "8" | "9" | "a" | "b"), "{id}");
        assert_ne!(id, request_id());
    }
}
