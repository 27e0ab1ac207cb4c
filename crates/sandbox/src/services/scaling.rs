//! `instanceReplicaScalingUpdate` and the deprecated `instanceScalingUpdate`.

mod read;

use cloud_api::services::State;
use uuid::Uuid;

pub(super) use read::Asked;

use super::{Scaling, Service, update};
use crate::{
    Sandbox,
    body::{self, Object},
    quotas,
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
};

pub(super) fn update_replica(
    sandbox: &mut Sandbox,
    call: &Call<'_>,
) -> Result<ApiResponse, Refusal> {
    change(sandbox, call, |body| Asked::of_replica(body))
}

pub(super) fn update_total(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    change(sandbox, call, |body| Asked::of_total(body))
}

fn change(
    sandbox: &mut Sandbox,
    call: &Call<'_>,
    read: for<'a> fn(&Object<'a>) -> Result<Asked<'a>, Refusal>,
) -> Result<ApiResponse, Refusal> {
    let id = sandbox.service_id(call)?;
    let body = body::parse(&call.request.body)?;
    let asked = read(&body::object(&body)?)?;
    let service = sandbox.services.get(id)?;
    let after = asked.applied_to(&service.scaling)?;
    update::refuse_change(service)?;
    if asked.has_replicas() {
        check_replicas(sandbox, &asked, &after, Place::of(service))?;
    }

    let now = sandbox.now;
    let service = sandbox.services.get_mut(id)?;
    let before = std::mem::replace(&mut service.scaling, after);
    let kinds = kinds(&before, &service.scaling);
    if service.state == State::Running && kinds.contains(&IDLING) {
        // The timeout starts anew.
        sandbox.enter(id, State::Running, now);
    }
    sandbox.measure(id, now);
    for kind in kinds {
        sandbox.record(call, kind, Some(id));
    }
    Ok(call.answer(&sandbox.view(sandbox.services.get(id)?)))
}

const IDLING: &str = "service_update_autoscaling_idling";

/// One kind of record for each aspect that changed.
fn kinds(before: &Scaling, after: &Scaling) -> Vec<&'static str> {
    let memory = |of: &Scaling| (of.min_memory, of.max_memory);
    let replicas = |of: &Scaling| (of.mode.clone(), of.min_replicas, of.max_replicas);
    let idling = |of: &Scaling| (of.idle, of.idle_timeout_minutes);
    let aspects = [
        (
            memory(before) != memory(after),
            "service_update_autoscaling_memory",
        ),
        (
            replicas(before) != replicas(after),
            "service_update_autoscaling_replicas",
        ),
        (idling(before) != idling(after), IDLING),
    ];
    aspects
        .into_iter()
        .filter_map(|(changed, kind)| changed.then_some(kind))
        .collect()
}

/// Where a service stands whose replicas are counted.
pub(super) struct Place {
    /// `None` for a service that is still to be made.
    pub(super) service: Option<Uuid>,
    /// `None` for one that starts a warehouse of its own.
    pub(super) warehouse: Option<Uuid>,
    pub(super) is_primary: bool,
}

impl Place {
    fn of(service: &Service) -> Self {
        Self {
            service: Some(service.id),
            warehouse: Some(service.warehouse),
            is_primary: service.is_primary,
        }
    }
}

/// The number of replicas against what a primary needs and what a warehouse may have.
pub(super) fn check_replicas(
    sandbox: &Sandbox,
    asked: &Asked<'_>,
    scaling: &Scaling,
    place: Place,
) -> Result<(), Refusal> {
    let least = sandbox.primary_replicas_min;
    if place.is_primary && scaling.min_replicas < least {
        // The wording of a refusal that was seen when the least was four.
        let rule = format!("Number of replicas must be greater than {}", least - 1);
        return Err(asked.wrong_replicas(&rule));
    }
    let others = sandbox
        .services
        .all()
        .filter(|other| Some(other.warehouse) == place.warehouse)
        .filter(|other| Some(other.id) != place.service);
    let sum: u32 = others.map(|other| other.scaling.max_replicas).sum();
    let most = quotas::REPLICAS_PER_WAREHOUSE;
    if sum + scaling.max_replicas > most {
        let rule = format!("Number of replicas in a data warehouse must not exceed {most}");
        return Err(asked.wrong_replicas(&rule));
    }
    Ok(())
}
