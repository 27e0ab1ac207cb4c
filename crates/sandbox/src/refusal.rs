//! Answers that refuse, in the API's words.

use std::fmt;

use serde::Serialize;
use uuid::Uuid;

use crate::request::ApiResponse;

/// Why a request is not answered: status and the text of `error`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    status: u16,
    error: String,
    /// Milliseconds until the rate limit lets the next request through.
    reset_millis: Option<u64>,
}

impl Refusal {
    fn new(status: u16, error: String) -> Self {
        Self {
            status,
            error,
            reset_millis: None,
        }
    }

    pub(crate) fn bad_request(text: impl fmt::Display) -> Self {
        Self::new(400, format!("BAD_REQUEST: {text}"))
    }

    /// A 400 without a prefix, where the API was seen to send none.
    pub(crate) fn bare_bad_request(text: impl fmt::Display) -> Self {
        Self::new(400, text.to_string())
    }

    pub(crate) fn unauthorized(text: &str) -> Self {
        Self::new(401, format!("UNAUTHORIZED: {text}"))
    }

    pub(crate) fn forbidden(permission: &str) -> Self {
        let error = format!("FORBIDDEN: Permission '{permission}' is required for this operation");
        Self::new(403, error)
    }

    pub(crate) fn not_found(what: impl fmt::Display) -> Self {
        Self::new(404, format!("NOT_FOUND: {what}"))
    }

    pub(crate) fn conflict(text: impl fmt::Display) -> Self {
        Self::new(409, format!("CONFLICT: {text}"))
    }

    pub(crate) fn rate_limited(reset_millis: u64) -> Self {
        let reset_millis = Some(reset_millis);
        Self {
            status: 429,
            error: "Rate limit exceeded".to_owned(),
            reset_millis,
        }
    }

    pub(crate) fn internal() -> Self {
        Self::new(500, "Internal error".to_owned())
    }

    /// A 5xx of the gateway in front of the API.
    pub(crate) fn unavailable(status: u16) -> Self {
        Self::new(status, "Service temporarily unavailable".to_owned())
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a window of seconds is far below 2^52"
    )]
    pub(crate) fn into_response(self, request_id: Uuid) -> ApiResponse {
        #[derive(Serialize)]
        #[serde(rename_all = "camelCase")]
        struct Body<'a> {
            status: u16,
            #[serde(skip_serializing_if = "Option::is_none")]
            request_id: Option<Uuid>,
            error: &'a str,
        }
        // The official mocks of a 429 have no requestId.
        let request_id = (self.status != 429).then_some(request_id);
        let body = Body {
            status: self.status,
            request_id,
            error: &self.error,
        };
        let mut response = ApiResponse::json(self.status, &body);
        if let Some(millis) = self.reset_millis {
            let seconds = (millis as f64 / 1_000.0).max(0.001);
            response
                .headers
                .push(("x-ratelimit-reset", format!("{seconds:.3}")));
            response
                .headers
                .push(("retry-after", millis.div_ceil(1_000).max(1).to_string()));
        }
        response
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.status, self.error)
    }
}
