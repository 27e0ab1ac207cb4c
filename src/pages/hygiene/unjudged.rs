use leptos::prelude::*;

use super::{
    lists::Lists,
    rule::{Source, depending_on},
};
use crate::{
    query::Query,
    query_view::problem_of,
    ui::{Problem, ProblemNotice},
};

/// Each list that could not be read, with its reason, and the rules that cannot be judged without it.
#[component]
pub fn Unjudged(lists: Lists) -> impl IntoView {
    view! {
        <OfList source=Source::Services query=lists.services />
        <OfList source=Source::Keys query=lists.keys />
        <OfList source=Source::Members query=lists.members />
        <OfList source=Source::Invitations query=lists.invitations />
    }
}

#[component]
fn OfList<T: Send + Sync + 'static>(source: Source, query: Query<T>) -> impl IntoView {
    let problem = problem_of(query);
    let latest = query.latest();
    let is_old = Memo::new(move |_| latest.read().is_some());
    let told = Signal::derive(move || {
        problem
            .get()
            .map(|problem| told(source, problem, is_old.get()))
    });
    view! { <ProblemNotice problem=told on_retry=Callback::new(move |()| query.reload()) /> }
}

/// The problem with what it means for the report.
fn told(source: Source, problem: Problem, is_old: bool) -> Problem {
    let titles: Vec<_> = depending_on(&[source]).map(|about| about.title).collect();
    let consequence = if is_old {
        format!("{} are judged as they were told before.", source.title())
    } else {
        format!("Not judged: {}.", titles.join(", "))
    };
    let title = if problem.status == Some(403) {
        format!("{}: not allowed", source.title())
    } else {
        problem.title
    };
    let advice = problem
        .advice
        .map(|advice| format!("{consequence} {advice}"));
    Problem {
        title,
        advice: Some(advice.unwrap_or(consequence)),
        ..problem
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refused_list_names_the_rules_it_leaves_open() {
        let problem = Problem {
            title: "Listing members failed".into(),
            status: Some(403),
            ..Problem::default()
        };
        let refused = told(Source::Members, problem.clone(), false);
        assert_eq!(refused.title, "Members: not allowed");
        let advice = refused.advice.expect("what it means");
        assert!(advice.starts_with("Not judged: Invitation of somebody"));
        let failed = Problem {
            status: Some(500),
            ..problem
        };
        let old = told(Source::Members, failed, true);
        assert_eq!(old.title, "Listing members failed");
        assert!(
            old.advice
                .is_some_and(|advice| advice.contains("told before"))
        );
    }
}
