//! How a list is looked at: what its address holds, and what can be kept under a name.

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
    /// Runs after a change; `true` while someone types, when the address may wait a moment.
    pub changed: Callback<(bool,)>,
    pub named: Callback<(), Vec<Named>>,
    pub keep_named: Callback<(Vec<Named>,)>,
    /// Scrolled to: pixels of the table, pixels of the page.
    pub scrolled: Callback<((f64, f64),)>,
    /// Where to scroll after Back.
    pub scroll_back: Callback<(), Option<(f64, f64)>>,
}

impl ListView {
    /// A view that is kept nowhere, for a list inside something else.
    pub fn unkept(view: View) -> Self {
        Self {
            now: RwSignal::new(view),
            changed: Callback::new(|(_,)| ()),
            named: Callback::new(|()| Vec::new()),
            keep_named: Callback::new(|(_,)| ()),
            scrolled: Callback::new(|(_,)| ()),
            scroll_back: Callback::new(|()| None),
        }
    }

    pub fn set_filter(self, filter: String, typing: bool) {
        if self.now.read_untracked().filter != filter {
            self.now.update(|view| view.filter = filter);
            self.changed.run((typing,));
        }
    }

    /// Lets the address catch up with what was typed.
    pub fn settle(self) {
        self.changed.run((false,));
    }

    pub fn set_sort(self, sort: String) {
        self.now.update(|view| view.sort = Some(sort));
        self.changed.run((false,));
    }

    pub fn set_columns(self, columns: Option<String>) {
        self.now.update(|view| view.columns = columns);
        self.changed.run((false,));
    }

    pub fn show(self, view: View) {
        self.now.set(view);
        self.changed.run((false,));
    }
}
