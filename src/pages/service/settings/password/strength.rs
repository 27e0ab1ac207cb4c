//! How good a password is, and what ClickHouse Cloud asks of one.
//!
//! The API sees the hash only, so nobody else can check it.

/// Fewest characters of a password of ClickHouse Cloud.
const LEAST: usize = 12;

/// What a password still lacks, in words; empty when it keeps every rule.
pub(super) fn missing(password: &str) -> Vec<&'static str> {
    let has = |kind: fn(char) -> bool| password.chars().any(kind);
    let rules = [
        (password.chars().count() >= LEAST, "12 characters"),
        (has(char::is_lowercase), "a lower-case letter"),
        (has(char::is_uppercase), "an upper-case letter"),
        (has(char::is_numeric), "a digit"),
        (has(is_sign), "a sign"),
    ];
    rules
        .into_iter()
        .filter_map(|(kept, rule)| (!kept).then_some(rule))
        .collect()
}

/// What is wrong with a password that was typed.
pub(super) fn problem(password: &str) -> Option<String> {
    if password.is_empty() {
        return Some("Enter a password".into());
    }
    if password.chars().any(char::is_control) {
        return Some("Control characters cannot be typed at every client".into());
    }
    if password.trim() != password {
        return Some("Spaces at an end get lost on the way".into());
    }
    let missing = missing(password);
    (!missing.is_empty()).then(|| format!("Still missing: {}", missing.join(", ")))
}

fn is_sign(character: char) -> bool {
    !character.is_alphanumeric() && !character.is_control()
}

/// Bits of so many characters drawn from a pool of this size, rounded down.
pub(super) fn bits_of(pool: usize, length: usize) -> u32 {
    // The logarithm to an eighth, without floating point: 256 characters to the eighth fit.
    let pool = u64::try_from(pool.clamp(1, 255)).unwrap_or(255);
    let eighths = pool.pow(8).ilog2();
    u32::try_from(length)
        .unwrap_or(u32::MAX)
        .saturating_mul(eighths)
        / 8
}

/// A kind of character, and how many there are of it.
type Kind = (fn(char) -> bool, usize);

/// What a letter within a word counts: the next one can be guessed.
const WORD_BITS: u32 = 2;

/// About how many bits a password has that somebody thought of. Repeated and counted-up characters count
/// nothing, letters that go on as a word little, all others as if they were drawn at random.
pub(super) fn bits(password: &str) -> u32 {
    let kinds: [Kind; 5] = [
        (|one| one.is_ascii_lowercase(), 26),
        (|one| one.is_ascii_uppercase(), 26),
        (|one| one.is_ascii_digit(), 10),
        (|one| one.is_ascii() && is_sign(one), 33),
        (|one| !one.is_ascii(), 100),
    ];
    let pool = kinds
        .iter()
        .filter(|(kind, _)| password.chars().any(*kind))
        .map(|(_, size)| size)
        .sum();
    let (mut before, mut letters) = (None::<char>, 0_u32);
    let (mut drawn, mut in_words) = (0, 0);
    for character in password.chars() {
        let step = before.map(|before| u32::from(before).abs_diff(u32::from(character)));
        before = Some(character);
        let goes_on = letters >= 2 && character.is_lowercase();
        letters = if character.is_alphabetic() {
            letters + 1
        } else {
            0
        };
        match step {
            Some(0 | 1) => {}
            _ if goes_on => in_words += WORD_BITS,
            _ => drawn += 1,
        }
    }
    bits_of(pool, drawn) + in_words
}

/// The bits in words.
pub(super) fn words(bits: u32) -> &'static str {
    match bits {
        0..50 => "weak",
        50..80 => "fair",
        _ => "strong",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_keeps_five_rules() {
        assert!(missing("Harbour-crane-7").is_empty());
        assert_eq!(missing("short1A-"), ["12 characters"]);
        assert_eq!(
            missing("aaaaaaaaaaaa"),
            ["an upper-case letter", "a digit", "a sign"]
        );
        assert_eq!(missing("ÄÖÜ-ÄÖÜ-1234"), ["a lower-case letter"]);
    }

    #[test]
    fn what_is_wrong_is_said() {
        assert_eq!(problem("").as_deref(), Some("Enter a password"));
        assert!(problem(" Harbour-crane-7").is_some_and(|text| text.contains("Spaces")));
        assert!(problem("Harbour\tcrane-7").is_some_and(|text| text.contains("Control")));
        assert_eq!(
            problem("Harbourcrane7").as_deref(),
            Some("Still missing: a sign")
        );
        assert_eq!(problem("Harbour crane 7"), None);
    }

    #[test]
    fn bits_grow_with_the_pool_and_the_length() {
        assert_eq!(bits_of(64, 10), 60);
        assert_eq!(bits_of(2, 7), 7);
        assert_eq!(bits_of(0, 9), 0);
        assert_eq!(bits_of(1000, 1), bits_of(255, 1));
    }

    #[test]
    fn words_count_little() {
        assert_eq!(words(bits("harbour-Crane")), "weak");
        assert_eq!(words(bits("harbour-Crane-1856")), "fair");
    }

    #[test]
    fn repeats_and_counting_up_add_nothing() {
        assert_eq!(bits("aaaaaaaaaaaaaaaa"), bits("a"));
        assert_eq!(bits("abcdefgh"), bits("a"));
        assert!(bits("xK7-vQ2.mT9_bW4~") > 80);
        assert_eq!(bits(""), 0);
        assert_eq!([30, 60, 90].map(words), ["weak", "fair", "strong"]);
    }
}
