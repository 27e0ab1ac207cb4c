//! What is edited right now, and what of it outlives a reload.

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Editable, Edited, Editing, Kept, Target};
use crate::{pages::editors::risk::Reconfirm, session, ui::ChangeLine};

/// What the API said of a draft.
#[derive(Clone, PartialEq)]
pub struct Refused<D> {
    pub typed: D,
    /// The field of the request's body that it was said of.
    pub field: &'static str,
    pub said: String,
}

/// What a reload brings back.
#[derive(Serialize, Deserialize)]
struct Draft<V, D> {
    base: V,
    typed: D,
    since: f64,
}

#[derive(Clone)]
pub struct State<V: Kept, D: Kept> {
    /// When the editing began; milliseconds since the epoch.
    pub since: f64,
    /// What the API had when the editing began or the object was last read again.
    pub base: RwSignal<V>,
    pub draft: RwSignal<D>,
    /// Whether the draft came back with a reload.
    pub restored: RwSignal<bool>,
    /// What somebody else did meanwhile.
    pub elsewhere: RwSignal<Vec<ChangeLine>>,
    /// What the API said of which draft.
    pub refused: RwSignal<Option<Refused<D>>>,
    /// Why the editor wants it to wait.
    pub hold: RwSignal<Option<Signal<Option<String>>>>,
    /// What has to be confirmed on its own.
    pub reconfirm: RwSignal<Option<Reconfirm>>,
    /// Nothing is left to be lost.
    pub is_sent: RwSignal<bool>,
    /// What the draft of a value is before anything was typed.
    untouched: fn(&V) -> D,
    pub after: Memo<Result<V, String>>,
    pub lines: Memo<Vec<ChangeLine>>,
}

impl<V: Kept, D: Kept> Copy for State<V, D> {}

impl<V: Kept, D: Kept> State<V, D> {
    /// Begins with the value, or goes on with the draft of before a reload.
    pub fn begin<O: Editable>(
        edited: &'static Edited<O, V, D>,
        target: &Target<O>,
        value: &V,
    ) -> Self {
        let place = place(edited.dialog, target);
        let kept = session::kept::<Draft<V, D>>(&place);
        let elsewhere = kept
            .as_ref()
            .map(|kept| (edited.lines)(&kept.base, value))
            .unwrap_or_default();
        let restored = RwSignal::new(kept.is_some());
        let (draft, since) = match kept {
            Some(Draft { typed, since, .. }) => (typed, since),
            None => ((edited.draft)(value), js_sys::Date::now()),
        };
        let base = RwSignal::new(value.clone());
        let draft = RwSignal::new(draft);
        let after = Memo::new(move |_| (edited.check)(&base.read(), &draft.read()));
        let lines = Memo::new(move |_| match &*after.read() {
            Ok(after) => (edited.lines)(&base.read(), after),
            Err(_) => Vec::new(),
        });
        let state = Self {
            since,
            base,
            draft,
            restored,
            elsewhere: RwSignal::new(elsewhere),
            refused: RwSignal::new(None),
            hold: RwSignal::new(None),
            reconfirm: RwSignal::new(None),
            is_sent: RwSignal::new(false),
            untouched: edited.draft,
            after,
            lines,
        };
        state.keep(place);
        state
    }

    /// Keeps the draft as long as there is one.
    fn keep(self, place: String) {
        let dirty = self.dirty();
        Effect::new(move |_| {
            if dirty.get() {
                let kept = Draft {
                    base: self.base.get(),
                    typed: self.draft.get(),
                    since: self.since,
                };
                session::keep(&place, &kept);
            } else {
                session::forget(&place);
            }
        });
    }

    /// Whether closing would lose something: a question that only wants a yes is nothing typed.
    pub fn dirty(self) -> Signal<bool> {
        Signal::derive(move || {
            let is_changed = self.after.read().is_err() || !self.lines.read().is_empty();
            let is_typed = *self.draft.read() != (self.untouched)(&self.base.read());
            is_changed && is_typed && !self.is_sent.get()
        })
    }

    fn wrong(self) -> Signal<Option<String>> {
        Signal::derive(move || self.after.read().as_ref().err().cloned())
    }

    /// Why it cannot be sent now.
    pub fn held(self, locked: Signal<Option<String>>) -> Signal<Option<String>> {
        let wrong = self.wrong();
        Signal::derive(move || {
            let nothing = || self.lines.read().is_empty();
            locked
                .get()
                .or_else(|| self.hold.get()?.get())
                .or_else(|| wrong.get())
                .or_else(|| nothing().then(|| "Change something first".to_owned()))
                .or_else(|| self.reconfirm.get()?.held())
        })
    }

    pub fn editing(self) -> Editing<V, D> {
        // Another draft may be right.
        let refused = Memo::new(move |_| {
            let refused = self.refused.get();
            refused.filter(|refused| refused.typed == *self.draft.read())
        });
        Editing {
            base: self.base.into(),
            draft: self.draft,
            wrong: self.wrong(),
            refused: Signal::derive(move || refused.get().map(|refused| refused.said)),
            refused_field: Signal::derive(move || refused.get().map(|refused| refused.field)),
            hold: self.hold,
            reconfirm: self.reconfirm,
        }
    }
}

/// Where a draft is kept for the tab.
fn place<O: Editable>(dialog: &str, target: &Target<O>) -> String {
    format!("edit {dialog} {}", O::name(target))
}
