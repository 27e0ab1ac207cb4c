//! Which rows are selected, and the bar of what can be done with them.

use leptos::prelude::*;

use super::ListCore;
use crate::ui::{Button, Tone, dynamic, table::Slot};

/// The selected rows of a list.
#[derive(Clone, Copy)]
pub struct Selection {
    core: ListCore,
}

impl Selection {
    /// Key and label of each selected row, in the order shown; those that the filter hides come last.
    pub fn rows(self) -> Vec<(String, String)> {
        let arranged = self.core.arranged.read();
        let selected = self.core.selected.read();
        let rows = &arranged.rows;
        let mut left = selected.clone();
        let shown = arranged.shown.iter().map(|row| *row as usize);
        shown
            .chain(0..rows.count())
            .filter_map(|row| {
                let key = rows.key(row);
                left.take(&key).map(|key| (key, rows.label(row)))
            })
            .collect()
    }

    /// Takes rows off the selection.
    pub fn deselect(self, keys: &[String]) {
        self.core.selected.update(|selected| {
            for key in keys {
                selected.remove(key);
            }
        });
    }

    /// Whether the bar of the selection has to stay, whatever becomes of the rows.
    pub fn keep_bar(self, keep: bool) {
        self.core.telling.try_set(keep);
    }

    /// Takes rows off the selection that are not there any more.
    pub fn deselect_gone(self) {
        let rows = untrack(|| self.rows());
        let mut there = rows.into_iter().map(|(key, _)| key).collect();
        self.core
            .selected
            .update(|selected| std::mem::swap(selected, &mut there));
    }

    /// What one row is called, such as "service".
    pub fn one(self) -> &'static str {
        self.core.about.with_value(|about| about.one)
    }
}

/// How many of the rows shown are selected, and how many that are not shown.
fn counts(core: ListCore) -> (usize, usize) {
    let selected = core.selected.read();
    if selected.is_empty() {
        return (0, 0);
    }
    let arranged = core.arranged.read();
    let shown = arranged
        .shown
        .iter()
        .filter(|row| selected.contains(&arranged.rows.key(**row as usize)))
        .count();
    (shown, selected.len() - shown)
}

/// Selects or deselects everything the filter leaves.
pub(in crate::ui) fn select_shown(core: ListCore, select: bool) {
    let arranged = core.arranged.read_untracked();
    let keys: Vec<String> = arranged
        .shown
        .iter()
        .map(|row| arranged.rows.key(*row as usize))
        .collect();
    core.selected.update(|selected| {
        for key in keys {
            if select {
                selected.insert(key);
            } else {
                selected.remove(&key);
            }
        }
    });
}

/// Selects or deselects a row, and with `range` all rows from the one chosen before.
pub(in crate::ui) fn select(
    core: ListCore,
    before: StoredValue<Option<String>>,
    slot: &Slot,
    select: bool,
    range: bool,
) {
    let anchor = before.get_value().filter(|_| range);
    before.set_value(Some(slot.key.clone()));
    let arranged = core.arranged.read_untracked();
    let key = |place: usize| arranged.rows.key(arranged.shown[place] as usize);
    let anchor =
        anchor.and_then(|anchor| (0..arranged.shown.len()).find(|place| key(*place) == anchor));
    let from = anchor.unwrap_or(slot.place);
    let places = from.min(slot.place)..=from.max(slot.place);
    let keys: Vec<String> = places
        .filter(|place| *place < arranged.shown.len())
        .map(key)
        .collect();
    core.selected.update(|selected| {
        for key in keys {
            if select {
                selected.insert(key);
            } else {
                selected.remove(&key);
            }
        }
    });
}

/// Shown while something is selected.
pub(super) fn bar(core: ListCore, actions: Callback<(Selection,), AnyView>) -> impl IntoView {
    let counts = Memo::new(move |_| counts(core));
    let some = Memo::new(move |_| counts.get() != (0, 0));
    let said = move || match counts.get() {
        (shown, 0) => format!("{shown} selected"),
        (shown, hidden) => format!(
            "{} selected, {hidden} of them hidden by the filter",
            shown + hidden
        ),
    };
    let rest = Memo::new(move |_| {
        let total = core.arranged.read().shown.len();
        (total > counts.get().0).then_some(total)
    });
    let all = move || {
        rest.get().map(|total| {
            view! {
                <Button tone=Tone::Plain on_click=move || select_shown(core, true)>
                    {format!("Select all {total}")}
                </Button>
            }
        })
    };
    view! {
        <Show when=move || some.get()>
            <div class="bulk" role="group" aria-label="Selected rows">
                <span class="bulk__count" role="status">
                    {dynamic(said)}
                </span>
                {dynamic(all)}
                <Button
                    tone=Tone::Plain
                    on_click=move || core.selected.update(std::collections::HashSet::clear)
                >
                    "Clear selection"
                </Button>
                {actions.run((Selection { core },))}
            </div>
        </Show>
    }
}
