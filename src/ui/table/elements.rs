//! What each row's element shows, told to it alone.
//!
//! If every element asked the table itself, each step of scrolling would have all cells of all rows look whether they
//! are meant.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use leptos::prelude::*;

use super::Slot;
use crate::ui::list::{ListCore, Rows};

/// A row of the list, equal while it shows the same.
#[derive(Clone)]
pub(super) struct Shown {
    pub(super) rows: Rows,
    pub(super) row: usize,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        self.rows.is_same(self.row, &*other.rows, other.row)
    }
}

/// The element of a row: where it stands, and what it shows.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct RowElement {
    number: u32,
    pub(super) slot: RwSignal<Slot>,
    pub(super) shown: RwSignal<Shown>,
}

impl RowElement {
    fn show(self, slot: &Slot, rows: &Rows) {
        if self.slot.try_with_untracked(|last| last != slot) == Some(true) {
            self.slot.set(slot.clone());
        }
        // A row that went shows what it showed.
        if slot.row < rows.count() && rows.key(slot.row) == slot.key {
            let shown = Shown {
                rows: rows.clone(),
                row: slot.row,
            };
            match self.shown.try_with_untracked(|last| *last == shown) {
                Some(false) => self.shown.set(shown),
                // Nothing to draw, but the rows of before may go.
                Some(true) => _ = self.shown.try_update_untracked(|last| *last = shown),
                None => {}
            }
        }
    }
}

/// The elements of a table's rows.
#[derive(Clone)]
pub(super) struct RowElements {
    core: ListCore,
    all: Arc<Mutex<Vec<RowElement>>>,
}

impl RowElements {
    pub(super) fn new(core: ListCore) -> Self {
        Self {
            core,
            all: Arc::default(),
        }
    }

    /// Tells them what they show now, and follows the rows of the list. Those yet to come are told when they do.
    pub(super) fn show(&self, slots: &[Slot]) {
        let rows = self.core.arranged.read().rows.clone();
        let known = self.all().clone();
        for slot in slots {
            if let Some(element) = known.iter().find(|one| one.number == slot.element) {
                element.show(slot, &rows);
            }
        }
    }

    /// One more, until its owner goes.
    pub(super) fn add(&self, first: Slot) -> RowElement {
        let rows = self.core.arranged.read_untracked().rows.clone();
        let shown = Shown {
            rows,
            row: first.row,
        };
        let element = RowElement {
            number: first.element,
            slot: RwSignal::new(first),
            shown: RwSignal::new(shown),
        };
        self.all().push(element);
        let elements = self.clone();
        on_cleanup(move || elements.all().retain(|one| *one != element));
        element
    }

    fn all(&self) -> MutexGuard<'_, Vec<RowElement>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
