use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{FormDialog, FormPage, Problem, TextField};

use crate::support::{Stage, click, dispatch, enter, has_focus, press, settle, show, text_of};

#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    open: RwSignal<bool>,
    pending: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
    sent: RwSignal<usize>,
}

async fn form() -> (Form, Stage<impl leptos::tachys::view::Mountable>) {
    let form = Form {
        name: RwSignal::new("analytics".to_owned()),
        open: RwSignal::new(true),
        pending: RwSignal::new(false),
        problem: RwSignal::new(None),
        sent: RwSignal::new(0),
    };
    let stage = show(move || {
        view! {
            <FormDialog
                title="Rename service"
                open=form.open
                submit="Rename"
                pending=form.pending
                problem=form.problem
                dirty=move || *form.name.read() != "analytics"
                on_submit=move || *form.sent.write() += 1
                on_close=move || form.open.set(false)
            >
                <TextField label="Name" value=form.name />
            </FormDialog>
        }
    })
    .await;
    (form, stage)
}

fn refusal() -> Problem {
    Problem {
        title: "The name was not changed".to_owned(),
        detail: "BAD_REQUEST: name is taken".to_owned(),
        request_id: Some("6f0f2c4e".to_owned()),
        ..Problem::default()
    }
}

#[wasm_bindgen_test]
async fn what_was_typed_survives_a_failure() {
    let (form, stage) = form().await;
    let field = stage.field("Name");
    enter(&field, "events").await;
    click(&stage.button("Rename")).await;
    assert_eq!(form.sent.get_untracked(), 1);
    form.problem.set(Some(refusal()));
    settle().await;
    let alert = text_of(&stage.one("[role=alert]"));
    assert!(
        alert.contains("BAD_REQUEST: name is taken") && alert.contains("6f0f2c4e"),
        "{alert}"
    );
    assert!(stage.has_button("Copy request ID"));
    assert_eq!(stage.field("Name"), field, "the field is the same element");
    assert_eq!(field.value(), "events");
}

#[wasm_bindgen_test]
async fn a_pending_form_is_not_sent_again_and_stays_open() {
    let (form, stage) = form().await;
    form.pending.set(true);
    settle().await;
    let submit = stage.button("Rename");
    assert_eq!(submit.get_attribute("aria-busy").as_deref(), Some("true"));
    assert_eq!(
        submit.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    click(&submit).await;
    dispatch(&stage.one("form"), "submit").await;
    press("Escape").await;
    assert_eq!(form.sent.get_untracked(), 0);
    assert!(form.open.get_untracked());
}

#[wasm_bindgen_test]
async fn an_unchanged_form_closes_at_once() {
    let (form, _stage) = form().await;
    press("Escape").await;
    assert!(!form.open.get_untracked());
}

#[wasm_bindgen_test]
async fn closing_a_changed_form_asks_first() {
    let (form, stage) = form().await;
    enter(&stage.field("Name"), "events").await;
    press("Escape").await;
    assert!(form.open.get_untracked());
    assert!(
        has_focus(&stage.button("Keep editing")),
        "the harmless answer is the default"
    );
    click(&stage.button("Keep editing")).await;
    assert_eq!(stage.field("Name").value(), "events");
    assert!(form.open.get_untracked());
    click(&stage.button("Cancel")).await;
    click(&stage.button("Discard")).await;
    assert!(!form.open.get_untracked());
}

#[wasm_bindgen_test]
async fn escape_answers_the_question_with_keep() {
    let (form, stage) = form().await;
    enter(&stage.field("Name"), "events").await;
    press("Escape").await;
    press("Escape").await;
    assert!(form.open.get_untracked());
    assert!(!stage.has_button("Discard"));
}

#[wasm_bindgen_test]
async fn a_form_page_sends_once_and_shows_its_problem() {
    let sent = RwSignal::new(0);
    let pending = RwSignal::new(false);
    let refused = RwSignal::new(Some("Choose a region".to_owned()));
    let problem = RwSignal::new(None);
    let stage = show(move || {
        view! {
            <FormPage
                submit="Create service"
                pending
                submit_refused=refused
                problem
                on_submit=move || *sent.write() += 1
                cancel_href="../services"
            >
                <TextField label="Name" value=RwSignal::new(String::new()) />
            </FormPage>
        }
    })
    .await;
    // By the button, and by Enter in a field, which asks no button.
    let submit = async || {
        click(&stage.button("Create service")).await;
        dispatch(&stage.one("form"), "submit").await;
    };
    submit().await;
    assert_eq!(sent.get_untracked(), 0, "it is refused");
    refused.set(None);
    pending.set(true);
    settle().await;
    submit().await;
    assert_eq!(sent.get_untracked(), 0, "it is on its way");
    pending.set(false);
    settle().await;
    click(&stage.button("Create service")).await;
    assert_eq!(sent.get_untracked(), 1);
    problem.set(Some(refusal()));
    settle().await;
    assert!(text_of(&stage.one("[role=alert]")).contains("name is taken"));
    assert_eq!(
        stage.button("Cancel").get_attribute("href").as_deref(),
        Some("../services")
    );
}
