//! Rows of two fields that can be added, removed and pasted.

mod row;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::ui::{Button, Icon};
pub use row::Half;
use row::{PairRow, RowEvent};

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
    let editor = NodeRef::<html::Div>::new();
    // The row that is being typed in: half an address is not yet a wrong one.
    let typing = RwSignal::new(None::<usize>);
    let listed = Memo::new(move |_| {
        let rows = rows.read();
        let listed = rows.iter().enumerate().filter(|(_, row)| row.is_listed());
        listed.map(|(index, _)| index).collect::<Vec<_>>()
    });
    let any = Memo::new(move |_| !listed.read().is_empty());
    let add_after = move |index: Option<usize>| {
        let place = index.map_or_else(|| rows.read_untracked().len(), |index| index + 1);
        rows.update(|rows| rows.insert(place, T::default()));
        let listed = rows.read_untracked();
        let number = listed
            .iter()
            .take(place)
            .filter(|row| row.is_listed())
            .count();
        drop(listed);
        focus_field(editor, number);
    };
    let remove = move |index: usize| {
        let number = listed
            .read_untracked()
            .iter()
            .position(|listed| *listed == index);
        rows.update(|rows| {
            rows.remove(index);
        });
        typing.set(None);
        focus_field(editor, number.unwrap_or_default());
    };
    let paste = move |index: usize, text: &str| {
        let Some(pasted) = T::split(text) else {
            return false;
        };
        rows.update(|rows| {
            let replaces = rows.get(index).is_some_and(T::is_blank);
            let place = if replaces {
                index..=index
            } else {
                index + 1..=index
            };
            rows.splice(place, pasted);
        });
        typing.set(None);
        true
    };
    let row = move |index: usize| {
        let number = Signal::derive(move || {
            listed
                .read()
                .iter()
                .position(|listed| *listed == index)
                .unwrap_or_default()
                + 1
        });
        let text = move |half| {
            Signal::derive(move || {
                rows.read()
                    .get(index)
                    .map(|row| row.half(half).to_owned())
                    .unwrap_or_default()
            })
        };
        let report = Memo::new(move |_| {
            let report = reports.read().get(index).cloned().unwrap_or_default();
            if typing.get() == Some(index) {
                RowReport::default()
            } else {
                report
            }
        });
        let set = move |half, text: String, is_typed: bool| {
            rows.update(|rows| {
                if let Some(row) = rows.get_mut(index) {
                    *row.half_mut(half) = text;
                }
            });
            typing.set(is_typed.then_some(index));
        };
        view! {
            <PairRow
                labels=T::LABELS
                number
                texts=[text(Half::First), text(Half::Second)]
                report
                on_change=Callback::new(move |(half, text): (Half, String)| {
                    set(half, text, half == Half::First);
                })
                on_event=Callback::new(move |event: RowEvent| match event {
                    RowEvent::Left => typing.set(None),
                    RowEvent::Enter => add_after(Some(index)),
                    RowEvent::Remove => remove(index),
                    RowEvent::Correct(text) => set(Half::First, text, false),
                })
                on_paste=Callback::new(move |(text,): (String,)| paste(index, &text))
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
                <Button on_click=move || add_after(None)>
                    <Icon name="plus" />
                    {labels.add}
                </Button>
            </div>
        </div>
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
