use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::CopyButton;

use crate::support::{click, show, until};

/// Gives a browser object another property for the time of a test.
fn replace(object: &JsValue, name: &str, value: &JsValue) {
    let descriptor = js_sys::Object::new();
    for (key, value) in [("value", value), ("configurable", &JsValue::TRUE)] {
        js_sys::Reflect::set(&descriptor, &key.into(), value).expect("set");
    }
    js_sys::Object::define_property(
        object.unchecked_ref::<js_sys::Object>(),
        &name.into(),
        &descriptor,
    );
}

fn restore(object: &JsValue, name: &str) {
    js_sys::Reflect::delete_property(object.unchecked_ref::<js_sys::Object>(), &name.into())
        .expect("restored");
}

#[wasm_bindgen_test]
async fn copying_goes_to_the_clipboard_and_says_so() {
    let written = RwSignal::new(String::new());
    let write = Closure::<dyn Fn(String) -> js_sys::Promise>::new(move |text: String| {
        written.set(text);
        js_sys::Promise::resolve(&JsValue::UNDEFINED)
    });
    let clipboard = js_sys::Object::new();
    js_sys::Reflect::set(&clipboard, &"writeText".into(), write.as_ref()).expect("set");
    let navigator: JsValue = window().navigator().into();
    replace(&navigator, "clipboard", &clipboard);
    let stage = show(|| view! { <CopyButton text="6f0f2c4e" label="Copy service ID" /> }).await;
    click(&stage.button("Copy service ID")).await;
    until("it is said", || stage.text() == "Copied").await;
    assert_eq!(written.get_untracked(), "6f0f2c4e");
    restore(&navigator, "clipboard");
}

#[wasm_bindgen_test]
async fn without_a_secure_context_the_copy_command_is_used() {
    let selected = RwSignal::new(String::new());
    let command = Closure::<dyn Fn(String) -> bool>::new(move |command: String| {
        let active = document().active_element().expect("the helper is selected");
        let helper: web_sys::HtmlTextAreaElement = active.unchecked_into();
        selected.set(format!("{command} {}", helper.value()));
        true
    });
    let navigator: JsValue = window().navigator().into();
    let page: JsValue = document().into();
    replace(&navigator, "clipboard", &JsValue::UNDEFINED);
    replace(&page, "execCommand", command.as_ref());
    let stage = show(|| view! { <CopyButton text="6f0f2c4e" label="Copy service ID" /> }).await;
    click(&stage.button("Copy service ID")).await;
    until("it is said", || stage.text() == "Copied").await;
    assert_eq!(selected.get_untracked(), "copy 6f0f2c4e");
    assert!(!stage.has("textarea"), "the helper is gone");
    restore(&navigator, "clipboard");
    restore(&page, "execCommand");
}

#[wasm_bindgen_test]
async fn a_refused_copy_is_not_called_copied() {
    let command = Closure::<dyn Fn(String) -> bool>::new(|_: String| false);
    let navigator: JsValue = window().navigator().into();
    let page: JsValue = document().into();
    replace(&navigator, "clipboard", &JsValue::UNDEFINED);
    replace(&page, "execCommand", command.as_ref());
    let stage = show(|| view! { <CopyButton text="6f0f2c4e" label="Copy service ID" /> }).await;
    click(&stage.button("Copy service ID")).await;
    until("it is said", || {
        stage.text().contains("the browser refused")
    })
    .await;
    restore(&navigator, "clipboard");
    restore(&page, "execCommand");
}
