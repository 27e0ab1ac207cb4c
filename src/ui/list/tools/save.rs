use std::collections::HashSet;

use leptos::prelude::*;

use super::super::{
    ListCore,
    export::{Format, Sheet, export},
};
use crate::{
    format::plural,
    ui::{CopyButton, Icon, lower_case, save_as},
};

/// The rows and columns as they are shown, as a file or on the clipboard.
#[component]
pub(super) fn ExportTool(core: ListCore) -> impl IntoView {
    let selected_only = RwSignal::new(false);
    let some_selected = Memo::new(move |_| !core.selected.read().is_empty());
    let text = move |format: Format| {
        let arranged = core.arranged.get_untracked();
        let selected = core.selected.read_untracked();
        let only = selected_only.get_untracked() && !selected.is_empty();
        let rows = wanted(&arranged.shown, only.then_some(&*selected), |row| {
            arranged.rows.key(row as usize)
        });
        let columns = core.about.with_value(|about| about.columns.clone());
        export(
            &Sheet {
                rows: &*arranged.rows,
                columns: &columns,
                shown_columns: &core.chosen.read_untracked(),
                shown_rows: &rows,
            },
            format,
        )
    };
    let said = move || {
        let rows = if selected_only.get() && some_selected.get() {
            core.selected.read().len()
        } else {
            core.arranged.read().shown.len()
        };
        let columns = plural(core.chosen.read().len(), "column", "columns");
        format!(
            "{} and {columns}, filtered and ordered as shown.",
            plural(rows, "row", "rows")
        )
    };
    let name = core
        .about
        .with_value(|about| lower_case(about.caption).replace(' ', "-"));
    let line = move |format: Format| {
        let word = format.word();
        let name = name.clone();
        let save = move |_| {
            let today = String::from(js_sys::Date::new_0().to_iso_string());
            let today = today.split('T').next().unwrap_or_default();
            let file = format!("{name}-{today}.{}", format.ending());
            save_as(&file, format.media_type(), &text(format));
        };
        view! {
            <li class="tool__line">
                <button
                    type="button"
                    class="button button--plain tool__wide"
                    aria-label=format!("Download {word}")
                    on:click=save
                >
                    <Icon name="down" />
                    {word}
                </button>
                <CopyButton
                    text=Signal::derive(move || text(format))
                    label=format!("Copy {word}")
                />
            </li>
        }
    };
    view! {
        <p class="hint">{said}</p>
        <Show when=move || some_selected.get()>
            <label class="tool__choice">
                <input
                    type="checkbox"
                    prop:checked=selected_only
                    on:change:target=move |event| selected_only.set(event.target().checked())
                />
                "Selected rows only"
            </label>
        </Show>
        <ul class="plain" aria-label="Formats">
            {Format::ALL.map(line)}
        </ul>
    }
}

/// All rows shown, or those of them that are selected.
fn wanted(
    shown: &[u32],
    selected: Option<&HashSet<String>>,
    key: impl Fn(u32) -> String,
) -> Vec<u32> {
    let is_wanted = |row: &u32| selected.is_none_or(|selected| selected.contains(&key(*row)));
    shown.iter().copied().filter(is_wanted).collect()
}
