//! Whether somebody can see this tab and it has a network: without both, nothing is asked for by itself.

use leptos::prelude::*;

thread_local! {
    /// One for the tab, as long as it lives.
    static PRESENT: ArcRwSignal<bool> = {
        let present = ArcRwSignal::new(look());
        for event in ["visibilitychange", "online", "offline"] {
            let present = present.clone();
            _ = window_event_listener_untyped(event, move |_| {
                let now = look();
                if present.get_untracked() != now {
                    present.set(now);
                }
            });
        }
        present
    };
}

/// Followed by whoever asks in a reactive place.
pub fn is_present() -> bool {
    PRESENT.with(|present| present.get())
}

/// As it is now, without following it.
pub fn is_present_now() -> bool {
    PRESENT.with(|present| present.get_untracked())
}

fn look() -> bool {
    !document().hidden() && window().navigator().on_line()
}
