//! What this browser is to look and feel like: light, dark or as the system has it, how dense, and other preferences.

use leptos::prelude::*;
use web_sys::Storage;

use crate::ui::show_exact;

const KEY: &str = "wheelhouse.theme";
const DENSITY: &str = "density";
const TIMES: &str = "times";

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

/// How much of a list is seen at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Density {
    Comfortable,
    Compact,
}

impl Density {
    pub const ALL: [Self; 2] = [Self::Comfortable, Self::Compact];

    pub fn word(self) -> &'static str {
        match self {
            Self::Comfortable => "Comfortable",
            Self::Compact => "Compact",
        }
    }

    /// The rows' height is a token, so that every list follows.
    fn apply(self) {
        let Some(root) = document().document_element() else {
            return;
        };
        _ = match self {
            Self::Comfortable => root.remove_attribute("data-density"),
            Self::Compact => root.set_attribute("data-density", "compact"),
        };
    }
}

/// How moments are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    Relative,
    Exact,
}

impl Times {
    pub const ALL: [Self; 2] = [Self::Relative, Self::Exact];

    pub fn word(self) -> &'static str {
        match self {
            Self::Relative => "Relative",
            Self::Exact => "Exact",
        }
    }
}

#[derive(Clone, Copy)]
pub struct Theme {
    pub choice: RwSignal<Choice>,
    pub density: RwSignal<Density>,
    pub times: RwSignal<Times>,
}

impl Theme {
    pub fn restore() -> Self {
        let stored = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
        let choice = match stored.as_deref() {
            Some("light") => Choice::Light,
            Some("dark") => Choice::Dark,
            _ => Choice::System,
        };
        let density = match preference(DENSITY).as_deref() {
            Some("compact") => Density::Compact,
            _ => Density::Comfortable,
        };
        density.apply();
        let times = match preference(TIMES).as_deref() {
            Some("exact") => Times::Exact,
            _ => Times::Relative,
        };
        show_exact(times == Times::Exact);
        Self {
            choice: RwSignal::new(choice),
            density: RwSignal::new(density),
            times: RwSignal::new(times),
        }
    }

    pub fn choose_times(self, times: Times) {
        self.times.set(times);
        show_exact(times == Times::Exact);
        prefer(TIMES, (times == Times::Exact).then_some("exact"));
    }

    pub fn choose_density(self, density: Density) {
        self.density.set(density);
        density.apply();
        prefer(DENSITY, (density == Density::Compact).then_some("compact"));
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

/// A preference kept in this browser across sessions: what somebody chose or typed, never what the API told.
pub fn preference(name: &str) -> Option<String> {
    storage()?
        .get_item(&format!("wheelhouse.{name}"))
        .ok()
        .flatten()
}

/// Keeps a preference; without a value the default holds again.
pub fn prefer(name: &str, value: Option<&str>) {
    let Some(storage) = storage() else { return };
    let name = format!("wheelhouse.{name}");
    // A full or forbidden storage costs the preference at the next visit, nothing else.
    _ = match value {
        Some(value) => storage.set_item(&name, value),
        None => storage.remove_item(&name),
    };
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}
