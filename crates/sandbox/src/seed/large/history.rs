//! 100 000 activities over 90 days. Older ones are gone, as a retention would have it.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    Sandbox,
    activities::{Actor, Origin},
    clock::{DAY, HOUR, Moment},
    random::Random,
};

const ACTIVITIES: usize = 100_000;
const PERIOD: u64 = 90 * DAY;

/// What services do by themselves, what is done to them, and what is done to the organization; more
/// than once, if it is seen more often.
const BY_ITSELF: [&str; 6] = [
    "service_idle",
    "service_idle",
    "service_running",
    "service_running",
    "service_partially_running",
    "service_upgrade",
];
const TO_SERVICES: [&str; 14] = [
    "service_awaken",
    "service_awaken",
    "service_start",
    "service_stop",
    "service_update_name",
    "service_update_ip_access_list",
    "service_update_ip_access_list",
    "service_update_autoscaling_memory",
    "service_update_autoscaling_replicas",
    "service_update_autoscaling_idling",
    "service_update_password",
    "service_update_backup_configuration",
    "service_update_release_channel",
    "service_update_private_endpoints",
];
const TO_ORGANIZATION: [&str; 6] = [
    "user_login",
    "user_login",
    "user_logout",
    "user_login_failed",
    "organization_update_name",
    "organization_update_private_endpoints",
];

/// Names that nobody checked when the keys were made.
const KEYS: [&str; 8] = [
    "terraform",
    "nightly backup check",
    "=1+1",
    "<b>ci</b>",
    "👩‍🚀 deploy 🚀",
    "\u{202e}toor\u{202c}",
    "مفتاح المراقبة",
    "@SUM(A1:A9)",
];

const AGENTS: [&str; 7] = [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:150.0) Gecko/20100101 Firefox/150.0",
    "clickhousectl/0.5.0",
    "terraform-provider-clickhouse/3.4.1",
    "curl/8.14.1",
    "<script>alert('agent')</script>",
    "=cmd|' /C calc'!A0",
];

/// Plants the history of services given by id and creation.
pub(super) fn plant(sandbox: &mut Sandbox, services: &[(Uuid, Moment)]) {
    // Nothing too young to be visible yet.
    let end = sandbox.now.earlier(HOUR);
    let start = end.earlier(PERIOD);
    let random = &mut sandbox.random;
    let actors = actors(random);
    let system = Origin {
        actor: Arc::new(Actor::system()),
        ip: None,
        user_agent: None,
    };
    let someone = |random: &mut Random| actors[random.below(actors.len())].clone();
    let mut events = Vec::with_capacity(ACTIVITIES);
    for (id, created) in services {
        if *created >= start && *created < end {
            events.push((*created, "service_create", someone(random), Some(*id)));
        }
    }
    while events.len() < ACTIVITIES {
        let (id, created) = services[random.below(services.len())];
        let begin = created.max(start);
        let moment = end.earlier(random.up_to(end.since(begin)));
        events.push(match random.below(8) {
            0 => (moment, random.pick(&TO_ORGANIZATION), someone(random), None),
            1..4 => (moment, random.pick(&BY_ITSELF), system.clone(), Some(id)),
            _ => (moment, random.pick(&TO_SERVICES), someone(random), Some(id)),
        });
    }
    events.sort_by_key(|(moment, ..)| *moment);
    for (moment, kind, origin, service) in events {
        sandbox.record_at(moment, kind, origin, service);
    }
}

/// People and keys, each with the addresses and programs they come with. All share their texts.
fn actors(random: &mut Random) -> Vec<Origin> {
    let agents: Vec<Arc<str>> = AGENTS.iter().map(|agent| Arc::from(*agent)).collect();
    let mut actors = Vec::new();
    let mut add = |random: &mut Random, actor_type, actor_details: String| {
        let actor = Arc::new(Actor {
            actor_type,
            actor_id: random.uuid().to_string(),
            actor_details,
        });
        for _ in 0..3 {
            let place = u8::try_from(random.below(255)).unwrap_or_default();
            let ip = match random.below(4) {
                0 => [0x2001, 0xdb8, 0x42, 0, 0, 0, 0, u16::from(place)].into(),
                _ => [203, 0, 113, place].into(),
            };
            actors.push(Origin {
                actor: Arc::clone(&actor),
                ip: Some(ip),
                user_agent: Some(Arc::clone(&agents[random.below(agents.len())])),
            });
        }
    };
    for number in 1..=60 {
        add(random, "user", format!("person{number:02}@example.com"));
    }
    for name in KEYS {
        add(random, "api", name.to_owned());
    }
    actors
}
