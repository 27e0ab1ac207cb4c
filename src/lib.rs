//! Wheelhouse: the admin console for `ClickHouse` Cloud.
//!
//! `pages → shell, ui → format`; `pages → query → client → cloud-api`. The rules that a test can hold
//! are in `tests/house.rs`.

pub mod app;
pub mod chunk;
pub mod client;
pub mod config;
pub mod crash;
pub mod dialogs;
pub mod equivalent;
pub mod equivalent_view;
pub mod first_view;
pub mod format;
pub mod list_view;
pub mod moment;
pub mod offers;
pub mod operations;
mod pages;
mod params;
pub mod paths;
mod presence;
pub mod query;
pub mod query_view;
pub mod quote;
pub mod rights;
mod routes;
pub mod secret;
pub mod session;
mod shell;
pub mod store;
pub mod theme;
pub mod ui;
