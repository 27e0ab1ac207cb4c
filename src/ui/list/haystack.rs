//! What filters and orders read: the lower-cased text of every column of every row.
//!
//! Built once for each answer, a piece at a time, so that 100 000 rows hold up neither the page nor a keystroke. A text
//! that many rows have is held once: an audit log would take three times the memory otherwise.

use std::{cell::RefCell, collections::HashMap, sync::Arc};

use super::rows::RowSet;
use crate::ui::lower_case;

/// Between the words of one column.
pub(super) const WORD: char = '\u{1e}';

#[derive(Default)]
pub(super) struct Haystack {
    columns: usize,
    /// For each column of each row, the number of its text.
    cells: Vec<u32>,
    texts: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Haystack {
    /// Reads rows until `to` are there.
    pub(super) fn extend(&mut self, rows: &dyn RowSet, columns: usize, to: usize) {
        self.columns = columns;
        let to = to.min(rows.count());
        let start = self.rows();
        self.cells.reserve_exact(to.saturating_sub(start) * columns);
        let mut text = String::new();
        for row in start..to {
            for column in 0..columns {
                text.clear();
                for (place, word) in rows.words(row, column).iter().enumerate() {
                    if place > 0 {
                        text.push(WORD);
                    }
                    push(&mut text, word);
                }
                let number = self.number(&text);
                self.cells.push(number);
            }
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = Arc::from(text);
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    /// How many rows are read.
    pub(super) fn rows(&self) -> usize {
        self.cells
            .len()
            .checked_div(self.columns)
            .unwrap_or_default()
    }

    fn row(&self, row: usize) -> &[u32] {
        let start = row * self.columns;
        self.cells
            .get(start..start + self.columns)
            .unwrap_or_default()
    }

    pub(super) fn column(&self, row: usize, column: usize) -> &str {
        let number = self.row(row).get(column);
        number.map_or("", |number| {
            self.texts.get(*number as usize).map_or("", |text| text)
        })
    }
}

/// In which rows a word stands, looked up once for each text.
pub(super) struct Search<'a> {
    haystack: &'a Haystack,
    word: &'a str,
    /// For each text: not looked at, without the word, with it.
    known: RefCell<Vec<u8>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(haystack: &'a Haystack, word: &'a str) -> Self {
        Self {
            haystack,
            word,
            known: RefCell::new(vec![0; haystack.texts.len()]),
        }
    }

    pub(super) fn finds(&self, row: usize) -> bool {
        let mut known = self.known.borrow_mut();
        self.haystack.row(row).iter().any(|number| {
            let number = *number as usize;
            if known[number] == 0 {
                known[number] = 1 + u8::from(holds(&self.haystack.texts[number], self.word));
            }
            known[number] == 2
        })
    }
}

fn push(into: &mut String, text: &str) {
    let from = into.len();
    if text.is_ascii() {
        into.push_str(text);
        into[from..].make_ascii_lowercase();
    } else {
        into.push_str(&lower_case(text));
    }
    // What separates must not come from a row.
    if into[from..].contains(WORD) {
        let told = into[from..].replace(WORD, " ");
        into.truncate(from);
        into.push_str(&told);
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
        assert!(Search::new(&haystack, "event").finds(1));
        assert!(!Search::new(&haystack, "analytics").finds(1));
        let prod = Search::new(&haystack, "env=prod");
        assert!((0..3).all(|row| prod.finds(row)) && !prod.finds(3));
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
