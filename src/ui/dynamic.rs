use std::sync::{Arc, Mutex};

use leptos::{prelude::*, tachys::reactive_graph::SharedReactiveFunction};

/// A part of a view that is drawn again when what it reads changes.
///
/// The same as the bare closure, but of one type whatever the closure is: each bare one brings a copy of the code that
/// draws, replaces and removes it, and the console has hundreds (docs/decisions.md).
pub fn dynamic<V: IntoView + 'static>(
    mut draw: impl FnMut() -> V + Send + 'static,
) -> SharedReactiveFunction<AnyView> {
    Arc::new(Mutex::new(move || draw().into_view().into_any()))
}
