use std::sync::Arc;

use leptos::prelude::*;

use super::{
    credits::{Credits, percent},
    held::Told,
    metrics,
    split::by_metric,
};
use crate::ui::{Panel, Properties, Property, dynamic};

/// What the range cost, by metric.
#[component]
pub fn Totals(told: Memo<Arc<Vec<Told>>>) -> impl IntoView {
    let totals = move || {
        let totals = by_metric(&told.read());
        let all: Credits = totals.iter().map(|(_, credits)| *credits).sum();
        let rows = totals.into_iter().map(move |(name, credits)| {
            let share = credits.share_of(all).map(percent).unwrap_or_default();
            view! {
                <Property label=metrics::label(
                    &name,
                )>
                    {format!("{} · {share} ", credits.with_unit())}
                    <code class="mono quiet">{name.to_string()}</code>
                </Property>
            }
        });
        view! { <Properties>{rows.collect_view()}</Properties> }
    };
    view! { <Panel title="Totals by metric">{dynamic(totals)}</Panel> }
}
