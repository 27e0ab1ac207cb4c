use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    format,
    pages::backups::{
        days::{OneDay, Outcome, csv},
        words,
    },
    ui::{Icon, dynamic},
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
            <div class="table__scroll">
                <table class="table" role="table" aria-label="Backups by day">
                    <thead role="rowgroup">
                        <tr role="row">
                            <th scope="col" role="columnheader">
                                "Day (UTC)"
                            </th>
                            <th scope="col" role="columnheader">
                                "Result"
                            </th>
                            <th scope="col" role="columnheader" class="num">
                                "Backups"
                            </th>
                            <th scope="col" role="columnheader" class="num">
                                "Size"
                            </th>
                            <th scope="col" role="columnheader" class="num">
                                "Longest"
                            </th>
                        </tr>
                    </thead>
                    <tbody role="rowgroup">{dynamic(rows)}</tbody>
                </table>
            </div>
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
