//! Keeps the page while something on it would be lost.

use leptos::prelude::*;

use crate::ui::{ToastKind, guard::use_guard, use_toasts};

/// While `is_held`, Back, Forward and links of the console lead nowhere and say why.
pub fn hold_here(is_held: Signal<bool>) {
    let toasts = use_toasts();
    let guard = use_guard(is_held);
    let asks = guard.asks();
    Effect::new(move |_| {
        if asks.get() {
            // There is nothing to choose: the way on is to store the pair.
            guard.stay();
            toasts.push(
                ToastKind::Information,
                "Store the key pair first, and say so: it is shown this once",
                None,
            );
        }
    });
}
