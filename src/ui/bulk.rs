//! Doing the same to many rows: who may and who may not, one request after the other, a result for each.

mod dialog;
mod run;

use std::{future::Future, pin::Pin, sync::Arc};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{FocusOptions, HtmlElement};

use self::{dialog::BulkDialog, run::Run};
use super::{Button, Icon, Problem, Selection, Tone, dynamic};

/// Something that can be done to many rows.
#[derive(Clone)]
pub struct BulkAction {
    pub label: &'static str,
    pub icon: &'static str,
    /// It cannot be taken back: words are to be typed first.
    pub danger: bool,
    /// How many requests a row takes.
    pub requests: usize,
    /// What will happen, before it does.
    pub consequences: &'static [&'static str],
    /// What has to be told first.
    pub asks: Option<Ask>,
    /// Why it may not be done to the row of this key, with what was told; nothing was until it is asked.
    pub refused: Callback<(String, String), Option<String>>,
    /// What the row of this key is when the question is asked; `None` where it is gone. One that is otherwise once its
    /// turn comes is left out.
    pub facts: Callback<(String,), Option<String>>,
    /// Reads anew what the rows are judged by, before the first request and after a long pause.
    pub look: Callback<(), Looking>,
    /// What is to be seen below the question, such as the same as a command: for the rows of these keys, with what
    /// was told; no keys while something is wrong with that.
    pub below: Option<Below>,
    /// Told which rows a failure leaves undone, by their labels; says whether nothing more can be sent.
    pub over: Over,
    /// Sends what is to be sent for the row of this key, with what was told.
    pub run: Callback<(String, String), Sending>,
}

/// The keys of the rows, and what was told.
pub type Wanted = Signal<(Vec<String>, String)>;

/// Draws what stands below the question.
pub type Below = Callback<(Wanted,), AnyView>;

/// Not of the page: what is left is told when the page may be gone.
pub type Over = Arc<dyn Fn(Vec<String>) -> bool + Send + Sync>;

/// A text that an action needs.
#[derive(Clone, Copy)]
pub struct Ask {
    pub label: &'static str,
    pub hint: &'static str,
    /// Value and words of those to choose from; without them any text is typed.
    pub choices: Option<Signal<Vec<(String, String)>>>,
    /// What is wrong with it.
    pub problem: fn(&str) -> Option<String>,
}

/// One request under way.
pub type Sending = Pin<Box<dyn Future<Output = Result<(), Unsent>>>>;

/// A reading of all rows under way.
pub type Looking = Pin<Box<dyn Future<Output = Result<(), Problem>>>>;

/// A request that was not done, as far as is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Unsent {
    pub problem: Problem,
    /// No answer says whether it was done, so it must not be sent again by itself.
    pub is_unknown: bool,
}

/// One row of the selection.
#[derive(Clone, PartialEq)]
struct Candidate {
    key: String,
    label: String,
    /// Why it is left out.
    refused: Option<String>,
    facts: Option<String>,
}

/// The actions as buttons, with how many of the selected rows each may be done to.
#[component]
pub fn BulkBar(
    selection: Selection,
    actions: StoredValue<Vec<BulkAction>>,
    /// How many requests may go in 10 seconds.
    limit: usize,
) -> impl IntoView {
    let open = RwSignal::new(None::<usize>);
    let run = Run::new(selection);
    let count = actions.with_value(Vec::len);
    let button = move |number: usize| {
        let action = actions.with_value(|actions| actions[number].clone());
        let BulkAction { label, icon, .. } = action.clone();
        let candidates = Memo::new(move |_| candidates(selection, &action));
        let allowed = move || {
            let candidates = candidates.read();
            let allowed = candidates.iter().filter(|one| one.refused.is_none());
            (allowed.count(), candidates.len())
        };
        let words = move || match allowed() {
            (allowed, all) if allowed == all => format!("{label} {all}"),
            (allowed, all) => format!("{label} {allowed} of {all}"),
        };
        let refused = Signal::derive(move || {
            let candidates = candidates.read();
            let reason = match candidates.first() {
                Some(first) => first.refused.clone(),
                None => Some("Nothing of what is selected is there any more.".to_owned()),
            };
            reason.filter(|_| allowed().0 == 0)
        });
        let start = move || {
            run.prepare(number, candidates.get_untracked());
            open.set(Some(number));
        };
        view! {
            <Button refused on_click=start>
                <Icon name=icon />
                {dynamic(words)}
            </Button>
        }
    };
    Effect::new(move |_| {
        selection.keep_bar(open.read().is_some() || run.unfinished().is_some());
    });
    // Tray and toasts keep clear of it. An attribute, because `:has` costs a part of each frame while rows are scrolled.
    mark_page(true);
    on_cleanup(move || {
        mark_page(false);
        selection.keep_bar(false);
        // A session that ends takes the page away.
        run.end(|number| actions.try_with_value(|actions| actions.get(number).cloned())?);
        request_animation_frame(focus_rows);
    });
    let resume = move || {
        run.unfinished().map(|(number, left)| {
            let label = actions.with_value(|actions| actions[number].label);
            view! {
                <Button tone=Tone::Primary on_click=move || open.set(Some(number))>
                    {format!("Continue {label}: {left} left")}
                </Button>
            }
        })
    };
    view! {
        {(0..count).map(button).collect_view()}
        {dynamic(move || resume().filter(|_| open.get().is_none()))}
        <BulkDialog open actions run limit />
    }
}

fn mark_page(with_bar: bool) {
    if let Some(root) = document().document_element() {
        _ = root.toggle_attribute_with_force("data-bulk", with_bar);
    }
}

/// The button that took the bar away went with it: the keyboard goes on where rows are selected, without a jump there.
fn focus_rows() {
    let is_lost = document()
        .active_element()
        .is_none_or(|one| one.tag_name() == "BODY");
    let rows = document().query_selector(".table__select input");
    if let (true, Ok(Some(rows))) = (is_lost, rows) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        _ = rows
            .unchecked_into::<HtmlElement>()
            .focus_with_options(&options);
    }
}

fn candidates(selection: Selection, action: &BulkAction) -> Vec<Candidate> {
    let rows = selection.rows().into_iter();
    rows.map(|(key, label)| Candidate {
        refused: action.refused.run((key.clone(), String::new())),
        facts: action.facts.run((key.clone(),)),
        key,
        label,
    })
    .collect()
}
