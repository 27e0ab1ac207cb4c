use cloud_api::services::State;
use leptos::prelude::*;

use crate::{
    pages::{hygiene::Lists, services::state_tone},
    paths,
    ui::{
        StateBadge, dynamic,
        list::{Filter, Item, Operator, Term},
    },
};

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
    let list = paths::services(&lists.organization.get_value());
    let item = move |(state, count): (State, usize)| {
        let href = paths::with_filter(&list, &filter(&state));
        let tone = state_tone(&state);
        view! {
            <a class="strip__item" href=href>
                <b class="strip__value">{count}</b>
                <StateBadge word=state.to_string() tone />
            </a>
        }
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
            let items = counts.into_iter().map(&item).collect_view();
            view! {
                <section class="strip strip--states" aria-label="Services by state">
                    {all}
                    {items}
                </section>
            }
            .into_any()
        }
        (None, _) => outline(),
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

/// The services in this state, whatever the word is.
fn filter(state: &State) -> String {
    let item = Item {
        negated: false,
        term: Term::Token {
            key: "state".into(),
            operator: Operator::Is,
            values: vec![state.to_string()],
        },
    };
    Filter { items: vec![item] }.to_string()
}

fn outline() -> AnyView {
    let item = |_| {
        view! {
            <div class="strip__item">
                <b class="strip__value">"–"</b>
                <span class="strip__label">"…"</span>
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
        assert_eq!(filter(&State::Running), "state:running");
        assert_eq!(
            filter(&State::Other("deep sleep".into())),
            "state:\"deep sleep\""
        );
    }
}
