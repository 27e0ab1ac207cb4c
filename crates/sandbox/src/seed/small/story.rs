//! What happened in the last 90 days: 400 records by people, keys, the system and support, about things
//! that are still there and things that are gone.

mod cast;
mod plot;

use cast::Cast;
use uuid::Uuid;

use crate::{
    Sandbox,
    activities::{Activity, Origin, Target},
    clock::{DAY, HOUR, Moment},
    random::Random,
    services::Service,
};

const RECORDS: usize = 400;
const DAYS: u64 = 90;

/// What people do to services, and how often beside each other.
const BY_PEOPLE: [&str; 12] = [
    "service_start",
    "service_stop",
    "service_awaken",
    "service_awaken",
    "service_update_name",
    "service_update_ip_access_list",
    "service_update_ip_access_list",
    "service_update_autoscaling_memory",
    "service_update_autoscaling_idling",
    "service_update_autoscaling_replicas",
    "service_update_password",
    "service_update_backup_configuration",
];

const BY_ITSELF: [&str; 5] = [
    "service_idle",
    "service_idle",
    "service_running",
    "service_running",
    "service_upgrade",
];

struct Event {
    moment: Moment,
    kind: &'static str,
    origin: Origin,
    service: Option<Uuid>,
    target: Option<Target>,
}

impl Event {
    fn new(moment: Moment, kind: &'static str, origin: &Origin) -> Self {
        Self {
            moment,
            kind,
            origin: origin.clone(),
            service: None,
            target: None,
        }
    }

    fn on(self, service: Uuid) -> Self {
        Self {
            service: Some(service),
            ..self
        }
    }

    fn about(self, target: Target) -> Self {
        Self {
            target: Some(target),
            ..self
        }
    }
}

pub(super) fn plant(sandbox: &mut Sandbox, services: &[Service]) {
    let cast = Cast::of(sandbox);
    let mut events = plot::events(sandbox, &cast, services);
    let start = sandbox.now.earlier(DAYS * DAY);
    let recent = events.iter().filter(|event| event.moment >= start).count();
    for _ in recent..RECORDS {
        events.push(everyday(&mut sandbox.random, &cast, services, sandbox.now));
    }
    events.sort_by_key(|event| event.moment);
    for event in events {
        let id = sandbox.random.sortable_id(event.moment);
        let activity = Activity::new(id, event.kind, event.origin, event.service);
        sandbox.log.add(match event.target {
            Some(target) => activity.about(target),
            None => activity,
        });
    }
}

/// Something of the kind that happens all the time.
fn everyday(random: &mut Random, cast: &Cast, services: &[Service], now: Moment) -> Event {
    let service = &services[random.below(services.len())];
    // Nothing too young to be visible yet, and nothing before the service was there.
    let most = (DAYS * DAY)
        .min(now.since(service.created_at))
        .saturating_sub(HOUR);
    let moment = now.earlier(HOUR + random.up_to(most.saturating_sub(HOUR)));
    let someone = cast.someone(random, moment);
    match random.below(10) {
        0 | 1 => Event::new(moment, "user_login", someone),
        2 => Event::new(moment, "user_logout", someone),
        3..6 => Event::new(moment, random.pick(&BY_ITSELF), &Origin::system()).on(service.id),
        6 => Event::new(moment, random.pick(&BY_PEOPLE), &cast.terraform).on(service.id),
        _ => Event::new(moment, random.pick(&BY_PEOPLE), someone).on(service.id),
    }
}
