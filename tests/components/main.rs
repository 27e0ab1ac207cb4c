//! The parts of the interface in a real browser, found as a person finds them: by role, name and text.
#![cfg(target_arch = "wasm32")]

mod copying;
mod dialogs;
mod fields;
mod forms;
mod menus;
mod pages;
mod secrets;
mod support;
mod tables;
mod toasts;
mod waiting;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
