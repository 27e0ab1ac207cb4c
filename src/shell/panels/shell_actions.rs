//! What can be done on every page, for the palette.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    Panel, Panels,
    results::{Does, Entry, Group},
};
use crate::{
    session::Session,
    shell::shortcuts::{SHEET, Shortcuts},
    theme::{Choice, Density, Theme, Times},
};

pub fn use_shell_actions() -> Vec<Entry> {
    let panels = expect_context::<Panels>();
    let session = expect_context::<Session>();
    let theme = expect_context::<Theme>();
    let opens = |label, icon, keys, panel| Entry {
        keys,
        ..entry(label, icon, move || panels.open(panel))
    };
    let mut all = vec![
        opens("Show API calls", "clock", None, Panel::Calls),
        opens(
            "Show keyboard shortcuts",
            "info",
            Some(expect_context::<Shortcuts>().keys(SHEET)),
            Panel::Shortcuts,
        ),
        opens("Show the session", "key", None, Panel::Session),
        opens("Show past messages", "info", None, Panel::Messages),
    ];
    if !session.read_only_now() {
        all.push(entry("Switch to read-only", "lock", move || {
            session.change(|signed_in| signed_in.read_only = true);
        }));
    }
    for choice in Choice::ALL {
        if choice != theme.choice.get_untracked() {
            let (label, icon) = match choice {
                Choice::System => ("Use the system's theme", "system"),
                Choice::Light => ("Use the light theme", "sun"),
                Choice::Dark => ("Use the dark theme", "moon"),
            };
            all.push(entry(label, icon, move || theme.choose(choice)));
        }
    }
    for density in Density::ALL {
        if density != theme.density.get_untracked() {
            let label = match density {
                Density::Comfortable => "Show lists with comfortable rows",
                Density::Compact => "Show lists with compact rows",
            };
            all.push(entry(label, "system", move || {
                theme.choose_density(density);
            }));
        }
    }
    for times in Times::ALL {
        if times != theme.times.get_untracked() {
            let label = match times {
                Times::Relative => "Show times by their distance from now",
                Times::Exact => "Show exact times",
            };
            all.push(entry(label, "clock", move || theme.choose_times(times)));
        }
    }
    // The guard of every page leads to sign-in once the session is closed.
    all.push(entry("Sign out", "sign-out", move || session.close()));
    all
}

fn entry(label: &str, icon: &'static str, run: impl Fn() + Send + Sync + 'static) -> Entry {
    Entry {
        group: Group::Console,
        icon,
        label: label.into(),
        about: String::new(),
        keys: None,
        refused: None,
        does: Does::Run(Arc::new(run)),
    }
}
