//! Puts what the API said of a key wherever the key is on view.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey},
};

use crate::{pages::roles::holders_changed, query::Cache};

/// The newest word on a key: its own page and its row in the list follow.
pub fn observe(cache: Cache, organization: &OrganizationId, key: ApiKey) {
    cache.change(
        &keys::list(organization, None),
        |all: &mut Vec<ApiKey>| match all.iter_mut().find(|known| known.id == key.id) {
            Some(known) => *known = key.clone(),
            None => all.push(key.clone()),
        },
    );
    cache.put(&keys::get(organization, &key.id), key);
}

/// The key is gone.
pub fn remove(cache: Cache, organization: &OrganizationId, key: &KeyId) {
    cache.change(&keys::list(organization, None), |all: &mut Vec<ApiKey>| {
        all.retain(|known| known.id != *key);
    });
    holders_changed(cache, organization);
}

/// What stands of a key is no longer sure: it is read again where it is on view.
pub fn doubt(cache: Cache, organization: &OrganizationId, key: Option<&KeyId>) {
    let list = keys::list(organization, None).address();
    let one = key.map(|key| keys::get(organization, key).address());
    cache.invalidate(|address| address == list || Some(address) == one.as_deref());
}
