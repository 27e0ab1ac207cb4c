//! Why a call to the API failed, and how that is told.

use std::fmt;

use cloud_api::Method;

use crate::ui::Problem;

/// A call that failed, with what is known about it.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// The API's `operationId`.
    pub operation: &'static str,
    pub method: Method,
    pub kind: ErrorKind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum ErrorKind {
    /// The browser says that it has no network.
    Offline,
    /// No connection to this address, which the page came from: the relay is down.
    RelayDown,
    /// The relay answers that it got nothing from the API (502 or 504).
    ApiDown {
        status: u16,
        message: String,
        request_id: Option<String>,
    },
    /// The address answers, but the browser may not read it from this page (CORS).
    Blocked,
    /// No connection to the API's address.
    Unreachable,
    TimedOut,
    /// The connection broke while the answer was read.
    Interrupted,
    /// The API said no: status, its own words, the request's id.
    Refused {
        status: u16,
        message: String,
        request_id: Option<String>,
    },
    /// 429, after waiting as long as is reasonable.
    RateLimited {
        seconds: f64,
        request_id: Option<String>,
    },
    /// An answer that is not one of this API's.
    Unreadable {
        status: u16,
        found: String,
        request_id: Option<String>,
    },
    /// A write in a read-only session; nothing was sent.
    ReadOnly,
    /// No key, or no longer the one it was to be sent with; nothing was sent.
    SignedOut,
}

impl ApiError {
    pub fn status(&self) -> Option<u16> {
        match &self.kind {
            ErrorKind::Refused { status, .. }
            | ErrorKind::ApiDown { status, .. }
            | ErrorKind::Unreadable { status, .. } => Some(*status),
            ErrorKind::RateLimited { .. } => Some(429),
            _ => None,
        }
    }

    pub fn request_id(&self) -> Option<&str> {
        match &self.kind {
            ErrorKind::Refused { request_id, .. }
            | ErrorKind::ApiDown { request_id, .. }
            | ErrorKind::RateLimited { request_id, .. }
            | ErrorKind::Unreadable { request_id, .. } => request_id.as_deref(),
            _ => None,
        }
    }

    /// The operation in words.
    pub fn doing(&self) -> &'static str {
        doing(self.operation)
    }

    /// Whether the session is over: its key is not taken any more, or it ended before the call was sent.
    pub fn is_session_over(&self) -> bool {
        self.status() == Some(401) || matches!(self.kind, ErrorKind::SignedOut)
    }

    pub fn is_not_found(&self) -> bool {
        self.status() == Some(404)
    }

    /// Whether a write may have been done although no answer says so.
    pub fn is_outcome_unknown(&self) -> bool {
        let unanswered = matches!(
            self.kind,
            ErrorKind::TimedOut
                | ErrorKind::Interrupted
                | ErrorKind::RelayDown
                | ErrorKind::ApiDown { .. }
                | ErrorKind::Unreachable
                | ErrorKind::Unreadable { .. }
        );
        let failed_behind = matches!(self.kind, ErrorKind::Refused { status: 500.., .. });
        !self.method.is_read() && (unanswered || failed_behind)
    }

    /// What happened, in the API's own words where it said any.
    pub fn detail(&self) -> String {
        match &self.kind {
            ErrorKind::Offline => "This browser has no network connection.".into(),
            ErrorKind::RelayDown => {
                "No connection to the address this page came from: its relay does not answer."
                    .into()
            }
            ErrorKind::Blocked => {
                "The API answers, but the browser does not let this page read it \
                 (CORS)."
                    .into()
            }
            ErrorKind::Unreachable => "No connection to the API's address.".into(),
            ErrorKind::TimedOut => "No answer within 30 seconds.".into(),
            ErrorKind::Interrupted => "The connection broke while the answer came in.".into(),
            ErrorKind::Refused {
                status, message, ..
            } if message.is_empty() => {
                format!("The API answered with status {status} and no explanation.")
            }
            ErrorKind::Refused { message, .. } | ErrorKind::ApiDown { message, .. } => {
                message.clone()
            }
            ErrorKind::RateLimited { seconds, .. } => format!(
                "This key used up its requests. The API takes more in {} s.",
                crate::format::number(seconds.ceil().max(1.0))
            ),
            ErrorKind::Unreadable { found, .. } => {
                format!("The answer is not one of the ClickHouse Cloud API: {found}.")
            }
            ErrorKind::ReadOnly => {
                "This session is read-only: nothing that changes anything is sent.".into()
            }
            ErrorKind::SignedOut => "The session ended before it was sent.".into(),
        }
    }

    /// What the reader can do about it, where we know.
    fn advice(&self) -> Option<&'static str> {
        if self.is_outcome_unknown() {
            return Some(
                "Whether it was done is not known. Look at the current state before you try again.",
            );
        }
        Some(match &self.kind {
            ErrorKind::Offline => "Reconnect, then try again.",
            ErrorKind::RelayDown => {
                "Whoever hosts this console can tell whether the relay runs; try again then."
            }
            ErrorKind::ApiDown { .. } => {
                "The console's relay runs, but does not reach the API. Try again; if it stays, whoever \
                 hosts this console finds the cause in the relay's log."
            }
            ErrorKind::Blocked => {
                "Use the console through its relay (`wheelhouse serve`), which has the page's own \
                 address."
            }
            ErrorKind::Unreachable | ErrorKind::TimedOut | ErrorKind::Interrupted => {
                "Try again; if it stays, check the network and the API's address."
            }
            ErrorKind::Refused { status: 401, .. } => "Sign in with a key that is active.",
            ErrorKind::Refused { status: 403, .. } => {
                "The key's roles do not allow this. An administrator can assign another role."
            }
            ErrorKind::Refused { status: 404, .. } => {
                "It may have been deleted, or this key may not see it."
            }
            ErrorKind::Refused { status: 409, .. } => {
                "The state has changed in between. Look at it again, then decide."
            }
            ErrorKind::Refused {
                status: 502..=504, ..
            } => "The API is not reachable. Try again.",
            ErrorKind::Refused { status: 500.., .. } => {
                "This is an error of the API. Try again; the request id helps its support."
            }
            ErrorKind::Unreadable { .. } => {
                "Check that the address really is the API's, and that no sign-on page or proxy \
                 answers in its place."
            }
            ErrorKind::ReadOnly => {
                "Allow changes in the session's menu in the top bar to change things."
            }
            ErrorKind::Refused { .. } | ErrorKind::RateLimited { .. } | ErrorKind::SignedOut => {
                return None;
            }
        })
    }

    /// The failure as the interface shows it.
    pub fn problem(&self) -> Problem {
        Problem {
            title: format!("{} failed", doing(self.operation)),
            detail: self.detail(),
            advice: self.advice().map(Into::into),
            request_id: self.request_id().map(Into::into),
            operation: Some(self.operation.into()),
            status: self.status(),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "{} failed: {}",
            doing(self.operation),
            self.detail()
        )
    }
}

/// The operation in words.
fn doing(operation: &'static str) -> &'static str {
    match operation {
        "whoamiGet" => "Identifying the key",
        "organizationGetList" => "Listing organizations",
        "organizationGet" => "Loading the organization",
        "organizationUpdate" => "Updating the organization",
        "instanceGetList" => "Listing services",
        "instanceGet" => "Loading the service",
        "instanceCreate" => "Creating the service",
        "instanceUpdate" => "Updating the service",
        "instanceDelete" => "Deleting the service",
        "instanceStateUpdate" => "Changing the service's state",
        "instanceReplicaScalingUpdate" => "Scaling the service",
        "instancePasswordUpdate" => "Resetting the password",
        "openapiKeyGetList" => "Listing API keys",
        "openapiKeyGet" => "Loading the API key",
        "openapiKeyCreate" => "Creating the API key",
        "openapiKeyUpdate" => "Changing the API key",
        "openapiKeyDelete" => "Deleting the API key",
        "organizationRolesGetList" => "Listing roles",
        "organizationQuotasGetList" => "Listing quotas",
        "activityGet" => "Loading the activity",
        "activityGetList" => "Loading the activities",
        "backupGetList" => "Listing backups",
        "backupGet" => "Loading the backup",
        "backupCreate" => "Creating a backup",
        "backupConfigurationGet" => "Loading the backup configuration",
        "backupConfigurationUpdate" => "Configuring backups",
        "creditBalancesGet" => "Loading the credit balances",
        "usageCostGet" => "Loading the costs",
        "memberGetList" => "Listing members",
        "memberGet" => "Loading the member",
        "memberUpdate" => "Changing the member's roles",
        "memberDelete" => "Removing the member",
        "invitationGetList" => "Listing invitations",
        "invitationGet" => "Loading the invitation",
        "invitationCreate" => "Inviting",
        "invitationDelete" => "Deleting the invitation",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(method: Method, kind: ErrorKind) -> ApiError {
        ApiError {
            operation: "instanceCreate",
            method,
            kind,
        }
    }

    fn refused(status: u16) -> ErrorKind {
        ErrorKind::Refused {
            status,
            message: "CONFLICT: no".into(),
            request_id: Some("7b0c".into()),
        }
    }

    #[test]
    fn a_refusal_keeps_the_apis_words_status_and_request_id() {
        let problem = error(Method::Post, refused(409)).problem();
        assert_eq!(problem.title, "Creating the service failed");
        assert_eq!(problem.detail, "CONFLICT: no");
        assert_eq!(problem.request_id.as_deref(), Some("7b0c"));
        assert_eq!(problem.status, Some(409));
    }

    #[test]
    fn only_an_unanswered_write_has_an_unknown_outcome() {
        for kind in [ErrorKind::Interrupted, ErrorKind::TimedOut, refused(502)] {
            assert!(error(Method::Post, kind.clone()).is_outcome_unknown());
            assert!(!error(Method::Get, kind).is_outcome_unknown());
        }
        for kind in [
            refused(400),
            refused(409),
            ErrorKind::ReadOnly,
            ErrorKind::Offline,
        ] {
            assert!(!error(Method::Post, kind).is_outcome_unknown());
        }
    }
}
