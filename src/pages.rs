//! The pages, by area. Nobody imports one but `routes`.
//!
//! What the first view needs is in the console's first file; every other area is a chunk of its own.

mod activities;
mod backups;
mod beta;
mod clock;
mod crumbs;
mod editors;
mod feed;
mod flags;
mod go;
mod hygiene;
mod invitations;
mod keys;
mod list_page;
mod many;
mod members;
mod not_found;
mod organizations;
mod other;
mod range;
mod raw;
mod reading;
mod refresh;
mod removal;
mod roles;
mod running;
mod service;
mod services;
mod sign_in;
mod usage;

use leptos::prelude::*;

pub use not_found::NotFoundPage;
pub use services::ServicesPage;
pub use sign_in::SignInPage;

use crate::{chunk, chunk::Chunk};

pub fn overview() -> Chunk {
    chunk!(fn overview_page() in organization => view! { <organizations::OverviewPage /> })
}

pub fn organization_settings() -> Chunk {
    chunk!(fn organization_settings_page() in organization => {
        view! { <organizations::OrganizationSettingsPage /> }
    })
}

pub fn clock() -> Chunk {
    chunk!(fn clock_page() in shell => view! { <clock::ClockPage /> })
}

pub fn hygiene() -> Chunk {
    chunk!(fn hygiene_page() in organization => view! { <hygiene::HygienePage /> })
}

pub fn members() -> Chunk {
    chunk!(fn members_page() in people => view! { <members::MembersPage /> })
}

pub fn member() -> Chunk {
    chunk!(fn member_page() in people => view! { <members::MemberPage /> })
}

pub fn invitations() -> Chunk {
    chunk!(fn invitations_page() in people => view! { <invitations::InvitationsPage /> })
}

pub fn new_invitations() -> Chunk {
    chunk!(fn new_invitations_page() in people => view! { <invitations::NewInvitationsPage /> })
}

pub fn invitation() -> Chunk {
    chunk!(fn invitation_page() in people => view! { <invitations::InvitationPage /> })
}

pub fn roles() -> Chunk {
    chunk!(fn roles_page() in people => view! { <roles::RolesPage /> })
}

pub fn role() -> Chunk {
    chunk!(fn role_page() in people => view! { <roles::RolePage /> })
}

pub fn new_service() -> Chunk {
    chunk!(fn new_service_page() in changes => view! { <services::NewServicePage /> })
}

pub fn service() -> Chunk {
    chunk!(fn service_page() in service => view! { <service::ServicePage /> })
}

pub fn service_overview() -> Chunk {
    chunk!(fn service_overview_tab() in service => view! { <service::ServiceOverview /> })
}

pub fn service_connect() -> Chunk {
    chunk!(fn service_connect_tab() in service => view! { <service::ServiceConnect /> })
}

pub fn service_scaling() -> Chunk {
    chunk!(fn service_scaling_tab() in changes => view! { <service::ServiceScaling /> })
}

pub fn service_access() -> Chunk {
    chunk!(fn service_access_tab() in changes => view! { <service::ServiceAccess /> })
}

pub fn service_activity() -> Chunk {
    chunk!(fn service_activity_tab() in history => view! { <activities::ServiceActivity /> })
}

pub fn activities() -> Chunk {
    chunk!(fn activities_page() in history => view! { <activities::ActivitiesPage /> })
}

pub fn activity() -> Chunk {
    chunk!(fn activity_page() in history => view! { <activities::ActivityPage /> })
}

pub fn usage() -> Chunk {
    chunk!(fn usage_page() in history => view! { <usage::UsagePage /> })
}

pub fn service_backups() -> Chunk {
    chunk!(fn service_backups_tab() in history => view! { <backups::ServiceBackups /> })
}

pub fn service_restored() -> Chunk {
    chunk!(fn service_restored_tab() in history => view! { <backups::ServiceRestored /> })
}

pub fn backups() -> Chunk {
    chunk!(fn backups_page() in history => view! { <backups::BackupsPage /> })
}

pub fn restore() -> Chunk {
    chunk!(fn restore_page() in changes => view! { <services::RestorePage /> })
}

pub fn service_settings() -> Chunk {
    chunk!(fn service_settings_tab() in changes => view! { <service::ServiceSettings /> })
}

pub fn go() -> Chunk {
    chunk!(fn go_page() in people => view! { <go::GoPage /> })
}

pub fn keys() -> Chunk {
    chunk!(fn keys_page() in people => view! { <keys::KeysPage /> })
}

pub fn new_key() -> Chunk {
    chunk!(fn new_key_page() in people => view! { <keys::NewKeyPage /> })
}

pub fn key() -> Chunk {
    chunk!(fn key_page() in people => view! { <keys::KeyPage /> })
}

pub fn rotate_key() -> Chunk {
    chunk!(fn rotate_key_page() in people => view! { <keys::RotateKeyPage /> })
}
