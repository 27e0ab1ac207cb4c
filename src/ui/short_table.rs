use leptos::prelude::*;

/// A few rows of facts that are shown whole: nothing to order, to filter or to choose.
#[component]
pub fn ShortTable(
    label: &'static str,
    headings: &'static [&'static str],
    /// Whether the last cell of a row holds buttons.
    #[prop(optional)]
    actions: bool,
    /// The columns from this one on hold numbers.
    #[prop(default = usize::MAX)]
    numbers_from: usize,
    /// Whether it scrolls by itself, because its rows may be many.
    #[prop(optional)]
    long: bool,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let heading = |(place, text): (usize, &'static str)| {
        let is_number = place >= numbers_from;
        view! {
            <th scope="col" role="columnheader" class:num=is_number>
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
        <div class="table__scroll" class:table__scroll--long=long>
            <table class="table" role="table" aria-label=label>
                <thead role="rowgroup">
                    <tr role="row">
                        {headings.iter().copied().enumerate().map(heading).collect_view()} {actions}
                    </tr>
                </thead>
                <tbody role="rowgroup">{children()}</tbody>
            </table>
        </div>
    }
}
