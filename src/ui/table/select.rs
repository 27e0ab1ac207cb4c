//! The boxes that select rows.

use leptos::{html, prelude::*};
use web_sys::MouseEvent;

use super::Slot;
use crate::ui::list::{ListCore, select, select_shown};

/// Selects all that the filter leaves, also what is not in the document.
#[component]
pub(super) fn SelectAll(core: ListCore) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    // None, some or all of the rows shown.
    let state = Memo::new(move |_| {
        let selected = core.selected.read();
        if selected.is_empty() {
            return (false, false);
        }
        let arranged = core.arranged.read();
        let is_selected = |row: &u32| selected.contains(&arranged.rows.key(*row as usize));
        let all = arranged.shown.iter().all(is_selected);
        (all, !all && arranged.shown.iter().any(is_selected))
    });
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            input.set_indeterminate(state.get().1);
        }
    });
    let change = move |_| select_shown(core, !state.get_untracked().0);
    view! {
        <th scope="col" role="columnheader" class="table__select">
            <label>
                <input
                    type="checkbox"
                    aria-label="Select all rows shown"
                    prop:checked=move || state.get().0
                    node_ref=input
                    on:change=change
                />
                <span>"Select all"</span>
            </label>
        </th>
    }
}

/// Selects one row; with Shift all from the one chosen before.
#[component]
pub(super) fn SelectRow(
    core: ListCore,
    before: StoredValue<Option<String>>,
    place: RwSignal<Slot>,
    label: Signal<String>,
    is_selected: Memo<bool>,
) -> impl IntoView {
    let click = move |event: MouseEvent| {
        let wanted = !is_selected.get_untracked();
        select(
            core,
            before,
            &place.get_untracked(),
            wanted,
            event.shift_key(),
        );
    };
    view! {
        <td role="cell" class="table__select">
            <input
                type="checkbox"
                aria-label=move || format!("Select {}", label.get())
                prop:checked=is_selected
                on:click=click
            />
        </td>
    }
}
