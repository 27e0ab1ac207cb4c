//! One row: two fields, a button that removes it, and what is wrong below.

use leptos::prelude::*;
use web_sys::{ClipboardEvent, KeyboardEvent};

use super::{Labels, RowReport};
use crate::ui::{Button, Icon};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    First,
    Second,
}

/// What a row asks its list for.
pub(super) enum RowEvent {
    Typed(Half, String),
    /// The focus left a field.
    Left,
    Enter,
    Remove,
    /// Take this text for the first field.
    Correct(String),
}

#[component]
pub(super) fn PairRow(
    labels: Labels,
    /// Its place among those shown, from 1.
    number: Signal<usize>,
    texts: [Signal<String>; 2],
    report: Memo<RowReport>,
    on_event: Callback<RowEvent>,
    /// Says whether the pasted text was taken.
    on_paste: Callback<(String,), bool>,
) -> impl IntoView {
    let Labels { one, halves, .. } = labels;
    let described_by = move || format!("{one}-{}-said", number.get());
    let is_wrong = Memo::new(move |_| report.read().problem.is_some());
    let says_something = move || is_wrong.get() || report.read().hint.is_some();
    let typed = move |half, text| on_event.run(RowEvent::Typed(half, text));
    let paste = move |event: ClipboardEvent| {
        let pasted = event
            .clipboard_data()
            .and_then(|data| data.get_data("text/plain").ok());
        if pasted.is_some_and(|text| on_paste.run((text,))) {
            event.prevent_default();
        }
    };
    let key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            // Enter goes on to the next row here; it must not send the form by accident.
            event.prevent_default();
            on_event.run(RowEvent::Left);
            on_event.run(RowEvent::Enter);
        }
    };
    // A dialog that closes takes the field away while it has the focus: by then the row is gone.
    let left = move || {
        let _ = on_event.try_run(RowEvent::Left);
    };
    view! {
        <li class="rows__row">
            <input
                class="input mono"
                type="text"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                placeholder=halves[0]
                aria-label=move || format!("{} {}", halves[0], number.get())
                aria-invalid=move || is_wrong.get().then_some("true")
                aria-describedby=move || says_something().then(described_by)
                prop:value=texts[0]
                on:input:target=move |event| typed(Half::First, event.target().value())
                on:blur=move |_| left()
                on:keydown=key
                on:paste=paste
            />
            <input
                class="input"
                type="text"
                autocomplete="off"
                placeholder=halves[1]
                aria-label=move || format!("{} {}", halves[1], number.get())
                aria-describedby=move || says_something().then(described_by)
                prop:value=texts[1]
                on:input:target=move |event| typed(Half::Second, event.target().value())
                on:blur=move |_| left()
                on:keydown=key
            />
            <button
                type="button"
                class="button button--plain button--icon"
                aria-label=move || format!("Remove {one} {}", number.get())
                on:click=move |_| on_event.run(RowEvent::Remove)
            >
                <Icon name="trash" />
            </button>
            <Said id=described_by report on_event />
        </li>
    }
}

#[component]
fn Said<F>(id: F, report: Memo<RowReport>, on_event: Callback<RowEvent>) -> impl IntoView
where
    F: Fn() -> String + Copy + Send + Sync + 'static,
{
    move || {
        let RowReport {
            problem,
            hint,
            correction,
        } = report.get();
        let any = problem.is_some() || hint.is_some();
        let meant = correction.map(|meant| {
            let text = format!("Did you mean {meant}? Use it");
            view! { <Button on_click=move || on_event.run(RowEvent::Correct(meant.clone()))>{text}</Button> }
        });
        any.then(|| {
            view! {
                <div id=id class="rows__said">
                    {problem.map(|text| view! { <p class="field__problem">{text}</p> })}
                    {hint.map(|text| view! { <p class="field__hint">{text}</p> })}
                    {meant}
                </div>
            }
        })
    }
}
