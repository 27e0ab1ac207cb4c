use leptos::{html, prelude::*};

use super::{
    counts::Facet,
    follow::{Counted, Follow},
};
use crate::{
    theme::{prefer, preference},
    ui::{Icon, dynamic, list::Filter},
};

/// Values of a facet that are offered at once, and after asking for more.
const FEW: usize = 6;
/// Pixels from which on there is room for the facets beside all columns of the list.
const WIDE: f64 = 1_400.0;
/// Where it is kept whether somebody opened or closed them.
const OPEN: &str = "activities.facets";
const MANY: usize = 60;

/// What the rows can be narrowed by, with how many there are of each.
#[component]
pub fn Facets(follow: Follow, is_reading: Memo<bool>) -> impl IntoView {
    let is_wide = window()
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .is_none_or(|width| width >= WIDE);
    let open = preference(OPEN).map_or(is_wide, |kept| kept == "true");
    let details = NodeRef::<html::Details>::new();
    let toggled = move |_| {
        if let Some(now) = details.get_untracked().map(|details| details.open())
            && now != open
        {
            prefer(OPEN, Some(if now { "true" } else { "false" }));
        }
    };
    let parts = Facet::ALL
        .into_iter()
        .map(|facet| view! { <FacetPart facet follow is_reading /> })
        .collect_view();
    view! {
        <details class="facets" open=open node_ref=details on:toggle=toggled>
            <summary>
                <Icon name="chevron" />
                "Narrow by"
            </summary>
            {parts}
        </details>
    }
}

#[component]
fn FacetPart(facet: Facet, follow: Follow, is_reading: Memo<bool>) -> impl IntoView {
    let counted = Memo::new(move |_| {
        let facets = follow.facets.read();
        facets
            .iter()
            .find(|counted| counted.facet == facet)
            .cloned()
    });
    let more = RwSignal::new(false);
    let toggle = move |value: &str| {
        if let Some(core) = follow.core.get_untracked() {
            let filter = Filter::parse(&core.filter.read_untracked());
            let filter = filter.toggled(facet.key(), value);
            core.view.set_filter(filter.to_string(), false);
        }
    };
    let content = move || {
        let counted = counted.get()?;
        let total = counted.values.len().min(MANY);
        let shown = offered(&counted, if more.get() { MANY } else { FEW });
        if shown.is_empty() {
            let none = if is_reading.get() {
                "None read yet"
            } else {
                "None"
            };
            return Some(view! { <p class="facet__none">{none}</p> }.into_any());
        }
        let values = shown.into_iter().map(move |(value, count, is_chosen)| {
            let label = value.clone();
            let title = value.clone();
            view! {
                <li>
                    <label class="facet__value" title=title>
                        <input
                            type="checkbox"
                            prop:checked=is_chosen
                            on:change=move |_| toggle(&value)
                        />
                        <span class="facet__text">{label}</span>
                        <span class="facet__count">{count.to_string()}</span>
                    </label>
                </li>
            }
        });
        let button = (total > FEW).then(|| {
            view! {
                <button
                    type="button"
                    class="facet__more"
                    aria-expanded=move || more.get().to_string()
                    on:click=move |_| more.update(|more| *more = !*more)
                >
                    {move || {
                        if more.get() { "Show fewer".to_owned() } else { format!("Show {total}") }
                    }}
                    <span class="visually-hidden">{format!(" of {}", facet.label())}</span>
                </button>
            }
        });
        let list = view! {
            <ul class="plain">{values.collect_view()}</ul>
            {button}
        };
        Some(list.into_any())
    };
    view! {
        <fieldset class="facet">
            <legend>{facet.label()}</legend>
            {dynamic(content)}
        </fieldset>
    }
}

/// The most frequent values, and those chosen wherever they are.
fn offered(counted: &Counted, most: usize) -> Vec<(String, u32, bool)> {
    let is_chosen = |value: &str| {
        counted
            .chosen
            .iter()
            .any(|chosen| chosen.to_lowercase() == value.to_lowercase())
    };
    let mut offered: Vec<(String, u32, bool)> = Vec::new();
    for (place, (value, count)) in counted.values.iter().enumerate() {
        let chosen = is_chosen(value);
        if place < most || chosen {
            offered.push((value.clone(), *count, chosen));
        }
    }
    for chosen in &counted.chosen {
        let known =
            |(value, ..): &(String, u32, bool)| value.to_lowercase() == chosen.to_lowercase();
        if !offered.iter().any(known) {
            offered.push((chosen.clone(), 0, true));
        }
    }
    offered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_chosen_is_offered_even_if_nothing_has_it() {
        let counted = Counted {
            facet: Facet::Actor,
            values: vec![("a".into(), 3), ("b".into(), 2), ("C".into(), 1)],
            chosen: vec!["c".into(), "gone".into()],
        };
        assert_eq!(
            offered(&counted, 1),
            [
                ("a".to_owned(), 3, false),
                ("C".to_owned(), 1, true),
                ("gone".to_owned(), 0, true)
            ]
        );
    }
}
