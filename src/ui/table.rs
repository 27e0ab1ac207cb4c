//! A table whose rows keep their place in the document while their contents change, and of which
//! only what can be seen is in the document when it is long.

mod head;
mod sort;
mod window;

use std::{cmp::Ordering, collections::HashMap, hash::Hash, sync::Arc};

use leptos::{html, prelude::*};

pub use self::sort::{Sort, SortKey, matches, row_text, sorted_and_filtered};
use self::{
    head::{Heading, HeadingCell, SortSelect},
    window::{WHOLE, Window, use_window},
};
use super::{Action, ActionMenu, dynamic};

/// One column, as data: everything that a list offers follows from it.
pub struct Column<T: 'static> {
    pub heading: &'static str,
    /// The column in the query string.
    pub key: &'static str,
    pub cell: fn(&T) -> AnyView,
    /// What filter and export see of the cell.
    pub text: fn(&T) -> String,
    pub sort: Option<fn(&T, &T) -> Ordering>,
    /// Aligned right.
    pub numeric: bool,
}

/// The rows in their order: row numbers, and where the row of each key stands.
#[derive(PartialEq)]
struct Order<K: Eq + Hash> {
    keys: Vec<K>,
    /// Index into the rows, and place in the order.
    places: HashMap<K, (usize, usize)>,
}

/// A table of things that can be told apart by a key.
///
/// Cells are built again only in rows that changed. The first column names its row.
#[component]
pub fn Table<T, K>(
    /// The table's accessible name.
    #[prop(into)]
    caption: String,
    columns: &'static [Column<T>],
    /// Filtered already; the table sorts them.
    #[prop(into)]
    rows: Signal<Arc<Vec<T>>>,
    /// What makes two rows the same row, whatever they show.
    key: fn(&T) -> K,
    #[prop(into)] sort: Signal<Sort>,
    #[prop(into)] on_sort: Callback<(Sort,)>,
    /// What can be done with a row, asked for when its menu opens.
    #[prop(optional, into)]
    row_actions: Option<Callback<(T,), Vec<Action>>>,
    /// A row's name, for the menu's accessible name; the first column's text unless given.
    #[prop(optional)]
    label_of: Option<fn(&T) -> String>,
) -> impl IntoView
where
    T: Clone + PartialEq + Send + Sync + 'static,
    K: Clone + Eq + Hash + Send + Sync + 'static,
{
    let order = Memo::new(move |_| Arc::new(order_of(&rows.read(), columns, key, &sort.read())));
    let count = Memo::new(move |_| order.read().keys.len());
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let window = use_window(scroller, body, count);
    let shown = move || {
        let order = order.read();
        let Window { rows, .. } = window.get();
        // The window follows a shorter list a moment later.
        order
            .keys
            .get(rows.start..rows.end.min(order.keys.len()))
            .unwrap_or_default()
            .to_vec()
    };
    let row = move |wanted: K| {
        let place = {
            let wanted = wanted.clone();
            Memo::new(move |_| {
                order
                    .read()
                    .places
                    .get(&wanted)
                    .map_or(0, |(_, place)| *place)
            })
        };
        let row = Memo::new(move |last: Option<&T>| {
            let rows = rows.read();
            let found = order
                .read()
                .places
                .get(&wanted)
                .and_then(|(index, _)| rows.get(*index));
            found
                .or(last)
                .expect("a row exists when its key does")
                .clone()
        });
        let label_of = label_of.unwrap_or(columns[0].text);
        let menu = row_actions.map(|row_actions| {
            let label = Signal::derive(move || format!("Actions for {}", label_of(&row.read())));
            let actions = Signal::derive(move || row_actions.run((row.get(),)));
            view! { <ActionMenu label actions /> }
        });
        let cells = columns
            .iter()
            .enumerate()
            .map(|(number, column)| {
                let content = move || (column.cell)(&row.read());
                cell(number, column.heading, column.numeric, content)
            })
            .collect_view();
        row_view(place, cells, menu.map(IntoAny::into_any))
    };
    let headings: Vec<Heading> = columns.iter().map(heading_of).collect();
    let frame = Frame {
        caption,
        headings,
        sort,
        on_sort,
        with_actions: row_actions.is_some(),
    };
    let rows = view! { <For each=shown key=Clone::clone children=row /> };
    frame_view(frame, scroller, body, count, window, rows.into_any())
}

fn heading_of<T>(column: &Column<T>) -> Heading {
    Heading {
        text: column.heading,
        key: column.key,
        sortable: column.sort.is_some(),
        numeric: column.numeric,
    }
}

fn order_of<T, K: Clone + Eq + Hash>(
    rows: &[T],
    columns: &[Column<T>],
    key: fn(&T) -> K,
    sort: &Sort,
) -> Order<K> {
    let mut order = Order {
        keys: Vec::with_capacity(rows.len()),
        places: HashMap::new(),
    };
    for index in sorted_and_filtered(rows, columns, sort, "") {
        let key = key(&rows[index]);
        let place = order.keys.len();
        // A key that comes twice would show one row twice.
        if order.places.try_insert_new(key.clone(), (index, place)) {
            order.keys.push(key);
        }
    }
    order
}

trait TryInsertNew<K, V> {
    fn try_insert_new(&mut self, key: K, value: V) -> bool;
}

impl<K: Eq + Hash, V> TryInsertNew<K, V> for HashMap<K, V> {
    fn try_insert_new(&mut self, key: K, value: V) -> bool {
        if self.contains_key(&key) {
            return false;
        }
        self.insert(key, value);
        true
    }
}

// From here on nothing depends on the kind of row, so it is in the program once.

struct Frame {
    caption: String,
    headings: Vec<Heading>,
    sort: Signal<Sort>,
    on_sort: Callback<(Sort,)>,
    with_actions: bool,
}

fn frame_view(
    frame: Frame,
    scroller: NodeRef<html::Div>,
    body: NodeRef<html::Tbody>,
    count: Memo<usize>,
    window: Memo<Window>,
    rows: AnyView,
) -> impl IntoView {
    let Frame {
        caption,
        headings,
        sort,
        on_sort,
        with_actions,
    } = frame;
    let cells = headings
        .iter()
        .map(|heading| view! { <HeadingCell heading=*heading sort on_sort /> })
        .collect_view();
    let actions = with_actions.then(|| {
        view! {
            <th scope="col" role="columnheader" class="table__actions">
                <span class="visually-hidden">"Actions"</span>
            </th>
        }
    });
    let long = Memo::new(move |_| count.get() > WHOLE);
    let above = move || spacer(window.read().rows.start, window.read().row_height);
    let below = move || {
        let window = window.read();
        spacer(
            count.get().saturating_sub(window.rows.end),
            window.row_height,
        )
    };
    view! {
        <SortSelect headings sort on_sort />
        <div class="table__scroll" class:table__scroll--long=move || long.get() node_ref=scroller>
            <table
                class="table"
                role="table"
                aria-label=caption
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead role="rowgroup">
                    <tr role="row" aria-rowindex="1">
                        {cells}
                        {actions}
                    </tr>
                </thead>
                <tbody role="rowgroup" node_ref=body>
                    {dynamic(above)}
                    {rows}
                    {dynamic(below)}
                </tbody>
            </table>
        </div>
    }
}

/// Stands for rows that are not in the document.
fn spacer(rows: usize, row_height: f64) -> Option<impl IntoView> {
    #[expect(clippy::cast_precision_loss, reason = "no table has 2^52 rows")]
    let height = rows as f64 * row_height;
    (rows > 0).then(|| {
        view! {
            <tr class="table__spacer" aria-hidden="true">
                <td style:height=format!("{}px", crate::format::number(height))></td>
            </tr>
        }
    })
}

fn row_view(place: Memo<usize>, cells: Vec<AnyView>, menu: Option<AnyView>) -> impl IntoView {
    // The heading is row 1.
    let index = move || (place.get() + 2).to_string();
    let menu = menu.map(|menu| {
        view! {
            <td role="cell" class="table__actions">
                {menu}
            </td>
        }
    });
    view! {
        <tr role="row" aria-rowindex=index>
            {cells}
            {menu}
        </tr>
    }
}

fn cell(
    number: usize,
    heading: &'static str,
    numeric: bool,
    content: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    if number == 0 {
        view! {
            <th scope="row" role="rowheader" class="table__name">
                {dynamic(content)}
            </th>
        }
        .into_any()
    } else {
        view! {
            <td role="cell" class:num=numeric data-label=heading>
                <div class="table__cell">{dynamic(content)}</div>
            </td>
        }
        .into_any()
    }
}
