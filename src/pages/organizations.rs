//! The organization: at a glance, its name, and its settings.

mod overview;
mod rename;
mod settings;

pub use overview::OverviewPage;
pub use settings::OrganizationSettingsPage;
