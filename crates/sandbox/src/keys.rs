//! API keys: list, get, create, update, delete; and who is asking.

mod authenticate;
mod create;
mod demo;
mod update;
mod view;

use cloud_api::services::IpAccess;
use uuid::Uuid;

pub(crate) use authenticate::{Hash, hash};
pub use demo::{DEMO_ADMIN, DEMO_DISABLED, DEMO_EXPIRED, DEMO_KEYS, DEMO_READ_ONLY, DemoKey};
use view::View;

pub(crate) use crate::permissions::Permission;
use crate::{
    Sandbox,
    activities::Target,
    clock::Moment,
    page,
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route, parse_id},
    sentinels::Sentinel,
};

pub(crate) const ROUTES: &[Route] = &[
    Route::new(Method::Get, ALL, &[Permission::ViewApiKeys], list),
    Route::new(
        Method::Post,
        ALL,
        &[Permission::CreateApiKeys],
        create::create,
    ),
    Route::new(Method::Get, ONE, &[Permission::ViewApiKeys], get),
    // The document asks for nothing more than to see keys to change or delete one, which would let
    // every reader make itself an admin. The second permission of these two is inferred.
    Route::new(
        Method::Patch,
        ONE,
        &[Permission::ViewApiKeys, Permission::CreateApiKeys],
        update::update,
    ),
    Route::new(
        Method::Delete,
        ONE,
        &[Permission::ViewApiKeys, Permission::DeleteApiKeys],
        delete,
    ),
];

const ALL: &str = "/v1/organizations/{organizationId}/keys";
const ONE: &str = "/v1/organizations/{organizationId}/keys/{keyId}";

#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The resource id, which is not the credential's first half.
    pub(crate) id: Uuid,
    pub(crate) name: String,
    pub(crate) id_hash: Hash,
    pub(crate) secret_hash: Hash,
    /// The last four characters of the key ID.
    pub(crate) suffix: String,
    pub(crate) roles: Vec<Uuid>,
    /// What `roles` was before the organization migrated to custom roles.
    pub(crate) legacy_admin: bool,
    pub(crate) enabled: bool,
    pub(crate) created_at: Moment,
    /// From when on the machines that check credentials know it.
    pub(crate) known_from: Moment,
    pub(crate) expire_at: Option<Moment>,
    /// With the precision of a minute.
    pub(crate) used_at: Option<Moment>,
    /// Empty: nobody can use it.
    pub(crate) ip_access_list: Vec<IpAccess>,
}

/// All keys, oldest first.
#[derive(Clone, Default)]
pub(crate) struct Keys(Vec<Key>);

impl Keys {
    pub(crate) fn add(&mut self, key: Key) {
        let place = |key: &Key| (key.created_at, key.id);
        let at = self.0.partition_point(|old| place(old) < place(&key));
        self.0.insert(at, key);
    }

    pub(crate) fn all(&self) -> std::slice::Iter<'_, Key> {
        self.0.iter()
    }

    pub(crate) fn all_mut(&mut self) -> std::slice::IterMut<'_, Key> {
        self.0.iter_mut()
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The key of this resource id.
    pub(crate) fn find(&self, id: Uuid) -> Option<&Key> {
        self.0.iter().find(|key| key.id == id)
    }

    fn get(&self, id: Uuid) -> Result<&Key, Refusal> {
        self.find(id).ok_or_else(|| Refusal::not_found(id))
    }

    fn get_mut(&mut self, id: Uuid) -> Result<&mut Key, Refusal> {
        let mut keys = self.0.iter_mut();
        keys.find(|key| key.id == id)
            .ok_or_else(|| Refusal::not_found(id))
    }
}

impl Sandbox {
    /// The id in the path, if it is the id of a key.
    fn key_id(&self, call: &Call<'_>) -> Result<Uuid, Refusal> {
        let id = parse_id("key", call.parameter(1))?;
        self.keys.get(id).map(|key| key.id)
    }

    fn key_view<'a>(&'a self, key: &'a Key) -> View<'a> {
        View::new(key, self)
    }

    fn record_key(&mut self, call: &Call<'_>, key: Uuid, update: &'static str) {
        self.record_about(call, "openapi_key_update", Target::key(key, update));
    }
}

/// `openapiKeyGetList`, oldest first.
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    page::answer(
        call,
        sandbox.keys.all(),
        |key| (key.created_at, key.id),
        |key| sandbox.key_view(key),
    )
}

/// `openapiKeyGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let key = sandbox.keys.get(sandbox.key_id(call)?)?;
    Ok(call.answer(&sandbox.key_view(key)))
}

/// `openapiKeyDelete`: any key but the one that asks.
fn delete(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let id = sandbox.key_id(call)?;
    if id == call.key_id {
        return Err(Refusal::bad_request(
            "Key used to authenticate the request cannot be deleted",
        ));
    }
    if Sentinel::RefuseDelete.is_in(&sandbox.keys.get(id)?.name) {
        return Err(Refusal::conflict("This key cannot be deleted"));
    }
    sandbox.keys.0.retain(|key| key.id != id);
    sandbox.record_key(call, id, "deleted");
    Ok(call.done())
}
