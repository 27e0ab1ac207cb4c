//! Rows of two fields that can be added, removed and pasted.

mod row;

use std::time::Duration;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::{Button, Icon};
pub use row::Half;
use row::{PairRow, RowEvent};

/// How soon to look again whether the pointer is up.
const RELEASE: Duration = Duration::from_millis(50);

/// What is said beside a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowReport {
    /// The row cannot be sent like this.
    pub problem: Option<String>,
    /// Worth knowing, but no error.
    pub hint: Option<String>,
    /// What was probably meant in the first field; offered as a button.
    pub correction: Option<String>,
}

impl RowReport {
    pub fn problem(text: impl Into<String>) -> Self {
        Self {
            problem: Some(text.into()),
            ..Self::default()
        }
    }
}

/// The words around the rows.
#[derive(Clone, Copy)]
pub struct Labels {
    /// Accessible name of the rows together.
    pub rows: &'static str,
    pub halves: [&'static str; 2],
    /// What one row is, as in "Remove entry 2".
    pub one: &'static str,
    pub add: &'static str,
}

/// A draft with two fields.
pub trait Pair: Clone + Default + Send + Sync + 'static {
    const LABELS: Labels;

    fn half(&self, half: Half) -> &str;

    fn half_mut(&mut self, half: Half) -> &mut String;

    /// Whether the row is one of those shown; another control may stand for the rest.
    fn is_listed(&self) -> bool {
        true
    }

    fn is_blank(&self) -> bool {
        [Half::First, Half::Second]
            .into_iter()
            .all(|half| self.half(half).trim().is_empty())
    }

    /// The rows in a pasted text; `None` leaves the paste to the browser.
    fn split(text: &str) -> Option<Vec<Self>>;
}

/// The rows of one list.
///
/// They are keyed by their place, because nothing else tells one from another while it is typed; each
/// field shows what its place holds, so that a removal moves the texts up and keeps the fields.
#[component]
pub fn PairRows<T: Pair>(
    rows: RwSignal<Vec<T>>,
    /// One for each row, in order.
    #[prop(into)]
    reports: Signal<Vec<RowReport>>,
) -> impl IntoView {
    let labels = T::LABELS;
    let editing = Editing::new(rows);
    let Editing { listed, editor, .. } = editing;
    let any = Memo::new(move |_| !listed.read().is_empty());
    let row = move |index| {
        view! {
            <PairRow
                labels
                number=editing.number(index)
                texts=[Half::First, Half::Second].map(|half| editing.text(index, half))
                report=editing.report(index, reports)
                on_event=Callback::new(move |event| editing.take(index, event))
                on_paste=Callback::new(move |(text,): (String,)| editing.paste(index, &text))
            />
        }
    };
    view! {
        <div class="rows-editor" node_ref=editor>
            <Show when=move || any.get()>
                <ul class="rows" aria-label=labels.rows>
                    <For each=move || listed.get() key=|index| *index children=row />
                </ul>
            </Show>
            <div class="rows__add">
                <Button on_click=move || editing.add(None)>
                    <Icon name="plus" />
                    {labels.add}
                </Button>
            </div>
        </div>
    }
}

/// The rows and where the user is in them.
#[derive(Clone)]
struct Editing<T: Pair> {
    rows: RwSignal<Vec<T>>,
    /// Places of the rows that are shown.
    listed: Memo<Vec<usize>>,
    /// The row that is being typed in: half an address is not yet a wrong one.
    typing: RwSignal<Option<usize>>,
    editor: NodeRef<html::Div>,
}

impl<T: Pair> Copy for Editing<T> {}

impl<T: Pair> Editing<T> {
    fn new(rows: RwSignal<Vec<T>>) -> Self {
        let listed = Memo::new(move |_| {
            let rows = rows.read();
            let listed = rows.iter().enumerate().filter(|(_, row)| row.is_listed());
            listed.map(|(index, _)| index).collect()
        });
        Self {
            rows,
            listed,
            typing: RwSignal::new(None),
            editor: NodeRef::new(),
        }
    }

    /// The row's place among those shown, from 1.
    fn number(self, index: usize) -> Signal<usize> {
        Signal::derive(move || self.shown_before(index) + 1)
    }

    fn shown_before(self, index: usize) -> usize {
        self.listed
            .read()
            .iter()
            .take_while(|listed| **listed < index)
            .count()
    }

    fn text(self, index: usize, half: Half) -> Signal<String> {
        Signal::derive(move || {
            let rows = self.rows.read();
            rows.get(index)
                .map(|row| row.half(half).to_owned())
                .unwrap_or_default()
        })
    }

    fn report(self, index: usize, reports: Signal<Vec<RowReport>>) -> Memo<RowReport> {
        Memo::new(move |_| {
            let report = reports.read().get(index).cloned().unwrap_or_default();
            if self.typing.get() == Some(index) {
                RowReport::default()
            } else {
                report
            }
        })
    }

    fn take(self, index: usize, event: RowEvent) {
        match event {
            RowEvent::Typed(half, text) => {
                self.set(index, half, text);
                self.typing.set((half == Half::First).then_some(index));
            }
            RowEvent::Left => self.leave(index),
            RowEvent::Enter => self.add(Some(index)),
            RowEvent::Correct(text) => {
                self.set(index, Half::First, text);
                // The button that was pressed is gone now.
                self.focus(untrack(|| self.shown_before(index)));
            }
            RowEvent::Remove => {
                let before = untrack(|| self.shown_before(index));
                self.rows.update(|rows| {
                    rows.remove(index);
                });
                self.typing.set(None);
                self.focus(before);
            }
        }
    }

    /// Says what is wrong with the row, once the pointer is up: the button that is being pressed must
    /// not move away under it.
    fn leave(self, index: usize) {
        let is_pressed = matches!(document().query_selector(":active"), Ok(Some(_)));
        if is_pressed {
            set_timeout(move || self.leave(index), RELEASE);
        } else if self.typing.try_get_untracked() == Some(Some(index)) {
            self.typing.set(None);
        }
    }

    fn set(self, index: usize, half: Half, text: String) {
        self.rows.update(|rows| {
            if let Some(row) = rows.get_mut(index) {
                *row.half_mut(half) = text;
            }
        });
    }

    /// Adds a row after another one, or at the end.
    fn add(self, after: Option<usize>) {
        self.typing.set(None);
        let end = self.rows.with_untracked(Vec::len);
        let place = after.map_or(end, |index| index + 1);
        self.rows.update(|rows| rows.insert(place, T::default()));
        self.focus(untrack(|| self.shown_before(place)));
    }

    /// Whether the text was taken as rows.
    fn paste(self, index: usize, text: &str) -> bool {
        let Some(pasted) = T::split(text) else {
            return false;
        };
        self.rows.update(|rows| {
            let replaced = usize::from(rows.get(index).is_some_and(T::is_blank));
            let place = index + 1 - replaced;
            rows.splice(place..place + replaced, pasted);
        });
        self.typing.set(None);
        true
    }

    fn focus(self, number: usize) {
        focus_field(self.editor, number);
    }
}

/// Moves the focus to the first field of a row once the row is there. Where there are fewer rows, the
/// last one gets it; without any, the button that adds one.
fn focus_field(editor: NodeRef<html::Div>, number: usize) {
    request_animation_frame(move || {
        let Some(editor) = editor.try_get_untracked().flatten() else {
            return;
        };
        let Ok(fields) = editor.query_selector_all("li input:first-of-type") else {
            return;
        };
        let last = fields.length().saturating_sub(1);
        let field = fields.get(u32::try_from(number).unwrap_or(last).min(last));
        let add = || {
            editor
                .query_selector(".rows__add button")
                .ok()
                .flatten()
                .map(Into::into)
        };
        if let Some(target) = field.or_else(add) {
            _ = target.unchecked_into::<HtmlElement>().focus();
        }
    });
}
