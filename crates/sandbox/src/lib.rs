//! The `ClickHouse` Cloud API imitated, for demos and tests: nothing leaves the machine.
//!
//! [`Sandbox`] is the pure core: a request and a moment in, an answer out. It knows no runtime, no
//! socket and no wall clock, so that tests decide what time it is. [`app`] wraps it into an axum router.

mod activities;
mod backups;
mod body;
mod clock;
mod faults;
mod invitations;
mod journal;
mod keys;
mod ledger;
mod members;
mod options;
mod organizations;
mod page;
mod permissions;
mod pieces;
mod quotas;
mod random;
mod rate_limit;
mod refusal;
mod replica;
mod request;
mod roles;
mod route;
mod sandbox;
mod seed;
mod sentinels;
#[cfg(feature = "server")]
mod server;
mod services;
mod usage;

pub use clock::Moment;
pub use faults::{Faults, MalformedFaults, WORD_FIELDS};
pub use invitations::{FAILING_ADDRESS, REFUSED_ADDRESS};
pub use journal::{Divergence, Entry};
pub use keys::{DEMO_ADMIN, DEMO_DISABLED, DEMO_EXPIRED, DEMO_KEYS, DEMO_READ_ONLY, DemoKey};
#[cfg(feature = "server")]
pub use options::Args;
pub use options::Options;
pub use pieces::Rest;
pub use rate_limit::{MalformedRateLimit, RateLimit};
pub use request::{ApiRequest, ApiResponse, Method};
pub use route::operations;
pub use sandbox::Sandbox;
pub use seed::{Seed, UnknownSeed};
pub use sentinels::SENTINELS;
#[cfg(feature = "server")]
pub use server::{StateError, app, app_with_state};
