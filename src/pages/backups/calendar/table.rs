use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    format,
    pages::backups::{
        days::{OneDay, Outcome, csv},
        words,
    },
    ui::{Icon, ShortTable, dynamic},
};

/// The same in a table, and as a file.
#[component]
pub(super) fn AsTable(days: Memo<Arc<Vec<OneDay>>>) -> impl IntoView {
    // A link with its data in it needs no permission of the page's policy and leaves nothing behind.
    let file = move || {
        let text: String = js_sys::encode_uri_component(&csv(&days.read())).into();
        format!("data:text/csv;charset=utf-8,{text}")
    };
    let rows = move || {
        let days = days.read();
        let past = days.iter().rev();
        let past = past.filter(|one| !matches!(one.outcome, Outcome::Future));
        past.map(row).collect_view()
    };
    view! {
        <details class="calendar__table">
            <summary>"As a table"</summary>
            <p>
                <a class="button" href=file download="backups-by-day.csv">
                    <Icon name="copy" />
                    "Download CSV"
                </a>
            </p>
            <ShortTable
                label="Backups by day"
                headings=&["Day (UTC)", "Result", "Backups", "Size", "Longest"]
                numbers_from=2
            >
                {dynamic(rows)}
            </ShortTable>
        </details>
    }
}

fn row(one: &OneDay) -> impl IntoView + use<> {
    let has_any = !one.backups.is_empty();
    let size = has_any.then(|| words::bytes(one.size()));
    let longest = one
        .longest()
        .map(|seconds| format::elapsed(seconds * 1_000.0));
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="table__name">
                {one.day.iso()}
            </th>
            <td role="cell" data-label="Result">
                {one.outcome.words()}
            </td>
            <td role="cell" data-label="Backups" class="num">
                {one.backups.len()}
            </td>
            <td role="cell" data-label="Size" class="num">
                {size}
            </td>
            <td role="cell" data-label="Longest" class="num">
                {longest}
            </td>
        </tr>
    }
}
