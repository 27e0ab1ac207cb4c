use leptos::prelude::*;

use crate::{
    pages::keys::marks::Mark,
    ui::{ListView, dynamic},
};

/// The marks that occur, each with its count: one of them at a time narrows the list, by its filter.
#[component]
pub fn MarkFilter(
    /// The marks of all rows.
    #[prop(into)]
    marks: Signal<Vec<Mark>>,
    view: ListView,
) -> impl IntoView {
    let wanted = Memo::new(move |_| wanted(&view.now.read().filter));
    let counts = Memo::new(move |_| {
        let marks = marks.read();
        let count = |mark: Mark| marks.iter().filter(|other| **other == mark).count();
        let counted = Mark::ALL.into_iter().map(|mark| (mark, count(mark)));
        // A chosen one stays in sight when its last row is gone, or it could not be let go.
        counted
            .filter(|(mark, count)| *count > 0 || wanted.get() == Some(*mark))
            .collect::<Vec<_>>()
    });
    let button = move |(mark, count): (Mark, usize)| {
        let is_on = move || wanted.get() == Some(mark);
        let toggle = move |_| {
            let filter = view.now.read_untracked().filter.clone();
            let mark = (!untrack(is_on)).then_some(mark);
            view.set_filter(with_mark(&filter, mark), false);
        };
        let class = if mark.is_grave() {
            "flag flag--grave"
        } else {
            "flag"
        };
        view! {
            <button
                type="button"
                class=class
                aria-pressed=move || is_on().to_string()
                title=mark.advice()
                on:click=toggle
            >
                {mark.words()}
                " "
                <b>{count}</b>
            </button>
        }
    };
    view! {
        <Show when=move || !counts.read().is_empty()>
            <div class="flags flags--bar" role="group" aria-label="Filter by mark">
                {dynamic(move || counts.get().into_iter().map(button).collect_view())}
            </div>
        </Show>
    }
}

const KEY: &str = "mark:";

/// The mark that a filter asks for.
fn wanted(filter: &str) -> Option<Mark> {
    let mut words = filter.split_whitespace();
    let word = words.find_map(|word| word.strip_prefix(KEY))?;
    Mark::ALL.into_iter().find(|mark| mark.word() == word)
}

/// The filter with this mark instead of the one it had.
fn with_mark(filter: &str, mark: Option<Mark>) -> String {
    let rest = filter
        .split_whitespace()
        .filter(|word| !word.starts_with(KEY))
        .map(ToOwned::to_owned);
    let mark = mark.map(|mark| format!("{KEY}{}", mark.word()));
    rest.chain(mark).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_stands_in_the_filter_once_and_leaves_the_rest() {
        assert_eq!(with_mark("ci", Some(Mark::Open)), "ci mark:open");
        assert_eq!(
            with_mark("mark:open ci", Some(Mark::Unused)),
            "ci mark:unused"
        );
        assert_eq!(with_mark("mark:open ci", None), "ci");
        assert_eq!(wanted("ci mark:never-used"), Some(Mark::NeverUsed));
        assert_eq!(wanted("mark:gone"), None);
    }
}
