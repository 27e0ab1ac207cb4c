use leptos::prelude::*;

use super::super::ListCore;
use crate::ui::{Button, Icon, Tone};

/// Which columns are shown, and in which order.
#[component]
pub(super) fn ColumnsTool(core: ListCore) -> impl IntoView {
    // The columns in the order they had when this opened, so that none jumps away when it is taken off.
    let count = core.about.with_value(|about| about.columns.len());
    let order = RwSignal::new({
        let mut order = core.chosen.get_untracked();
        let rest: Vec<usize> = (0..count)
            .filter(|column| !order.contains(column))
            .collect();
        order.extend(rest);
        order
    });
    let choose = move |chosen: Vec<usize>| {
        let keys: Vec<&str> = chosen
            .iter()
            .map(|column| core.column(*column).key)
            .collect();
        core.view.set_columns(Some(keys.join(",")));
    };
    let toggle = move |column: usize, show: bool| {
        let shown = core.chosen.get_untracked();
        let wanted = |other: &usize| {
            if *other == column {
                show
            } else {
                shown.contains(other)
            }
        };
        choose(order.get_untracked().into_iter().filter(wanted).collect());
    };
    let up = move |column: usize| {
        order.update(|order| {
            let place = order.iter().position(|other| *other == column);
            if let Some(place) = place.filter(|place| *place > 1) {
                order.swap(place, place - 1);
            }
        });
        let shown = core.chosen.get_untracked();
        choose(
            order
                .get_untracked()
                .into_iter()
                .filter(|column| shown.contains(column))
                .collect(),
        );
    };
    let line = move |column: usize| {
        let heading = core.column(column).heading;
        let shown = Memo::new(move |_| core.chosen.read().contains(&column));
        // The first column names its row.
        let fixed = column == 0;
        let mover = (!fixed).then(|| {
            view! {
                <button
                    type="button"
                    class="button button--plain button--icon"
                    aria-label=format!("Move {heading} forward")
                    on:click=move |_| up(column)
                >
                    <Icon name="up" />
                </button>
            }
        });
        view! {
            <li class="tool__line">
                <label class="tool__choice">
                    <input
                        type="checkbox"
                        prop:checked=shown
                        disabled=fixed
                        on:change:target=move |event| toggle(column, event.target().checked())
                    />
                    {heading}
                </label>
                {mover}
            </li>
        }
    };
    let reset = move || {
        core.view.set_columns(None);
        order.set({
            let shown = core.chosen.get_untracked();
            let rest = (0..count).filter(|column| !shown.contains(column));
            shown.iter().copied().chain(rest).collect()
        });
    };
    view! {
        <ul class="plain" aria-label="Columns">
            <For each=move || order.get() key=|column| *column children=line />
        </ul>
        <div class="tool__foot">
            <Button tone=Tone::Plain on_click=reset>
                "Reset columns"
            </Button>
        </div>
    }
}
