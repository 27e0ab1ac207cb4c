//! Bounds of what a key may be given: the form checks them beside the field, the sandbox with the
//! API's texts.

use super::HashData;

/// Keys that an organization may have (documentation, and quota `api-keys-per-organization`).
pub const KEYS_MAX: usize = 100;
/// Characters of a key's name. The document gives no bound (inferred).
pub const NAME_MAX: usize = 256;
/// Characters of a key ID that the API shows.
pub const SUFFIX_LENGTH: usize = 4;

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    TooLong,
}

/// Any characters; the document names no forbidden ones.
pub fn check_name(name: &str) -> Result<(), NameProblem> {
    if name.trim().is_empty() {
        Err(NameProblem::Empty)
    } else if name.chars().count() > NAME_MAX {
        Err(NameProblem::TooLong)
    } else {
        Ok(())
    }
}

/// Whether the text is the base64 of 32 bytes, as a SHA-256 is written.
pub fn is_sha256(text: &str) -> bool {
    let Some(digits) = text.strip_suffix('=') else {
        return false;
    };
    // 256 bits are 42 digits and 4 bits of the 43rd, whose other two bits are zero.
    let last = digits.bytes().last().unwrap_or_default();
    digits.len() == 43
        && digits
            .bytes()
            .all(|digit| digit.is_ascii_alphanumeric() || matches!(digit, b'+' | b'/'))
        && b"AEIMQUYcgkosw048".contains(&last)
}

/// Whether the text can be the end of a key ID.
pub fn is_suffix(text: &str) -> bool {
    text.len() == SUFFIX_LENGTH && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The last characters of a key ID, as the API shows them.
pub fn suffix(key_id: &str) -> &str {
    let start = key_id.char_indices().rev().nth(SUFFIX_LENGTH - 1);
    start.map_or(key_id, |(start, _)| &key_id[start..])
}

impl HashData {
    /// Whether all three fields have the form that the API takes.
    pub fn is_well_formed(&self) -> bool {
        is_sha256(&self.key_id_hash)
            && is_suffix(&self.key_id_suffix)
            && is_sha256(&self.key_secret_hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SHA-256 of the empty text.
    const HASH: &str = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

    #[test]
    fn a_hash_is_the_base64_of_32_bytes() {
        assert!(is_sha256(HASH));
        for text in [
            "",
            "=",
            &HASH[1..],
            &HASH[..43],
            "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
            // The same bytes with two bits left over.
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        ] {
            assert!(!is_sha256(text), "{text}");
        }
    }

    #[test]
    fn a_suffix_is_the_last_four_characters() {
        assert_eq!(suffix("demoAdminKey00000001"), "0001");
        assert_eq!(suffix("abc"), "abc");
        assert!(is_suffix("x7Qp") && !is_suffix("x7Q") && !is_suffix("x7 p") && !is_suffix("ü7p"));
    }

    #[test]
    fn all_three_fields_of_a_hashed_pair_are_looked_at() {
        let good = HashData {
            key_id_hash: HASH.into(),
            key_id_suffix: "x7Qp".into(),
            key_secret_hash: HASH.into(),
        };
        assert!(good.is_well_formed());
        let bad = [
            HashData {
                key_id_hash: "x".into(),
                ..good.clone()
            },
            HashData {
                key_id_suffix: "x".into(),
                ..good.clone()
            },
            HashData {
                key_secret_hash: "x".into(),
                ..good
            },
        ];
        assert!(bad.iter().all(|hashes| !hashes.is_well_formed()));
    }

    #[test]
    fn a_name_is_not_blank_and_not_endless() {
        assert_eq!(check_name("ci <script>"), Ok(()));
        assert_eq!(check_name(" \n"), Err(NameProblem::Empty));
        assert_eq!(check_name(&"x".repeat(257)), Err(NameProblem::TooLong));
    }
}
