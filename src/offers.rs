//! What can be done on the page on view: the same actions for its buttons, the palette and the shortcuts.

use std::sync::Arc;

use leptos::{prelude::*, reactive::owner::WeakOwner};

use crate::ui::Action;

#[derive(Clone)]
struct Offer {
    number: usize,
    about: Signal<String>,
    actions: Signal<Vec<Action>>,
    /// The component that offers: its actions are made in its name, and live as long as it does.
    owner: WeakOwner,
}

/// Makes the actions of a list's rows: of those whose name has most of the words that the function counts.
pub type FindRows = Arc<dyn Fn(&dyn Fn(&str) -> usize) -> Vec<(String, Vec<Action>)> + Send + Sync>;

#[derive(Clone)]
struct RowsOffer {
    number: usize,
    find: FindRows,
    owner: WeakOwner,
}

#[derive(Clone, Copy)]
pub struct Offers {
    list: StoredValue<Vec<Offer>>,
    rows: StoredValue<Vec<RowsOffer>>,
    next: StoredValue<usize>,
}

pub fn provide_offers() {
    provide_context(Offers {
        list: StoredValue::new(Vec::new()),
        rows: StoredValue::new(Vec::new()),
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
    let number = offers.next.get_value();
    offers.next.set_value(number + 1);
    let offer = Offer {
        number,
        about: about.into(),
        actions: actions.into(),
        owner: owner.downgrade(),
    };
    offers.list.update_value(|list| list.push(offer));
    on_cleanup(move || {
        offers
            .list
            .try_update_value(|list| list.retain(|other| other.number != number));
    });
}

/// Offers what can be done with each row of a list, for as long as the calling component is on view.
pub fn offer_rows(find: FindRows) {
    let (Some(offers), Some(owner)) = (use_context::<Offers>(), Owner::current()) else {
        return;
    };
    let number = offers.next.get_value();
    offers.next.set_value(number + 1);
    let offer = RowsOffer {
        number,
        find,
        owner: owner.downgrade(),
    };
    offers.rows.update_value(|rows| rows.push(offer));
    on_cleanup(move || {
        offers
            .rows
            .try_update_value(|rows| rows.retain(|other| other.number != number));
    });
}

impl Offers {
    /// The actions of rows that are called so.
    pub fn rows(self, count: &dyn Fn(&str) -> usize) -> Vec<(String, Vec<Action>)> {
        let all = self.rows.get_value().into_iter();
        all.filter_map(|offer| Some(offer.owner.upgrade()?.with(|| (offer.find)(count))))
            .flatten()
            .collect()
    }

    /// What each part of the page offers now, the innermost first.
    pub fn now(self) -> Vec<(String, Vec<Action>)> {
        let list = self.list.get_value().into_iter().rev();
        list.filter_map(|offer| {
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
