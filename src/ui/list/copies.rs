//! What can be copied from any row.

use leptos::prelude::*;

use super::{ListCore, export, rows::RowSet};
use crate::ui::{Action, Toasts, copy::copy_and_tell};

/// An action that copies a text.
pub fn copy_action(label: &'static str, text: String) -> Action {
    let toasts = use_context::<Toasts>();
    let run = Callback::new(move |()| copy_and_tell(text.clone(), toasts));
    Action::new(label, "copy", run)
}

/// Actions that copy a row's id, name, address and all its columns.
pub(in crate::ui) fn copies(core: ListCore, rows: &dyn RowSet, row: usize) -> Vec<Action> {
    let copy = copy_action;
    let mut copies = vec![
        copy("Copy ID", rows.key(row)),
        copy("Copy name", rows.label(row)),
    ];
    if let Some(link) = rows.link(row) {
        let origin = window().location().origin().unwrap_or_default();
        copies.push(copy("Copy link", format!("{origin}{link}")));
    }
    let columns = core.about.with_value(|about| about.columns.clone());
    copies.push(copy("Copy as JSON", export::object(rows, row, &columns)));
    copies
}
