use cloud_api::services::State;
use leptos::prelude::*;

use crate::{
    pages::{hygiene::Lists, services::state_tone},
    paths,
    ui::{StateBadge, dynamic, list::Filter},
};

/// How many states have a place of their own on a narrow screen, where each more would be a line more: the strip has
/// the same height before it is known how many there are.
const FEW: usize = 3;

/// How many services are in which state.
#[component]
pub fn States(lists: Lists) -> impl IntoView {
    let latest = lists.services.latest();
    let counts = Memo::new(move |_| {
        let all = latest.read();
        let states = all.iter().flat_map(|all| all.iter());
        counts(states.filter_map(|service| service.state.clone()))
    });
    let known = Memo::new(move |_| latest.read().as_ref().map(|all| all.len()));
    let error = lists.services.error();
    let failed = Memo::new(move |_| error.read().is_some());
    let list = paths::services(&lists.organization.get_value());
    let others = list.clone();
    let item = move |(place, (state, count)): (usize, (State, usize)), many: bool| {
        let href = paths::with_filter(&list, &filter(std::slice::from_ref(&state)));
        let tone = state_tone(&state);
        let class = if many && place >= FEW {
            "strip__item strip__item--wide"
        } else {
            "strip__item"
        };
        view! {
            <a class=class href=href>
                <b class="strip__value">{count}</b>
                <StateBadge word=state.to_string() tone />
            </a>
        }
    };
    // In place of those that a narrow screen has no room for.
    let rest = move |counts: &[(State, usize)]| {
        let rest = counts.get(FEW..).filter(|rest| rest.len() > 1)?;
        let states: Vec<State> = rest.iter().map(|(state, _)| state.clone()).collect();
        let href = paths::with_filter(&others, &filter(&states));
        let count: usize = rest.iter().map(|(_, count)| count).sum();
        Some(view! {
            <a class="strip__item strip__item--narrow" href=href>
                <b class="strip__value">{count}</b>
                <span class="strip__label">"in other states"</span>
            </a>
        })
    };
    let whole = paths::services(&lists.organization.get_value());
    let all = move |count: usize| {
        view! {
            <a class="strip__item" href=whole.clone()>
                <b class="strip__value">{count}</b>
                <span class="strip__label">{if count == 1 { "service" } else { "services" }}</span>
            </a>
        }
    };
    let content = move || match (known.get(), counts.get()) {
        (Some(count), counts) => {
            // Without a state, all that can be told is how many there are.
            let all = counts.is_empty().then(|| all(count));
            let rest = rest(&counts);
            let many = rest.is_some();
            let items = counts.into_iter().enumerate();
            let items = items.map(|placed| item(placed, many)).collect_view();
            view! {
                <section class="strip strip--states" aria-label="Services by state">
                    {all}
                    {items}
                    {rest}
                </section>
            }
            .into_any()
        }
        (None, _) => outline(if failed.get() { "not known" } else { "…" }),
    };
    dynamic(content)
}

/// The commonest first.
fn counts(states: impl Iterator<Item = State>) -> Vec<(State, usize)> {
    let mut counts: Vec<(State, usize)> = Vec::new();
    for state in states {
        match counts.iter_mut().find(|(known, _)| *known == state) {
            Some((_, count)) => *count += 1,
            None => counts.push((state, 1)),
        }
    }
    counts.sort_by(|(_, one), (_, other)| other.cmp(one));
    counts
}

/// The services in these states, whatever the words are.
fn filter(states: &[State]) -> String {
    let words = states.iter().map(ToString::to_string);
    Filter::of("state", words.collect()).to_string()
}

fn outline(word: &'static str) -> AnyView {
    let item = |_| {
        view! {
            <div class="strip__item">
                <b class="strip__value">"—"</b>
                <span class="strip__label">{word}</span>
            </div>
        }
    };
    view! {
        <div class="strip strip--states" aria-hidden="true">
            {(0..4).map(item).collect_view()}
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_counted_the_commonest_first() {
        let other = State::Other("deep sleep".into());
        let states = [State::Idle, State::Running, other.clone(), State::Running];
        let counted = counts(states.into_iter());
        assert_eq!(counted[0], (State::Running, 2));
        assert!(counted.contains(&(other, 1)));
    }

    #[test]
    fn a_state_is_found_by_its_whole_word() {
        let other = State::Other("deep sleep".into());
        assert_eq!(filter(&[State::Running]), "state:running");
        assert_eq!(filter(&[State::Idle, other]), "state:idle,\"deep sleep\"");
    }
}
