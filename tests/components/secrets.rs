use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;
use wheelhouse::ui::SecretDialog;

use crate::support::{Stage, click, description_of, press, show};

const SECRET: &str = "4b1dW8Secret";

async fn dialog(
    secret: RwSignal<Option<String>>,
    done: RwSignal<bool>,
) -> Stage<impl leptos::tachys::view::Mountable> {
    show(move || {
        view! {
            <SecretDialog
                title="Key created"
                label="Key secret"
                secret
                on_done=move || done.set(true)
            >
                <p>"Key ID abc"</p>
            </SecretDialog>
        }
    })
    .await
}

/// Every attribute of every element.
fn attributes(elements: &[HtmlElement]) -> String {
    let attribute = |element: &HtmlElement, name: wasm_bindgen::JsValue| {
        element
            .get_attribute(&name.as_string().unwrap_or_default())
            .unwrap_or_default()
    };
    let all = elements.iter().flat_map(|element| {
        element
            .get_attribute_names()
            .iter()
            .map(|name| attribute(element, name))
            .collect::<Vec<_>>()
    });
    all.collect::<Vec<_>>().join("\n")
}

#[wasm_bindgen_test]
async fn a_secret_is_masked_until_asked_for_and_never_in_an_attribute() {
    let stage = dialog(RwSignal::new(Some(SECRET.to_owned())), RwSignal::new(false)).await;
    assert!(stage.text().contains("Key ID abc"));
    assert!(!stage.text().contains(SECRET));
    click(&stage.button("Show")).await;
    assert!(stage.text().contains(SECRET));
    assert!(!attributes(&stage.all("*")).contains(SECRET));
    click(&stage.button("Hide")).await;
    assert!(!stage.text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn a_secret_cannot_be_lost_by_accident() {
    let secret = RwSignal::new(Some(SECRET.to_owned()));
    let done = RwSignal::new(false);
    let stage = dialog(secret, done).await;
    press("Escape").await;
    click(&stage.button("Done")).await;
    assert!(stage.has("dialog[open]"));
    assert_eq!(
        description_of(&stage.button("Done")),
        "Say first that you have stored it"
    );
    assert_eq!(secret.get_untracked().as_deref(), Some(SECRET));
    assert!(!done.get_untracked());
}

#[wasm_bindgen_test]
async fn a_secret_is_gone_after_done() {
    let secret = RwSignal::new(Some(SECRET.to_owned()));
    let done = RwSignal::new(false);
    let stage = dialog(secret, done).await;
    click(&stage.button("Show")).await;
    click(&stage.field("I have stored it")).await;
    click(&stage.button("Done")).await;
    assert!(done.get_untracked());
    assert_eq!(secret.get_untracked(), None);
    assert!(!stage.has("dialog[open]"));
    assert!(!stage.text().contains(SECRET));
}

#[wasm_bindgen_test]
async fn the_next_secret_starts_masked_and_not_stored() {
    let secret = RwSignal::new(Some(SECRET.to_owned()));
    let done = RwSignal::new(false);
    let stage = dialog(secret, done).await;
    click(&stage.button("Show")).await;
    click(&stage.field("I have stored it")).await;
    click(&stage.button("Done")).await;
    secret.set(Some("another".to_owned()));
    crate::support::settle().await;
    assert!(!stage.text().contains("another"));
    assert!(!stage.field("I have stored it").checked());
}
