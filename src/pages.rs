//! The pages, by area. Nobody imports one but `routes`.
//!
//! What the first view needs is in the console's first file; every other area is a chunk of its own.

mod crumbs;
mod editors;
mod feed;
mod go;
mod invitations;
mod members;
mod not_found;
mod organizations;
mod raw;
mod refresh;
mod roles;
mod service;
mod services;
mod sign_in;

use leptos::prelude::*;

pub use not_found::NotFoundPage;
pub use services::ServicesPage;
pub use sign_in::SignInPage;

use crate::{chunk, chunk::Chunk};

pub fn overview() -> Chunk {
    chunk!(fn overview_page() in overview => view! { <organizations::OverviewPage /> })
}

pub fn organization_settings() -> Chunk {
    chunk!(fn organization_settings_page() in organization => {
        view! { <organizations::OrganizationSettingsPage /> }
    })
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
    chunk!(fn new_service_page() in new_service => view! { <services::NewServicePage /> })
}

pub fn service() -> Chunk {
    chunk!(fn service_page() in service => view! { <service::ServicePage /> })
}

pub fn service_overview() -> Chunk {
    chunk!(fn service_overview_tab() in service => view! { <service::ServiceOverview /> })
}

pub fn service_connect() -> Chunk {
    chunk!(fn service_connect_tab() in service_connect => view! { <service::ServiceConnect /> })
}

pub fn service_scaling() -> Chunk {
    chunk!(fn service_scaling_tab() in service_changes => view! { <service::ServiceScaling /> })
}

pub fn service_access() -> Chunk {
    chunk!(fn service_access_tab() in service_changes => view! { <service::ServiceAccess /> })
}

pub fn service_settings() -> Chunk {
    chunk!(fn service_settings_tab() in service_changes => view! { <service::ServiceSettings /> })
}

pub fn go() -> Chunk {
    chunk!(fn go_page() in go => view! { <go::GoPage /> })
}
