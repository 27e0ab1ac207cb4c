//! A password from the browser's random generator (`crypto.getRandomValues`).

use super::strength;
use crate::secret::Secret;

/// Letters and digits that are not taken for one another, and signs that need no escape in an address
/// or a shell.
const ALPHABET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789-._~";
pub(super) const LENGTH: usize = 24;

/// The browser has no random numbers to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoRandomness;

/// Bits of chance in a password made here.
pub(super) fn bits() -> u32 {
    strength::bits_of(ALPHABET.len(), LENGTH)
}

pub(super) fn make() -> Result<Secret, NoRandomness> {
    make_from(|bytes| getrandom::fill(bytes).map_err(|_| NoRandomness))
}

fn make_from(
    mut fill: impl FnMut(&mut [u8]) -> Result<(), NoRandomness>,
) -> Result<Secret, NoRandomness> {
    // Drawn anew until it keeps every rule, which costs a small part of a bit.
    loop {
        let mut password = String::with_capacity(LENGTH);
        while password.len() < LENGTH {
            let mut bytes = [0; 64];
            fill(&mut bytes)?;
            // A value outside the alphabet is dropped: folding it in would prefer some characters.
            let drawn = bytes
                .iter()
                .filter_map(|byte| ALPHABET.get(usize::from(byte & 63)))
                .map(|byte| char::from(*byte));
            password.extend(drawn.take(LENGTH - password.len()));
        }
        // A sign in front could be read as an option or a home folder.
        let starts_well = password.starts_with(|first: char| first.is_ascii_alphanumeric());
        if starts_well && strength::missing(&password).is_empty() {
            return Ok(Secret::new(password));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn native() -> Secret {
        make().expect("the system has random numbers")
    }

    #[test]
    fn a_made_password_keeps_the_rules() {
        for _ in 0..200 {
            let password = native();
            let password = password.expose();
            assert_eq!(password.len(), LENGTH);
            assert!(
                password.bytes().all(|byte| ALPHABET.contains(&byte)),
                "{password}"
            );
            assert!(strength::missing(password).is_empty(), "{password}");
            assert!(password.as_bytes()[0].is_ascii_alphanumeric(), "{password}");
        }
    }

    #[test]
    fn every_character_of_the_alphabet_comes_up() {
        let all: String = (0..400)
            .map(|_| native().expose().to_owned())
            .collect::<Vec<_>>()
            .concat();
        for byte in ALPHABET {
            assert!(all.contains(char::from(*byte)), "{}", char::from(*byte));
        }
        assert_ne!(native(), native());
    }

    #[test]
    fn it_has_more_than_128_bits() {
        assert_eq!(bits(), 141);
    }

    #[test]
    fn without_random_numbers_there_is_no_password() {
        assert_eq!(make_from(|_| Err(NoRandomness)), Err(NoRandomness));
    }
}
