//! Services: list, get, create, update, delete, state, scaling, password.

mod access;
mod create;
mod filter;
mod lifecycle;

mod model;
mod password;
mod restore;
mod scaling;
mod update;
mod view;

use std::collections::HashMap;

use uuid::Uuid;

pub(crate) use access::ip_access_list;
pub(crate) use create::version;
pub(crate) use filter::TagFilter;
pub(crate) use lifecycle::scaled;
pub(crate) use model::{Scaling, Service};
pub(crate) use update::refuse_change;
pub(crate) use view::View;

use crate::{
    Sandbox, faults,
    keys::Permission,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route, parse_id},
    sentinels::Sentinel,
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: ALL,
        permissions: &[],
        run: list,
    },
    Route {
        method: Method::Post,
        path: ALL,
        permissions: &[Permission::CreateService, Permission::ServiceManage],
        run: create::create,
    },
    Route {
        method: Method::Get,
        path: ONE,
        permissions: &[Permission::ServiceView],
        run: get,
    },
    Route {
        method: Method::Patch,
        path: ONE,
        permissions: &[Permission::ServiceManage],
        run: update::update,
    },
    Route {
        method: Method::Delete,
        path: ONE,
        permissions: &[Permission::ServiceDelete],
        run: lifecycle::delete,
    },
    // The command decides which permission is needed.
    Route {
        method: Method::Patch,
        path: "/v1/organizations/{organizationId}/services/{serviceId}/state",
        permissions: &[Permission::ServiceView],
        run: lifecycle::set_state,
    },
    Route {
        method: Method::Patch,
        path: "/v1/organizations/{organizationId}/services/{serviceId}/password",
        permissions: &[Permission::ServiceManage],
        run: password::set,
    },
    Route {
        method: Method::Patch,
        path: "/v1/organizations/{organizationId}/services/{serviceId}/replicaScaling",
        permissions: &[Permission::ManageScalingConfig],
        run: scaling::update_replica,
    },
    Route {
        method: Method::Patch,
        path: "/v1/organizations/{organizationId}/services/{serviceId}/scaling",
        permissions: &[Permission::ManageScalingConfig],
        run: scaling::update_total,
    },
];

const ALL: &str = "/v1/organizations/{organizationId}/services";
const ONE: &str = "/v1/organizations/{organizationId}/services/{serviceId}";

/// All services, in the order of their creation.
#[derive(Clone, Default)]
pub(crate) struct Services {
    by_id: HashMap<Uuid, Service>,
    order: Vec<Uuid>,
}

impl Services {
    pub(crate) fn add(&mut self, service: Service) {
        self.order.push(service.id);
        self.by_id.insert(service.id, service);
    }

    fn remove(&mut self, id: Uuid) {
        self.by_id.remove(&id);
        self.order.retain(|other| *other != id);
    }

    pub(crate) fn find(&self, id: Uuid) -> Option<&Service> {
        self.by_id.get(&id)
    }

    pub(crate) fn get(&self, id: Uuid) -> Result<&Service, Refusal> {
        self.by_id.get(&id).ok_or_else(|| Refusal::not_found(id))
    }

    fn get_mut(&mut self, id: Uuid) -> Result<&mut Service, Refusal> {
        self.by_id
            .get_mut(&id)
            .ok_or_else(|| Refusal::not_found(id))
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Service> {
        self.order.iter().filter_map(|id| self.by_id.get(id))
    }

    /// The services that share a primary's warehouse.
    fn secondaries(&self, service: &Service) -> impl Iterator<Item = &Service> {
        let (id, warehouse, is_primary) = (service.id, service.warehouse, service.is_primary);
        self.all()
            .filter(move |other| is_primary && other.warehouse == warehouse && other.id != id)
    }
}

impl Sandbox {
    /// The id in the path, if it is the id of a service.
    pub(crate) fn service_id(&self, call: &Call<'_>) -> Result<Uuid, Refusal> {
        let id = parse_id("service", call.parameter(1))?;
        self.services.get(id).map(|service| service.id)
    }

    /// The service as the API writes it.
    fn view<'a>(&'a self, service: &'a Service) -> View<'a> {
        View::new(service, &self.organization.private_endpoints)
    }
}

/// `instanceGetList`: what the key may see; filters are `tag:KEY` and `tag:KEY=VALUE`, all must fit,
/// others are ignored.
#[expect(clippy::unnecessary_wraps, reason = "every operation has this shape")]
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let filter = TagFilter::of(call.request);
    let services: Vec<_> = sandbox
        .services
        .all()
        .filter(|service| call.access.has_on(Permission::ServiceView, service.id))
        .filter(|service| filter.fits(&service.tags))
        .map(|service| sandbox.view(service))
        .collect();
    Ok(call.answer(&services))
}

/// `instanceGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let service = sandbox.services.get(id)?;
    if Sentinel::Error500.is_in(&service.name) {
        return Err(Refusal::internal());
    }
    let mut response = call.answer(&sandbox.view(service));
    if Sentinel::Garbage.is_in(&service.name) {
        response = faults::gateway_page();
    } else if Sentinel::Cut.is_in(&service.name) {
        response.cut = true;
    } else if Sentinel::MissingFields.is_in(&service.name) {
        faults::with_only_ids(&mut response);
    }
    Ok(response)
}
