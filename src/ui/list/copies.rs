//! What can be copied from any row.

use leptos::prelude::*;

use super::{ListCore, export, rows::RowSet};
use crate::ui::{Action, Toasts, copy::copy_plainly};

/// Actions that copy a row's id, name, address and all its columns.
pub(in crate::ui) fn copies(core: ListCore, rows: &dyn RowSet, row: usize) -> Vec<Action> {
    let toasts = use_context::<Toasts>();
    let copy = move |label: &'static str, text: String| {
        let run = Callback::new(move |()| {
            let text = text.clone();
            leptos::task::spawn_local(async move {
                let copied = copy_plainly(&text).await;
                if let (true, Some(toasts)) = (copied, toasts) {
                    toasts.success("Copied");
                }
            });
        });
        Action::new(label, "copy", run)
    };
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
