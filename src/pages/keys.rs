//! API keys: the list, one key, a new one, and from one key to its successor.

mod actions;
mod activity;
mod columns;
mod creation;
mod delete;
mod details;
mod edit;
mod expiry;
mod list;
pub mod marks;
mod new;
pub mod own;
mod page;
mod pair;
mod pair_once;
mod risks;
mod roles;
mod rotate;
mod store;
mod switch;

pub use list::KeysPage;
pub use new::NewKeyPage;
pub use page::KeyPage;
pub use rotate::RotateKeyPage;
