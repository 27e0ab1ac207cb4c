//! What the first view does without begins once it stands.
//!
//! A release fetches the code that only comes after the first view by itself, a second after it (`cargo xtask dist`,
//! `division`), and says when it is there. What waits for that need not be in the first files.

use js_sys::{Promise, Reflect};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::ui::dynamic;

/// Where the page's script keeps the promise that is fulfilled when all of the code is there.
const REST: &str = "wheelhouseRest";

/// Whether the first view is over.
#[derive(Clone, Copy)]
pub struct FirstView(RwSignal<bool>);

impl FirstView {
    /// Over from the start in a build that is in one piece.
    pub fn begin() -> Self {
        let is_over = RwSignal::new(!cfg!(feature = "split"));
        if cfg!(feature = "split") {
            spawn_local(async move {
                let rest = Reflect::get(&window(), &REST.into());
                if let Some(rest) = rest.ok().and_then(|rest| rest.dyn_into::<Promise>().ok()) {
                    _ = JsFuture::from(rest).await;
                }
                is_over.set(true);
            });
        }
        Self(is_over)
    }

    pub fn is_over(self) -> bool {
        self.0.get()
    }
}

/// Draws nothing until the first view is over.
pub fn after_first_view<V: IntoView + 'static>(view: fn() -> V) -> impl IntoView {
    let first_view = expect_context::<FirstView>();
    dynamic(move || first_view.is_over().then(view))
}
