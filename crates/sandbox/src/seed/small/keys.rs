//! Keys beside the demo ones, each with another thing that a careful admin would mend.

use crate::{
    Sandbox,
    clock::{DAY, HOUR, MINUTE, Moment},
    keys::Key,
    seed::keys::{entry, everybody, key},
};

pub(super) const TERRAFORM: &str = "terraform";

pub(super) fn plant(sandbox: &mut Sandbox) {
    let now = sandbox.now;
    let ago = |days: u64| now.earlier(days * DAY + 7 * HOUR);
    let used = |millis: u64| {
        let moment = now.earlier(millis);
        Some(Moment(moment.0 - moment.0 % MINUTE))
    };
    let office = || vec![entry("203.0.113.0/24", "office")];
    let role = |name: &str| vec![sandbox.roles.by_name(name)];
    let (admin, reader) = (role("Admin"), role("Service API reader"));
    let (manager, operators) = (role("Service API admin"), role(super::people::OPERATORS));
    let random = &mut sandbox.random;
    let keys = [
        // An admin, open to the world.
        Key {
            legacy_admin: true,
            used_at: used(40 * MINUTE),
            ip_access_list: everybody(),
            ..key(random, TERRAFORM, admin, ago(208))
        },
        // Unused for months.
        Key {
            used_at: used(127 * DAY),
            ip_access_list: office(),
            ..key(random, "nightly export", reader.clone(), ago(260))
        },
        // About to expire while it is in use.
        Key {
            used_at: used(3 * MINUTE),
            expire_at: Some(now + 3 * DAY),
            ip_access_list: vec![entry("198.51.100.7", "dashboards")],
            ..key(random, "grafana", operators, ago(87))
        },
        // Never used, never expires.
        Key {
            ip_access_list: office(),
            ..key(random, "load test", manager, ago(76))
        },
        // Nobody can use it.
        key(random, "staging ci", reader, ago(45)),
    ];
    for key in keys {
        sandbox.keys.add(key);
    }
}
