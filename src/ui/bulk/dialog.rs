use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::{
    Ask, BulkAction,
    run::{Job, Outcome, Phase, Run, Tally, tally},
};
use crate::{
    format::plural,
    ui::{
        Button, Dialog, DialogFoot, Problem, ProblemNotice, SelectField, SubmitButton, TextField,
        Tone, Unsaved, dynamic, focus_first_problem, lower_case,
    },
};

/// Asks, then shows how far it is and what became of each row.
#[component]
pub(super) fn BulkDialog(
    open: RwSignal<Option<usize>>,
    actions: StoredValue<Vec<BulkAction>>,
    run: Run,
    limit: usize,
) -> impl IntoView {
    let is_open = Memo::new(move |_| open.read().is_some());
    let action = move || {
        let number = open.get_untracked()?;
        actions.with_value(|actions| actions.get(number).cloned())
    };
    let title = Signal::derive(move || {
        let label = open.get().map_or("", |number| {
            actions.with_value(|actions| actions[number].label)
        });
        let count = run.jobs.read().len();
        let one = run.one();
        format!("{label}: {}", plural(count, one, &format!("{one}s")))
    });
    let close = Callback::new(move |()| match run.phase.get_untracked() {
        // Nothing more is sent behind a closed dialog.
        Phase::Running => {
            run.pause();
            open.set(None);
        }
        Phase::Finished => {
            open.set(None);
            run.deselect_done();
        }
        Phase::Asking | Phase::Paused => open.set(None),
    });
    // What was told goes with the question; once requests are sent, the rows have it.
    let dirty = Signal::derive(move || {
        is_open.get() && run.phase.get() == Phase::Asking && !run.told.read().trim().is_empty()
    });
    let unsaved = Unsaved::new(dirty, close);
    let content = move || {
        let action = action()?;
        Some(match run.phase.get() {
            Phase::Asking => asking(run, action, limit, unsaved).into_any(),
            _ => progress(run, action, close).into_any(),
        })
    };
    view! {
        <Dialog title open=is_open on_close=move || unsaved.close()>
            {dynamic(content)}
        </Dialog>
    }
}

fn asking(run: Run, action: BulkAction, limit: usize, unsaved: Unsaved) -> impl IntoView {
    let names: Vec<String> = run
        .jobs
        .read_untracked()
        .iter()
        .map(|job| job.label.clone())
        .collect();
    let left_out = run.left_out.get_untracked();
    let asks = action.asks;
    let problem = Memo::new(move |_| asks.and_then(|asks| (asks.problem)(run.told.read().trim())));
    let tried = RwSignal::new(false);
    let field = asks.map(|asks| {
        let shown = Signal::derive(move || problem.get().filter(|_| tried.get()));
        ask(asks, run.told, shown)
    });
    let one = run.one();
    let pace = pace(action.requests, names.len(), one, limit);
    let typed = RwSignal::new(String::new());
    let to_type = action.danger.then(|| {
        let rows = plural(names.len(), one, &format!("{one}s"));
        format!("{} {rows}", lower_case(action.label))
    });
    let confirm = to_type.clone().map(|words| {
        let label = format!("Type {words} to confirm");
        view! { <TextField label value=typed autocomplete="off" mono=true /> }
    });
    let untyped = Signal::derive(move || {
        let words = to_type.as_ref()?;
        (*typed.read() != *words).then(|| format!("Type {words} first"))
    });
    let tone = if action.danger {
        Tone::Danger
    } else {
        Tone::Primary
    };
    let left_out = (!left_out.is_empty()).then(|| {
        let count = left_out.len();
        let lines = left_out.into_iter().map(|(label, reason)| {
            view! { <li>{format!("{label}: {reason}")}</li> }
        });
        view! {
            <div>
                <strong>{format!("{count} left out")}</strong>
                <ul class="bulk__rows">{lines.collect_view()}</ul>
            </div>
        }
    });
    let consequences = action
        .consequences
        .iter()
        .map(|text| view! { <li>{*text}</li> });
    let consequences =
        (!action.consequences.is_empty()).then(|| view! { <ul>{consequences.collect_view()}</ul> });
    let label = Signal::stored(format!("{} {}", action.label, names.len()));
    let keys: Vec<String> = run
        .jobs
        .read_untracked()
        .iter()
        .map(|job| job.key.clone())
        .collect();
    let below = action.below.map(|below| {
        let wanted = Signal::derive(move || {
            let keys = if problem.read().is_none() {
                keys.clone()
            } else {
                Vec::new()
            };
            (keys, run.told.get())
        });
        below.run((wanted,))
    });
    let start = move |event: SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if problem.read_untracked().is_some() {
            focus_first_problem();
        } else if untrack(|| untyped.get()).is_none() {
            unsaved.keep();
            run.go(action.clone());
        }
    };
    view! {
        <form class="form" novalidate on:submit=start>
            <div class="dialog__body">
                <p>{names.join(", ")}</p>
                {consequences}
                {left_out}
                {field}
                <p class="hint">{pace}</p>
                {below}
                {confirm}
            </div>
            <DialogFoot unsaved>
                <Button on_click=move || unsaved.close()>"Cancel"</Button>
                <SubmitButton tone refused=untyped>
                    {label}
                </SubmitButton>
            </DialogFoot>
        </form>
    }
}

fn ask(asks: Ask, told: RwSignal<String>, problem: Signal<Option<String>>) -> AnyView {
    let hint = Some(asks.hint.to_owned());
    match asks.choices {
        Some(options) => {
            view! { <SelectField label=asks.label value=told options problem hint /> }.into_any()
        }
        None => view! { <TextField label=asks.label value=told problem hint autofocus=true /> }
            .into_any(),
    }
}

/// How many requests it takes, and how long where that is not at once.
fn pace(requests: usize, rows: usize, one: &str, limit: usize) -> String {
    let each = match requests {
        1 => "One request".to_owned(),
        more => format!("{more} requests"),
    };
    let pace = format!(
        "{each} for each {one}, behind what you do meanwhile: the key may send {limit} in 10 seconds"
    );
    // The first window is open at once.
    let windows = (requests * rows).saturating_sub(1) / limit.max(1);
    match windows {
        0 => format!("{pace}."),
        more => format!("{pace}, so it takes {} seconds at least.", more * 10),
    }
}

fn progress(run: Run, action: BulkAction, close: Callback<()>) -> impl IntoView {
    let counts = Memo::new(move |_| tally(&run.jobs.read()));
    let all = run.jobs.read_untracked().len();
    let past = move || (all - counts.get().left).to_string();
    let lines = move || run.jobs.get().into_iter().map(line).collect_view();
    let phase = run.phase;
    let foot = move || {
        let action = action.clone();
        let failed = counts.get().failed;
        match phase.get() {
            Phase::Running => {
                view! { <Button on_click=move || run.pause()>"Pause"</Button> }.into_any()
            }
            Phase::Paused => view! {
                <Button on_click=close>"Close"</Button>
                <Button tone=Tone::Primary on_click=move || run.go(action.clone())>
                    "Resume"
                </Button>
            }
            .into_any(),
            Phase::Asking | Phase::Finished => {
                let retry = (failed > 0).then(|| {
                    view! {
                        <Button on_click=move || {
                            run.retry(action.clone());
                        }>{format!("Retry {failed} failed")}</Button>
                    }
                });
                view! {
                    {retry}
                    <Button tone=Tone::Primary on_click=close>
                        "Close"
                    </Button>
                }
                .into_any()
            }
        }
    };
    view! {
        <div class="dialog__body">
            <progress class="bulk__progress" aria-label="Progress" max=all.to_string() value=past />
            <p role="status">{dynamic(move || said(counts.get(), phase.get()))}</p>
            <ProblemNotice problem=run.problem />
            <ul class="bulk__rows" aria-label="Results">
                {dynamic(lines)}
            </ul>
        </div>
        <div class="dialog__foot">{dynamic(foot)}</div>
    }
}

fn said(tally: Tally, phase: Phase) -> String {
    let Tally {
        done,
        skipped,
        failed,
        unknown,
        left,
    } = tally;
    let mut said = vec![format!("{done} done")];
    if skipped > 0 {
        said.push(format!("{skipped} left out"));
    }
    if failed > 0 {
        said.push(format!("{failed} failed"));
    }
    if unknown > 0 {
        said.push(format!("{unknown} without an answer"));
    }
    if left > 0 {
        said.push(format!("{left} left"));
    }
    let said = said.join(", ");
    match phase {
        Phase::Paused => format!("Paused: {said}."),
        Phase::Finished => format!("Finished: {said}."),
        _ => format!("{said}."),
    }
}

fn line(job: Job) -> impl IntoView {
    let (word, class, problem) = match job.outcome {
        Outcome::Waiting => ("waiting", "quiet", None),
        Outcome::Sending => ("sending", "quiet", None),
        Outcome::Done => ("done", "bulk__done", None),
        Outcome::Skipped(reason) => ("left out, nothing was sent", "quiet", Some(reason)),
        Outcome::Failed(problem) => ("failed", "bulk__failed", Some(told(&problem))),
        Outcome::Unknown(problem) => (
            "no answer: look whether it was done",
            "bulk__failed",
            Some(told(&problem)),
        ),
    };
    view! {
        <li>
            {job.label} ": " <span class=class>{word}</span>
            {problem.map(|problem| view! { <small>{problem}</small> })}
        </li>
    }
}

/// The API's words with what support asks for.
fn told(problem: &Problem) -> String {
    let status = problem.status.map(|status| format!("status {status}"));
    let request = problem
        .request_id
        .as_ref()
        .map(|id| format!("request {id}"));
    let facts = [problem.operation.clone(), status, request]
        .into_iter()
        .flatten();
    let mut all = vec![problem.detail.clone()];
    all.extend(facts);
    all.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_count_names_what_is_there_only() {
        let tally = Tally {
            done: 3,
            ..Tally::default()
        };
        assert_eq!(said(tally, Phase::Finished), "Finished: 3 done.");
        let tally = Tally {
            done: 1,
            skipped: 3,
            failed: 2,
            unknown: 1,
            left: 4,
        };
        let expected = "Paused: 1 done, 3 left out, 2 failed, 1 without an answer, 4 left.";
        assert_eq!(said(tally, Phase::Paused), expected);
    }

    #[test]
    fn a_run_that_takes_several_windows_of_the_budget_says_how_long() {
        let at_once = pace(1, 10, "API key", 10);
        assert!(at_once.starts_with("One request for each API key"));
        assert!(at_once.ends_with("the key may send 10 in 10 seconds."));
        assert!(pace(2, 11, "invitation", 10).ends_with("so it takes 20 seconds at least."));
    }

    #[test]
    fn a_failure_is_told_with_its_request() {
        let problem = Problem {
            detail: "Conflict".into(),
            operation: Some("instanceStateUpdate".into()),
            status: Some(409),
            request_id: Some("r-1".into()),
            ..Problem::default()
        };
        assert_eq!(
            told(&problem),
            "Conflict · instanceStateUpdate · status 409 · request r-1"
        );
    }
}
