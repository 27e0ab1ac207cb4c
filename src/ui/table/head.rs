//! The headings of a table, and the list box that orders it where there is no room for headings.

use leptos::prelude::*;

use crate::ui::dynamic;
use web_sys::MouseEvent;

use super::Sort;
use crate::ui::{Icon, list::ColumnInfo};

#[component]
pub(super) fn HeadingCell(
    heading: ColumnInfo,
    sort: Memo<Sort>,
    on_sort: Callback<(Sort,)>,
) -> impl IntoView {
    let ColumnInfo {
        heading: text,
        key,
        numeric,
        ..
    } = heading;
    let place = Memo::new(move |_| sort.read().place(key));
    // Only the column that decides first may say so; the others show their number.
    let aria_sort = move || match place.get() {
        Some((0, false)) => Some("ascending"),
        Some((0, true)) => Some("descending"),
        _ => None,
    };
    let click = move |event: MouseEvent| {
        // Read first: the owner may write the signal while it runs.
        let wanted = sort.read_untracked().toggled(key, event.shift_key());
        on_sort.run((wanted,));
    };
    let arrow = move || {
        place.get().map(|(place, descending)| {
            let number = (place > 0).then(|| view! { <small>{place + 1}</small> });
            let name = if descending { "down" } else { "up" };
            view! {
                <Icon name />
                {number}
            }
        })
    };
    view! {
        <th scope="col" role="columnheader" class:num=numeric aria-sort=aria_sort>
            <button type="button" class="table__sort" on:click=click>
                {text}
                {dynamic(arrow)}
            </button>
            <i class="table__grip" data-column=key></i>
        </th>
    }
}

/// Shown instead of the headings on narrow screens.
#[component]
pub(super) fn SortSelect(
    headings: Vec<ColumnInfo>,
    sort: Memo<Sort>,
    on_sort: Callback<(Sort,)>,
) -> impl IntoView {
    let chosen = Memo::new(move |_| sort.get().0.first().cloned().map(|key| Sort(vec![key])));
    let options = headings.into_iter().flat_map(|heading| {
        [
            (Sort::by(heading.key), "ascending"),
            (Sort::by_descending(heading.key), "descending"),
        ]
        .map(|(sort, direction)| (sort, format!("{}, {direction}", heading.heading)))
    });
    let options = options.map(|(sort, text)| {
        let value = sort.to_string();
        view! {
            <option value=value prop:selected=move || *chosen.read() == Some(sort.clone())>
                {text}
            </option>
        }
    });
    view! {
        <label class="table__order">
            "Sort by"
            <select
                class="input"
                on:change:target=move |event| on_sort.run((Sort::parse(&event.target().value()),))
            >
                <option value="" prop:selected=move || chosen.read().is_none()>
                    "the API's order"
                </option>
                {options.collect_view()}
            </select>
        </label>
    }
}
