//! Both halves of a key, made in the browser: its secret never travels, only its hash does.

use base64ct::{Base64, Encoding};
use cloud_api::keys::{CreatedKey, HashData, rules};
use sha2::{Digest, Sha256};

use crate::{secret::Secret, session::Credentials};

const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
/// As long as those that the API makes.
const ID_LENGTH: usize = 20;
const SECRET_LENGTH: usize = 42;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    pub key_id: Secret,
    pub key_secret: Secret,
}

/// The browser has no random numbers to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

impl Pair {
    pub fn make() -> Result<Self, NoRandomness> {
        Ok(Self {
            key_id: random(ID_LENGTH)?,
            key_secret: random(SECRET_LENGTH)?,
        })
    }

    /// The pair that the API made, if it told it.
    pub fn of(created: &CreatedKey) -> Option<Self> {
        Some(Self {
            key_id: Secret::new(created.key_id.clone()?),
            key_secret: Secret::new(created.key_secret.clone()?),
        })
    }

    pub fn suffix(&self) -> &str {
        rules::suffix(self.key_id.expose())
    }

    /// What the API gets instead of the pair.
    pub fn hash_data(&self) -> HashData {
        HashData {
            key_id_hash: sha256(self.key_id.expose()),
            key_id_suffix: self.suffix().to_owned(),
            key_secret_hash: sha256(self.key_secret.expose()),
        }
    }

    pub fn credentials(&self) -> Credentials {
        Credentials {
            key_id: self.key_id.expose().to_owned(),
            key_secret: self.key_secret.clone(),
        }
    }

    /// `id:secret`, as `curl --user` takes it.
    pub fn as_pair(&self) -> String {
        format!("{}:{}", self.key_id.expose(), self.key_secret.expose())
    }

    /// The lines that clickhousectl reads.
    pub fn as_environment(&self) -> String {
        format!(
            "CLICKHOUSE_CLOUD_API_KEY={}\nCLICKHOUSE_CLOUD_API_SECRET={}\n",
            self.key_id.expose(),
            self.key_secret.expose()
        )
    }

    /// With the API's own names. Neither half has a character that JSON would escape, unless the API
    /// made it; `json!` knows.
    pub fn as_json(&self) -> String {
        serde_json::json!({
            "keyId": self.key_id.expose(),
            "keySecret": self.key_secret.expose(),
        })
        .to_string()
    }
}

fn sha256(text: &str) -> String {
    Base64::encode_string(&Sha256::digest(text))
}

fn random(length: usize) -> Result<Secret, NoRandomness> {
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let mut bytes = [0; 64];
        getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
        // A value outside the alphabet is dropped: folding it in would prefer some characters.
        let drawn = bytes
            .iter()
            .filter_map(|byte| ALPHABET.get(usize::from(byte & 63)))
            .map(|byte| char::from(*byte));
        text.extend(drawn.take(length - text.len()));
    }
    Ok(Secret::new(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(key_id: &str, key_secret: &str) -> Pair {
        Pair {
            key_id: Secret::new(key_id),
            key_secret: Secret::new(key_secret),
        }
    }

    #[test]
    fn the_hashes_are_base64_of_sha256() {
        // The vectors of FIPS 180 for "abc" and the empty text.
        let hashes = pair("abc", "").hash_data();
        assert_eq!(
            hashes.key_id_hash,
            "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="
        );
        assert_eq!(
            hashes.key_secret_hash,
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }

    #[test]
    fn a_made_pair_is_what_the_api_takes_and_never_the_same() {
        let (one, other) = (Pair::make().expect("random"), Pair::make().expect("random"));
        assert_ne!(one, other);
        assert!(one.hash_data().is_well_formed());
        assert_eq!(one.key_id.expose().len(), ID_LENGTH);
        assert_eq!(one.key_secret.expose().len(), SECRET_LENGTH);
        assert_eq!(one.hash_data().key_id_suffix, one.suffix());
        let text = one.as_pair();
        assert!(
            text.bytes()
                .all(|byte| byte == b':' || ALPHABET.contains(&byte))
        );
    }

    #[test]
    fn every_character_of_the_alphabet_comes_up() {
        let all: String = (0..200)
            .map(|_| Pair::make().expect("random").as_pair())
            .collect();
        for byte in ALPHABET {
            assert!(all.contains(char::from(*byte)), "{}", char::from(*byte));
        }
    }

    #[test]
    fn a_pair_is_copied_in_three_forms() {
        let pair = pair("id", "se\"cret");
        assert_eq!(pair.as_pair(), "id:se\"cret");
        assert_eq!(
            pair.as_environment(),
            "CLICKHOUSE_CLOUD_API_KEY=id\nCLICKHOUSE_CLOUD_API_SECRET=se\"cret\n"
        );
        assert_eq!(pair.as_json(), r#"{"keyId":"id","keySecret":"se\"cret"}"#);
    }

    #[test]
    fn debugging_a_pair_shows_neither_half() {
        let text = format!("{:?}", pair("hidden-id", "hidden-secret"));
        assert!(!text.contains("hidden"));
    }
}
