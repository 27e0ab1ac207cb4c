//! Where the focus goes when the part of the tray that has it is taken away.

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusEvent, HtmlElement};

use crate::operations::Operation;

/// What a row offers to the keyboard.
const CONTROLS: &str = "button, a[href]";

/// Where the focus was last.
#[derive(Clone, Default)]
struct Was {
    /// The row's number.
    row: Option<String>,
    /// What had it before the tray.
    before: Option<HtmlElement>,
}

#[derive(Clone, Copy)]
pub struct TrayFocus(StoredValue<SendWrapper<Was>>);

impl TrayFocus {
    pub fn enters(self, event: &FocusEvent) {
        let row = target(event.target()).and_then(|one| one.closest("li").ok()?);
        let from = target(event.related_target()).filter(|from| !is_in_tray(from));
        self.0.try_update_value(|was| {
            was.row = row.and_then(|row| row.get_attribute("data-number"));
            if let Some(from) = from {
                was.before = from.dyn_into().ok();
            }
        });
    }

    /// Whoever goes to another place is not brought back. What was taken away is known a moment later.
    pub fn leaves(self, event: &FocusEvent) {
        let left = target(event.target());
        request_animation_frame(move || {
            if left.is_some_and(|left| left.is_connected()) && !is_focus_in_tray() {
                self.0.try_update_value(|was| was.row = None);
            }
        });
    }
}

/// Keeps the focus of a row whose button or whole self goes: on the row, on the next one, or where it came from.
pub fn keep_focus(place: NodeRef<html::Ul>, list: Signal<Vec<Operation>>) -> TrayFocus {
    let focus = TrayFocus(StoredValue::new(SendWrapper::new(Was::default())));
    Effect::new(move |_| {
        list.track();
        // Once the rows are what the list says.
        request_animation_frame(move || {
            if let Some(Some(place)) = place.try_get_untracked()
                && let Some(was) = focus.0.try_get_value()
                && let Some(row) = &was.row
                && is_lost()
            {
                take_over(&place, row, was.before.as_ref());
            }
        });
    });
    focus
}

fn take_over(place: &Element, row: &str, before: Option<&HtmlElement>) {
    let same = place.query_selector(&format!("li[data-number='{row}']"));
    let next = || place.query_selector(CONTROLS).ok().flatten();
    let main = || document().get_element_by_id("content");
    let found = same.ok().flatten().or_else(next);
    let found = found.or_else(|| {
        before
            .filter(|one| one.is_connected())
            .cloned()
            .map(Into::into)
    });
    if let Some(found) = found.or_else(main) {
        _ = found.unchecked_into::<HtmlElement>().focus();
    }
}

fn target(target: Option<web_sys::EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

fn is_in_tray(element: &Element) -> bool {
    matches!(element.closest(".tray"), Ok(Some(_)))
}

fn is_focus_in_tray() -> bool {
    document()
        .active_element()
        .is_some_and(|one| is_in_tray(&one))
}

/// Whether nothing has the focus.
fn is_lost() -> bool {
    let active = document().active_element();
    active.is_none_or(|one| one.tag_name() == "BODY")
}
