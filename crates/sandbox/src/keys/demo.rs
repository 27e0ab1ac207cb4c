//! The keys that every seed has.

use serde::Serialize;

/// A key that every seed has, so that a person can sign in at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct DemoKey {
    pub name: &'static str,
    /// The user name of HTTP Basic.
    pub key_id: &'static str,
    /// The password of HTTP Basic.
    pub key_secret: &'static str,
    /// What signing in with it shows.
    pub shows: &'static str,
}

pub const DEMO_ADMIN: DemoKey = DemoKey {
    name: "demo admin",
    key_id: "demoAdminKey00000001",
    key_secret: "demo-admin-secret-not-for-production",
    shows: "everything is allowed",
};

pub const DEMO_READ_ONLY: DemoKey = DemoKey {
    name: "demo read only",
    key_id: "demoReadOnlyKey00002",
    key_secret: "demo-read-only-secret-not-for-production",
    shows: "reading and waking are allowed, every other write answers 403",
};

pub const DEMO_DISABLED: DemoKey = DemoKey {
    name: "demo disabled",
    key_id: "demoDisabledKey00003",
    key_secret: "demo-disabled-secret-not-for-production",
    shows: "401 Key is not active: the key is switched off",
};

pub const DEMO_EXPIRED: DemoKey = DemoKey {
    name: "demo expired",
    key_id: "demoExpiredKey000004",
    key_secret: "demo-expired-secret-not-for-production",
    shows: "401 Key is not active: the key has expired",
};

/// The fixed keys of every seed: admin, read-only, disabled, expired.
pub const DEMO_KEYS: [DemoKey; 4] = [DEMO_ADMIN, DEMO_READ_ONLY, DEMO_DISABLED, DEMO_EXPIRED];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_keys_look_like_keys_and_say_that_they_are_demo() {
        for key in DEMO_KEYS {
            assert_eq!(key.key_id.len(), 20, "{}", key.name);
            assert!(key.key_secret.starts_with("demo-"), "{}", key.name);
        }
    }
}
