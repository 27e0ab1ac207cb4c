use leptos::prelude::*;

/// A number, what it counts, and the list that shows what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub count: usize,
    pub words: &'static str,
    pub href: String,
    /// Whether any is one too many.
    pub is_grave: bool,
}

#[component]
pub fn Figures(#[prop(into)] figures: Vec<Figure>) -> impl IntoView {
    let line = |figure: Figure| {
        let class = match (figure.count, figure.is_grave) {
            (0, _) => "figure figure--none",
            (_, true) => "figure figure--grave",
            (_, false) => "figure",
        };
        view! {
            <li>
                <a class=class href=figure.href>
                    <b class="figure__count">{figure.count}</b>
                    " "
                    <span>{figure.words}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="plain figures">{figures.into_iter().map(line).collect_view()}</ul> }
}
