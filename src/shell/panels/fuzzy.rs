//! How well a text answers what was typed.

/// Higher is better; `None` when a word of the needle is not in the text at all.
///
/// Each word counts by how it is found: at the start of a word, inside one, or as letters in order.
pub fn score(text: &str, needle: &str) -> Option<u32> {
    let text = text.to_lowercase();
    needle
        .to_lowercase()
        .split_whitespace()
        .map(|word| score_word(&text, word))
        .sum()
}

fn score_word(text: &str, word: &str) -> Option<u32> {
    if text.starts_with(word) {
        return Some(120);
    }
    let found = text.match_indices(word);
    let starts_word = |(at, _): (usize, &str)| {
        text[..at]
            .chars()
            .next_back()
            .is_none_or(|before| !before.is_alphanumeric())
    };
    let mut inside = false;
    for one in found {
        if starts_word(one) {
            return Some(100);
        }
        inside = true;
    }
    if inside {
        return Some(60);
    }
    in_order(text, word)
}

/// The letters in order, the fewer gaps the better; one letter alone would be found nearly anywhere.
fn in_order(text: &str, word: &str) -> Option<u32> {
    let mut letters = text.chars();
    let mut gaps = 0;
    for wanted in word.chars() {
        let skipped = letters.by_ref().position(|letter| letter == wanted)?;
        gaps += u32::from(skipped > 0);
    }
    let length = u32::try_from(word.chars().count()).ok()?;
    (length > 1 && gaps <= length / 2 + 1).then(|| 40_u32.saturating_sub(gaps * 5).max(1))
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn the_start_of_a_word_is_better_than_its_inside_and_that_better_than_letters() {
        let of = |text| score(text, "arch").expect("found");
        assert!(of("archive customs") > of("customs archive"));
        assert!(of("customs archive") > of("monarchy"));
        assert!(of("monarchy") > of("ascii rich"));
    }

    #[test]
    fn every_word_has_to_be_found_in_any_order() {
        assert!(score("Stop customs archive", "cus stop").is_some());
        assert!(score("Stop customs archive", "cus start").is_none());
        assert_eq!(score("anything", ""), Some(0));
    }

    #[test]
    fn letters_far_apart_are_not_found() {
        assert!(score("tracking events", "tev").is_some());
        assert!(score("analytics of everything in the world", "zq").is_none());
        assert!(score("customs", "x").is_none());
    }
}
