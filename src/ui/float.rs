//! Puts a popover beside the element it belongs to, inside the window.

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{Element, HtmlElement, ResizeObserver};

const GAP: f64 = 4.0;

pub(super) enum Side {
    /// Below, its left edge under the anchor's left edge.
    Start,
    /// Below, its right edge under the anchor's right edge.
    End,
    /// Above or below the anchor's middle.
    Middle,
}

/// Call when the popover is shown, so that its size is known. The positions go through CSSOM,
/// which a strict content security policy allows.
pub(super) fn place(anchor: &Element, popover: &HtmlElement, side: &Side) {
    let anchor = anchor.get_bounding_client_rect();
    let own = popover.get_bounding_client_rect();
    let width = size(window().inner_width());
    let height = size(window().inner_height());
    let left = match side {
        Side::Start => anchor.left(),
        Side::End => anchor.right() - own.width(),
        Side::Middle => anchor.left() + (anchor.width() - own.width()) / 2.0,
    };
    let left = left.min(width - own.width() - GAP).max(GAP);
    let below = anchor.bottom() + GAP;
    let top = if below + own.height() > height && anchor.top() > own.height() + GAP {
        anchor.top() - own.height() - GAP
    } else {
        below.min(height - own.height() - GAP).max(GAP)
    };
    let style = popover.style();
    _ = style.set_property("left", &format!("{}px", crate::format::number(left)));
    _ = style.set_property("top", &format!("{}px", crate::format::number(top)));
}

/// The same again whenever the popover's size changes, until the owner goes: what is in it may be fetched only now.
pub(super) fn keep_placed(anchor: &Element, popover: &HtmlElement, side: Side) {
    place(anchor, popover, &side);
    let (anchor, shown) = (anchor.clone(), popover.clone());
    let again = Closure::<dyn Fn()>::new(move || place(&anchor, &shown, &side));
    let Ok(observer) = ResizeObserver::new(again.as_ref().unchecked_ref()) else {
        return;
    };
    observer.observe(popover);
    let held = SendWrapper::new((observer, again));
    on_cleanup(move || held.0.disconnect());
}

fn size(value: Result<wasm_bindgen::JsValue, wasm_bindgen::JsValue>) -> f64 {
    value
        .ok()
        .and_then(|value| value.as_f64())
        .unwrap_or_default()
}
