//! Stories over the pure core, with a clock that the test holds. Every answer is checked against the
//! official OpenAPI document on its way.

mod access;
mod activities;
mod creation;
mod failures;
mod generated;
mod lifecycle;
mod organizations;
mod schema;
mod seeds;
mod server;
mod stage;
mod updates;
mod warehouse;
