use leptos::prelude::*;

/// A few rows of facts that are shown whole: nothing to order, to filter or to choose.
#[component]
pub fn ShortTable(
    label: &'static str,
    headings: &'static [&'static str],
    /// Whether the last cell of a row holds buttons.
    #[prop(optional)]
    actions: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heading = |text: &'static str| {
        view! {
            <th scope="col" role="columnheader">
                {text}
            </th>
        }
    };
    let actions = actions.then(|| {
        view! {
            <th scope="col" role="columnheader">
                <span class="visually-hidden">"Actions"</span>
            </th>
        }
    });
    view! {
        <div class="table__scroll">
            <table class="table" role="table" aria-label=label>
                <thead role="rowgroup">
                    <tr role="row">
                        {headings.iter().copied().map(heading).collect_view()} {actions}
                    </tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}
