//! Puts what the API said of a service wherever the service is on view.

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Service},
};

use crate::query::Cache;

/// The newest word on a service: its own page and its row in the list follow.
pub fn observe(cache: Cache, organization: &OrganizationId, service: Service) {
    cache.change(
        &services::list(organization),
        |all: &mut Vec<Service>| match all.iter_mut().find(|known| known.id == service.id) {
            Some(known) => *known = service.clone(),
            None => all.push(service.clone()),
        },
    );
    cache.put(&services::get(organization, &service.id), service);
}

/// The service is gone.
pub fn remove(cache: Cache, organization: &OrganizationId, service: &ServiceId) {
    cache.change(&services::list(organization), |all: &mut Vec<Service>| {
        all.retain(|known| known.id != *service);
    });
}

/// A service as some answer already told it, from its page or from the list.
pub fn known(cache: Cache, organization: &OrganizationId, service: &ServiceId) -> Option<Service> {
    if let Some(found) = cache.peek(&services::get(organization, service)) {
        return Some(Service::clone(&found));
    }
    let all = cache.peek(&services::list(organization))?;
    all.iter().find(|known| known.id == *service).cloned()
}
