//! The pages, by area. Nobody imports one but `routes`.

mod editors;
mod not_found;
mod organizations;
mod service;
mod services;
mod sign_in;

pub use not_found::NotFoundPage;
pub use organizations::OverviewPage;
pub use service::{ServiceAccess, ServiceConnect, ServiceOverview, ServicePage, ServiceSettings};
pub use services::{NewServicePage, ServicesPage};
pub use sign_in::SignInPage;
