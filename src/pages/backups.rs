//! Backups: of one service, across all, when they are made, and what a restore leaves to do.

mod across;
mod calendar;
mod configure;
mod days;
mod details;
mod list;
mod moment;
mod now;
mod of_service;
mod on_demand;
mod restored;
mod standing;
mod words;

pub use across::BackupsPage;
pub use of_service::ServiceBackups;
pub use restored::ServiceRestored;
pub use standing::{Standing, Verdict, verdict};
pub use words::{restore_refusal, size as size_of};
