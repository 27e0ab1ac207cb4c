//! Operations under way, on every page.

mod focus;

use std::time::Duration;

use leptos::{html, prelude::*};

use self::focus::keep_focus;
use crate::{
    chunk,
    chunk::{Chunk, Later},
    format,
    operations::{Kind, Operation, Operations, Phase, known},
    paths,
    ui::{Button, Icon, Problem, ProblemNotice, ToastKind, Tone, dynamic, use_toasts},
};

#[component]
pub fn Tray() -> impl IntoView {
    let operations = expect_context::<Operations>();
    let list = operations.list();
    let any = Memo::new(move |was: Option<&bool>| {
        was.copied().unwrap_or_default() || !list.read().is_empty()
    });
    let rows = move || {
        let chunk = rows();
        any.get()
            .then(|| view! { <Later chunk props=() outline=(0, 0) /> })
    };
    view! {
        <section class="tray" aria-label="Operations" aria-live="polite">
            {dynamic(rows)}
        </section>
    }
}

/// Waits until the tray can show its rows: what can be taken back for a moment only is not begun before its Cancel is
/// there.
pub async fn tray_is_ready() -> Result<(), Problem> {
    (rows().fetch)().await.map_err(|_| chunk::problem())
}

fn rows() -> Chunk {
    chunk!(fn tray_rows() in shell => view! { <Rows /> })
}

#[component]
fn Rows() -> impl IntoView {
    let operations = expect_context::<Operations>();
    let list = operations.list();
    let numbers = Memo::new(move |_| list.read().iter().map(|one| one.number).collect::<Vec<_>>());
    let rows = move |number| {
        let operation = Memo::new(move |last: Option<&Option<Operation>>| {
            let list = list.read();
            let found = list.iter().find(|one| one.number == number).cloned();
            found.or_else(|| last.cloned().flatten())
        });
        view! { <Row operation /> }
    };
    let place = NodeRef::<html::Ul>::new();
    let focus = keep_focus(place, list);
    view! {
        <ul
            node_ref=place
            on:focusin=move |event| focus.enters(&event)
            on:focusout=move |event| focus.leaves(&event)
        >
            <For each=move || numbers.get() key=|number| *number children=rows />
        </ul>
    }
}

#[component]
fn Row(operation: Memo<Option<Operation>>) -> impl IntoView {
    let operations = expect_context::<Operations>();
    let number = move || operation.with_untracked(|one| one.as_ref().map(|one| one.number));
    let now = RwSignal::new(js_sys::Date::now());
    if let Ok(clock) =
        set_interval_with_handle(move || now.set(js_sys::Date::now()), Duration::from_secs(1))
    {
        on_cleanup(move || clock.clear());
    }
    let title = move || {
        operation.get().map(|one| {
            let verb = if one.phase == Phase::Done {
                one.kind.done()
            } else {
                one.kind.doing()
            };
            let gone = one.kind == Kind::Delete && one.phase == Phase::Done;
            let name = if gone {
                one.name.clone().into_any()
            } else {
                let href = paths::service(&one.organization, &one.service);
                view! { <a href=href>{one.name.clone()}</a> }.into_any()
            };
            view! {
                {verb}
                " "
                {name}
            }
        })
    };
    let progress = move || {
        operation.get().and_then(|one| {
            let elapsed = format::elapsed(now.get() - one.started);
            match one.phase {
                Phase::Waiting(state) => Some(format!("{} · {elapsed}", known(state.as_ref()))),
                Phase::Retrying(problem) => Some(format!(
                    "{elapsed} · the last look failed: {}",
                    problem.detail
                )),
                Phase::Soon => Some("Not sent yet.".into()),
                Phase::Sending => Some("Being sent.".into()),
                Phase::Paused => Some("Interrupted by a reload. Nothing more was sent.".into()),
                Phase::Done | Phase::Failed(_) => None,
            }
        })
    };
    let problem = Memo::new(move |_| match operation.get()?.phase {
        Phase::Failed(problem) => Some(problem),
        _ => None,
    });
    let phase = Memo::new(move |_| operation.get().map(|one| one.phase));
    let can_continue = move || {
        let is_delete =
            operation.with(|one| one.as_ref().is_some_and(|one| one.kind == Kind::Delete));
        is_delete && matches!(phase.get(), Some(Phase::Paused | Phase::Failed(_)))
    };
    let go_on = Callback::new(move |()| {
        if let Some(number) = number() {
            operations.go_on(number);
        }
    });
    let toasts = use_toasts();
    let dismiss = move || {
        if let Some(number) = number() {
            let told = operation.with_untracked(|one| {
                let one = one.as_ref()?;
                Some(format!("{}: {}", one.name, one.sent_so_far()?))
            });
            operations.dismiss(number);
            if let Some(told) = told {
                toasts.push(ToastKind::Information, told, None);
            }
        }
    };
    // A success needs no attention; it leaves by itself.
    Effect::new(move |_| {
        if phase.get() == Some(Phase::Done)
            && let Some(number) = number()
            && let Ok(timer) =
                set_timeout_with_handle(move || operations.dismiss(number), Duration::from_secs(8))
        {
            on_cleanup(move || timer.clear());
        }
    });
    let is_soon = move || phase.get() == Some(Phase::Soon);
    let is_sending = move || phase.get() == Some(Phase::Sending);
    let name = move || operation.get().map_or_else(String::new, |one| one.name);
    view! {
        <li
            class="tray__row"
            // Takes the focus from a button of its own that goes.
            tabindex="-1"
            data-number=number().map(|number| number.to_string())
            data-moving=move || {
                (is_sending() || phase.get().is_some_and(|one| one.is_moving())).to_string()
            }
        >
            <div class="tray__text">
                <strong>{dynamic(title)}</strong>
                <small>{dynamic(progress)}</small>
                <ProblemNotice problem />
                <Show when=can_continue>
                    <Button tone=Tone::Normal on_click=go_on>
                        "Continue"
                    </Button>
                </Show>
                <Show when=is_soon>
                    <Button on_click=move |()| dismiss()>"Cancel"</Button>
                </Show>
            </div>
            // A second button that says otherwise would leave open whether it is sent.
            <Show when=move || !is_soon() && !is_sending()>
                <button
                    type="button"
                    class="button button--plain"
                    aria-label=move || format!("Dismiss {}", name())
                    on:click=move |_| dismiss()
                >
                    <Icon name="close" />
                </button>
            </Show>
        </li>
    }
}
