//! 500 members and 100 keys, as many as the API takes. Names are what people typed into a profile.

use cloud_api::keys::rules::KEYS_MAX;

use crate::{
    Sandbox,
    clock::{DAY, MINUTE, Moment},
    keys::Key,
    seed::{
        keys::{entry, everybody, key},
        names,
        people::{member, plant_founder},
    },
};

const MEMBERS: usize = 500;

const ROLES: [&str; 8] = [
    "Member",
    "Member",
    "Service reader",
    "Service admin",
    "Billing",
    "SQL console read only",
    "SQL console admin",
    "Admin",
];

const GIVEN: [&str; 10] = [
    "Amara", "Björn", "Chidi", "Dolores", "Ewa", "Farid", "Grace", "Hiroshi", "Inés", "João",
];
const FAMILY: [&str; 10] = [
    "Abebe", "Becker", "Castro", "Dubois", "Eriksen", "Fontana", "García", "Haddad", "Ito",
    "O'Neill",
];

pub(super) fn plant(sandbox: &mut Sandbox) {
    plant_founder(sandbox);
    let now = sandbox.now;
    let roles = ROLES.map(|name| sandbox.roles.by_name(name));
    let random = &mut sandbox.random;
    for place in 1..MEMBERS {
        let name = names::HOSTILE.get(place - 1).map_or_else(
            || format!("{} {}", random.pick(&GIVEN), random.pick(&FAMILY)),
            |name| (*name).to_owned(),
        );
        let email = format!("member-{place:03}@example.com");
        let mut own = vec![random.pick(&roles)];
        let other = random.pick(&roles);
        if !own.contains(&other) {
            own.push(other);
        }
        let joined_at = now.earlier(random.up_to(399 * DAY));
        sandbox
            .members
            .add(member(random, &name, &email, own, joined_at));
    }
    plant_keys(sandbox);
}

fn plant_keys(sandbox: &mut Sandbox) {
    let now = sandbox.now;
    let roles = ["Service API reader", "Service API admin", "Admin"];
    let roles = roles.map(|name| sandbox.roles.by_name(name));
    let random = &mut sandbox.random;
    for place in sandbox.keys.count()..KEYS_MAX {
        let name = names::HOSTILE
            .get(place)
            .map_or_else(|| names::plain(random, place), |name| (*name).to_owned());
        let age = DAY + random.up_to(390 * DAY);
        let role = vec![random.pick(&roles)];
        let key = key(random, &name, role, now.earlier(age));
        let used = now.earlier(random.up_to(age));
        sandbox.keys.add(Key {
            enabled: random.chance(0.9),
            used_at: random
                .chance(0.8)
                .then(|| Moment(used.0 - used.0 % MINUTE).max(key.created_at)),
            expire_at: random
                .chance(0.4)
                .then(|| now.earlier(20 * DAY) + random.up_to(200 * DAY)),
            ip_access_list: match random.below(10) {
                0 => Vec::new(),
                1 | 2 => everybody(),
                _ => vec![entry(&format!("203.0.113.{place}"), "runner")],
            },
            ..key
        });
    }
}
