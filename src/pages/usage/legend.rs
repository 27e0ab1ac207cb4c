use std::sync::Arc;

use leptos::prelude::*;

use super::{
    credits::percent,
    daily::colour,
    known::Standing,
    split::{Group, Series},
};
use crate::ui::{chart::TEXTURES, dynamic};

/// The groups with their totals, in the order of the bars from the ground up. Choosing one fades the others.
#[component]
pub fn Legend(series: Memo<Arc<Series>>, picked: RwSignal<Option<usize>>) -> impl IntoView {
    let entry = move |(place, group): (usize, &Group), series: &Series| {
        let is_picked = move || (picked.get() == Some(place)).to_string();
        let pick = move |_| {
            picked.update(|picked| {
                *picked = if *picked == Some(place) {
                    None
                } else {
                    Some(place)
                };
            });
        };
        let share = group.total.share_of(series.total).map(percent);
        let gone = (group.standing == Standing::Gone)
            .then(|| view! { <span class="legend__gone">"gone"</span> });
        view! {
            <li>
                <button type="button" class="legend__one" aria-pressed=is_picked on:click=pick>
                    <span
                        class=format!(
                            "legend__mark legend__mark--{} {}",
                            place % TEXTURES,
                            colour(place),
                        )
                        aria-hidden="true"
                    ></span>
                    <span class="legend__label">{group.label.clone()}</span>
                    {gone}
                    <span class="legend__total">{group.total.with_unit()}</span>
                    <span class="legend__share">{share}</span>
                </button>
            </li>
        }
    };
    let entries = move || {
        let series = series.read();
        let groups = series.groups.iter().enumerate();
        groups.map(|group| entry(group, &series)).collect_view()
    };
    view! {
        <ul class="legend" aria-label="Parts of the cost, the largest first">
            {dynamic(entries)}
        </ul>
    }
}
