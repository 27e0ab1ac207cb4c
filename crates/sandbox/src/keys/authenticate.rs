//! From an `Authorization` header to the key that asks, or to the API's 401.

use std::net::IpAddr;

use base64ct::{Base64, Encoding};
use cloud_api::access;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Key, Keys};
use crate::{
    clock::{MINUTE, Moment},
    refusal::Refusal,
};

/// SHA-256 of one half of a key pair; the halves themselves are not kept.
pub(crate) type Hash = [u8; 32];

pub(crate) fn hash(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

impl Keys {
    /// The key of the header.
    pub(crate) fn authenticate(
        &self,
        authorization: Option<&str>,
        peer: Option<IpAddr>,
        now: Moment,
    ) -> Result<&Key, Refusal> {
        let header = authorization
            .ok_or_else(|| Refusal::unauthorized("Authorization header is missing"))?;
        let pair = basic(header)
            .ok_or_else(|| Refusal::unauthorized("Authorization header is not valid"))?;
        let (id, secret) = pair.split_once(':').unwrap_or((&pair, ""));
        let (id, secret) = (hash(id), hash(secret));
        let mut keys = self.0.iter();
        let key = keys
            .find(|key| key.id_hash == id && key.known_from <= now)
            .ok_or_else(|| Refusal::unauthorized("Key is not found"))?;
        if key.secret_hash != secret {
            return Err(Refusal::unauthorized("Key secret is not valid"));
        }
        if !key.is_active(now) {
            return Err(Refusal::unauthorized("Key is not active"));
        }
        if !key.admits(peer) {
            return Err(Refusal::unauthorized(
                "IP address is not in the IP access list of the key",
            ));
        }
        Ok(key)
    }

    /// Marks a key as used in this minute; `false` if it was marked already. The API tells the last use
    /// with that precision.
    pub(crate) fn mark_used(&mut self, id: Uuid, now: Moment) -> bool {
        let minute = Some(Moment(now.0 - now.0 % MINUTE));
        let key = self.0.iter_mut().find(|key| key.id == id);
        key.is_some_and(|key| std::mem::replace(&mut key.used_at, minute) != minute)
    }
}

impl Key {
    fn is_active(&self, now: Moment) -> bool {
        self.enabled && self.expire_at.is_none_or(|end| now < end)
    }

    /// Whether the IP access list has the address. One that is not known, as of a caller within the same
    /// process, is let in where everybody is.
    fn admits(&self, peer: Option<IpAddr>) -> bool {
        let peer = peer.map(|address| address.to_canonical());
        let entries = self.ip_access_list.iter();
        let mut networks = entries.filter_map(|entry| access::parse(&entry.source).ok());
        networks.any(|network| {
            peer.map_or_else(
                || access::is_anywhere(&network),
                |peer| network.contains(&peer),
            )
        })
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
    fn only_a_basic_header_is_read() {
        assert_eq!(basic("Basic YTpiOmM=").as_deref(), Some("a:b:c"));
        assert_eq!(basic("basic YTpi").as_deref(), Some("a:b"));
        for header in ["", "Basic", "Bearer YTpi", "Basic ????", "Basic /w=="] {
            assert_eq!(basic(header), None, "{header}");
        }
    }
}
