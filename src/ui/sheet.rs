//! A style sheet made by script, for what only the page knows, such as widths that somebody drew.

use js_sys::{Array, Function, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

const ADOPTED: &str = "adoptedStyleSheets";

/// On the document until it is removed. In a browser without such sheets it does nothing.
#[derive(Clone)]
pub(super) struct Sheet(Option<JsValue>);

impl Sheet {
    pub(super) fn new() -> Self {
        let made = Reflect::get(&window(), &JsValue::from_str("CSSStyleSheet"))
            .ok()
            .and_then(|kind| kind.dyn_into::<Function>().ok())
            .and_then(|kind| Reflect::construct(&kind, &Array::new()).ok());
        if let Some(sheet) = &made {
            change_adopted(|all| all.iter().chain([sheet.clone()]).collect());
        }
        Self(made)
    }

    pub(super) fn replace(&self, rules: &str) {
        if let Some(sheet) = &self.0
            && let Ok(replace) = Reflect::get(sheet, &JsValue::from_str("replaceSync"))
            && let Ok(replace) = replace.dyn_into::<Function>()
        {
            _ = replace.call1(sheet, &JsValue::from_str(rules));
        }
    }

    pub(super) fn remove(&self) {
        if let Some(sheet) = &self.0 {
            change_adopted(|all| all.iter().filter(|one| one != sheet).collect());
        }
    }
}

/// The document takes a list only as a whole.
fn change_adopted(change: impl FnOnce(Array) -> Array) {
    let document = document();
    let name = JsValue::from_str(ADOPTED);
    if let Ok(adopted) = Reflect::get(&document, &name) {
        _ = Reflect::set(&document, &name, &change(Array::from(&adopted)));
    }
}
