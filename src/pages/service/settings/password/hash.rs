//! What the API gets instead of a password.

use base64ct::{Base64, Encoding};
use cloud_api::services::PasswordHash;
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// Both hashes of `instancePasswordUpdate`: without the second the `MySQL` protocol would keep the old
/// password.
pub(super) fn hash(password: &str) -> PasswordHash {
    let twice = Sha1::digest(Sha1::digest(password));
    PasswordHash {
        new_password_hash: Base64::encode_string(&Sha256::digest(password)),
        new_double_sha1_hash: Some(hexadecimal(&twice)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The vectors of the API's documentation.
    #[test]
    fn the_hashes_are_those_of_the_documentation() {
        let PasswordHash {
            new_password_hash,
            new_double_sha1_hash,
        } = hash("yourpassword");
        assert_eq!(
            new_password_hash,
            "48ZS8LoLSAEgWBT4trxJZyxMdOJbSXdwu4myLN606VE="
        );
        assert_eq!(
            new_double_sha1_hash.as_deref(),
            Some("d4cecba84f0a507325cd8aa82fcde04ea8be56b0")
        );
    }

    #[test]
    fn a_password_is_hashed_as_utf_8() {
        let PasswordHash {
            new_password_hash,
            new_double_sha1_hash,
        } = hash("Zürich-1856-ΩΩΩ");
        assert_eq!(new_password_hash.len(), 44);
        let hash = new_double_sha1_hash.expect("a second hash");
        assert_eq!(hash.len(), 40);
        assert!(hash.bytes().all(|byte| b"0123456789abcdef".contains(&byte)));
    }
}
