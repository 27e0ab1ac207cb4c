use std::time::Duration;

use leptos::{html, prelude::*};

use super::super::{
    ListCore,
    layout::{LEAST, MOST, Placed, clamped, pinned_first, placed, written},
};
use crate::ui::{Button, Icon, Tone};

const MOVED: Duration = Duration::from_millis(150);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

/// Which columns are shown, in which order, how wide, and which of them stay in sight.
#[component]
pub(super) fn ColumnsTool(core: ListCore) -> impl IntoView {
    let laid = Memo::new(move |_| {
        let view = core.view.now.read();
        let text = view.columns.as_deref().unwrap_or_default();
        core.about.with_value(|about| placed(&about.columns, text))
    });
    // A column keeps its place in these lines when it is taken off, so that none jumps away.
    let order = RwSignal::new(lines(core, &laid.get_untracked(), &[]));
    let keep = move |placed: &[Placed]| {
        let text = core
            .about
            .with_value(|about| written(&about.columns, placed));
        core.view.set_columns(Some(text));
        order.update(|order| *order = lines(core, placed, order));
    };
    let change = Callback::new(move |(column, change): (usize, Change)| {
        let mut placed = laid.get_untracked();
        change.apply(&mut placed, &order.read_untracked(), column);
        keep(&placed);
    });
    let reset = move || {
        core.view.set_columns(None);
        order.set(lines(core, &laid.get_untracked(), &[]));
    };
    view! {
        <ul class="plain" aria-label="Columns">
            <For each=move || order.get() key=|column| *column let:column>
                <Line core laid column change />
            </For>
        </ul>
        <p class="hint tool__widths">
            "Widths in pixels; the edges of the headings can be dragged too."
        </p>
        <div class="tool__foot">
            <Button tone=Tone::Plain on_click=reset>
                "Reset columns"
            </Button>
        </div>
    }
}

/// All columns in the order of their lines: the shown ones as they are shown, the others where they were among them.
fn lines(core: ListCore, shown: &[Placed], before: &[usize]) -> Vec<usize> {
    let count = core.about.with_value(|about| about.columns.len());
    merged(shown.iter().map(|one| one.column), before, count)
}

fn merged(shown: impl Iterator<Item = usize>, before: &[usize], count: usize) -> Vec<usize> {
    let mut order: Vec<usize> = shown.collect();
    for column in 0..count {
        if order.contains(&column) {
            continue;
        }
        let place = before.iter().position(|other| *other == column);
        // Behind the line that it followed; a new one goes to the end.
        let ahead = place.map(|place| &before[..place]);
        let after = ahead.and_then(|ahead| {
            let is_there = |other: &&usize| order.contains(*other);
            let last = ahead.iter().rev().find(is_there)?;
            order.iter().position(|other| other == last)
        });
        order.insert(after.map_or(order.len(), |after| after + 1), column);
    }
    order
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Change {
    Show(bool),
    Pin(bool),
    Width(Option<u32>),
    Move(Way),
}

impl Change {
    fn apply(self, placed: &mut Vec<Placed>, order: &[usize], column: usize) {
        match self {
            Self::Show(true) => {
                placed.push(Placed {
                    column,
                    width: None,
                    pinned: false,
                });
                let line = |one: &Placed| order.iter().position(|other| *other == one.column);
                placed.sort_by_key(line);
            }
            Self::Show(false) => placed.retain(|one| one.column != column),
            Self::Pin(pinned) => with(placed, column, |one| one.pinned = pinned),
            Self::Width(width) => with(placed, column, |one| one.width = width),
            Self::Move(way) => {
                let place = placed.iter().position(|one| one.column == column);
                let Some(place) = place else { return };
                let other = match way {
                    Way::Up => place.saturating_sub(1),
                    Way::Down => (place + 1).min(placed.len() - 1),
                };
                if other > 0 {
                    // What passes a pinned column is pinned as it is, and the other way round.
                    let pinned = placed[other].pinned;
                    placed[place].pinned = pinned;
                    placed.swap(place, other);
                }
            }
        }
        pinned_first(placed);
    }
}

fn with(placed: &mut [Placed], column: usize, change: impl FnOnce(&mut Placed)) {
    if let Some(one) = placed.iter_mut().find(|one| one.column == column) {
        change(one);
    }
}

#[component]
fn Line(
    core: ListCore,
    laid: Memo<Vec<Placed>>,
    column: usize,
    change: Callback<(usize, Change)>,
) -> impl IntoView {
    let heading = core.column(column).heading;
    let now = Memo::new(move |_| laid.read().iter().find(|one| one.column == column).copied());
    let shown = move || now.read().is_some();
    let pinned = move || now.read().is_some_and(|one| one.pinned);
    let width = move || {
        let width = now.read().and_then(|one| one.width);
        width.map(|width| width.to_string()).unwrap_or_default()
    };
    // The first column names its row.
    let fixed = column == 0;
    let change = move |what: Change| change.run((column, what));
    let input = move |value: f64| change(Change::Width(value.is_finite().then(|| clamped(value))));
    view! {
        <li class="tool__line">
            <label class="tool__choice">
                <input
                    type="checkbox"
                    prop:checked=shown
                    disabled=fixed
                    on:change:target=move |event| change(Change::Show(event.target().checked()))
                />
                {heading}
            </label>
            <Show when=shown>
                <input
                    type="number"
                    class="input tool__width"
                    aria-label=format!("Width of {heading}")
                    placeholder="auto"
                    min=LEAST
                    max=MOST
                    step="20"
                    prop:value=width
                    on:change:target=move |event| input(event.target().value_as_number())
                />
                <button
                    type="button"
                    class="button button--plain button--icon tool__pin"
                    aria-label=format!("Pin {heading}")
                    aria-pressed=move || pinned().to_string()
                    on:click=move |_| change(Change::Pin(!pinned()))
                >
                    <Icon name="pin" />
                </button>
            </Show>
            <Show when=move || shown() && !fixed>
                <Mover heading way=Way::Up move_it=move |()| change(Change::Move(Way::Up)) />
                <Mover heading way=Way::Down move_it=move |()| change(Change::Move(Way::Down)) />
            </Show>
        </li>
    }
}

/// Gives the focus back if nothing else took it.
fn refocus(button: NodeRef<html::Button>) {
    let is_lost = document()
        .active_element()
        .is_none_or(|active| active.tag_name() == "BODY");
    if let (true, Some(button)) = (is_lost, button.try_get_untracked().flatten()) {
        _ = button.focus();
    }
}

#[component]
fn Mover(heading: &'static str, way: Way, #[prop(into)] move_it: Callback<()>) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    let (icon, word) = match way {
        Way::Up => ("up", "forward"),
        Way::Down => ("down", "back"),
    };
    let click = move |_| {
        move_it.run(());
        // A line that moves loses the focus; when it does, is the browser's affair.
        request_animation_frame(move || refocus(button));
        set_timeout(move || refocus(button), MOVED);
    };
    view! {
        <button
            type="button"
            class="button button--plain button--icon"
            aria-label=format!("Move {heading} {word}")
            node_ref=button
            on:click=click
        >
            <Icon name=icon />
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(columns: &[usize]) -> Vec<Placed> {
        let place = |column: &usize| Placed {
            column: *column,
            width: None,
            pinned: false,
        };
        columns.iter().map(place).collect()
    }

    fn after(change: Change, column: usize) -> (Vec<usize>, usize) {
        let mut placed = shown(&[0, 1, 2, 4]);
        change.apply(&mut placed, &[0, 1, 2, 3, 4], column);
        let pinned = placed.iter().filter(|one| one.pinned).count();
        (placed.iter().map(|one| one.column).collect(), pinned)
    }

    #[test]
    fn columns_are_shown_where_their_line_stands_and_moved_past_their_neighbours() {
        assert_eq!(after(Change::Show(true), 3).0, [0, 1, 2, 3, 4]);
        assert_eq!(after(Change::Show(false), 2).0, [0, 1, 4]);
        assert_eq!(after(Change::Move(Way::Up), 2).0, [0, 2, 1, 4]);
        assert_eq!(after(Change::Move(Way::Down), 2).0, [0, 1, 4, 2]);
        assert_eq!(
            after(Change::Move(Way::Up), 1).0,
            [0, 1, 2, 4],
            "the name stays first"
        );
        assert_eq!(after(Change::Move(Way::Down), 4).0, [0, 1, 2, 4]);
    }

    #[test]
    fn what_is_pinned_comes_before_what_is_not() {
        assert_eq!(after(Change::Pin(true), 2), (vec![0, 2, 1, 4], 1));
        let mut placed = shown(&[0, 1, 2]);
        Change::Pin(true).apply(&mut placed, &[], 1);
        Change::Move(Way::Up).apply(&mut placed, &[], 2);
        assert_eq!(placed[1].column, 2);
        assert!(
            placed[1].pinned && placed[2].pinned,
            "it passed a pinned one"
        );
    }

    #[test]
    fn a_hidden_column_keeps_its_line() {
        assert_eq!(merged([0, 2].into_iter(), &[0, 1, 2], 4), [0, 1, 2, 3]);
        assert_eq!(merged([0, 2, 1].into_iter(), &[], 4), [0, 2, 1, 3]);
    }
}
