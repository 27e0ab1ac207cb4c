use std::time::Duration;

use js_sys::Date;
use leptos::prelude::*;

/// The moment, often enough for days and minutes.
pub fn use_now() -> Signal<f64> {
    let now = RwSignal::new(Date::now());
    let timer = set_interval_with_handle(move || now.set(Date::now()), Duration::from_secs(30));
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    now.into()
}
