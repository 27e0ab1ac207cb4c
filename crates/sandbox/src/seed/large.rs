//! 300 services: every region, every state, warehouses, and names that a careless page trips over.

mod history;
mod people;

use cloud_api::{
    backups::{PERIODS_HOURS, Schedule},
    services::{AutoscalingMode, IpAccess, Region, ReleaseChannel, State},
};

use super::{add, join, names, past::Past, service, tag};
use crate::{
    Sandbox,
    clock::DAY,
    random::Random,
    services::{Scaling, Service, version},
};

const SERVICES: usize = 300;

/// States and how often each is drawn.
const STATES: [(State, usize); 11] = [
    (State::Running, 56),
    (State::Idle, 20),
    (State::Stopped, 12),
    (State::Degraded, 3),
    (State::PartiallyRunning, 2),
    (State::Failed, 2),
    (State::Provisioning, 1),
    (State::Starting, 1),
    (State::Stopping, 1),
    (State::Awaking, 1),
    (State::Terminating, 1),
];

pub(super) fn plant(sandbox: &mut Sandbox) {
    people::plant(sandbox);
    let now = sandbox.now;
    let random = &mut sandbox.random;
    let mut services: Vec<Service> = Vec::with_capacity(SERVICES);
    for place in 0..SERVICES {
        let name = names::HOSTILE
            .get(place)
            .map_or_else(|| names::plain(random, place), |name| (*name).to_owned());
        // Most are older than half a year; the list is in the order of creation.
        let left = u64::try_from(SERVICES - place).unwrap_or_default();
        let created_at = now.earlier(left * DAY + random.up_to(DAY - 1));
        // About every tenth is a secondary of the one before it.
        let primary = services
            .last()
            .filter(|last| last.is_primary && place % 10 == 9);
        let primary = primary.cloned();
        let region = primary.as_ref().map_or_else(
            || Region::KNOWN[random.below(Region::KNOWN.len())].clone(),
            |primary| primary.region.clone(),
        );
        let mut service = service(random, &name, region, created_at);
        vary(random, &mut service);
        if let Some(primary) = primary {
            join(&mut service, &primary);
            service.is_readonly = random.chance(0.5);
        }
        services.push(service);
    }
    let born: Vec<_> = services
        .iter()
        .map(|service| (service.id, service.created_at))
        .collect();
    history::plant(sandbox, &born);
    for service in services {
        let past = past(&service);
        add(sandbox, service, &past);
    }
}

/// Most have the defaults; some are backed up more often, or kept longer.
fn past(service: &Service) -> Past {
    let mut random = Random::of(service.id, 3);
    if random.chance(0.6) {
        return Past::default();
    }
    Past {
        schedule: Schedule {
            period_hours: random.pick(&PERIODS_HOURS),
            retention_hours: random.pick(&[24, 72, 168, 336, 720, 1080]),
            start_hour: None,
        },
        failing_for: random.chance(0.05).then_some(4 * DAY),
        ..Past::default()
    }
}

fn vary(random: &mut Random, service: &mut Service) {
    service.state = draw_state(random);
    service.scaling = scaling(random);
    let channels = ReleaseChannel::KNOWN;
    service.release_channel = channels[random.below(channels.len())].clone();
    service.version = version(&service.release_channel);
    service.mysql = random.chance(0.1);
    service.core_dumps = random.chance(0.9);
    let sources = random.below(6);
    service.ip_access_list = (0..sources).map(|_| source(random)).collect();
    if random.chance(0.07) {
        service.ip_access_list.push(IpAccess {
            source: "0.0.0.0/0".to_owned(),
            description: Some("Anywhere".to_owned()),
        });
    }
    service.tags = vec![
        tag("env", random.pick(&["prod", "staging", "dev", "test"])),
        tag(
            "team",
            random.pick(&["search", "billing", "growth", "risk", "platform", "mobile"]),
        ),
    ];
    if random.chance(0.02) {
        // As many as the API takes.
        service.tags = (1..=50)
            .map(|number| tag(&format!("label-{number}"), "x"))
            .collect();
    }
}

fn draw_state(random: &mut Random) -> State {
    let all: usize = STATES.iter().map(|(_, weight)| weight).sum();
    let mut drawn = random.below(all);
    for (state, weight) in &STATES {
        if drawn < *weight {
            return state.clone();
        }
        drawn -= weight;
    }
    State::Running
}

fn scaling(random: &mut Random) -> Scaling {
    let memory: [u32; 6] = [8, 16, 32, 64, 120, 236];
    let (one, other) = (random.pick(&memory), random.pick(&memory));
    let replicas = random.pick(&[1, 2, 3, 3, 3, 5]);
    let mut scaling = Scaling {
        min_memory: one.min(other),
        max_memory: one.max(other),
        min_replicas: replicas,
        max_replicas: replicas,
        idle: random.chance(0.6),
        idle_timeout_minutes: random.pick(&[5, 15, 15, 30, 60, 240]),
        ..Scaling::default()
    };
    if random.chance(0.15) {
        scaling.mode = AutoscalingMode::Horizontal;
        scaling.min_memory = scaling.max_memory;
        scaling.max_replicas += random.pick(&[1, 2, 5, 10]);
    }
    scaling
}

fn source(random: &mut Random) -> IpAccess {
    let (third, fourth) = (random.below(256), random.below(256));
    let source = match random.below(3) {
        0 => format!("203.0.{third}.0/24"),
        1 => format!("198.51.{third}.{fourth}"),
        _ => format!("2001:db8:{third:x}::/48"),
    };
    let known = random.chance(0.8);
    // The API takes any text here.
    let description = random.pick(&[
        "office",
        "vpn",
        "workers",
        "dashboards",
        "partner",
        "=1+1",
        "<i>old</i> & \"new\"",
        "\u{202e}nepo\u{202c} مكتب 🏢",
    ]);
    IpAccess {
        source,
        description: known.then(|| description.to_owned()),
    }
}
