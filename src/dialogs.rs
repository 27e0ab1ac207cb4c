//! Dialogs with an address: `?dialog=rename` over any page, `&on=<id>` over a list.
//!
//! Opening one is a step of its own in the history, so Back closes it and a reload shows it again.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::{paths, ui::guard};

/// A dialog's name and what it is about.
type Opened = (&'static str, Option<String>);

#[derive(Clone, Copy)]
pub struct Dialogs {
    name: Memo<Option<String>>,
    on: Memo<Option<String>>,
    /// Whether this page opened the dialog, so that closing is going back.
    opened_here: StoredValue<bool>,
    go: Callback<(Option<Opened>,)>,
}

/// To be called once by a page or layout that shows dialogs.
pub fn use_dialogs() -> Dialogs {
    let query = use_query_map();
    let location = use_location();
    let navigate = use_navigate();
    let opened_here = StoredValue::new(false);
    let go = Callback::new(move |(to,): (Option<Opened>,)| {
        let mut query = query.get_untracked();
        query.remove(paths::DIALOG);
        query.remove(paths::ON);
        let opens = to.is_some();
        if let Some((name, on)) = to {
            query.insert(paths::DIALOG, name.to_owned());
            if let Some(on) = on {
                query.insert(paths::ON, on);
            }
        }
        let address = format!(
            "{}{}",
            location.pathname.get_untracked(),
            query.to_query_string()
        );
        let options = NavigateOptions {
            replace: !opens,
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&address, options);
    });
    Dialogs {
        name: Memo::new(move |_| query.read().get(paths::DIALOG)),
        on: Memo::new(move |_| query.read().get(paths::ON)),
        opened_here,
        go,
    }
}

impl Dialogs {
    pub fn open(self, name: &'static str) {
        self.go_to(name, None);
    }

    pub fn open_on(self, name: &'static str, on: impl ToString) {
        self.go_to(name, Some(on.to_string()));
    }

    /// The page may be gone by the time an answer wants a dialog opened.
    fn go_to(self, name: &'static str, on: Option<String>) {
        self.opened_here.try_set_value(true);
        let _ = self.go.try_run((Some((name, on)),));
    }

    /// Whether the page is there and shows no dialog: one that an answer opens takes no other's place.
    pub fn is_free(self) -> bool {
        self.name.try_with_untracked(Option::is_none) == Some(true)
    }

    pub fn close(self) {
        // The page may be gone by the time an answer wants its dialog closed.
        if self.name.try_with_untracked(Option::is_some) != Some(true) {
            return;
        }
        // After a reload there is no step to go back to that would be this page.
        if self.opened_here.try_get_value() == Some(true) {
            self.opened_here.set_value(false);
            guard::expect_own_step();
            if let Ok(history) = window().history()
                && history.back().is_ok()
            {
                return;
            }
        }
        let _ = self.go.try_run((None,));
    }

    pub fn is_open(self, name: &'static str) -> Signal<bool> {
        Signal::derive(move || self.name.read().as_deref() == Some(name))
    }

    /// What the dialog is about, over a list.
    pub fn on(self) -> Signal<Option<String>> {
        self.on.into()
    }
}
