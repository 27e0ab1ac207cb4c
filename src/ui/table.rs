//! A table whose rows keep their place in the document while their contents change, and of which
//! only what can be seen is in the document when it is long.

mod elements;
mod head;
mod select;
mod slots;
mod sort;
mod window;

use std::sync::Arc;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent};

use self::{
    elements::{RowElement, RowElements, Shown},
    head::{HeadingCell, SortSelect},
    select::{SelectAll, SelectRow},
    slots::slots,
    window::{WHOLE, use_window},
};
pub use self::{
    slots::Slot,
    sort::{Sort, SortKey},
};
use super::{
    ActionMenu, Time, dynamic,
    list::{ColumnInfo, ColumnLayout, Left, ListCore, copies},
};
use crate::{chunk, chunk::Later};

/// The table of a list. Cells are built again only in rows that changed.
#[component]
pub fn Table(core: ListCore) -> impl IntoView {
    let count = Memo::new(move |_| core.arranged.read().shown.len());
    let scroller = NodeRef::<html::Div>::new();
    let body = NodeRef::<html::Tbody>::new();
    let window = use_window(scroller, body, count);
    let slots = Memo::new(move |before: Option<&Arc<Vec<Slot>>>| {
        let before = before.map(|before| before.as_slice()).unwrap_or_default();
        Arc::new(slots(core, &window.read(), before, body))
    });
    // Which row was chosen last, for a range from there.
    let before = StoredValue::new(None::<String>);
    let elements = RowElements::new(core);
    let rows = {
        let elements = elements.clone();
        move || {
            let slots = slots.get();
            elements.show(&slots);
            slots.to_vec()
        }
    };
    let row = move |slot: Slot| row_view(core, elements.add(slot), before);
    let place = keep_place(core, scroller, count);
    let headings = move || {
        let chosen = core.chosen.get().into_iter();
        chosen
            .map(|column| {
                let heading = core.column(column);
                let on_sort = on_sort(core);
                view! { <HeadingCell heading sort=core.sort on_sort /> }
            })
            .collect_view()
    };
    let caption = core.about.with_value(|about| about.caption);
    let long = Memo::new(move |_| count.get() > WHOLE);
    let above = move || spacer(window.read().rows.start, window.read().row_height);
    let below = move || {
        let window = window.read();
        spacer(
            count.get().saturating_sub(window.rows.end),
            window.row_height,
        )
    };
    let every = core.about.with_value(|about| about.columns.clone());
    let (near, layout) = later_layout(core, scroller);
    let over_rows = RwSignal::new(false);
    let in_menu = RwSignal::new(false);
    Effect::new(move |_| {
        let held = over_rows.get() || in_menu.get();
        if held != core.held.get_untracked() {
            core.held.set(held);
        }
    });
    view! {
        <SortSelect headings=every sort=core.sort on_sort=on_sort(core) />
        <div
            class="table__scroll"
            class:table__scroll--long=move || long.get()
            class:table__scroll--wide=move || window.read().is_wide
            node_ref=scroller
            on:scroll=move |_| place.note()
        >
            <table
                class="table"
                role="table"
                aria-label=caption
                aria-rowcount=move || (count.get() + 1).to_string()
            >
                <thead role="rowgroup" on:pointerenter=move |_| near.set(true)>
                    <tr role="row" aria-rowindex="1">
                        {core.selectable.then(|| view! { <SelectAll core /> })}
                        {dynamic(headings)}
                        <th scope="col" role="columnheader" class="table__actions">
                            <span class="visually-hidden">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody
                    role="rowgroup"
                    node_ref=body
                    on:pointerenter=move |_| over_rows.set(true)
                    on:pointerleave=move |_| over_rows.set(false)
                    on:focusin=move |event| in_menu.set(is_in_menu(&event))
                    on:focusout=move |_| in_menu.set(false)
                >
                    {dynamic(above)}
                    <For each=rows key=|slot| slot.element children=row />
                    {dynamic(below)}
                </tbody>
            </table>
        </div>
        {layout}
    }
}

#[derive(Clone)]
struct LayoutProps {
    core: ListCore,
    scroller: NodeRef<html::Div>,
}

/// Widths and pinned columns, fetched where somebody chose some or comes near the headings, and what tells of the latter.
fn later_layout(core: ListCore, scroller: NodeRef<html::Div>) -> (RwSignal<bool>, impl IntoView) {
    let near = RwSignal::new(false);
    let wanted = Memo::new(move |was: Option<&bool>| {
        let view = core.view.now.read();
        let is_laid = |columns: &String| columns.contains(['~', '!']);
        was.copied().unwrap_or_default() || near.get() || view.columns.as_ref().is_some_and(is_laid)
    });
    let chunk = chunk!(fn column_layout(props: LayoutProps) in shell => {
        let LayoutProps { core, scroller } = props;
        view! { <ColumnLayout core scroller /> }
    });
    let layout = dynamic(move || {
        let props = LayoutProps { core, scroller };
        wanted
            .get()
            .then(|| view! { <Later chunk props outline=(0, 0) /> })
    });
    (near, layout)
}

fn on_sort(core: ListCore) -> Callback<(Sort,)> {
    Callback::new(move |(sort,): (Sort,)| core.view.set_sort(sort.to_string()))
}

fn is_in_menu(event: &FocusEvent) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| matches!(target.closest("[role=menu]"), Ok(Some(_))))
}

fn row_view(
    core: ListCore,
    element: RowElement,
    before: StoredValue<Option<String>>,
) -> impl IntoView {
    let RowElement { slot, shown, .. } = element;
    let is_gone = Memo::new(move |_| slot.read().is_gone);
    // Only what is in a cell is drawn again when the row changes, or its element passes to another one.
    let content = move |place, column| {
        if core.column(column).is_time {
            // A time is many times what a text is to build: it takes the other row's moment instead.
            let at = Signal::derive(move || {
                let shown = shown.read();
                let at = shown.rows.text(shown.row, column);
                (!at.is_empty()).then_some(at)
            });
            return view! { <Time at /> }.into_any();
        }
        let content = dynamic(move || {
            let Shown { rows, row } = shown.get();
            if place == 0 && is_gone.get() {
                // Leads nowhere any more.
                rows.label(row).into_any()
            } else {
                rows.cell(row, column)
            }
        });
        content.into_any()
    };
    let cells = move || {
        let chosen = core.chosen.get().into_iter();
        chosen
            .enumerate()
            .map(|(place, column)| cell(place, core.column(column), content(place, column)))
            .collect::<Vec<_>>()
    };
    let label = Signal::derive(move || {
        let shown = shown.read();
        shown.rows.label(shown.row)
    });
    let menu_label = Signal::derive(move || format!("Actions for {}", label.get()));
    let actions = Signal::derive(move || {
        let shown = shown.read();
        let mut actions = shown.rows.actions(shown.row);
        actions.extend(copies(core, &*shown.rows, shown.row));
        actions
    });
    // The heading is row 1.
    let index = move || (slot.read().place + 2).to_string();
    let is_selected =
        Memo::new(move |_| core.selectable && core.selected.read().contains(&slot.read().key));
    view! {
        <tr
            role="row"
            aria-rowindex=index
            class:table__gone=is_gone
            class:table__row--selected=is_selected
            aria-hidden=move || is_gone.get().then_some("true")
        >
            {core
                .selectable
                .then(|| view! { <SelectRow core before place=slot label is_selected /> })}
            {dynamic(cells)}
            <td role="cell" class="table__actions">
                <ActionMenu label=menu_label actions />
            </td>
        </tr>
    }
}

fn cell(place: usize, about: ColumnInfo, content: AnyView) -> AnyView {
    if place == 0 {
        view! {
            <th scope="row" role="rowheader" class="table__name">
                {content}
            </th>
        }
        .into_any()
    } else {
        view! {
            <td role="cell" class:num=about.numeric data-label=about.heading>
                <div class="table__cell">{content}</div>
            </td>
        }
        .into_any()
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

/// How the list was left: kept as it changes, and found again when Back led here.
#[derive(Clone, Copy)]
struct Place {
    core: ListCore,
    scroller: NodeRef<html::Div>,
    /// What is not yet as it was left is not kept over it.
    is_found: StoredValue<bool>,
}

impl Place {
    fn find(self) {
        let scroller = self.scroller.try_get_untracked().flatten();
        let left = self.core.view.come_back();
        if let (Some(scroller), Some(left)) = (scroller, left) {
            let (inner, outer) = left.scrolled;
            if !left.selected.is_empty() {
                _ = self.core.selected.try_set(left.selected);
            }
            #[expect(clippy::cast_possible_truncation, reason = "pixels")]
            scroller.set_scroll_top(inner as i32);
            window().scroll_to_with_x_and_y(0.0, outer);
        }
        self.is_found.try_set_value(true);
    }

    fn note(self) {
        if self.is_found.try_get_value() == Some(true)
            && let Some(scroller) = self.scroller.try_get_untracked().flatten()
            && let Some(selected) = self.core.selected.try_get_untracked()
        {
            let outer = window().scroll_y().unwrap_or_default();
            self.core.view.left(Left {
                scrolled: (f64::from(scroller.scroll_top()), outer),
                selected,
            });
        }
    }
}

fn keep_place(core: ListCore, scroller: NodeRef<html::Div>, count: Memo<usize>) -> Place {
    let place = Place {
        core,
        scroller,
        is_found: StoredValue::new(false),
    };
    Effect::new(move |asked: Option<bool>| {
        // Not before there are rows: nothing can be scrolled until then.
        let is_ready = scroller.get().is_some() && count.get() > 0;
        if is_ready && asked != Some(true) {
            // Once they are laid out.
            request_animation_frame(move || place.find());
        }
        is_ready || asked == Some(true)
    });
    Effect::new(move |before: Option<()>| {
        core.selected.track();
        if before.is_some() {
            place.note();
        }
    });
    let page = window_event_listener(leptos::ev::scroll, move |_| place.note());
    on_cleanup(move || page.remove());
    place
}
