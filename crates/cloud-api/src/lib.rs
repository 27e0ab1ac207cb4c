//! What the `ClickHouse` Cloud API can be asked, what it answers, and what it allows in which state.
//!
//! Everything here is data and pure functions: no browser, no runtime. The console sends the
//! [`Request`] values and the sandbox obeys the same rules, so that a button and the API it stands for
//! cannot disagree. Names follow the official OpenAPI document in `openapi/`, against which the tests
//! check every path, operation and field.

#[macro_use]
mod words;
#[macro_use]
pub mod fields;

mod numbers;

pub mod access;
pub mod activities;
pub mod backups;
pub mod balances;
mod blame;
pub mod email;
pub mod envelope;
pub mod ids;
pub mod invitations;
pub mod keys;
pub mod legacy;
pub mod members;
pub mod novelty;
pub mod organizations;
pub mod permissions;
pub mod quotas;
pub mod request;
pub mod roles;
pub mod services;
pub mod usage;
pub mod whoami;

pub use blame::{Blame, blame};
pub use envelope::{Answer, Refusal};
pub use ids::{
    ActivityId, BackupId, InvitationId, KeyId, MalformedId, MemberId, OrganizationId, RoleId,
    ServiceId,
};
pub use request::{Method, Request};
