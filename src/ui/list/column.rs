//! Columns as data: heading, cell, order, filter, completion and export of a list follow from them.

use std::cmp::Ordering;

use leptos::prelude::*;

use super::layout::key_of;

/// What a column holds, which decides how it is ordered, filtered and exported.
pub enum Kind<T: 'static> {
    /// Any text; a filter finds parts of it.
    Text(fn(&T) -> String),
    /// One of few words; a filter wants the whole word.
    Choice(fn(&T) -> String),
    /// Any number of words, such as tags as `key=value`.
    Words(fn(&T) -> Vec<String>),
    /// A number, and how it is written.
    Number(fn(&T) -> String, fn(&T) -> Option<f64>),
    /// A moment in RFC 3339.
    Moment(fn(&T) -> Option<String>),
    /// An id of the API: shortened in the middle where it is shown, whole wherever it is used.
    Id(fn(&T) -> String),
}

/// One column of a list of `T`.
pub struct Column<T: 'static> {
    /// The column in the address and in a filter.
    pub key: &'static str,
    pub heading: &'static str,
    pub kind: Kind<T>,
    /// What the cell shows; the text unless given.
    pub cell: Option<fn(&T) -> AnyView>,
    /// Its order, where the kind's own will not do.
    pub order: Option<fn(&T, &T) -> Ordering>,
    /// Shown only to who asks for it; filters and free text find it all the same.
    pub hidden: bool,
    /// Aligned right.
    pub numeric: bool,
    /// What its numbers count.
    pub unit: Unit,
    /// The lower and the upper end, where its cells are ranges.
    pub ends: Option<Ends<T>>,
}

/// Both are the same where a row has one number.
pub type Ends<T> = fn(&T) -> [Option<f64>; 2];

impl<T> Column<T> {
    pub const fn new(key: &'static str, heading: &'static str, kind: Kind<T>) -> Self {
        Self {
            key,
            heading,
            kind,
            cell: None,
            order: None,
            hidden: false,
            numeric: false,
            unit: Unit::None,
            ends: None,
        }
    }

    pub const fn text(key: &'static str, heading: &'static str, text: fn(&T) -> String) -> Self {
        Self::new(key, heading, Kind::Text(text))
    }

    pub const fn choice(key: &'static str, heading: &'static str, word: fn(&T) -> String) -> Self {
        Self::new(key, heading, Kind::Choice(word))
    }

    #[must_use]
    pub const fn with_cell(mut self, cell: fn(&T) -> AnyView) -> Self {
        self.cell = Some(cell);
        self
    }

    #[must_use]
    pub const fn ordered_by(mut self, order: fn(&T, &T) -> Ordering) -> Self {
        self.order = Some(order);
        self
    }

    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.hidden = true;
        self
    }

    #[must_use]
    pub const fn numeric(mut self) -> Self {
        self.numeric = true;
        self
    }

    /// A filter may name a unit then, as the cells do.
    #[must_use]
    pub const fn counting(mut self, unit: Unit) -> Self {
        self.unit = unit;
        self
    }

    /// Other programs are told both ends then, of every row.
    #[must_use]
    pub const fn ranging(mut self, ends: Ends<T>) -> Self {
        self.ends = Some(ends);
        self
    }

    pub(super) fn about(&self) -> ColumnInfo {
        ColumnInfo {
            key: self.key,
            heading: self.heading,
            holds: match self.kind {
                Kind::Text(_) | Kind::Id(_) => Holds::Text,
                Kind::Choice(_) => Holds::Choice,
                Kind::Words(_) => Holds::Words,
                Kind::Number(..) => Holds::Number,
                Kind::Moment(_) => Holds::Moment,
            },
            hidden: self.hidden,
            numeric: self.numeric,
            is_time: self.cell.is_none() && matches!(self.kind, Kind::Moment(_)),
            unit: self.unit,
        }
    }
}

/// What can be said of a column without its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnInfo {
    pub key: &'static str,
    pub heading: &'static str,
    pub holds: Holds,
    pub hidden: bool,
    pub numeric: bool,
    /// Its cells are times.
    pub is_time: bool,
    pub unit: Unit,
}

/// What the numbers of a column count, which a filter may say otherwise: `size:>=5gib`, `duration:>5m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    None,
    Bytes,
    Gibibytes,
    Seconds,
    Minutes,
}

/// [`Kind`] without its functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    Text,
    Choice,
    Words,
    Number,
    Moment,
}

/// The columns to show, as numbers: those of `chosen`, a list of keys with commas and what [`super::layout`] adds to
/// them, or else those not hidden. The first column names its row and is always there.
pub fn chosen(columns: &[ColumnInfo], chosen: &str) -> Vec<usize> {
    let named: Vec<usize> = chosen
        .split(',')
        .filter_map(|entry| {
            let key = key_of(entry);
            columns.iter().position(|column| column.key == key)
        })
        .collect();
    let mut shown: Vec<usize> = vec![0];
    if named.is_empty() {
        shown.extend((1..columns.len()).filter(|column| !columns[*column].hidden));
    } else {
        for column in named {
            if !shown.contains(&column) {
                shown.push(column);
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_choice_of_columns_keeps_the_first_and_ignores_what_does_not_exist() {
        let column = |key, hidden| ColumnInfo {
            key,
            heading: key,
            holds: Holds::Text,
            hidden,
            numeric: false,
            is_time: false,
            unit: Unit::None,
        };
        let columns = [
            column("name", false),
            column("state", false),
            column("id", true),
        ];
        assert_eq!(chosen(&columns, ""), [0, 1]);
        assert_eq!(chosen(&columns, "id,state"), [0, 2, 1]);
        assert_eq!(chosen(&columns, "id~90,name,id,gone!"), [0, 2]);
        assert_eq!(chosen(&columns, "gone"), [0, 1]);
    }
}
