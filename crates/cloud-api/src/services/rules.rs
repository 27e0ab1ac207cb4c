//! Bounds of what a service may be given (schemas `ServicePostRequest`, `ServicePatchRequest`).
//!
//! The form checks them beside the field, the sandbox with the API's texts.

/// Characters of a service's name.
pub const NAME_MAX: usize = 50;
/// GB per replica.
pub const MEMORY_MIN_GB: u32 = 8;
pub const MEMORY_MAX_GB: u32 = 356;
pub const MEMORY_STEP_GB: u32 = 4;
/// GB per replica that a service in one's own cloud (BYOC) may have.
pub const BYOC_MEMORY_GB: [u32; 4] = [48, 116, 172, 232];
pub const REPLICAS_MIN: u32 = 1;
pub const REPLICAS_MAX: u32 = 50;
pub const IDLE_TIMEOUT_MIN_MINUTES: u32 = 5;
pub const TAGS_MAX: usize = 50;
pub const TAG_KEY_MAX: usize = 128;
pub const TAG_VALUE_MAX: usize = 256;
/// Profiles with fixed memory; a BYOC infrastructure has profiles of its own.
pub const PROFILES: [&str; 6] = [
    "v1-default",
    "v1-highmem-xs",
    "v1-highmem-s",
    "v1-highmem-m",
    "v1-highmem-l",
    "v1-highmem-xl",
];

/// What is wrong with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    TooLong,
    Forbidden(char),
}

/// The document says "alphanumerical string with whitespaces"; ClickHouse's own tests against the live
/// API also use hyphens. Underscores are taken with them (inferred).
pub fn check_name(name: &str) -> Result<(), NameProblem> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-' | '_');
    if name.trim().is_empty() {
        return Err(NameProblem::Empty);
    }
    if name.chars().count() > NAME_MAX {
        return Err(NameProblem::TooLong);
    }
    name.chars()
        .find(|c| !allowed(*c))
        .map_or(Ok(()), |c| Err(NameProblem::Forbidden(c)))
}

/// Whether the memory is one a replica can have.
pub fn is_memory_gb(memory: u32) -> bool {
    (MEMORY_MIN_GB..=MEMORY_MAX_GB).contains(&memory) && memory.is_multiple_of(MEMORY_STEP_GB)
}

pub fn is_tag_key(key: &str) -> bool {
    !key.is_empty() && key.len() <= TAG_KEY_MAX && key.bytes().all(is_tag_byte)
}

/// A value may be absent, but not empty.
pub fn is_tag_value(value: &str) -> bool {
    !value.is_empty() && value.len() <= TAG_VALUE_MAX && value.bytes().all(is_tag_byte)
}

fn is_tag_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_letters_digits_and_spaces_up_to_fifty() {
        assert_eq!(check_name("analytics prod 2"), Ok(()));
        assert_eq!(check_name("clickhousectl-it-1"), Ok(()));
        assert_eq!(check_name(&"x".repeat(50)), Ok(()));
        assert_eq!(check_name(&"x".repeat(51)), Err(NameProblem::TooLong));
        assert_eq!(check_name("  "), Err(NameProblem::Empty));
        assert_eq!(check_name("a<b"), Err(NameProblem::Forbidden('<')));
        assert_eq!(check_name("=1+1"), Err(NameProblem::Forbidden('=')));
    }

    #[test]
    fn memory_is_a_multiple_of_four_within_its_bounds() {
        let allowed: Vec<u32> = (0..=400).filter(|memory| is_memory_gb(*memory)).collect();
        assert_eq!(allowed.first(), Some(&8));
        assert_eq!(allowed.last(), Some(&356));
        assert_eq!(allowed.len(), 88);
    }

    #[test]
    fn tags_take_letters_digits_dots_dashes_underscores() {
        assert!(is_tag_key("cost.center_1-a"));
        assert!(!is_tag_key("a b") && !is_tag_key("") && !is_tag_key(&"k".repeat(129)));
        assert!(is_tag_value(&"v".repeat(256)) && !is_tag_value(&"v".repeat(257)));
        assert!(!is_tag_value("") && !is_tag_value("ü"));
    }
}
