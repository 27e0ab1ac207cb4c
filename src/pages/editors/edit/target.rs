//! What is edited: a service or an organization, with the way to read it and to show it.

use std::sync::Arc;

use cloud_api::{
    OrganizationId, Request, ServiceId,
    organizations::{self, Organization},
    services::{self, Service, UpdateService},
};
use serde::de::DeserializeOwned;

use crate::{equivalent::Write, query::Cache, store};

/// One object of the API and how to ask for it.
pub struct Target<O: Editable> {
    pub organization: OrganizationId,
    pub id: O::Id,
    pub get: Request<O>,
}

impl<O: Editable> Clone for Target<O> {
    fn clone(&self) -> Self {
        Self {
            organization: self.organization.clone(),
            id: self.id.clone(),
            get: self.get.clone(),
        }
    }
}

impl Target<Service> {
    pub fn service(organization: OrganizationId, id: ServiceId) -> Self {
        Self {
            get: services::get(&organization, &id),
            organization,
            id,
        }
    }

    /// `instanceUpdate`
    pub fn update(&self, change: &UpdateService) -> Request<Service> {
        services::update(&self.organization, &self.id, change)
    }
}

impl Target<Organization> {
    pub fn organization(organization: OrganizationId) -> Self {
        Self {
            get: organizations::get(&organization),
            organization,
            id: (),
        }
    }
}

/// An object that can be edited.
pub trait Editable: Clone + DeserializeOwned + Send + Sync + 'static {
    /// What tells it from others of its organization.
    type Id: Clone + Send + Sync + 'static;

    /// The service, if it is one.
    fn service(id: &Self::Id) -> Option<&ServiceId>;

    /// Puts the newest word on it wherever it is on view.
    fn observe(self, cache: Cache, target: &Target<Self>);

    /// The write with what other tools need to know of the object.
    fn describe(self: Arc<Self>, write: Write) -> Write {
        write
    }
}

impl Editable for Service {
    type Id = ServiceId;

    fn service(id: &ServiceId) -> Option<&ServiceId> {
        Some(id)
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        store::observe(cache, &target.organization, self);
    }

    fn describe(self: Arc<Self>, write: Write) -> Write {
        write.on(self)
    }
}

impl Editable for Organization {
    type Id = ();

    fn service((): &()) -> Option<&ServiceId> {
        None
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        cache.put(&target.get, self);
    }
}
