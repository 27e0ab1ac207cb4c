//! The rows of a list, whatever they are of: all that follows from them is in the program once.

use std::{any::Any, cmp::Ordering, sync::Arc};

use leptos::prelude::*;

use super::{Column, Kind, ListOf, amount};
use crate::ui::{Action, ShortId, Time};

/// What can be done with a row, asked for when its menu opens.
pub type RowActions<T> = Arc<dyn Fn(&T) -> Vec<Action> + Send + Sync>;

/// Rows by number, cells by row and column.
pub trait RowSet: Send + Sync {
    fn count(&self) -> usize;
    fn key(&self, row: usize) -> String;
    fn label(&self, row: usize) -> String;
    fn link(&self, row: usize) -> Option<String>;
    fn actions(&self, row: usize) -> Vec<Action>;
    fn text(&self, row: usize, column: usize) -> String;
    fn words(&self, row: usize, column: usize) -> Vec<String>;
    /// The number, or the milliseconds since the epoch of a moment.
    fn number(&self, row: usize, column: usize) -> Option<f64>;
    /// The lower and the upper end, of a column of ranges.
    fn ends(&self, row: usize, column: usize) -> Option<[Option<f64>; 2]>;
    fn cell(&self, row: usize, column: usize) -> AnyView;
    /// The column's own order, where it has one.
    fn compare(&self, column: usize, one: usize, other: usize) -> Option<Ordering>;
    /// Whether both rows show the same.
    fn is_same(&self, row: usize, other: &dyn RowSet, other_row: usize) -> bool;
    fn as_any(&self) -> &dyn Any;
}

pub type Rows = Arc<dyn RowSet>;

pub(super) struct RowsOf<T: 'static> {
    pub(super) list: &'static ListOf<T>,
    pub(super) rows: Arc<Vec<T>>,
    pub(super) actions: Option<RowActions<T>>,
}

impl<T> RowsOf<T> {
    fn at(&self, row: usize, column: usize) -> (&T, &Column<T>) {
        (&self.rows[row], &self.list.columns[column])
    }
}

impl<T: PartialEq + Send + Sync + 'static> RowSet for RowsOf<T> {
    fn count(&self) -> usize {
        self.rows.len()
    }

    fn key(&self, row: usize) -> String {
        (self.list.key)(&self.rows[row])
    }

    fn label(&self, row: usize) -> String {
        (self.list.label)(&self.rows[row])
    }

    fn link(&self, row: usize) -> Option<String> {
        (self.list.link)(&self.rows[row])
    }

    fn actions(&self, row: usize) -> Vec<Action> {
        let row = &self.rows[row];
        self.actions
            .as_ref()
            .map(|actions| actions(row))
            .unwrap_or_default()
    }

    fn text(&self, row: usize, column: usize) -> String {
        let (row, column) = self.at(row, column);
        match column.kind {
            Kind::Text(text) | Kind::Choice(text) | Kind::Number(text, _) | Kind::Id(text) => {
                text(row)
            }
            Kind::Words(words) => words(row).join(" "),
            Kind::Moment(at) => at(row).unwrap_or_default(),
        }
    }

    fn words(&self, row: usize, column: usize) -> Vec<String> {
        let (row, column) = self.at(row, column);
        match column.kind {
            Kind::Words(words) => words(row),
            Kind::Text(text) | Kind::Choice(text) | Kind::Number(text, _) | Kind::Id(text) => {
                vec![text(row)]
            }
            Kind::Moment(at) => at(row).into_iter().collect(),
        }
    }

    fn number(&self, row: usize, column: usize) -> Option<f64> {
        let (row, column) = self.at(row, column);
        match column.kind {
            Kind::Number(_, number) => number(row),
            Kind::Moment(at) => amount::moment(&at(row)?),
            _ => None,
        }
    }

    fn ends(&self, row: usize, column: usize) -> Option<[Option<f64>; 2]> {
        let (row, column) = self.at(row, column);
        column.ends.map(|ends| ends(row))
    }

    fn cell(&self, row: usize, column: usize) -> AnyView {
        let (item, about) = self.at(row, column);
        match (about.cell, &about.kind) {
            (Some(cell), _) => cell(item),
            (None, Kind::Moment(at)) => view! { <Time at=at(item) /> }.into_any(),
            (None, Kind::Id(id)) => view! { <ShortId id=id(item) /> }.into_any(),
            (None, _) => plain(self.text(row, column)),
        }
    }

    fn compare(&self, column: usize, one: usize, other: usize) -> Option<Ordering> {
        let order = self.list.columns[column].order?;
        Some(order(&self.rows[one], &self.rows[other]))
    }

    fn is_same(&self, row: usize, other: &dyn RowSet, other_row: usize) -> bool {
        let Some(other) = other.as_any().downcast_ref::<Self>() else {
            return false;
        };
        let is_one = Arc::ptr_eq(&self.rows, &other.rows) && row == other_row;
        is_one || self.rows.get(row) == other.rows.get(other_row)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// Text, or a dash for what the API did not tell.
fn plain(text: String) -> AnyView {
    if text.is_empty() {
        view! { <span class="quiet">"—"</span> }.into_any()
    } else {
        text.into_any()
    }
}
