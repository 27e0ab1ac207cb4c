//! `openapiKeyCreate`: a pair made here and told once, or hashes of one that the caller made.

use base64ct::{Base64, Encoding};
use cloud_api::keys::rules;
use serde::Serialize;

use super::{Hash, Key, View, hash};
use crate::{
    Sandbox,
    body::{self, Item, Object},
    clock::{Moment, SECOND},
    refusal::Refusal,
    request::ApiResponse,
    roles::Of,
    route::Call,
    sentinels::Sentinel,
    services::ip_access_list,
};

/// How long a new key is not known to the machines that check credentials, at speed 1. "Some seconds"
/// is all that is known.
const PROPAGATION: u64 = 3 * SECOND;

/// Both halves as they are kept, and as they are told if they were made here.
struct Pair {
    id_hash: Hash,
    secret_hash: Hash,
    suffix: String,
    told: Option<(String, String)>,
}

pub(super) fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct Created<'a> {
        key: View<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        key_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        key_secret: Option<String>,
    }
    let body = body::parse(&call.request.body)?;
    let (key, told) = read(sandbox, &body::object(&body)?)?;
    let id = key.id;
    sandbox.keys.add(key);
    sandbox.record_key(call, id, "created");
    let (key_id, key_secret) = told.unzip();
    let key = sandbox.key_view(sandbox.keys.get(id)?);
    Ok(call.answer(&Created {
        key,
        key_id,
        key_secret,
    }))
}

fn read(
    sandbox: &mut Sandbox,
    body: &Object<'_>,
) -> Result<(Key, Option<(String, String)>), Refusal> {
    let name_item = body.required("name")?;
    let name = name(&name_item)?;
    let expire_at = expiry(body, sandbox.now, None)?;
    let enabled = body.read("state", |item| state(&item))?.unwrap_or(true);
    let roles = sandbox.given_roles(body, Of::Keys)?.unwrap_or_default();
    let ip_access_list = body
        .read("ipAccessList", ip_access_list)?
        .unwrap_or_default();
    let pair = match body.read("hashData", |item| read_hashes(sandbox, item))? {
        Some(pair) => pair,
        None => make_pair(sandbox),
    };
    if Sentinel::RefuseCreate.is_in(&name) {
        return Err(name_item.wrong("A key of this name is refused"));
    }
    if sandbox.keys.count() >= rules::KEYS_MAX {
        return Err(Refusal::bad_request(format_args!(
            "Organization cannot have more than {} API keys",
            rules::KEYS_MAX
        )));
    }
    let key = Key {
        id: sandbox.random.uuid(),
        name,
        id_hash: pair.id_hash,
        secret_hash: pair.secret_hash,
        suffix: pair.suffix,
        roles,
        legacy_admin: false,
        enabled,
        created_at: sandbox.now,
        known_from: sandbox.now + sandbox.lasting(PROPAGATION),
        expire_at,
        used_at: None,
        ip_access_list,
    };
    Ok((key, pair.told))
}

pub(super) fn name(item: &Item<'_>) -> Result<String, Refusal> {
    let name = item.text()?;
    rules::check_name(name).map_err(|_| {
        item.wrong(format_args!(
            "Must have 1 to {} characters",
            rules::NAME_MAX
        ))
    })?;
    Ok(name.to_owned())
}

/// Whether the key is enabled.
pub(super) fn state(item: &Item<'_>) -> Result<bool, Refusal> {
    Ok(item.word(&["enabled", "disabled"])? == "enabled")
}

/// `expireAt`: absent, null and empty are never. What has expired may be told again as it was `before`.
pub(super) fn expiry(
    body: &Object<'_>,
    now: Moment,
    before: Option<Moment>,
) -> Result<Option<Moment>, Refusal> {
    let Some(item) = body.optional("expireAt") else {
        return Ok(None);
    };
    let text = item.text()?;
    if text.is_empty() {
        return Ok(None);
    }
    // A bare date is no timestamp here.
    let moment = Moment::parse(text).filter(|_| text.len() > "2026-11-24".len());
    let moment = moment.ok_or_else(|| item.wrong("Must be an ISO 8601 timestamp"))?;
    if moment <= now && Some(moment) != before {
        return Err(item.wrong("Must be in the future"));
    }
    Ok(Some(moment))
}

fn make_pair(sandbox: &mut Sandbox) -> Pair {
    const ALPHABET: &[u8] = b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    let id = sandbox.random.text(ALPHABET, 20);
    let secret = format!("4b1d{}", sandbox.random.text(ALPHABET, 38));
    Pair {
        id_hash: hash(&id),
        secret_hash: hash(&secret),
        suffix: rules::suffix(&id).to_owned(),
        told: Some((id, secret)),
    }
}

fn read_hashes(sandbox: &Sandbox, item: Item<'_>) -> Result<Pair, Refusal> {
    let object = item.object()?;
    let read = |name| {
        let item = object.required(name)?;
        let text = item.text()?;
        let wrong = || item.wrong("Must be the base64 of a SHA-256 hash");
        if !rules::is_sha256(text) {
            return Err(wrong());
        }
        let mut bytes = Hash::default();
        Base64::decode(text, &mut bytes).map_err(|_| wrong())?;
        Ok(bytes)
    };
    let (id_hash, secret_hash) = (read("keyIdHash")?, read("keySecretHash")?);
    let suffix = object.required("keyIdSuffix")?;
    if !rules::is_suffix(suffix.text()?) {
        return Err(suffix.wrong(format_args!(
            "Must have {} characters",
            rules::SUFFIX_LENGTH
        )));
    }
    if sandbox.keys.all().any(|key| key.id_hash == id_hash) {
        return Err(Refusal::conflict("Key with this key ID already exists"));
    }
    Ok(Pair {
        id_hash,
        secret_hash,
        suffix: suffix.text()?.to_owned(),
        told: None,
    })
}
