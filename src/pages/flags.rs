use leptos::prelude::*;

use crate::ui::{ListView, dynamic, list::Filter};

/// A word that stands out in a column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flag {
    /// In the filter.
    pub word: &'static str,
    pub label: &'static str,
    /// What it means.
    pub why: &'static str,
    pub is_grave: bool,
    /// How many rows have it.
    pub count: usize,
}

/// The words of a column that occur, each with its count: one at a time narrows the list, by its filter.
#[component]
pub fn Flags(
    /// What the buttons do, such as "Filter by mark".
    label: &'static str,
    /// The column.
    key: &'static str,
    #[prop(into)] flags: Signal<Vec<Flag>>,
    view: ListView,
) -> impl IntoView {
    let filter = Memo::new(move |_| Filter::parse(&view.now.read().filter));
    let wanted = Memo::new(move |_| filter.read().wanted(key));
    let is_wanted = move |word: &str| wanted.read().iter().any(|one| one == word);
    let offered = Memo::new(move |_| {
        let flags = flags.get().into_iter();
        // A chosen one stays in sight when its last row is gone, or it could not be let go.
        flags
            .filter(|flag| flag.count > 0 || is_wanted(flag.word))
            .collect::<Vec<_>>()
    });
    let button = move |flag: Flag| {
        let choose = move |_| {
            let is_on = untrack(|| is_wanted(flag.word));
            let word = (!is_on).then(|| flag.word.to_owned());
            let next = filter
                .read_untracked()
                .with(key, word.into_iter().collect());
            view.set_filter(next.to_string(), false);
        };
        let class = if flag.is_grave {
            "flag flag--grave"
        } else {
            "flag"
        };
        view! {
            <button
                type="button"
                class=class
                aria-pressed=move || is_wanted(flag.word).to_string()
                title=flag.why
                on:click=choose
            >
                {flag.label}
                " "
                <b>{flag.count}</b>
            </button>
        }
    };
    view! {
        <Show when=move || !offered.read().is_empty()>
            <div class="flags flags--bar" role="group" aria-label=label>
                {dynamic(move || offered.get().into_iter().map(button).collect_view())}
            </div>
        </Show>
    }
}
