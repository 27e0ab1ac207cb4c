use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{ConfirmDialog, Dialog, TextField};

use crate::support::{click, description_of, enter, focus, has_focus, press, settle, show};

fn with_opener(open: RwSignal<bool>, closes: bool) -> impl IntoView {
    let value = RwSignal::new(String::new());
    view! {
        <button on:click=move |_| open.set(true)>"Open"</button>
        <Dialog title="Rename service" open on_close=move || open.set(!closes)>
            <button>"Help"</button>
            <TextField label="Name" value />
        </Dialog>
    }
}

#[wasm_bindgen_test]
async fn a_dialog_takes_the_focus_and_gives_it_back() {
    let open = RwSignal::new(false);
    let stage = show(move || with_opener(open, true)).await;
    assert!(
        !stage.has("dialog input"),
        "the content exists only while it is open"
    );
    let opener = stage.button("Open");
    focus(&opener).await;
    click(&opener).await;
    assert!(stage.has("dialog[open]"));
    assert!(has_focus(&stage.field("Name")));
    press("Escape").await;
    assert!(!stage.has("dialog[open]"));
    assert!(!stage.has("dialog input"));
    assert!(has_focus(&opener));
}

#[wasm_bindgen_test]
async fn a_dialog_is_named_by_its_title() {
    let stage = show(move || with_opener(RwSignal::new(true), true)).await;
    let name = stage
        .one("dialog")
        .get_attribute("aria-labelledby")
        .expect("a name");
    assert_eq!(
        crate::support::text_of(&stage.one(&format!("#{name}"))),
        "Rename service"
    );
}

#[wasm_bindgen_test]
async fn an_owner_may_refuse_to_close() {
    let open = RwSignal::new(true);
    let stage = show(move || with_opener(open, false)).await;
    press("Escape").await;
    press("Escape").await;
    assert!(stage.has("dialog[open]"));
}

#[wasm_bindgen_test]
async fn a_dialog_that_leaves_with_its_page_gives_the_focus_back() {
    let open = RwSignal::new(false);
    let shown = RwSignal::new(true);
    let stage = show(move || {
        view! {
            <button on:click=move |_| open.set(true)>"Open"</button>
            <Show when=move || shown.get()>
                <Dialog title="Call log" open on_close=|| ()>
                    <input aria-label="Search" />
                </Dialog>
            </Show>
        }
    })
    .await;
    let opener = stage.button("Open");
    focus(&opener).await;
    click(&opener).await;
    shown.set(false);
    settle().await;
    assert!(has_focus(&opener));
}

#[wasm_bindgen_test]
async fn deleting_wants_the_exact_name() {
    let confirmed = RwSignal::new(0);
    let open = RwSignal::new(true);
    let stage = show(move || {
        view! {
            <ConfirmDialog
                title="Delete analytics prod?"
                open
                typed="analytics prod".to_owned()
                submit="Delete service"
                danger=true
                on_confirm=move || *confirmed.write() += 1
                on_close=move || open.set(false)
            >
                <p>"Its data and its backups are deleted."</p>
            </ConfirmDialog>
        }
    })
    .await;
    let field = stage.field("Type analytics prod to confirm");
    let submit = stage.button("Delete service");
    for other in ["", "analytics pro", "Analytics prod", "analytics prod "] {
        enter(&field, other).await;
        click(&submit).await;
        assert_eq!(confirmed.get_untracked(), 0, "{other:?}");
    }
    assert_eq!(description_of(&submit), "Type analytics prod first");
    enter(&field, "analytics prod").await;
    click(&submit).await;
    assert_eq!(confirmed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn each_opening_asks_for_the_name_again() {
    let open = RwSignal::new(true);
    let stage = show(move || {
        view! {
            <ConfirmDialog
                title="Delete key?"
                open
                typed="ci".to_owned()
                submit="Delete key"
                on_confirm=|| ()
                on_close=move || open.set(false)
            >
                <p>"Whatever uses it stops working."</p>
            </ConfirmDialog>
        }
    })
    .await;
    enter(&stage.field("Type ci to confirm"), "ci").await;
    click(&stage.button("Cancel")).await;
    open.set(true);
    settle().await;
    assert_eq!(stage.field("Type ci to confirm").value(), "");
}
