//! Lists: a page says what (columns, rows, actions as data), this says how.
//!
//! Order, filter, choice of columns, selection, export and copying follow from the columns. What the first view does
//! not need is fetched when it is first asked for.
//!
//! ```ignore
//! static KEYS: ListOf<Key> = ListOf { caption: "API keys", one: "API key", columns: COLUMNS, sort: "name", … };
//! static COLUMNS: &[Column<Key>] = &[
//!     Column::text("name", "Name", |key| key.name.clone()),
//!     Column::choice("state", "State", |key| key.state.to_string()),
//!     Column::new("created", "Created", Kind::Moment(|key| key.created_at.clone())),
//! ];
//! view! { <List list=&KEYS rows view=use_list_view("keys") row_actions loading answered_at empty /> }
//! ```

mod amount;
mod arrange;
mod column;
mod column_layout;
mod completion;
mod copies;
mod core;
mod export;
mod filter;
mod filter_field;
mod haystack;
mod layout;
mod matching;
mod rows;
mod selection;
mod suggest;
mod tool;
mod tools;
mod view;

use std::sync::Arc;

use leptos::prelude::*;

pub use self::{
    amount::moment,
    column::{Column, ColumnInfo, Holds, Kind, Unit},
    copies::copy_action,
    core::ListCore,
    export::{csv_line, markdown_text},
    filter::{Filter, Item, Operator, Term},
    rows::{RowActions, Rows},
    selection::Selection,
    view::{Keeping, Left, ListView, Named, View},
};
pub(in crate::ui) use self::{
    column_layout::ColumnLayout,
    copies::copies,
    selection::{select, select_shown},
};
use self::{
    core::{About, HeldRows},
    filter_field::FilterField,
    rows::RowsOf,
    tool::ToolButtons,
};
use super::{Button, Empty, Table, Time, Waiting, dynamic};

/// What a list is, whatever rows it has at the moment.
pub struct ListOf<T: 'static> {
    /// The accessible name, such as "Services"; lower-cased it names what is exported.
    pub caption: &'static str,
    /// One row, such as "service".
    pub one: &'static str,
    /// The first column names its row.
    pub columns: &'static [Column<T>],
    /// The order until someone chooses another, as in the address.
    pub sort: &'static str,
    /// What makes two rows the same row, whatever they show: the API's id, which can be copied.
    pub key: fn(&T) -> String,
    pub label: fn(&T) -> String,
    /// The address of the row's own page, if it has one.
    pub link: fn(&T) -> Option<String>,
}

/// A list with its filter, its tools and its table.
#[component]
pub fn List<T>(
    list: &'static ListOf<T>,
    #[prop(into)] rows: Signal<Arc<Vec<T>>>,
    view: ListView,
    /// What can be done with a row.
    #[prop(optional)]
    row_actions: Option<RowActions<T>>,
    /// What can be done with many rows, shown while some are selected. Without it nothing can be selected.
    #[prop(optional, into)]
    bulk: Option<Callback<(Selection,), AnyView>>,
    /// Shown instead of a list without any rows.
    #[prop(optional, into)]
    empty: ViewFn,
    /// Whether the rows are being asked for again.
    #[prop(optional, into)]
    loading: Signal<bool>,
    /// When the rows were answered, in milliseconds since the epoch.
    #[prop(optional, into)]
    answered_at: Signal<Option<f64>>,
    /// Told of the list's state once, for what stands beside the list and follows it, such as a chart.
    #[prop(optional, into)]
    reveal: Option<Callback<(ListCore,)>>,
    /// Stands below the filter in the place of the table; what it shows follows `reveal`.
    #[prop(optional, into)]
    body: Option<ViewFn>,
) -> impl IntoView
where
    T: PartialEq + Send + Sync + 'static,
{
    let rows = Memo::new(move |_| {
        HeldRows(Arc::new(RowsOf {
            list,
            rows: rows.get(),
            actions: row_actions.clone(),
        }))
    });
    let about = About {
        caption: list.caption,
        one: list.one,
        sort: list.sort,
        columns: list.columns.iter().map(Column::about).collect(),
        with_table: body.is_none(),
    };
    let core = ListCore::new(about, rows, view, bulk.is_some());
    if let Some(reveal) = reveal {
        reveal.run((core,));
    }
    let frame = Frame {
        bulk,
        body,
        empty,
        loading,
        answered_at,
    };
    frame_view(core, frame)
}

// From here on nothing depends on the kind of row, so it is in the program once.

struct Frame {
    bulk: Option<Callback<(Selection,), AnyView>>,
    body: Option<ViewFn>,
    empty: ViewFn,
    loading: Signal<bool>,
    answered_at: Signal<Option<f64>>,
}

fn frame_view(core: ListCore, frame: Frame) -> AnyView {
    let Frame {
        bulk,
        body,
        empty,
        loading,
        answered_at,
    } = frame;
    let is_empty = Memo::new(move |_| core.rows.read().0.count() == 0 && !core.telling.get());
    let none_shown = Memo::new(move |_| core.arranged.read().shown.is_empty());
    let one = core.about.with_value(|about| about.one);
    let content = move || {
        if is_empty.get() {
            return empty.run();
        }
        let nothing = move || {
            view! {
                <Empty title=format!("No {one} matches the filter")>
                    <Button on_click=move || {
                        core.view.set_filter(String::new(), false);
                    }>"Clear filter"</Button>
                </Empty>
            }
        };
        let rows = |body: Option<ViewFn>| {
            view! {
                <Show when=move || !none_shown.get() fallback=nothing>
                    {match &body {
                        Some(body) => body.run(),
                        None => view! { <Table core /> }.into_any(),
                    }}
                </Show>
            }
        };
        view! {
            <section class="panel panel--list">
                <div class="filter" role="search">
                    <FilterField core />
                    <span class="filter__count" role="status">
                        {dynamic(move || count(core))}
                    </span>
                    <Updated answered_at loading />
                    <ToolButtons core />
                </div>
                {dynamic(move || problems(core))}
                {bulk.map(|bulk| selection::bar(core, bulk))}
                {body.is_none().then(|| rows(None))}
            </section>
            {body.clone().map(|body| rows(Some(body)))}
        }
        .into_any()
    };
    dynamic(content).into_any()
}

fn count(core: ListCore) -> String {
    let total = core.rows.read().0.count();
    let shown = core.arranged.read().shown.len();
    if core.matcher.read().is_empty() {
        total.to_string()
    } else {
        format!("{shown} of {total}")
    }
}

/// What of the filter could not be used.
fn problems(core: ListCore) -> impl IntoView {
    let problems = core.matcher.read().problems.join(" ");
    (!problems.is_empty()).then(|| {
        view! {
            <p class="filter__problem" role="status">
                {problems}
            </p>
        }
    })
}

/// When the rows were answered.
#[component]
fn Updated(answered_at: Signal<Option<f64>>, loading: Signal<bool>) -> impl IntoView {
    let at = Memo::new(move |_| {
        let at = answered_at.get()?;
        let date = js_sys::Date::new(&at.into());
        Some(String::from(date.to_iso_string()))
    });
    view! {
        <Show when=move || at.read().is_some()>
            <span class="filter__updated">"Updated " <Time at /></span>
        </Show>
        <Show when=move || loading.get()>
            <Waiting />
        </Show>
    }
}

#[cfg(test)]
mod tests;
