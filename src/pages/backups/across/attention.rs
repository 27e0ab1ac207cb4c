use std::sync::Arc;

use leptos::prelude::*;

use super::{columns::Row, progress::Progress, survey::Survey};
use crate::{
    format,
    pages::backups::{
        standing::Verdict,
        words::{rhythm, started},
    },
    ui::{Panel, StateBadge, dynamic, time::ago},
};

/// The services of which no recent good backup is known, by name; where there are none, that.
#[component]
pub(super) fn Attention(survey: Survey, rows: Memo<Arc<Vec<Row>>>) -> impl IntoView {
    let bad = Memo::new(move |_| {
        let rows = rows.read();
        let bad = rows.iter().filter(|row| {
            row.checked().is_some_and(|checked| {
                checked.verdict.needs_attention() || checked.verdict == Verdict::Untold
            })
        });
        let mut bad: Vec<Row> = bad.cloned().collect();
        bad.sort_by_key(|row| row.checked().map(|checked| checked.verdict));
        bad
    });
    let checked = Memo::new(move |_| {
        let rows = rows.read();
        let checked = rows.iter().filter(|row| row.checked().is_some());
        (checked.count(), rows.len())
    });
    let is_fine = Memo::new(move |_| bad.read().is_empty());
    let content = move || {
        if is_fine.get() {
            let text = move || {
                let (checked, total) = checked.get();
                fine(checked, total)
            };
            return view! { <p class="panel__text">{dynamic(text)}</p> }.into_any();
        }
        // Entries stay in the document while others come.
        let key = |row: &Row| {
            (
                row.service.id.clone(),
                row.checked().map(std::ptr::from_ref),
            )
        };
        view! {
            <ul class="backups-attention">
                <For each=move || bad.get() key children=|row| entry(&row) />
            </ul>
        }
        .into_any()
    };
    view! {
        <Panel title="Without a recent good backup">
            {dynamic(content)} <Progress survey rows />
        </Panel>
    }
}

fn fine(checked: usize, total: usize) -> String {
    match (checked, total) {
        (0, _) => "Nothing is known yet.".into(),
        (checked, total) if checked == total => {
            "Every service that is backed up has a good backup within its schedule.".into()
        }
        (checked, total) => format!(
            "None of the {} checked. {} not checked yet.",
            format::plural(checked, "service", "services"),
            total - checked
        ),
    }
}

fn entry(row: &Row) -> impl IntoView + use<> {
    let verdict = row
        .checked()
        .map_or(Verdict::Good, |checked| checked.verdict);
    view! {
        <li>
            <a href=row.href()>{row.service.label().to_owned()}</a>
            <StateBadge word=verdict.words() tone=verdict.tone() />
            <span class="quiet">{reason(row, js_sys::Date::now())}</span>
        </li>
    }
}

fn reason(row: &Row, now: f64) -> String {
    let Some(checked) = row.checked() else {
        return String::new();
    };
    let good = checked.standing.last_good.as_ref().and_then(started);
    let good = good.map_or_else(
        || checked.standing.none_good().to_owned(),
        |at| format!("the last good one began {}", ago(at, now)),
    );
    let schedule = checked
        .schedule
        .map(|schedule| format!("; one is due {}", rhythm(&schedule)))
        .unwrap_or_default();
    format!("{good}{schedule}")
}

#[cfg(test)]
mod tests {
    use super::fine;

    #[test]
    fn what_is_not_known_is_not_called_good() {
        assert_eq!(fine(0, 3), "Nothing is known yet.");
        assert!(fine(3, 3).starts_with("Every service"));
        assert_eq!(
            fine(1, 3),
            "None of the 1 service checked. 2 not checked yet."
        );
    }
}
