use std::sync::Arc;

use leptos::prelude::*;

use super::{
    columns::{RULE, SEVERITY},
    finding::Finding,
    rule::{About, RULES, Severity},
};
use crate::{
    pages::flags::{Flag, Flags},
    ui::{ListView, list::Filter},
};

/// Narrows the report to a severity or a rule, in the filter of its list.
#[component]
pub fn Narrow(all: Memo<Arc<Vec<Finding>>>, view: ListView) -> impl IntoView {
    let filter = Memo::new(move |_| Filter::parse(&view.now.read().filter));
    let severity = Memo::new(move |_| filter.read().wanted(SEVERITY));
    let flags = Memo::new(move |_| {
        let (all, severity) = (all.read(), severity.read());
        let is_offered =
            |about: &&About| severity.is_empty() || is_one_of(&severity, about.severity);
        let flag = |about: &'static About| Flag {
            word: about.word,
            label: about.title,
            why: about.why,
            is_grave: about.severity != Severity::Low,
            count: all
                .iter()
                .filter(|finding| finding.rule == about.rule)
                .count(),
        };
        let rules: &'static [About] = &RULES;
        let flags = rules.iter().filter(is_offered).map(flag);
        flags.collect::<Vec<_>>()
    });
    view! {
        <div class="narrow">
            <div class="segments" role="group" aria-label="Severity">
                <OneSeverity severity=None all view filter />
                {Severity::ALL
                    .map(|severity| {
                        view! { <OneSeverity severity=Some(severity) all view filter /> }
                    })}
            </div>
            <Flags label="Filter by rule" key=RULE flags view />
        </div>
    }
}

fn is_one_of(words: &[String], severity: Severity) -> bool {
    words.iter().any(|word| word == severity.word())
}

#[component]
fn OneSeverity(
    /// `None` for all of them.
    severity: Option<Severity>,
    all: Memo<Arc<Vec<Finding>>>,
    view: ListView,
    filter: Memo<Filter>,
) -> impl IntoView {
    let is_on = Memo::new(move |_| {
        let wanted = filter.read().wanted(SEVERITY);
        severity.map_or(wanted.is_empty(), |one| is_one_of(&wanted, one))
    });
    let count = Memo::new(move |_| {
        let all = all.read();
        let of = |finding: &&Finding| {
            severity.is_none_or(|severity| finding.rule.about().severity == severity)
        };
        all.iter().filter(of).count()
    });
    let choose = move |_| {
        let word = severity.map(|severity| severity.word().to_owned());
        let next = filter
            .read_untracked()
            .with(SEVERITY, word.into_iter().collect());
        // A rule belongs to one severity.
        let next = next.without(RULE);
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
