//! What can be done on the page on view: the same actions for its buttons, the palette and the shortcuts.

use std::cmp::Reverse;

use leptos::{prelude::*, reactive::owner::WeakOwner};

use crate::ui::{Action, list::ListCore};

/// Of how many rows the palette is told at once.
const ROWS: usize = 12;

#[derive(Clone)]
struct Offer {
    about: Signal<String>,
    actions: Signal<Vec<Action>>,
    /// The component that offers: its actions are made in its name, and live as long as it does.
    owner: WeakOwner,
}

#[derive(Clone)]
struct RowsOffer {
    list: ListCore,
    owner: WeakOwner,
}

type Numbered<T> = StoredValue<Vec<(usize, T)>>;

#[derive(Clone, Copy)]
pub struct Offers {
    list: Numbered<Offer>,
    rows: Numbered<RowsOffer>,
    /// What the actions of rows would run is made with them, and goes when others are asked for.
    made: StoredValue<Vec<Owner>>,
    next: StoredValue<usize>,
}

pub fn provide_offers() {
    provide_context(Offers {
        list: StoredValue::new(Vec::new()),
        rows: StoredValue::new(Vec::new()),
        made: StoredValue::new(Vec::new()),
        next: StoredValue::new(0),
    });
}

/// Offers actions for as long as the calling component is on view.
///
/// `about` is what they are done to, such as a service's name; empty for the page itself.
pub fn offer(about: impl Into<Signal<String>>, actions: impl Into<Signal<Vec<Action>>>) {
    let Some(offers) = use_context::<Offers>() else {
        return;
    };
    let Some(owner) = Owner::current() else {
        return;
    };
    let offer = Offer {
        about: about.into(),
        actions: actions.into(),
        owner: owner.downgrade(),
    };
    offers.keep(offers.list, offer);
}

/// Has the palette find what can be done with each row of a list, as long as the list is on view: to be told of the
/// list's state. Only that is noted here, because it happens in the first view.
pub fn offer_rows() -> Callback<(ListCore,)> {
    Callback::new(|(list,): (ListCore,)| {
        let (Some(offers), Some(owner)) = (use_context::<Offers>(), Owner::current()) else {
            return;
        };
        let offer = RowsOffer {
            list,
            owner: owner.downgrade(),
        };
        offers.keep(offers.rows, offer);
    })
}

/// The rows with most of the words that the function counts, each with what can be done with it.
fn called(list: ListCore, count: &dyn Fn(&str) -> usize) -> Vec<(String, Vec<Action>)> {
    let rows = list.rows.get_untracked().0;
    let mut called: Vec<_> = (0..rows.count())
        .map(|row| (count(&rows.label(row)), row))
        .filter(|(words, _)| *words > 0)
        .collect();
    called.sort_by_key(|(words, _)| Reverse(*words));
    let called = called.into_iter().take(ROWS);
    called
        .map(|(_, row)| (rows.label(row), rows.actions(row)))
        .collect()
}

impl Offers {
    /// Keeps it for as long as the calling component is on view.
    fn keep<T: Send + Sync + 'static>(self, all: Numbered<T>, one: T) {
        let number = self.next.get_value();
        self.next.set_value(number + 1);
        all.update_value(|all| all.push((number, one)));
        on_cleanup(move || {
            all.try_update_value(|all| all.retain(|(other, _)| *other != number));
        });
    }

    /// The actions of rows that are called so.
    pub fn rows(self, count: &dyn Fn(&str) -> usize) -> Vec<(String, Vec<Action>)> {
        let mut made = Vec::new();
        let mut found = Vec::new();
        for (_, offer) in self.rows.get_value() {
            // Actions are made in the name of their list.
            if let Some(owner) = offer.owner.upgrade().map(|owner| owner.with(Owner::new)) {
                found.extend(owner.with(|| untrack(|| called(offer.list, count))));
                made.push(owner);
            }
        }
        let before = self
            .made
            .try_update_value(|now| std::mem::replace(now, made));
        before.iter().flatten().for_each(Owner::cleanup);
        found
    }

    /// What each part of the page offers now, the innermost first.
    pub fn now(self) -> Vec<(String, Vec<Action>)> {
        let list = self.list.get_value().into_iter().rev();
        list.filter_map(|(_, offer)| {
            let owner = offer.owner.upgrade()?;
            Some(owner.with(|| (offer.about.get_untracked(), offer.actions.get_untracked())))
        })
        .collect()
    }

    /// The action of a key.
    pub fn by_key(self, is: impl Fn(char) -> bool) -> Option<Action> {
        self.now()
            .into_iter()
            .flat_map(|(_, actions)| actions)
            .find(|action| action.key.is_some_and(&is))
    }
}
