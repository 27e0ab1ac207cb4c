use std::fmt::Write;

use leptos::prelude::*;

use super::{
    form::Form,
    queue::{Outcome, Queue},
};
use crate::{
    client::Client,
    config::Config,
    format::{elapsed, plural},
    ui::{Button, Icon, ProblemNotice, dynamic},
};

/// How many of each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    open: usize,
    invited: usize,
    refused: usize,
    unknown: usize,
}

/// How far the queue is, and the ways on.
#[component]
pub fn Progress(form: Form) -> impl IntoView {
    let Queue {
        outcomes,
        running,
        halted,
        ..
    } = form.queue;
    let counts = Memo::new(move |_| {
        let mut counts = Counts::default();
        for outcome in outcomes.read().values() {
            match outcome {
                Outcome::Waiting | Outcome::Sending => counts.open += 1,
                Outcome::Invited => counts.invited += 1,
                Outcome::Refused(_) => counts.refused += 1,
                Outcome::Unknown(_) => counts.unknown += 1,
            }
        }
        counts
    });
    let said = move || {
        let counts = counts.get();
        let mut parts = vec![format!("{} invited", counts.invited)];
        let more = [
            (counts.refused, "refused"),
            (counts.unknown, "unknown"),
            (counts.open, "to go"),
        ];
        let more = more.into_iter().filter(|(count, _)| *count > 0);
        parts.extend(more.map(|(count, word)| format!("{count} {word}")));
        format!("{}.", parts.join(", "))
    };
    let any = Memo::new(move |_| !outcomes.read().is_empty());
    let can_retry = Memo::new(move |_| !running.get() && counts.get().refused > 0);
    let can_look = Memo::new(move |_| !running.get() && counts.get().unknown > 0);
    let held = Signal::derive(move || form.reconfirm.held());
    view! {
        <Show when=move || any.get()>
            <div class="form__restored">
                <span role="status">{dynamic(said)}</span>
                <span class="rows__add">
                    <Show when=move || running.get()>
                        <Button on_click=move || form.queue.stop()>"Stop"</Button>
                    </Show>
                    <Show when=move || can_retry.get()>
                        <Button
                            refused=held
                            on_click=move || {
                                form.queue.send(form.refused());
                            }
                        >
                            "Retry refused"
                        </Button>
                    </Show>
                    <Show when=move || can_look.get()>
                        <Button on_click=move || form.queue.look()>
                            <Icon name="refresh" />
                            "Look up unknown"
                        </Button>
                    </Show>
                </span>
            </div>
        </Show>
        <Show when=move || can_look.get()>
            <p class="hint">
                "No answer came for an unknown one: it may have been invited. The list is read \
                 before it can be sent again, so that nobody gets two mails."
            </p>
        </Show>
        <ProblemNotice problem=halted />
    }
}

/// What sending will take.
#[component]
pub fn Forecast(form: Form) -> impl IntoView {
    let client = expect_context::<Client>();
    let config = expect_context::<Config>();
    let said = move || {
        let fresh = form.fresh.read().len();
        let all = form.lines.read().len();
        let tried = form.queue.outcomes.read().len();
        let left_out = all.saturating_sub(fresh + tried);
        let mut text = format!("{} to send", plural(fresh, "invitation", "invitations"));
        if left_out > 0 {
            _ = write!(text, ", {left_out} left out");
        }
        // Others of this key's requests go first, so this takes 7 of 10 places of the budget.
        let share = (client.budget.limit() * 7 / 10).max(1);
        if fresh > share {
            #[expect(clippy::cast_precision_loss, reason = "no list has 2^52 lines")]
            let windows = (fresh as f64 / share as f64).floor();
            let time = elapsed(windows * config.budget_seconds * 1_000.0);
            _ = write!(text, ". Takes about {time}, within the request budget");
        }
        format!("{text}.")
    };
    let any = Memo::new(move |_| !form.lines.read().is_empty());
    view! { <p role="status">{dynamic(move || any.get().then(said))}</p> }
}
