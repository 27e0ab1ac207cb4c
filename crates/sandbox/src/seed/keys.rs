//! The demo keys, and how the keys of a seed come to be.

use cloud_api::{access::ANYWHERE, keys::rules, services::IpAccess};
use uuid::Uuid;

use super::whole_second;
use crate::{
    Sandbox,
    clock::{DAY, Moment},
    keys::{DEMO_ADMIN, DEMO_DISABLED, DEMO_EXPIRED, DEMO_READ_ONLY, DemoKey, Key, hash},
    random::Random,
};

/// An enabled key that never expires, was never used, and lets nobody in; the caller changes what is
/// different. Nobody knows its secret.
pub(super) fn key(random: &mut Random, name: &str, roles: Vec<Uuid>, created_at: Moment) -> Key {
    let (id, secret) = (random.password(), random.password());
    let created_at = whole_second(created_at);
    Key {
        id: random.uuid(),
        name: name.to_owned(),
        id_hash: hash(&id),
        secret_hash: hash(&secret),
        suffix: random.text(b"abcdefghkmnpqrstuvwxyzABCDEFGHKMNPQRSTUVWXYZ23456789", 4),
        roles,
        legacy_admin: false,
        enabled: true,
        created_at,
        known_from: created_at,
        expire_at: None,
        used_at: None,
        ip_access_list: Vec::new(),
    }
}

pub(super) fn entry(source: &str, description: &str) -> IpAccess {
    IpAccess {
        source: source.to_owned(),
        description: Some(description.to_owned()),
    }
}

/// Everybody, of both IP versions.
pub(super) fn everybody() -> Vec<IpAccess> {
    vec![entry(ANYWHERE, "Anywhere"), entry("::/0", "Anywhere")]
}

pub(super) fn plant_demo(sandbox: &mut Sandbox) {
    let founded = sandbox.organization.created_at;
    let yesterday = whole_second(sandbox.now.earlier(DAY));
    let admin = vec![sandbox.roles.by_name("Admin")];
    let reader = vec![
        sandbox.roles.by_name("Org API reader"),
        sandbox.roles.by_name("Service API reader"),
    ];
    let mut add = |demo: DemoKey, roles: &[Uuid], enabled, expire_at| {
        let key = key(&mut sandbox.random, demo.name, roles.to_vec(), founded);
        sandbox.keys.add(Key {
            id_hash: hash(demo.key_id),
            secret_hash: hash(demo.key_secret),
            suffix: rules::suffix(demo.key_id).to_owned(),
            legacy_admin: demo != DEMO_READ_ONLY,
            enabled,
            expire_at,
            ip_access_list: everybody(),
            ..key
        });
    };
    add(DEMO_ADMIN, &admin, true, None);
    add(DEMO_READ_ONLY, &reader, true, None);
    add(DEMO_DISABLED, &admin, false, None);
    add(DEMO_EXPIRED, &admin, true, Some(yesterday));
}
