use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Choice, FieldKind, RadioGroup, SelectField, TextField};

use crate::support::{click, description_of, dispatch, enter, settle, show};

#[wasm_bindgen_test]
async fn a_field_is_described_by_its_problem_and_its_hint() {
    let problem = RwSignal::new(None::<String>);
    let value = RwSignal::new(String::new());
    let stage = show(move || {
        view! { <TextField label="Name" value problem hint="Up to 50 characters" /> }
    })
    .await;
    let field = stage.field("Name");
    assert_eq!(description_of(&field), "Up to 50 characters");
    assert_eq!(field.get_attribute("aria-invalid"), None);
    problem.set(Some("Enter a name".to_owned()));
    settle().await;
    assert_eq!(description_of(&field), "Enter a name Up to 50 characters");
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    enter(&field, "events").await;
    assert_eq!(value.get_untracked(), "events");
    problem.set(None);
    value.set("orders".to_owned());
    settle().await;
    assert_eq!(field.get_attribute("aria-invalid"), None);
    assert_eq!(description_of(&field), "Up to 50 characters");
    assert_eq!(field.value(), "orders");
}

#[wasm_bindgen_test]
async fn a_password_can_be_looked_at() {
    let stage = show(|| {
        let value = RwSignal::new("secret".to_owned());
        view! { <TextField label="Key secret" value kind=FieldKind::Password /> }
    })
    .await;
    assert_eq!(stage.field("Key secret").type_(), "password");
    click(&stage.button("Show what is typed")).await;
    assert_eq!(stage.field("Key secret").type_(), "text");
    assert_eq!(stage.field("Key secret").value(), "secret");
    click(&stage.button("Show what is typed")).await;
    assert_eq!(stage.field("Key secret").type_(), "password");
}

#[wasm_bindgen_test]
async fn a_select_never_shows_what_is_not_its_value() {
    let value = RwSignal::new(String::new());
    let options = RwSignal::new(vec![("aws".to_owned(), "AWS".to_owned())]);
    let stage = show(move || view! { <SelectField label="Provider" value options /> }).await;
    let select: web_sys::HtmlSelectElement =
        wasm_bindgen::JsCast::unchecked_into(stage.field("Provider"));
    assert_eq!(select.value(), "", "nothing is chosen yet");
    value.set("gcp".to_owned());
    options.set(vec![
        ("aws".to_owned(), "AWS".to_owned()),
        ("gcp".to_owned(), "Google Cloud".to_owned()),
    ]);
    settle().await;
    assert_eq!(select.value(), "gcp");
    select.set_value("aws");
    dispatch(&select, "change").await;
    assert_eq!(value.get_untracked(), "aws");
}

#[wasm_bindgen_test]
async fn a_radio_group_follows_its_value() {
    let value = RwSignal::new("fast".to_owned());
    let options = vec![
        Choice::new("fast", "Fast"),
        Choice::new("slow", "Slow").hint("Cheaper"),
    ];
    let stage = show(move || view! { <RadioGroup legend="Channel" value options /> }).await;
    assert!(stage.field("Fast").checked());
    assert_eq!(description_of(&stage.field("Slow")), "Cheaper");
    click(&stage.field("Slow")).await;
    assert_eq!(value.get_untracked(), "slow");
    value.set("fast".to_owned());
    settle().await;
    assert!(stage.field("Fast").checked() && !stage.field("Slow").checked());
}
