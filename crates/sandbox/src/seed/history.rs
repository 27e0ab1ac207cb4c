//! What happened in the organization before the sandbox started.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    Sandbox,
    activities::{Actor, Origin},
    clock::{DAY, HOUR, Moment},
    members::{Member, Members},
};

/// Records per service, beside its creation.
const PER_SERVICE: usize = 9;

/// What people do to services, and how often beside each other.
const KINDS: [&str; 16] = [
    "service_start",
    "service_stop",
    "service_awaken",
    "service_idle",
    "service_idle",
    "service_running",
    "service_running",
    "service_update_name",
    "service_update_ip_access_list",
    "service_update_ip_access_list",
    "service_update_autoscaling_memory",
    "service_update_autoscaling_idling",
    "service_update_autoscaling_replicas",
    "service_update_password",
    "service_upgrade",
    "service_update_release_channel",
];

/// Where people sit; as many of the members as there are addresses do something.
const ADDRESSES: [[u8; 4]; 4] = [
    [203, 0, 113, 14],
    [203, 0, 113, 27],
    [198, 51, 100, 201],
    [192, 0, 2, 88],
];

const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

type Event = (Moment, &'static str, Origin, Option<Uuid>);

/// Plants the history of the organization and of services given by id and creation.
pub(super) fn plant(sandbox: &mut Sandbox, services: Vec<(Uuid, Moment)>) {
    let now = sandbox.now;
    // Nothing too young to be visible yet.
    let end = now.earlier(HOUR);
    let founded = sandbox.organization.created_at;
    let people = people(&sandbox.members);
    let system = Origin::system();
    let random = &mut sandbox.random;
    let mut events: Vec<Event> = vec![(founded, "create_organization", people[0].clone(), None)];
    for (id, created) in services {
        let someone = people[random.below(people.len())].clone();
        events.push((created, "service_create", someone, Some(id)));
        events.push((
            created + 90_000,
            "service_running",
            system.clone(),
            Some(id),
        ));
        for _ in 0..random.below(2 * PER_SERVICE) {
            let kind = random.pick(&KINDS);
            let by_itself = matches!(kind, "service_idle" | "service_running" | "service_upgrade");
            let origin = if by_itself {
                &system
            } else {
                &people[random.below(people.len())]
            };
            let moment = end.earlier(random.up_to(end.since(created)));
            events.push((moment, kind, origin.clone(), Some(id)));
        }
    }
    for day in 0..20 {
        let moment = now.earlier(day * DAY + HOUR + random.up_to(9 * HOUR));
        let someone = people[random.below(people.len())].clone();
        if moment > founded {
            events.push((moment, "user_login", someone, None));
        }
    }
    events.sort_by_key(|(moment, ..)| *moment);
    for (moment, kind, origin, service) in events {
        sandbox.record_at(moment, kind, origin, service);
    }
}

fn people(members: &Members) -> Vec<Origin> {
    let person = |(member, address): (&Member, [u8; 4])| Origin {
        actor: Arc::new(Actor::user(member)),
        ip: Some(address.into()),
        user_agent: Some(BROWSER.into()),
    };
    members.all().zip(ADDRESSES).map(person).collect()
}
