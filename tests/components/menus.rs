use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Action, ActionButtons, ActionMenu, Button, Dialog};

use crate::support::{Stage, click, description_of, focus, has_focus, press, show};

fn actions(ran: RwSignal<Vec<&'static str>>) -> Vec<Action> {
    let action = |label, refused: Option<&str>| Action {
        icon: None,
        danger: label == "Delete",
        refused: refused.map(str::to_owned),
        ..Action::new(label, "", Callback::new(move |()| ran.write().push(label)))
    };
    vec![
        action("Stop", None),
        action("Start", Some("Only a stopped service can be started")),
        action("Delete", None),
    ]
}

async fn menu(ran: RwSignal<Vec<&'static str>>) -> Stage<impl leptos::tachys::view::Mountable> {
    show(move || {
        let actions = Signal::derive(move || actions(ran));
        view! { <ActionMenu label="More actions for analytics prod" actions /> }
    })
    .await
}

#[wasm_bindgen_test]
async fn arrows_move_through_an_open_menu_and_around_its_ends() {
    let stage = menu(RwSignal::new(Vec::new())).await;
    let trigger = stage.button("More actions for analytics prod");
    focus(&trigger).await;
    press("ArrowDown").await;
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("true")
    );
    assert!(has_focus(&stage.button("Stop")));
    press("ArrowDown").await;
    assert!(
        has_focus(&stage.button("Start")),
        "a refused entry can be reached and read"
    );
    press("End").await;
    assert!(has_focus(&stage.button("Delete")));
    press("ArrowDown").await;
    assert!(has_focus(&stage.button("Stop")));
    press("ArrowUp").await;
    assert!(has_focus(&stage.button("Delete")));
    press("Home").await;
    assert!(has_focus(&stage.button("Stop")));
}

#[wasm_bindgen_test]
async fn escape_closes_a_menu_and_gives_the_focus_back() {
    let stage = menu(RwSignal::new(Vec::new())).await;
    let trigger = stage.button("More actions for analytics prod");
    focus(&trigger).await;
    press("ArrowDown").await;
    press("Escape").await;
    assert!(has_focus(&trigger));
    assert_eq!(
        trigger.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert!(!stage.has("[role=menuitem]"));
}

#[wasm_bindgen_test]
async fn escape_in_a_menu_leaves_the_dialog_around_it_open() {
    let open = RwSignal::new(true);
    let stage = show(move || {
        let actions = Signal::derive(move || actions(RwSignal::new(Vec::new())));
        view! {
            <Dialog title="Keys" open on_close=move || open.set(false)>
                <ActionMenu label="More actions" actions />
            </Dialog>
        }
    })
    .await;
    focus(&stage.button("More actions")).await;
    press("ArrowDown").await;
    press("Escape").await;
    assert!(!stage.has("[role=menuitem]"));
    assert!(open.get_untracked());
    press("ArrowUp").await;
    assert!(has_focus(&stage.button("Stop")));
    press("Tab").await;
    assert!(!stage.has("[role=menuitem]"), "the keyboard goes on");
    press("Escape").await;
    assert!(!open.get_untracked());
}

#[wasm_bindgen_test]
async fn an_entry_runs_once_and_closes_its_menu() {
    let ran = RwSignal::new(Vec::new());
    let stage = menu(ran).await;
    let trigger = stage.button("More actions for analytics prod");
    click(&trigger).await;
    click(&stage.button("Delete")).await;
    assert_eq!(ran.get_untracked(), ["Delete"]);
    assert!(
        has_focus(&trigger),
        "a dialog that it opens finds where to return to"
    );
    assert!(!stage.has("[role=menuitem]"));
}

#[wasm_bindgen_test]
async fn a_refused_entry_says_why_and_does_nothing() {
    let ran = RwSignal::new(Vec::new());
    let stage = menu(ran).await;
    click(&stage.button("More actions for analytics prod")).await;
    let start = stage.button("Start");
    assert_eq!(
        start.get_attribute("aria-disabled").as_deref(),
        Some("true")
    );
    assert_eq!(
        description_of(&start),
        "Only a stopped service can be started"
    );
    click(&start).await;
    assert!(ran.get_untracked().is_empty());
}

#[wasm_bindgen_test]
async fn the_first_actions_are_buttons_and_the_rest_a_menu() {
    let ran = RwSignal::new(Vec::new());
    let stage = show(move || {
        let actions = Signal::derive(move || actions(ran));
        view! { <ActionButtons actions shown=2 label="More actions" /> }
    })
    .await;
    click(&stage.button("Stop")).await;
    click(&stage.button("Start")).await;
    assert_eq!(ran.get_untracked(), ["Stop"], "the refused one did not run");
    assert!(!stage.has_button("Delete"));
    click(&stage.button("More actions")).await;
    click(&stage.button("Delete")).await;
    assert_eq!(ran.get_untracked(), ["Stop", "Delete"]);
}

#[wasm_bindgen_test]
async fn a_refused_button_keeps_its_place_and_tells_its_reason() {
    let refused = RwSignal::new(Some("Only a running service can be stopped".to_owned()));
    let ran = RwSignal::new(0);
    let stage = show(move || {
        view! {
            <Button refused on_click=move || *ran.write() += 1>
                "Stop"
            </Button>
        }
    })
    .await;
    let stop = stage.button("Stop");
    focus(&stop).await;
    assert!(has_focus(&stop));
    assert_eq!(
        description_of(&stop),
        "Only a running service can be stopped"
    );
    assert!(
        stage.has("[popover]:popover-open"),
        "the reason is in sight too"
    );
    click(&stop).await;
    assert_eq!(ran.get_untracked(), 0);
    refused.set(None);
    click(&stop).await;
    assert_eq!(ran.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn a_pending_button_runs_nothing() {
    let ran = RwSignal::new(0);
    let stage = show(move || {
        view! {
            <Button pending=true on_click=move || *ran.write() += 1>
                "Stop"
            </Button>
        }
    })
    .await;
    let stop = stage.button("Stop");
    assert_eq!(stop.get_attribute("aria-busy").as_deref(), Some("true"));
    click(&stop).await;
    assert_eq!(ran.get_untracked(), 0);
}
