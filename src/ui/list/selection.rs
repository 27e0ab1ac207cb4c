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

/// How many of the selected rows are shown, are hidden by the filter, and are not in the list any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    shown: usize,
    hidden: usize,
    gone: usize,
}

fn counts(core: ListCore) -> Counts {
    let selected = core.selected.read();
    if selected.is_empty() {
        return Counts::default();
    }
    let arranged = core.arranged.read();
    let rows = &arranged.rows;
    let is_selected = |row: &usize| selected.contains(&rows.key(*row));
    let shown = arranged.shown.iter().map(|row| *row as usize);
    let shown = shown.filter(is_selected).count();
    // Where all of them are shown, nobody has to look for the others.
    let there = if shown == selected.len() {
        shown
    } else {
        (0..rows.count()).filter(is_selected).count()
    };
    Counts {
        shown,
        hidden: there.saturating_sub(shown),
        gone: selected.len().saturating_sub(there),
    }
}

impl Counts {
    fn said(self) -> String {
        let Self {
            shown,
            hidden,
            gone,
        } = self;
        let mut said = format!("{} selected", shown + hidden + gone);
        for (count, what) in [(hidden, "hidden by the filter"), (gone, "no longer there")] {
            if count > 0 {
                said = format!("{said}, {count} of them {what}");
            }
        }
        said
    }
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
    let some = Memo::new(move |_| counts.get() != Counts::default());
    let said = move || counts.get().said();
    let rest = Memo::new(move |_| {
        let total = core.arranged.read().shown.len();
        (total > counts.get().shown).then_some(total)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_is_not_said_to_be_hidden() {
        let said = |shown, hidden, gone| {
            Counts {
                shown,
                hidden,
                gone,
            }
            .said()
        };
        assert_eq!(said(2, 0, 0), "2 selected");
        assert_eq!(said(1, 2, 0), "3 selected, 2 of them hidden by the filter");
        assert_eq!(said(0, 0, 1), "1 selected, 1 of them no longer there");
        let both = "4 selected, 2 of them hidden by the filter, 1 of them no longer there";
        assert_eq!(said(1, 2, 1), both);
    }
}
