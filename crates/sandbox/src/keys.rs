//! API keys: who is asking, and what the key may do.

use base64ct::{Base64, Encoding};
use serde::Serialize;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{clock::Moment, refusal::Refusal};

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

/// What an operation requires, by the API's name of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Permission {
    OrganizationView,
    OrganizationManage,
    CreateService,
    ViewActivities,
    ServiceView,
    ServiceManage,
    ServiceDelete,
    ManageScalingConfig,
    ViewBackups,
    ManageBackups,
}

impl Permission {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::OrganizationView => "control-plane:organization:view",
            Self::OrganizationManage => "control-plane:organization:manage",
            Self::CreateService => "control-plane:organization:create-service",
            Self::ViewActivities => "control-plane:organization:view-activities",
            Self::ServiceView => "control-plane:service:view",
            Self::ServiceManage => "control-plane:service:manage",
            Self::ServiceDelete => "control-plane:service:delete",
            Self::ManageScalingConfig => "control-plane:service:manage-scaling-config",
            Self::ViewBackups => "control-plane:service:view-backups",
            Self::ManageBackups => "control-plane:service:manage-backups",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Admin,
    Reader,
}

impl Role {
    pub(crate) fn require(self, permission: Permission) -> Result<(), Refusal> {
        let allowed = match self {
            Self::Admin => true,
            Self::Reader => matches!(
                permission,
                Permission::OrganizationView
                    | Permission::ViewActivities
                    | Permission::ServiceView
                    | Permission::ViewBackups
            ),
        };
        allowed
            .then_some(())
            .ok_or_else(|| Refusal::forbidden(permission.as_str()))
    }
}

/// SHA-256 of one half of a key pair; the halves themselves are not kept.
type Hash = [u8; 32];

pub(crate) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The resource id, which is not the credential's first half.
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) id_hash: Hash,
    pub(crate) secret_hash: Hash,
    pub(crate) role: Role,
    pub(crate) enabled: bool,
    pub(crate) expire_at: Option<Moment>,
}

#[derive(Default)]
pub(crate) struct Keys(Vec<Key>);

impl Keys {
    pub(crate) fn add(&mut self, key: Key) {
        self.0.push(key);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The key of an `Authorization` header, or the API's 401.
    pub(crate) fn authenticate(
        &self,
        authorization: Option<&str>,
        now: Moment,
    ) -> Result<&Key, Refusal> {
        let header = authorization
            .ok_or_else(|| Refusal::unauthorized("Authorization header is missing"))?;
        let pair = basic(header)
            .ok_or_else(|| Refusal::unauthorized("Authorization header is not valid"))?;
        let (id, secret) = pair.split_once(':').unwrap_or((&pair, ""));
        let (id, secret) = (hash(id), hash(secret));
        let key = self
            .0
            .iter()
            .find(|key| key.id_hash == id)
            .ok_or_else(|| Refusal::unauthorized("Key is not found"))?;
        if key.secret_hash != secret {
            return Err(Refusal::unauthorized("Key secret is not valid"));
        }
        if !key.enabled || key.expire_at.is_some_and(|end| end <= now) {
            return Err(Refusal::unauthorized("Key is not active"));
        }
        Ok(key)
    }
}

fn basic(header: &str) -> Option<String> {
    let (scheme, encoded) = header.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    String::from_utf8(Base64::decode_vec(encoded.trim()).ok()?).ok()
}

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

    #[test]
    fn only_a_basic_header_is_read() {
        assert_eq!(basic("Basic YTpiOmM=").as_deref(), Some("a:b:c"));
        assert_eq!(basic("basic YTpi").as_deref(), Some("a:b"));
        for header in ["", "Basic", "Bearer YTpi", "Basic ????", "Basic /w=="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }

    #[test]
    fn a_reader_may_read_only() {
        assert_eq!(Role::Reader.require(Permission::ServiceView), Ok(()));
        assert!(Role::Reader.require(Permission::ServiceManage).is_err());
        assert_eq!(Role::Admin.require(Permission::ServiceDelete), Ok(()));
    }
}
