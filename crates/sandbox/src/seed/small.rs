//! A freight company: six services, people, keys and a history with something to see in every column.

mod keys;
mod people;
mod story;

use cloud_api::{
    backups::Schedule,
    services::{AutoscalingMode, IpAccess, Region, State},
};

use super::{add, join, past::Past, service, tag};
use crate::{
    Sandbox,
    clock::{DAY, HOUR},
    services::{Scaling, Service},
};

pub(super) fn plant(sandbox: &mut Sandbox) {
    let services = services(sandbox);
    people::plant(sandbox, &services);
    keys::plant(sandbox);
    story::plant(sandbox, &services);
    for service in services {
        let past = past(&service.name);
        add(sandbox, service, &past);
    }
}

/// Long lists to look through, a schedule of its own, failures, and what a new service has.
fn past(name: &str) -> Past {
    let every = |period_hours, retention_hours, start_hour| Schedule {
        period_hours,
        retention_hours,
        start_hour,
    };
    match name {
        "shipments prod" => Past {
            schedule: every(24, 1080, Some(2)),
            ..Past::default()
        },
        "tracking events" => Past {
            schedule: every(12, 720, None),
            pipe: Some("vehicle positions"),
            ..Past::default()
        },
        "customs archive" => Past {
            schedule: every(24, 336, None),
            ..Past::default()
        },
        "fleet telemetry" => Past {
            schedule: every(24, 168, None),
            failing_for: Some(3 * DAY),
            ..Past::default()
        },
        _ => Past::default(),
    }
}

fn services(sandbox: &mut Sandbox) -> Vec<Service> {
    let now = sandbox.now;
    let random = &mut sandbox.random;
    let ago = |days: u64, hours: u64| now.earlier(days * DAY + hours * HOUR);
    let office = || entry("203.0.113.0/24", "office");

    let mut shipments = service(random, "shipments prod", Region::UsEast1, ago(311, 5));
    shipments.scaling = memory(32, 120);
    shipments.scaling.idle = false;
    shipments.ip_access_list = vec![office(), entry("198.51.100.7", "ingest host")];
    shipments.tags = vec![
        tag("env", "prod"),
        tag("team", "platform"),
        tag("cost-center", "4102"),
    ];
    shipments.private_endpoint_ids = vec!["vpce-0a1b2c3d4e5f60718".to_owned()];
    shipments.mysql = true;

    let mut reporting = service(random, "shipments reporting", Region::UsEast1, ago(120, 2));
    join(&mut reporting, &shipments);
    reporting.is_readonly = true;
    reporting.state = State::Idle;
    reporting.scaling = Scaling {
        min_replicas: 1,
        max_replicas: 1,
        ..memory(16, 64)
    };
    reporting.ip_access_list = vec![office(), entry("192.0.2.40", "dashboards")];
    reporting.tags = vec![tag("env", "prod"), tag("team", "reporting")];

    let mut tracking = service(
        random,
        "tracking events",
        Region::GcpEuropeWest4,
        ago(204, 9),
    );
    tracking.scaling = Scaling {
        mode: AutoscalingMode::Horizontal,
        min_replicas: 2,
        max_replicas: 6,
        idle: false,
        ..memory(32, 32)
    };
    tracking.ip_access_list = vec![entry("198.51.100.64/26", "stream workers")];
    tracking.tags = vec![tag("env", "prod"), tag("team", "tracking")];

    let mut customs = service(
        random,
        "customs archive",
        Region::AzureEastus2,
        ago(266, 14),
    );
    customs.state = State::Stopped;
    customs.scaling = memory(8, 8);
    customs.ip_access_list = vec![office()];
    customs.tags = vec![tag("env", "archive"), tag("keep-until", "2031")];
    customs.encrypted = true;
    customs.encryption_key_id = Some("customs-archive-key-2".to_owned());

    let mut pricing = service(random, "pricing dev", Region::EuCentral1, ago(41, 3));
    pricing.state = State::Idle;
    pricing.scaling = Scaling {
        min_replicas: 1,
        max_replicas: 1,
        ..memory(8, 16)
    };
    pricing.scaling.idle_timeout_minutes = 5;
    pricing.ip_access_list = vec![entry("0.0.0.0/0", "Anywhere")];
    pricing.tags = vec![tag("env", "dev")];

    let mut fleet = service(
        random,
        "fleet telemetry",
        Region::GcpUsCentral1,
        ago(87, 20),
    );
    fleet.state = State::Degraded;
    fleet.scaling = memory(16, 48);
    fleet.ip_access_list = vec![office(), entry("2001:db8:42::/48", "gateways")];
    fleet.tags = vec![tag("env", "staging"), tag("team", "fleet")];

    vec![shipments, reporting, tracking, customs, pricing, fleet]
}

fn memory(min_memory: u32, max_memory: u32) -> Scaling {
    Scaling {
        min_memory,
        max_memory,
        ..Scaling::default()
    }
}

fn entry(source: &str, description: &str) -> IpAccess {
    IpAccess {
        source: source.to_owned(),
        description: Some(description.to_owned()),
    }
}
