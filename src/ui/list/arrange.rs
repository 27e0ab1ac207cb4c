//! Filter and order of a list, so that a keystroke costs one pass over what the keystroke before left.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use super::{
    column::{ColumnInfo, Holds},
    haystack::Haystack,
    matching::Matcher,
    rows::{RowSet, Rows},
};
use crate::ui::Sort;

/// Rows read for the haystack at a time.
pub(super) const PIECE: usize = 4_000;

/// What is on view: rows, and the numbers of those wanted in their order.
#[derive(Clone)]
pub struct Arranged {
    pub rows: Rows,
    pub shown: Arc<Vec<u32>>,
    /// Keys of rows that went while their place is held.
    pub gone: Arc<Vec<String>>,
}

impl PartialEq for Arranged {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.rows, &other.rows) && Arc::ptr_eq(&self.shown, &other.shown)
    }
}

/// What was worked out before and still serves.
pub(super) struct Arranger {
    columns: Vec<ColumnInfo>,
    rows: Option<Rows>,
    haystack: Haystack,
    order: Option<(Sort, Arc<Vec<u32>>)>,
    matched: Option<(Arc<Matcher>, Arc<Vec<u32>>)>,
    last: Option<(Sort, Arc<Matcher>, Arranged)>,
}

impl Arranger {
    pub(super) fn new(columns: Vec<ColumnInfo>) -> Self {
        Self {
            columns,
            rows: None,
            haystack: Haystack::default(),
            order: None,
            matched: None,
            last: None,
        }
    }

    /// The rows that `matcher` wants, ordered by `sort`. While `held`, new rows change nothing's place: what was shown
    /// stays where it was, what is new follows at the end, and what went is told, so that its place can stay empty.
    pub(super) fn arrange(
        &mut self,
        rows: &Rows,
        sort: &Sort,
        matcher: &Arc<Matcher>,
        held: bool,
    ) -> Arranged {
        if let Some((last_sort, last_matcher, last)) = &self.last
            && held
            && last_sort == sort
            && **last_matcher == **matcher
        {
            if Arc::ptr_eq(&last.rows, rows) {
                return last.clone();
            }
            let (mut shown, new, gone) = in_place(last, rows);
            self.take(rows);
            if matcher.is_empty() {
                shown.extend(new);
            } else {
                self.read(rows, usize::MAX);
                let wants = matcher.wanting(&**rows, &self.haystack);
                shown.extend(new.into_iter().filter(|row| wants(*row as usize)));
            }
            let arranged = Arranged {
                rows: Arc::clone(rows),
                shown: Arc::new(shown),
                gone: Arc::new(gone),
            };
            self.last = Some((sort.clone(), Arc::clone(matcher), arranged.clone()));
            return arranged;
        }
        self.take(rows);
        let wanted = self.matched(rows, matcher);
        let order = self.order(rows, sort);
        let shown = match (wanted, order) {
            (None, order) => order,
            (Some(found), _) if sort.0.is_empty() => found,
            (Some(found), order) => {
                let mut wanted = vec![false; rows.count()];
                for row in found.iter() {
                    wanted[*row as usize] = true;
                }
                let shown = order.iter().copied().filter(|row| wanted[*row as usize]);
                Arc::new(shown.collect())
            }
        };
        let arranged = Arranged {
            rows: Arc::clone(rows),
            shown,
            gone: Arc::default(),
        };
        // The same again is the same, so that nothing is drawn anew.
        if let Some((_, _, last)) = &self.last
            && Arc::ptr_eq(&last.rows, rows)
            && last.shown == arranged.shown
            && last.gone.is_empty()
        {
            let last = last.clone();
            self.last = Some((sort.clone(), Arc::clone(matcher), last.clone()));
            return last;
        }
        self.last = Some((sort.clone(), Arc::clone(matcher), arranged.clone()));
        arranged
    }

    /// Reads a further piece for filters to come; whether there is more.
    pub(super) fn warm(&mut self, rows: &Rows) -> bool {
        self.take(rows);
        self.read(rows, self.haystack.rows() + PIECE);
        self.haystack.rows() < rows.count()
    }

    /// The rows that `matcher` wants, whatever is shown.
    pub(super) fn matching(&mut self, rows: &Rows, matcher: &Matcher) -> Vec<u32> {
        self.take(rows);
        if matcher.is_empty() {
            return numbers(rows.count()).collect();
        }
        self.read(rows, usize::MAX);
        let wants = matcher.wanting(&**rows, &self.haystack);
        numbers(rows.count())
            .filter(|row| wants(*row as usize))
            .collect()
    }

    /// Each text of a column once: a row that has it, and how many do.
    pub(super) fn distinct(&mut self, rows: &Rows, column: usize) -> Vec<(usize, usize)> {
        self.take(rows);
        self.read(rows, usize::MAX);
        self.haystack.distinct(column)
    }

    fn take(&mut self, rows: &Rows) {
        let is_known = self
            .rows
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, rows));
        if !is_known {
            self.rows = Some(Arc::clone(rows));
            self.haystack = Haystack::default();
            self.order = None;
            self.matched = None;
        }
    }

    fn read(&mut self, rows: &Rows, to: usize) {
        self.haystack.extend(&**rows, self.columns.len(), to);
    }

    /// The numbers of the rows wanted, ascending; `None` for all.
    fn matched(&mut self, rows: &Rows, matcher: &Arc<Matcher>) -> Option<Arc<Vec<u32>>> {
        if matcher.is_empty() {
            self.matched = None;
            return None;
        }
        self.read(rows, usize::MAX);
        let wanting = matcher.wanting(&**rows, &self.haystack);
        let wants = |row: &u32| wanting(*row as usize);
        let found: Vec<u32> = match &self.matched {
            Some((known, before)) if **known == **matcher => before.to_vec(),
            Some((known, before)) if matcher.narrows(known) => {
                before.iter().copied().filter(wants).collect()
            }
            _ => numbers(rows.count()).filter(wants).collect(),
        };
        let found = Arc::new(found);
        self.matched = Some((Arc::clone(matcher), Arc::clone(&found)));
        Some(found)
    }

    fn order(&mut self, rows: &Rows, sort: &Sort) -> Arc<Vec<u32>> {
        if let Some((known, order)) = &self.order
            && known == sort
        {
            return Arc::clone(order);
        }
        let order = Arc::new(self.ordered(rows, sort));
        self.order = Some((sort.clone(), Arc::clone(&order)));
        order
    }

    /// All rows in order. Rows that compare equal keep the order they came in, whichever the direction.
    fn ordered(&mut self, rows: &Rows, sort: &Sort) -> Vec<u32> {
        let mut order: Vec<u32> = numbers(rows.count()).collect();
        let columns: Vec<(usize, bool)> = sort
            .0
            .iter()
            .filter_map(|key| {
                let column = |info: &ColumnInfo| info.key == key.column;
                Some((self.columns.iter().position(column)?, key.descending))
            })
            .collect();
        if columns.is_empty() {
            return order;
        }
        let by_text = |(column, _): &(usize, bool)| {
            !matches!(self.columns[*column].holds, Holds::Number | Holds::Moment)
        };
        if columns.iter().any(by_text) {
            self.read(rows, usize::MAX);
        }
        let keys: Vec<(SortBy<'_>, bool)> = columns
            .into_iter()
            .map(|(column, descending)| (self.sort_by(rows, column), descending))
            .collect();
        order.sort_by(|one, other| {
            keys.iter()
                .fold(Ordering::Equal, |decided, (key, descending)| {
                    decided.then_with(|| {
                        let ordering = key.compare(*one as usize, *other as usize);
                        if *descending {
                            ordering.reverse()
                        } else {
                            ordering
                        }
                    })
                })
        });
        order
    }

    /// Reads what decides once for each row, and not once for each comparison.
    fn sort_by<'a>(&'a self, rows: &'a Rows, column: usize) -> SortBy<'a> {
        let all = 0..rows.count();
        if all.end > 0 && rows.compare(column, 0, 0).is_some() {
            return SortBy::Own(&**rows, column);
        }
        match self.columns[column].holds {
            Holds::Number | Holds::Moment => {
                let number = |row| rows.number(row, column).unwrap_or(f64::NEG_INFINITY);
                SortBy::Numbers(all.map(number).collect())
            }
            _ => SortBy::Texts(all.map(|row| self.haystack.column(row, column)).collect()),
        }
    }
}

enum SortBy<'a> {
    Own(&'a dyn RowSet, usize),
    Numbers(Vec<f64>),
    Texts(Vec<&'a str>),
}

impl SortBy<'_> {
    fn compare(&self, one: usize, other: usize) -> Ordering {
        match self {
            Self::Own(rows, column) => rows.compare(*column, one, other).unwrap_or(Ordering::Equal),
            Self::Numbers(numbers) => numbers[one].total_cmp(&numbers[other]),
            Self::Texts(texts) => texts[one].cmp(texts[other]),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "no list has 2^32 rows: a browser would hold no such answer"
)]
fn numbers(count: usize) -> impl Iterator<Item = u32> {
    0..count as u32
}

/// The new numbers of what was shown, in the old order, what is new, and the keys of what is no longer there.
fn in_place(last: &Arranged, rows: &Rows) -> (Vec<u32>, Vec<u32>, Vec<String>) {
    let mut places: HashMap<String, u32> = numbers(rows.count())
        .map(|row| (rows.key(row as usize), row))
        .collect();
    let mut shown: Vec<u32> = Vec::with_capacity(last.shown.len());
    let mut gone = last.gone.to_vec();
    for row in last.shown.iter() {
        let key = last.rows.key(*row as usize);
        match places.remove(&key) {
            Some(row) => shown.push(row),
            None => gone.push(key),
        }
    }
    // What a filter had left out stays out until the rows are arranged anew.
    for row in 0..last.rows.count() {
        places.remove(&last.rows.key(row));
    }
    let mut new: Vec<u32> = places.into_values().collect();
    new.sort_unstable();
    (shown, new, gone)
}

#[cfg(test)]
mod tests;
