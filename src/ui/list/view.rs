//! How a list is looked at: what its address holds, and what can be kept under a name.

use std::collections::HashSet;

use leptos::prelude::*;

/// Filter, order and columns; `None` where nobody chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    pub filter: String,
    pub sort: Option<String>,
    pub columns: Option<String>,
}

/// A view kept under a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub view: View,
}

/// The view of one list, and where it is kept. The page brings it, because this module knows no address and no storage.
#[derive(Clone, Copy)]
pub struct ListView {
    pub now: RwSignal<View>,
    keeping: StoredValue<Keeping>,
}

/// What the page does for a view.
#[derive(Clone, Copy)]
pub struct Keeping {
    /// Runs after a change; `true` while someone types, when the address may wait a moment.
    pub changed: Callback<(bool,)>,
    pub named: Callback<(), Vec<Named>>,
    pub keep_named: Callback<(Vec<Named>,)>,
    /// Runs when somebody scrolled or selected: what Back is to find again.
    pub left: Callback<(Left,)>,
    /// What Back finds again.
    pub come_back: Callback<(), Option<Left>>,
}

/// How a list was left.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Left {
    /// Pixels of the table, pixels of the page.
    pub scrolled: (f64, f64),
    /// Keys of the selected rows.
    pub selected: HashSet<String>,
}

impl ListView {
    pub fn new(now: RwSignal<View>, keeping: Keeping) -> Self {
        Self {
            now,
            keeping: StoredValue::new(keeping),
        }
    }

    /// A view that is kept nowhere, for a list inside something else.
    pub fn unkept(view: View) -> Self {
        let keeping = Keeping {
            changed: Callback::new(|(_,)| ()),
            named: Callback::new(|()| Vec::new()),
            keep_named: Callback::new(|(_,)| ()),
            left: Callback::new(|(_,)| ()),
            come_back: Callback::new(|()| None),
        };
        Self::new(RwSignal::new(view), keeping)
    }

    /// What the page does for this view; nothing once the page is left.
    fn keeping(self) -> Option<Keeping> {
        self.keeping.try_get_value()
    }

    pub(in crate::ui) fn left(self, left: Left) {
        if let Some(keeping) = self.keeping() {
            _ = keeping.left.try_run((left,));
        }
    }

    pub(in crate::ui) fn come_back(self) -> Option<Left> {
        self.keeping()?.come_back.try_run(()).flatten()
    }

    pub(super) fn named(self) -> Vec<Named> {
        let named = |keeping: Keeping| keeping.named.try_run(());
        self.keeping().and_then(named).unwrap_or_default()
    }

    pub(super) fn keep_named(self, views: Vec<Named>) {
        if let Some(keeping) = self.keeping() {
            _ = keeping.keep_named.try_run((views,));
        }
    }

    fn changed(self, typing: bool) {
        if let Some(keeping) = self.keeping() {
            _ = keeping.changed.try_run((typing,));
        }
    }

    pub fn set_filter(self, filter: String, typing: bool) {
        if self.now.read_untracked().filter != filter {
            self.now.update(|view| view.filter = filter);
            self.changed(typing);
        }
    }

    /// Lets the address catch up with what was typed.
    pub fn settle(self) {
        self.changed(false);
    }

    pub fn set_sort(self, sort: String) {
        self.now.update(|view| view.sort = Some(sort));
        self.changed(false);
    }

    pub fn set_columns(self, columns: Option<String>) {
        self.now.update(|view| view.columns = columns);
        self.changed(false);
    }

    pub fn show(self, view: View) {
        self.now.set(view);
        self.changed(false);
    }
}
