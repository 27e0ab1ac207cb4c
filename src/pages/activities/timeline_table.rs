use std::sync::Arc;

use leptos::prelude::*;

use super::bars::Bars;
use crate::ui::{
    clock::{Detail, local, utc},
    dynamic,
};

/// The same counts as numbers, drawn when they are asked for.
#[component]
pub fn TimelineTable(bars: RwSignal<Arc<Bars>>) -> impl IntoView {
    let open = RwSignal::new(false);
    let rows = move || {
        let bars = bars.get();
        (0..bars.counts.len())
            .filter(|place| bars.counts[*place] > 0)
            .map(|place| {
                let range = bars.stretch(place, place);
                view! {
                    <tr>
                        <th scope="row">{local(range.from, Detail::Minute)}</th>
                        <td>{utc(range.from)}</td>
                        <td class="num">{bars.counts[place].to_string()}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let table = move || {
        open.get().then(|| {
            view! {
                <div class="chart__table">
                    <table aria-label="Activities by time">
                        <thead>
                            <tr>
                                <th scope="col">"From, local"</th>
                                <th scope="col">"From, UTC"</th>
                                <th scope="col" class="num">
                                    "Activities"
                                </th>
                            </tr>
                        </thead>
                        <tbody>{dynamic(rows)}</tbody>
                    </table>
                </div>
            }
        })
    };
    // A link with its data in it needs no permission of the page's policy and leaves nothing behind.
    let file = move || {
        let text: String = js_sys::encode_uri_component(&bars.read().csv()).into();
        format!("data:text/csv;charset=utf-8,{text}")
    };
    view! {
        <button
            type="button"
            class="chart__more"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            {move || if open.get() { "Hide the table" } else { "Show as a table" }}
        </button>
        <a class="chart__more" href=file download="activities-by-time.csv">
            "Download the timeline as CSV"
        </a>
        {dynamic(table)}
    }
}
