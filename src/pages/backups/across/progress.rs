use std::sync::Arc;

use leptos::prelude::*;

use super::{
    columns::Row,
    survey::{Found, Survey},
};
use crate::ui::{Button, Problem, ProblemNotice, Tone, dynamic};

/// How far the survey is, and how to have it go on.
#[component]
pub(super) fn Progress(survey: Survey, rows: Memo<Arc<Vec<Row>>>) -> impl IntoView {
    let counts = Memo::new(move |_| {
        let rows = rows.read();
        let is_done = |row: &&Row| row.checked().is_some() && !survey.is_due(&row.service.id);
        let done = rows.iter().filter(is_done).count();
        let failed = rows
            .iter()
            .filter(|row| matches!(row.found, Some(Found::Failed(_))))
            .count();
        (done, failed, rows.len())
    });
    let running = survey.is_running();
    let all = survey.wants_all();
    let text = move || {
        let (done, failed, total) = counts.get();
        let failed = match failed {
            0 => String::new(),
            failed => format!(", {failed} could not be read"),
        };
        format!("{done} of {total} services checked{failed}")
    };
    let first_failure = Memo::new(move |_| {
        survey.stopped_by().get().or_else(|| {
            rows.read().iter().find_map(|row| match &row.found {
                Some(Found::Failed(problem)) => Some(Problem::clone(problem)),
                _ => None,
            })
        })
    });
    let buttons = move || {
        let (done, _, total) = counts.get();
        if done == total {
            None
        } else if running.get() && all.get() {
            let stop = Callback::new(move |()| survey.stop());
            Some(view! {
                <Button tone=Tone::Plain on_click=stop>
                    "Stop"
                </Button>
            })
        } else if !running.get() && survey.stopped_by().read().is_none() {
            let go_on = Callback::new(move |()| survey.ask_for_all());
            let label = format!("Check all {total}");
            Some(view! {
                <Button tone=Tone::Plain on_click=go_on>
                    {label}
                </Button>
            })
        } else {
            None
        }
    };
    // Told when it comes to rest, not at every step.
    let rest = move || (!running.get()).then(text);
    view! {
        <div class="backups-progress">
            <progress
                aria-label="Services checked"
                max=move || counts.get().2.to_string()
                value=move || counts.get().0.to_string()
            ></progress>
            <span aria-hidden="true">{dynamic(text)}</span>
            <span class="visually-hidden" role="status">
                {dynamic(rest)}
            </span>
            {dynamic(buttons)}
        </div>
        <ProblemNotice problem=first_failure on_retry=Callback::new(move |()| survey.try_again()) />
    }
}
