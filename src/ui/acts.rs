//! What can be done to a kind of thing, in one list: an entry is an action and, if it opens one, its dialog.
//!
//! Buttons, row menus, palette and shortcuts take the actions of the list, the page takes its dialogs. Who asks for
//! one of the two has no code of the other, because each entry is a closure of its own type that nobody else calls:
//! so the dialogs can be in a chunk while the actions are in the first view.

use leptos::prelude::*;

use super::{Action, bulk::BulkAction};

/// Takes the entries of a list, given a thing as it is now (`N`), what its dialogs need to know (`A`) or many of its
/// kind (`M`).
pub trait Acts<N, A, M> {
    /// An action that opens a dialog over the page.
    fn opens<V: IntoView + 'static>(
        &mut self,
        action: impl FnOnce(&N) -> Action,
        dialog: impl FnOnce(A) -> V,
    );

    /// An action that needs no dialog of its own.
    fn runs(&mut self, action: impl FnOnce(&N) -> Action);

    /// The action of the entry before, or one like it, done to all that are selected in a list.
    fn many(&mut self, action: impl FnOnce(&M) -> BulkAction);
}

/// Takes the actions.
pub struct ActionsOf<'n, N> {
    now: &'n N,
    actions: Vec<Action>,
}

impl<N, A, M> Acts<N, A, M> for ActionsOf<'_, N> {
    fn opens<V: IntoView + 'static>(
        &mut self,
        action: impl FnOnce(&N) -> Action,
        _dialog: impl FnOnce(A) -> V,
    ) {
        self.actions.push(action(self.now));
    }

    fn runs(&mut self, action: impl FnOnce(&N) -> Action) {
        self.actions.push(action(self.now));
    }

    fn many(&mut self, _action: impl FnOnce(&M) -> BulkAction) {}
}

/// Takes the dialogs.
pub struct DialogsOf<A> {
    about: A,
    dialogs: Vec<AnyView>,
}

impl<N, A: Copy, M> Acts<N, A, M> for DialogsOf<A> {
    fn opens<V: IntoView + 'static>(
        &mut self,
        _action: impl FnOnce(&N) -> Action,
        dialog: impl FnOnce(A) -> V,
    ) {
        self.dialogs.push(dialog(self.about).into_any());
    }

    fn runs(&mut self, _action: impl FnOnce(&N) -> Action) {}

    fn many(&mut self, _action: impl FnOnce(&M) -> BulkAction) {}
}

/// Takes what can be done to many.
pub struct ManyOf<'m, M> {
    on: &'m M,
    actions: Vec<BulkAction>,
}

impl<N, A, M> Acts<N, A, M> for ManyOf<'_, M> {
    fn opens<V: IntoView + 'static>(
        &mut self,
        _action: impl FnOnce(&N) -> Action,
        _dialog: impl FnOnce(A) -> V,
    ) {
    }

    fn runs(&mut self, _action: impl FnOnce(&N) -> Action) {}

    fn many(&mut self, action: impl FnOnce(&M) -> BulkAction) {
        self.actions.push(action(self.on));
    }
}

/// What can be done to the thing now, in the order of the list.
pub fn actions_of<'n, N>(now: &'n N, list: impl FnOnce(&mut ActionsOf<'n, N>)) -> Vec<Action> {
    let mut taken = ActionsOf {
        now,
        actions: Vec::new(),
    };
    list(&mut taken);
    taken.actions
}

/// The dialogs that the actions open, each closed until its address is there.
pub fn dialogs_of<A>(about: A, list: impl FnOnce(&mut DialogsOf<A>)) -> Vec<AnyView> {
    let mut taken = DialogsOf {
        about,
        dialogs: Vec::new(),
    };
    list(&mut taken);
    taken.dialogs
}

/// What can be done to many of the kind, in the order of the list.
pub fn many_of<'m, M>(on: &'m M, list: impl FnOnce(&mut ManyOf<'m, M>)) -> Vec<BulkAction> {
    let mut taken = ManyOf {
        on,
        actions: Vec::new(),
    };
    list(&mut taken);
    taken.actions
}
