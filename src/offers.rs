//! What can be done on the page on view: the same actions for its buttons, the palette and the shortcuts.

use leptos::prelude::*;

use crate::ui::Action;

/// The actions of one thing.
#[derive(Clone)]
pub struct Offer {
    /// What they are done to, such as a service's name; empty for the page itself.
    pub about: Signal<String>,
    pub actions: Signal<Vec<Action>>,
}

#[derive(Clone, Copy)]
pub struct Offers {
    list: RwSignal<Vec<(usize, Offer)>>,
    next: StoredValue<usize>,
}

pub fn provide_offers() {
    provide_context(Offers {
        list: RwSignal::new(Vec::new()),
        next: StoredValue::new(0),
    });
}

/// Offers actions for as long as the calling component is on view.
pub fn offer(about: impl Into<Signal<String>>, actions: impl Into<Signal<Vec<Action>>>) {
    let Some(offers) = use_context::<Offers>() else {
        return;
    };
    let number = offers.next.get_value();
    offers.next.set_value(number + 1);
    let offer = Offer {
        about: about.into(),
        actions: actions.into(),
    };
    offers.list.update(|list| list.push((number, offer)));
    on_cleanup(move || {
        offers
            .list
            .try_update(|list| list.retain(|(other, _)| *other != number));
    });
}

impl Offers {
    /// Of the innermost part of the page first.
    pub fn now(self) -> Vec<Offer> {
        let list = self.list.get_untracked().into_iter().rev();
        list.map(|(_, offer)| offer).collect()
    }

    /// The action of this key.
    pub fn by_key(self, key: char) -> Option<Action> {
        self.now()
            .into_iter()
            .flat_map(|offer| offer.actions.get_untracked())
            .find(|action| action.key == Some(key))
    }
}
