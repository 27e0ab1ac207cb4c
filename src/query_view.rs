//! Shows what a query answered, with one look for waiting and one for refusal.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    client::ApiError,
    query::Query,
    ui::{Problem, ProblemNotice, Skeleton, Waiting, dynamic},
};

/// The children are built once and read later answers from the signal, so a reload throws away no
/// focus, no scroll and no open menu. A reload that fails leaves the last answer in place.
#[component]
pub fn QueryView<T, F, V>(
    query: Query<T>,
    /// Rows and columns of the outline shown while waiting.
    #[prop(default = (4, 4))]
    outline: (usize, usize),
    children: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    view! {
        <ProblemNotice problem=problem_of(query) on_retry=Callback::new(move |()| query.reload()) />
        <Answered query outline children />
    }
}

/// The same without a word of why it failed, for a view of several answers that tells that once.
#[component]
pub fn Answered<T, F, V>(
    query: Query<T>,
    /// Rows and columns of the outline shown while waiting.
    outline: (usize, usize),
    children: F,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    F: Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
    V: IntoView + 'static,
{
    let latest = query.latest();
    // A memo, because a signal that is set to what it already holds still notifies.
    let answered = Memo::new(move |_| latest.read().is_some());
    let problem = problem_of(query);
    let failed = Memo::new(move |_| problem.read().is_some());
    let held = StoredValue::new(None::<Arc<T>>);
    // While the session closes, the answer is gone a moment before this view is.
    let answer = Signal::derive(move || {
        let now = latest.get().or_else(|| held.get_value());
        held.set_value(now.clone());
        now.expect("shown only once answered")
    });
    let content = move || match (answered.get(), failed.get()) {
        (true, _) => children(answer).into_any(),
        (false, true) => ().into_any(),
        (false, false) => view! {
            <Waiting />
            <Skeleton rows=outline.0 columns=outline.1 />
        }
        .into_any(),
    };
    view! {
        <div class="query" aria-busy=move || query.loading().get().to_string()>
            {dynamic(content)}
        </div>
    }
}

/// Why the last read failed, for a part of a page that shows its answer in its own way.
pub fn problem_of<T: Send + Sync + 'static>(query: Query<T>) -> Memo<Option<Problem>> {
    Memo::new(move |_| query.error().read().as_ref().map(ApiError::problem))
}
