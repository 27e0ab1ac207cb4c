//! What filters and orders read: the lower-cased text of every column of every row.
//!
//! Built once for each answer, a piece at a time, so that 100 000 rows hold up neither the page nor a keystroke. A text
//! that many rows have is held once: an audit log would take three times the memory otherwise.

use std::cell::Cell;

use super::rows::RowSet;
use crate::ui::lower_case;

/// Between the words of one column.
pub(super) const WORD: char = '\u{1e}';

/// Rows that tell how much room all of them will want.
const SAMPLE: usize = 2_000;

#[derive(Default)]
pub(super) struct Haystack {
    columns: usize,
    /// For each column of each row, the number of its text.
    cells: Vec<u32>,
    texts: Texts,
}

impl Haystack {
    /// Reads rows until `to` are there.
    pub(super) fn extend(&mut self, rows: &dyn RowSet, columns: usize, to: usize) {
        self.columns = columns;
        let all = rows.count();
        let to = to.min(all);
        let start = self.rows();
        if start == to {
            return;
        }
        // At once, because what a growing list leaves behind stays in the page's memory.
        self.cells
            .reserve_exact((all * columns).saturating_sub(self.cells.len()));
        let mut text = String::new();
        for row in start..to {
            if row == SAMPLE {
                self.texts.reserve(all / SAMPLE);
            }
            for column in 0..columns {
                text.clear();
                for (place, word) in rows.words(row, column).iter().enumerate() {
                    if place > 0 {
                        text.push(WORD);
                    }
                    push(&mut text, word);
                }
                let number = self.texts.number(&text);
                self.cells.push(number);
            }
        }
        if to == all {
            self.texts.finish();
        }
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

    /// Each text of a column once: a row that has it, and how many do.
    pub(super) fn distinct(&self, column: usize) -> Vec<(usize, usize)> {
        let mut seen: Vec<u32> = vec![FREE; self.texts.count()];
        let mut found: Vec<(usize, usize)> = Vec::new();
        for row in 0..self.rows() {
            let Some(text) = self.row(row).get(column) else {
                break;
            };
            let place = &mut seen[*text as usize];
            if *place == FREE {
                *place = bounded(found.len());
                found.push((row, 0));
            }
            found[*place as usize].1 += 1;
        }
        found
    }

    pub(super) fn column(&self, row: usize, column: usize) -> &str {
        let number = self.row(row).get(column);
        number.map_or("", |number| self.texts.get(*number as usize))
    }
}

/// Texts by number, one after the other in memory: 100 000 ids in pieces of their own would take three times as much.
#[derive(Default)]
struct Texts {
    all: String,
    /// Where each of them ends.
    ends: Vec<u32>,
    /// Numbers by the hash of their text; not full, so that each search ends.
    table: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Texts {
    fn count(&self) -> usize {
        self.ends.len()
    }

    /// Room for so many times what there is.
    fn reserve(&mut self, times: usize) {
        self.all.reserve_exact(self.all.len() * times);
        self.ends.reserve_exact(self.ends.len() * times);
    }

    fn get(&self, number: usize) -> &str {
        let end = |number: usize| self.ends.get(number).map_or(0, |end| *end as usize);
        let start = number.checked_sub(1).map_or(0, end);
        self.all.get(start..end(number)).unwrap_or_default()
    }

    /// The number of a text, given out when it is first met.
    fn number(&mut self, text: &str) -> u32 {
        if self.count() * 4 >= self.table.len() * 3 {
            self.grow();
        }
        let place = self.place(text);
        if self.table[place] == FREE {
            self.table[place] = bounded(self.count());
            self.all.push_str(text);
            self.ends.push(bounded(self.all.len()));
        }
        self.table[place]
    }

    /// Where a text stands in the table, or would.
    fn place(&self, text: &str) -> usize {
        let mask = self.table.len() - 1;
        let mut place = hash(text) & mask;
        while self.table[place] != FREE && self.get(self.table[place] as usize) != text {
            place = (place + 1) & mask;
        }
        place
    }

    fn grow(&mut self) {
        self.table = vec![FREE; (self.table.len() * 2).max(1_024)];
        for number in 0..self.count() {
            let place = self.place(self.get(number));
            self.table[place] = bounded(number);
        }
    }

    /// All is read: nothing is looked up by its text any more.
    fn finish(&mut self) {
        self.table = Vec::new();
    }
}

/// Fowler, Noll and Vo's, which is short and good enough for texts of people.
fn hash(text: &str) -> usize {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(16_777_619);
    let hash = text.bytes().fold(2_166_136_261, mix);
    (hash ^ (hash >> 15)) as usize
}

/// No browser holds 2^32 bytes of texts.
fn bounded(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(FREE)
}

/// In which rows a word stands: all texts are gone through in one go, which costs a fraction of a search for each cell.
pub(super) struct Search<'a> {
    haystack: &'a Haystack,
    /// For each text, whether the word stands in it.
    found: Vec<bool>,
}

impl<'a> Search<'a> {
    pub(super) fn new(haystack: &'a Haystack, word: &str) -> Self {
        let texts = haystack.texts.all.as_bytes();
        let mut start = 0;
        let found = haystack.texts.ends.iter().map(|end| {
            let end = *end as usize;
            let text = texts.get(start..end).unwrap_or_default();
            start = end;
            stands(text, word.as_bytes())
        });
        Self {
            found: found.collect(),
            haystack,
        }
    }

    pub(super) fn finds(&self, row: usize) -> bool {
        let mut texts = self.haystack.row(row).iter();
        texts.any(|text| self.found.get(*text as usize) == Some(&true))
    }
}

/// Which rows pass a test of one column, asked once for each text.
pub(super) struct Passing<'a, F> {
    haystack: &'a Haystack,
    column: usize,
    test: F,
    /// For each text: not asked, refused, passed.
    known: Vec<Cell<u8>>,
}

impl<'a, F: Fn(&str) -> bool> Passing<'a, F> {
    pub(super) fn new(haystack: &'a Haystack, column: usize, test: F) -> Self {
        Self {
            haystack,
            column,
            test,
            known: vec![Cell::new(0); haystack.texts.count()],
        }
    }

    pub(super) fn passes(&self, row: usize) -> bool {
        let text = self.haystack.row(row).get(self.column);
        let Some(known) = text.and_then(|text| self.known.get(*text as usize)) else {
            return (self.test)("");
        };
        if known.get() == 0 {
            let passes = (self.test)(self.haystack.column(row, self.column));
            known.set(1 + u8::from(passes));
        }
        known.get() == 2
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
    stands(text.as_bytes(), needle.as_bytes())
}

fn stands(text: &[u8], needle: &[u8]) -> bool {
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
    use super::{
        super::tests::{fleet, row, rows_of},
        *,
    };

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
    fn texts_of_a_column_are_counted() {
        let mut haystack = Haystack::default();
        let row = |state: &str| row(state, state, &[], None, None);
        let rows = rows_of(["idle", "running", "Idle", "idle"].map(row).into());
        haystack.extend(&*rows, 5, usize::MAX);
        assert_eq!(haystack.distinct(1), [(0, 3), (1, 1)]);
        assert_eq!(haystack.distinct(3), [(0, 4)]);
        assert!(haystack.distinct(9).is_empty());
    }

    #[test]
    fn a_test_is_asked_once_for_each_text() {
        let rows = fleet();
        let mut haystack = Haystack::default();
        haystack.extend(&*rows, 5, usize::MAX);
        let asked = Cell::new(0);
        let passing = Passing::new(&haystack, 1, |text| {
            asked.set(asked.get() + 1);
            text == "running"
        });
        let passes = || (0..4).map(|row| passing.passes(row)).collect::<Vec<_>>();
        assert_eq!(passes(), [false, true, false, false]);
        assert_eq!(passes(), [false, true, false, false]);
        assert_eq!(asked.get(), 4);
        assert!(!passing.passes(4));
    }

    #[test]
    fn thousands_of_texts_are_each_held_once() {
        let mut texts = Texts::default();
        let text = |number: usize| format!("text {number}");
        let first: Vec<u32> = (0..5_000)
            .map(|number| texts.number(&text(number)))
            .collect();
        let again: Vec<u32> = (0..5_000)
            .map(|number| texts.number(&text(number)))
            .collect();
        assert_eq!(first, again);
        assert_eq!((texts.count(), texts.number("")), (5_000, 5_000));
        assert_eq!(texts.number(""), 5_000);
        texts.finish();
        assert_eq!((texts.get(4_321), texts.get(5_000)), ("text 4321", ""));
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
