use std::sync::Arc;

use leptos::prelude::*;

use super::{
    filter::{RULE, SEVERITY, asked, with},
    finding::Finding,
    rule::{About, RULES, Severity},
};
use crate::{
    format::plural,
    ui::{ListView, dynamic, list::Filter},
};

/// Narrows the report: by severity, by rule and by text, all of it in the filter of the address.
#[component]
pub fn Narrow(
    all: Memo<Arc<Vec<Finding>>>,
    shown: Memo<Arc<Vec<Finding>>>,
    view: ListView,
    filter: Memo<Filter>,
) -> impl IntoView {
    let said = move || {
        let (shown, all) = (shown.read().len(), all.read().len());
        if filter.read().items.is_empty() {
            plural(all, "finding", "findings")
        } else {
            format!("{shown} of {}", plural(all, "finding", "findings"))
        }
    };
    let typed = Memo::new(move |_| view.now.read().filter.clone());
    view! {
        <div class="narrow" role="search">
            <div class="segments" role="group" aria-label="Severity">
                <OneSeverity severity=None all view filter />
                {Severity::ALL
                    .map(|severity| {
                        view! { <OneSeverity severity=Some(severity) all view filter /> }
                    })}
            </div>
            <input
                type="search"
                class="input narrow__text"
                aria-label="Filter findings"
                placeholder="Filter by name or detail"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=typed
                on:input:target=move |event| view.set_filter(event.target().value(), true)
                on:blur=move |_| view.settle()
            />
            <span class="filter__count" role="status">
                {dynamic(said)}
            </span>
            <Rules all view filter />
        </div>
    }
}

#[component]
fn OneSeverity(
    /// `None` for all of them.
    severity: Option<Severity>,
    all: Memo<Arc<Vec<Finding>>>,
    view: ListView,
    filter: Memo<Filter>,
) -> impl IntoView {
    let word = severity.map(Severity::word);
    let is_on = Memo::new(move |_| asked(&filter.read(), SEVERITY) == word);
    let count = Memo::new(move |_| {
        let all = all.read();
        let of = |finding: &&Finding| {
            severity.is_none_or(|severity| finding.rule.about().severity == severity)
        };
        all.iter().filter(of).count()
    });
    let choose = move |_| {
        let next = with(&filter.get_untracked(), SEVERITY, word);
        // A rule belongs to one severity.
        let next = with(&next, RULE, None);
        view.set_filter(next.to_string(), false);
    };
    view! {
        <button
            type="button"
            class="segments__one"
            aria-pressed=move || is_on.get().to_string()
            on:click=choose
        >
            {severity.map_or("All", Severity::title)}
            " "
            {count}
        </button>
    }
}

/// The rules that found something, each with its count; one at a time.
#[component]
fn Rules(all: Memo<Arc<Vec<Finding>>>, view: ListView, filter: Memo<Filter>) -> impl IntoView {
    let wanted = Memo::new(move |_| asked(&filter.read(), RULE).map(ToOwned::to_owned));
    let severity = Memo::new(move |_| asked(&filter.read(), SEVERITY).map(ToOwned::to_owned));
    let counts = Memo::new(move |_| {
        let (all, severity) = (all.read(), severity.read());
        let of_severity = |about: &&About| {
            severity
                .as_deref()
                .is_none_or(|word| about.severity.word() == word)
        };
        let counts = RULES.iter().enumerate().filter_map(|(place, about)| {
            let count = all
                .iter()
                .filter(|finding| finding.rule == about.rule)
                .count();
            (count > 0 && of_severity(&about)).then_some((place, count))
        });
        counts.collect::<Vec<_>>()
    });
    let button = move |(place, count): (usize, usize)| {
        let about = &RULES[place];
        let is_on = move || wanted.read().as_deref() == Some(about.word);
        let toggle = move |_| {
            let word = (!untrack(is_on)).then_some(about.word);
            let next = with(&filter.get_untracked(), RULE, word);
            view.set_filter(next.to_string(), false);
        };
        let class = if about.severity == Severity::Low {
            "flag"
        } else {
            "flag flag--grave"
        };
        view! {
            <button
                type="button"
                class=class
                aria-pressed=move || is_on().to_string()
                on:click=toggle
            >
                {about.title}
                " "
                <b>{count}</b>
            </button>
        }
    };
    view! {
        <div class="flags flags--bar narrow__rules" role="group" aria-label="Filter by rule">
            {dynamic(move || counts.get().into_iter().map(button).collect_view())}
        </div>
    }
}
