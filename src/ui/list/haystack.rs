//! What filters and orders read: the lower-cased text of every column of every row, in one piece.
//!
//! Built once for each answer, a piece at a time, so that 100 000 rows hold up neither the page nor a keystroke.

use super::rows::RowSet;

/// Between columns, and between the words of one column.
const COLUMN: char = '\u{1f}';
pub(super) const WORD: char = '\u{1e}';

#[derive(Default)]
pub(super) struct Haystack {
    text: String,
    /// Where each row's text ends.
    ends: Vec<usize>,
}

impl Haystack {
    /// Reads rows until `to` are there.
    pub(super) fn extend(&mut self, rows: &dyn RowSet, columns: usize, to: usize) {
        for row in self.ends.len()..to.min(rows.count()) {
            for column in 0..columns {
                if column > 0 {
                    self.text.push(COLUMN);
                }
                for (place, word) in rows.words(row, column).iter().enumerate() {
                    if place > 0 {
                        self.text.push(WORD);
                    }
                    self.push(word);
                }
            }
            self.ends.push(self.text.len());
        }
    }

    fn push(&mut self, text: &str) {
        for letter in text.chars() {
            if letter.is_ascii() {
                // What separates must not come from a row.
                let is_mark = letter == COLUMN || letter == WORD;
                let letter = if is_mark { ' ' } else { letter };
                self.text.push(letter.to_ascii_lowercase());
            } else {
                self.text.extend(letter.to_lowercase());
            }
        }
    }

    /// How many rows are read.
    pub(super) fn rows(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn row(&self, row: usize) -> &str {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.text[start..self.ends[row]]
    }

    pub(super) fn column(&self, row: usize, column: usize) -> &str {
        self.row(row).split(COLUMN).nth(column).unwrap_or_default()
    }
}

/// Whether `needle` stands in `text`.
///
/// Not `str::contains`, whose preparation for long needles costs more than these short texts.
pub(super) fn holds(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some((first, rest)) = needle.split_first() else {
        return true;
    };
    let mut left = text;
    while let Some(at) = left.iter().position(|byte| byte == first) {
        left = &left[at + 1..];
        if left.starts_with(rest) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{super::tests::fleet, *};

    #[test]
    fn a_row_is_all_its_columns_and_a_column_is_found_in_it() {
        let rows = fleet();
        let mut haystack = Haystack::default();
        haystack.extend(&*rows, 5, 2);
        assert_eq!(haystack.rows(), 2);
        haystack.extend(&*rows, 5, usize::MAX);
        assert_eq!(haystack.rows(), rows.count());
        assert_eq!(haystack.column(1, 0), "events");
        assert_eq!(haystack.column(1, 2), "env=prod\u{1e}team=data");
        assert!(holds(haystack.row(1), "event"));
        assert!(!holds(haystack.row(1), "analytics"));
    }

    #[test]
    fn parts_are_found_wherever_they_stand() {
        assert!(holds("aab", "ab"));
        assert!(holds("abc", ""));
        assert!(holds("größe", "ße"));
        assert!(!holds("ab", "abc"));
        assert!(!holds("", "a"));
    }
}
