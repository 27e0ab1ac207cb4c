use super::lower_case;

/// Whether `text` holds every word of `needle`, whatever the case.
pub fn matches(text: &str, needle: &str) -> bool {
    let text = lower_case(text);
    lower_case(needle)
        .split_whitespace()
        .all(|word| text.contains(word))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn every_word_is_wanted_in_any_order_and_case() {
        assert!(matches("Events 32 GiB", "gib EVENTS"));
        assert!(matches("anything", " "));
        assert!(!matches("events", "events 8"));
    }
}
