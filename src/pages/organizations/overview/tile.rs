use leptos::prelude::*;

use crate::{
    query::Query,
    query_view::problem_of,
    ui::{Panel, Problem, ProblemNotice, dynamic},
};

/// How far the answer behind a tile is.
#[derive(Clone, Copy)]
pub struct TileState {
    is_known: Memo<bool>,
    problem: Memo<Option<Problem>>,
    /// `None` where the reason is told once for several tiles.
    retry: Option<Callback<()>>,
}

impl TileState {
    pub fn of<T: Send + Sync + 'static>(query: Query<T>) -> Self {
        let latest = query.latest();
        Self {
            is_known: Memo::new(move |_| latest.read().is_some()),
            problem: problem_of(query),
            retry: Some(Callback::new(move |()| query.reload())),
        }
    }

    /// For one of several tiles of the same answer.
    pub fn shared<T: Send + Sync + 'static>(query: Query<T>) -> Self {
        Self {
            retry: None,
            ..Self::of(query)
        }
    }

    /// Once both are settled, with what there is of them: one that failed does not hide what the other tells.
    pub fn with(self, other: Self) -> Self {
        let is_settled = |one: Self| one.is_known.get() || one.problem.read().is_some();
        let is_known = Memo::new(move |_| {
            let any = self.is_known.get() || other.is_known.get();
            any && is_settled(self) && is_settled(other)
        });
        Self { is_known, ..self }
    }
}

/// A part of the overview: it has its size before its answer is there, and tells its own failure.
#[component]
pub fn Tile(
    title: &'static str,
    /// Text and address of where there is more.
    more: (&'static str, String),
    state: TileState,
    /// How many lines it is likely to have.
    lines: usize,
    /// Why it may take a while.
    #[prop(optional)]
    patience: &'static str,
    #[prop(into)] content: ViewFn,
) -> impl IntoView {
    let TileState {
        is_known,
        problem,
        retry,
    } = state;
    let (text, href) = more;
    let actions = move || {
        let href = href.clone();
        view! { <a href=href>{text}</a> }
    };
    let told = Signal::derive(move || {
        let problem = problem.get().filter(|_| retry.is_some())?;
        Some(match problem.status {
            Some(403) => Problem {
                title: "Not allowed".into(),
                ..problem
            },
            _ => problem,
        })
    });
    let failed = Memo::new(move |_| problem.read().is_some());
    let retry_here = Callback::new(move |()| {
        if let Some(retry) = retry {
            retry.run(());
        }
    });
    let body = move || {
        match (is_known.get(), failed.get()) {
        (true, _) => content.run(),
        (false, true) if retry.is_none() => {
            view! { <p class="panel__text quiet">"Not known while the list of services is not."</p> }
                .into_any()
        }
        (false, true) => ().into_any(),
        (false, false) => outline(lines, patience),
    }
    };
    view! {
        <Panel title actions>
            <div class=format!("tile tile--{}", lines.min(6))>
                <ProblemNotice problem=told on_retry=retry_here />
                {dynamic(body)}
            </div>
        </Panel>
    }
}

fn outline(lines: usize, patience: &'static str) -> AnyView {
    let line = |_| view! { <span class="tile__line"></span> };
    view! {
        <div class="tile__outline" aria-hidden="true">
            {(0..lines).map(line).collect_view()}
        </div>
        {(!patience.is_empty()).then(|| view! { <p class="panel__text hint">{patience}</p> })}
    }
    .into_any()
}
