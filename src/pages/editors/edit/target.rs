//! What is edited, such as a service or an organization, with the way to read it and to show it.

use std::sync::Arc;

use cloud_api::{
    OrganizationId, Request, ServiceId,
    activities::Activity,
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

    /// What it is, as a sentence begins.
    const WORD: &'static str;

    /// Names its draft among those of the same kind; the organization's own is named by its id.
    fn name(target: &Target<Self>) -> &str;

    /// Whether a record of the audit log is about it.
    fn is_touched_by(id: &Self::Id, record: &Activity) -> bool;

    /// Puts the newest word on it wherever it is on view.
    fn observe(self, cache: Cache, target: &Target<Self>);

    /// What stands of it is no longer sure: it is read again where it is on view.
    fn doubt(cache: Cache, target: &Target<Self>) {
        let own = target.get.address();
        cache.invalidate(|address| address == own);
    }

    /// The write with what other tools need to know of the object.
    fn describe(self: Arc<Self>, write: Write) -> Write {
        write
    }
}

impl Editable for Service {
    type Id = ServiceId;

    const WORD: &'static str = "The service";

    fn name(target: &Target<Self>) -> &str {
        target.id.as_str()
    }

    fn is_touched_by(id: &ServiceId, record: &Activity) -> bool {
        record.service_id.as_ref() == Some(id)
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

    const WORD: &'static str = "The organization";

    fn name(target: &Target<Self>) -> &str {
        target.organization.as_str()
    }

    fn is_touched_by((): &(), record: &Activity) -> bool {
        record.service_id.is_none()
    }

    fn observe(self, cache: Cache, target: &Target<Self>) {
        cache.put(&target.get, self);
    }
}
