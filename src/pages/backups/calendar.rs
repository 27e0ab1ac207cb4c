//! The retention window, day by day.

mod day;
mod legend;

use std::sync::Arc;

use cloud_api::BackupId;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    days::{OneDay, sheet},
    moment::Day,
};
use crate::ui::{Panel, chart::ChartTable, dynamic};
use day::{DayCell, DayDetails};
use legend::Legend;

const WEEKDAYS: [(&str, &str); 7] = [
    ("Mon", "Monday"),
    ("Tue", "Tuesday"),
    ("Wed", "Wednesday"),
    ("Thu", "Thursday"),
    ("Fri", "Friday"),
    ("Sat", "Saturday"),
    ("Sun", "Sunday"),
];

pub(super) fn cell_id(day: Day) -> String {
    format!("backups-of-{}", day.iso())
}

/// One cell a day, a week a row. The arrow keys move over the days; below stands what the day under
/// the cursor brought.
#[component]
pub fn Calendar(
    days: Memo<Arc<Vec<OneDay>>>,
    #[prop(into)] summary: Signal<String>,
    /// Shows a backup.
    on_open: Callback<(BackupId,)>,
    #[prop(into)] actions: ViewFn,
) -> impl IntoView {
    let chosen = RwSignal::new(None::<Day>);
    // Today, until a day is chosen, and again if the chosen one has gone off.
    let cursor = Memo::new(move |_| {
        let days = days.read();
        let holds = |day: &Day| days.iter().any(|one| one.day == *day);
        let today = || days.iter().find(|one| one.is_today).map(|one| one.day);
        chosen.get().filter(holds).or_else(today)
    });
    // Cells stay in the document while their days change.
    let weeks = Memo::new(move |_| {
        let days = days.read();
        let mondays = days.iter().step_by(7).map(|one| one.day);
        mondays.collect::<Vec<_>>()
    });
    let key = move |event: KeyboardEvent| {
        let Some(from) = cursor.get_untracked() else {
            return;
        };
        let to = match event.key().as_str() {
            "ArrowLeft" => from.plus(-1),
            "ArrowRight" => from.plus(1),
            "ArrowUp" => from.plus(-7),
            "ArrowDown" => from.plus(7),
            "Home" => from.monday(),
            "End" => from.monday().plus(6),
            _ => return,
        };
        event.prevent_default();
        if days.read_untracked().iter().any(|one| one.day == to) {
            chosen.set(Some(to));
            if let Some(cell) = document().get_element_by_id(&cell_id(to)) {
                _ = cell.unchecked_into::<HtmlElement>().focus();
            }
        }
    };
    let rows = move || {
        let row = move |monday: Day| {
            let cells = (0..7).map(|place| {
                view! { <DayCell day=monday.plus(place) days cursor chosen on_open /> }
            });
            view! { <tr role="row">{cells.collect_view()}</tr> }
        };
        weeks.get().into_iter().map(row).collect_view()
    };
    let heads = WEEKDAYS.into_iter().map(|(short, long)| {
        view! {
            <th scope="col" role="columnheader" abbr=long>
                {short}
            </th>
        }
    });
    view! {
        <Panel title="Calendar" actions>
            <div class="calendar">
                <p class="calendar__summary">{summary}</p>
                <table
                    class="calendar__days"
                    role="grid"
                    aria-label="Backups by day, in UTC"
                    aria-readonly="true"
                    on:keydown=key
                >
                    <thead role="rowgroup">
                        <tr role="row">{heads.collect_view()}</tr>
                    </thead>
                    <tbody role="rowgroup">{dynamic(rows)}</tbody>
                </table>
                <div class="calendar__side">
                    <DayDetails days cursor on_open />
                    <Legend />
                </div>
            </div>
            <ChartTable
                label="Backups by day"
                file="backups-by-day.csv"
                sheet=Memo::new(move |_| Arc::new(sheet(&days.read())))
            />
        </Panel>
    }
}
