//! Light, dark or as the system has it; and what else of the looks is kept in this browser.

use leptos::prelude::*;
use web_sys::Storage;

const KEY: &str = "wheelhouse.theme";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    System,
    Light,
    Dark,
}

impl Choice {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub fn word(self) -> &'static str {
        match self {
            Self::System => "System",
            Self::Light => "Light",
            Self::Dark => "Dark",
        }
    }

    fn value(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }
}

#[derive(Clone, Copy)]
pub struct Theme {
    pub choice: RwSignal<Choice>,
}

impl Theme {
    pub fn restore() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let choice = match stored.as_deref() {
            Some("light") => Choice::Light,
            Some("dark") => Choice::Dark,
            _ => Choice::System,
        };
        Self {
            choice: RwSignal::new(choice),
        }
    }

    pub fn choose(self, choice: Choice) {
        self.choice.set(choice);
        let root = document().document_element();
        let storage = storage();
        if let Some(value) = choice.value() {
            root.map(|root| root.set_attribute("data-theme", value));
            storage.map(|storage| storage.set_item(KEY, value));
        } else {
            root.map(|root| root.remove_attribute("data-theme"));
            storage.map(|storage| storage.remove_item(KEY));
        }
    }
}

const LOCAL: &str = "wheelhouse.local.";

/// Keeps how something is looked at, in this browser and past sign-out: never what the API told.
pub fn keep_local(name: &str, value: &str) {
    if let Some(storage) = storage() {
        // A full or forbidden storage costs the view, nothing else.
        let _ = storage.set_item(&format!("{LOCAL}{name}"), value);
    }
}

pub fn kept_local(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{LOCAL}{name}")).ok()?
}

pub fn forget_local(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(&format!("{LOCAL}{name}"));
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
