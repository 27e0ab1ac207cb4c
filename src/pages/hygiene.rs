//! What a careful administrator would look at in the organization: rules over the lists that its pages read anyway.
//!
//! The rules are data (`rule`) and plain functions (`services`, `keys`, `invitations`, `backups`), which the overview
//! counts with, too.

mod backups;
mod columns;
mod export;
mod finding;
mod group;
mod invitations;
mod keys;
mod lists;
mod narrow;
mod page;
mod report;
mod row;
mod rule;
mod services;
mod unjudged;

pub use finding::Finding;
pub use lists::{Lists, use_lists};
pub use page::HygienePage;
pub use rule::{Rule, Source};
pub use services::is_present;
