use leptos::prelude::*;

/// The outline of a list that is still loading, or with two columns of facts with their labels; at the size of
/// what comes, so that nothing jumps.
#[component]
pub fn Skeleton(rows: usize, columns: usize) -> impl IntoView {
    let cells = move || (0..columns).map(|_| view! { <span class="skeleton__cell"></span> });
    let row = move |_| view! { <div class="skeleton__row">{cells().collect_view()}</div> };
    view! {
        <div class="skeleton" class:skeleton--facts=columns < 3 aria-hidden="true">
            <div class="skeleton__head"></div>
            {(0..rows).map(row).collect_view()}
        </div>
    }
}

/// Says that something is on its way. The bar shows only after a moment, so a quick answer does not
/// flicker.
#[component]
pub fn Waiting(
    /// What is awaited; "Loading" unless given.
    #[prop(optional, into)]
    label: String,
) -> impl IntoView {
    let label = if label.is_empty() {
        "Loading".to_owned()
    } else {
        label
    };
    view! {
        <div class="waiting" role="status">
            <span class="visually-hidden">{label}</span>
        </div>
    }
}
