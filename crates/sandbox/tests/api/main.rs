//! Stories over the pure core, with a clock that the test holds. Every answer is checked against the
//! official OpenAPI document on its way.

mod access;
mod activities;
mod backup_configuration;
mod backups;
mod costs;
mod creation;
mod failures;
mod generate;
mod generated;
mod invitations;
mod journal;
mod keys;
mod keys_in_use;
mod legacy_roles;
mod lifecycle;
mod members;
mod organizations;
mod quotas;
mod restore;
mod roles;
mod roles_in_use;
mod scaling;
mod schema;
mod seeds;
mod server;
mod stage;
mod state_file;
mod updates;
mod walk;
mod warehouse;
