use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MouseEvent, MouseEventInit};
use wheelhouse::ui::{
    Action, Column, Kind, List, ListOf, ListView, Selection, View, list::ListCore,
};

use crate::support::{Stage, click, enter, focus, press, settle, show, text_of, until};

#[derive(Clone, PartialEq)]
struct Service {
    id: u32,
    name: String,
    size: u32,
}

fn service(id: u32, name: &str, size: u32) -> Service {
    Service {
        id,
        name: name.to_owned(),
        size,
    }
}

static COLUMNS: [Column<Service>; 2] = [
    Column::text("name", "Name", |row: &Service| row.name.clone()),
    Column::new(
        "size",
        "Size",
        Kind::Number(
            |row: &Service| format!("{} GiB", row.size),
            |row| Some(f64::from(row.size)),
        ),
    )
    .numeric(),
];

static SERVICES: ListOf<Service> = ListOf {
    caption: "Services",
    one: "service",
    columns: &COLUMNS,
    sort: "",
    key: |row| row.id.to_string(),
    label: |row| row.name.clone(),
    link: |_| None,
};

fn three() -> Arc<Vec<Service>> {
    Arc::new(vec![
        service(1, "playground", 8),
        service(2, "analytics", 32),
        service(3, "events", 8),
    ])
}

fn many(count: u32) -> Arc<Vec<Service>> {
    Arc::new(
        (0..count)
            .map(|id| service(id, &format!("service {id}"), id))
            .collect(),
    )
}

fn sorted(order: &str) -> ListView {
    ListView::unkept(View {
        sort: Some(order.to_owned()),
        ..View::default()
    })
}

fn table(rows: RwSignal<Arc<Vec<Service>>>, view: ListView) -> impl IntoView {
    view! { <List list=&SERVICES rows view /> }
}

fn names<M: leptos::tachys::view::Mountable>(stage: &Stage<M>) -> Vec<String> {
    stage
        .all("tbody [role=rowheader]")
        .iter()
        .map(|cell| text_of(cell))
        .collect()
}

#[wasm_bindgen_test]
async fn a_heading_sorts_up_then_down_and_says_so() {
    let rows = RwSignal::new(three());
    let view = sorted("");
    let stage = show(move || table(rows, view)).await;
    assert_eq!(names(&stage), ["playground", "analytics", "events"]);
    assert!(!stage.has("th[aria-sort]"));
    click(&stage.button("Name")).await;
    assert_eq!(names(&stage), ["analytics", "events", "playground"]);
    assert_eq!(text_of(&stage.one("th[aria-sort=ascending]")), "Name");
    click(&stage.button("Name")).await;
    assert_eq!(names(&stage), ["playground", "events", "analytics"]);
    assert_eq!(text_of(&stage.one("th[aria-sort=descending]")), "Name");
}

#[wasm_bindgen_test]
async fn shift_and_a_heading_decides_among_equals() {
    let rows = RwSignal::new(three());
    let view = sorted("size");
    let stage = show(move || table(rows, view)).await;
    assert_eq!(names(&stage), ["playground", "events", "analytics"]);
    let init = MouseEventInit::new();
    init.set_shift_key(true);
    init.set_bubbles(true);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).expect("a click");
    stage
        .button("Name")
        .dispatch_event(&event)
        .expect("a listener");
    settle().await;
    assert_eq!(names(&stage), ["events", "playground", "analytics"]);
    assert_eq!(
        stage.all("th[aria-sort]").len(),
        1,
        "only the first says that it decides"
    );
}

#[wasm_bindgen_test]
async fn a_reload_changes_a_row_in_its_place() {
    let rows = RwSignal::new(three());
    let view = sorted("name");
    let stage = show(move || table(rows, view)).await;
    let before = stage.all("tbody tr");
    let untouched = stage.all("tbody td")[1].first_child();
    let mut changed = three().to_vec();
    changed[1].size = 64;
    rows.set(Arc::new(changed));
    settle().await;
    assert_eq!(stage.all("tbody tr"), before);
    assert!(text_of(&before[0]).contains("64 GiB"));
    assert_eq!(stage.all("tbody td")[1].first_child(), untouched);
}

#[wasm_bindgen_test]
async fn rows_keep_their_element_when_the_order_changes() {
    let rows = RwSignal::new(three());
    let view = sorted("name");
    let stage = show(move || table(rows, view)).await;
    let first = stage.all("tbody tr").remove(0);
    view.set_sort("-name".into());
    settle().await;
    assert_eq!(stage.all("tbody tr").pop(), Some(first.clone()));
    assert_eq!(first.get_attribute("aria-rowindex").as_deref(), Some("4"));
}

#[wasm_bindgen_test]
async fn rows_that_leave_and_come_follow_the_list() {
    let rows = RwSignal::new(three());
    let view = sorted("name");
    let stage = show(move || table(rows, view)).await;
    rows.set(Arc::new(vec![
        service(3, "events", 8),
        service(4, "telemetry", 24),
    ]));
    settle().await;
    assert_eq!(names(&stage), ["events", "telemetry"]);
    rows.set(Arc::new(Vec::new()));
    settle().await;
    assert!(names(&stage).is_empty());
}

#[wasm_bindgen_test]
async fn a_long_table_has_only_what_can_be_seen_in_the_document() {
    let rows = RwSignal::new(many(5000));
    let view = sorted("");
    let stage = show(move || table(rows, view)).await;
    assert_eq!(
        stage.one("table").get_attribute("aria-rowcount").as_deref(),
        Some("5001")
    );
    assert!(stage.all("tbody [role=rowheader]").len() <= 60);
    assert_eq!(names(&stage)[0], "service 0");
    // The test page has no stylesheet, so the page scrolls and not the table.
    let rows = stage.all("tbody tr[aria-rowindex]");
    let top = |row: usize| rows[row].get_bounding_client_rect().top();
    window().scroll_to_with_x_and_y(0.0, top(0) + (top(1) - top(0)) * 3000.0);
    until("row 3000 comes into the document", || {
        names(&stage).iter().any(|name| name == "service 3000")
    })
    .await;
    assert!(stage.all("tbody [role=rowheader]").len() <= 60);
    assert!(!names(&stage).iter().any(|name| name == "service 0"));
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_long_list_may_become_short_while_scrolled() {
    let rows = RwSignal::new(many(500));
    let view = sorted("");
    let stage = show(move || table(rows, view)).await;
    window().scroll_to_with_x_and_y(0.0, 1e6);
    until("the last row comes", || {
        names(&stage).iter().any(|name| name == "service 499")
    })
    .await;
    rows.set(many(2));
    until("both are shown", || {
        names(&stage) == ["service 0", "service 1"]
    })
    .await;
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn each_row_offers_its_own_actions_and_copies() {
    let ran = RwSignal::new(Vec::<String>::new());
    let actions = Arc::new(move |row: &Service| {
        let name = row.name.clone();
        vec![Action {
            icon: None,
            ..Action::new(
                "Stop",
                "",
                Callback::new(move |()| ran.write().push(name.clone())),
            )
        }]
    });
    let stage = show(move || {
        view! { <List list=&SERVICES rows=three() view=sorted("name") row_actions=actions /> }
    })
    .await;
    assert!(
        !stage.has("[role=menuitem]"),
        "entries exist only while their menu is open"
    );
    click(&stage.button("Actions for events")).await;
    assert!(stage.has_button("Copy ID"));
    assert!(!stage.has_button("Copy link"), "these have no page");
    click(&stage.button("Stop")).await;
    assert_eq!(ran.get_untracked(), ["events"]);
}

#[wasm_bindgen_test]
async fn a_filter_counts_and_makes_tokens_that_can_be_taken_off() {
    let rows = RwSignal::new(three());
    let view = sorted("name");
    let stage = show(move || table(rows, view)).await;
    let filter: web_sys::HtmlInputElement =
        wasm_bindgen::JsCast::unchecked_into(stage.one("[aria-label=Filter]"));
    enter(&filter, "size:8 ev").await;
    assert_eq!(names(&stage), ["events"]);
    assert!(stage.text().contains("1 of 3"));
    enter(&filter, "size:8 ev ").await;
    assert_eq!(filter.value(), "ev ");
    assert_eq!(view.now.get_untracked().filter, "size:8 ev");
    click(&stage.button("Remove filter size:8")).await;
    assert_eq!(view.now.get_untracked().filter, "ev");
    enter(&filter, "size:>=much ").await;
    assert_eq!(names(&stage).len(), 3);
    assert!(stage.text().contains("size wants a number"));
    focus(&filter).await;
    press("Escape").await;
    assert_eq!(
        view.now.get_untracked(),
        View {
            sort: Some("name".into()),
            ..View::default()
        }
    );
    assert!(stage.text().contains('3'));
}

#[wasm_bindgen_test]
async fn rows_are_selected_one_by_one_by_range_and_all_at_once() {
    let chosen = RwSignal::new(None::<Selection>);
    let bulk = Callback::new(move |(selection,): (Selection,)| {
        chosen.set(Some(selection));
        "the bar".into_any()
    });
    let view = sorted("name");
    let stage = show(move || view! { <List list=&SERVICES rows=many(100) view bulk /> }).await;
    let labels = move || {
        let selection = chosen.get_untracked().expect("a bar");
        let rows = untrack(|| selection.rows()).into_iter();
        rows.map(|(_, label)| label).collect::<Vec<_>>()
    };
    assert!(!stage.text().contains("the bar"));
    let is_checked = |label: &str| {
        let boxed = stage.one(&format!("[aria-label='{label}']"));
        let boxed: web_sys::HtmlInputElement = wasm_bindgen::JsCast::unchecked_into(boxed);
        (boxed.checked(), boxed.indeterminate())
    };
    let every = "Select all rows shown";
    click(&stage.one("[aria-label='Select service 1']")).await;
    assert_eq!(is_checked("Select service 1"), (true, false));
    assert_eq!(is_checked("Select service 10"), (false, false));
    assert_eq!(is_checked(every), (false, true), "some");
    let init = MouseEventInit::new();
    init.set_shift_key(true);
    init.set_bubbles(true);
    let event = MouseEvent::new_with_mouse_event_init_dict("click", &init).expect("a click");
    stage
        .one("[aria-label='Select service 11']")
        .dispatch_event(&event)
        .expect("a listener");
    settle().await;
    assert_eq!(labels(), ["service 1", "service 10", "service 11"]);
    view.set_filter("name:9".into(), false);
    settle().await;
    assert!(
        stage
            .text()
            .contains("3 selected, 3 of them hidden by the filter")
    );
    click(&stage.one("[aria-label='Select all rows shown']")).await;
    assert!(stage.text().contains("22 selected"));
    assert_eq!(is_checked(every), (true, false));
    click(&stage.one("[aria-label='Select service 9']")).await;
    assert_eq!(is_checked("Select service 9"), (false, false));
    assert!(stage.text().contains("21 selected"));
    // What is left of them is taken first, and then given back; those not shown stay.
    click(&stage.one("[aria-label='Select all rows shown']")).await;
    click(&stage.one("[aria-label='Select all rows shown']")).await;
    assert!(
        stage
            .text()
            .contains("3 selected, 3 of them hidden by the filter")
    );
    click(&stage.button("Clear selection")).await;
    assert!(!stage.text().contains("selected"));
}

#[wasm_bindgen_test]
async fn nothing_moves_under_the_pointer() {
    let rows = RwSignal::new(three());
    let view = sorted("size");
    let stage = show(move || table(rows, view)).await;
    assert_eq!(names(&stage), ["playground", "events", "analytics"]);
    let body = stage.one("tbody");
    let over = web_sys::Event::new("pointerenter").expect("an event");
    body.dispatch_event(&over).expect("a listener");
    settle().await;
    rows.set(Arc::new(vec![
        service(1, "playground", 64),
        service(2, "analytics", 32),
        service(3, "events", 8),
    ]));
    settle().await;
    assert_eq!(names(&stage), ["playground", "events", "analytics"]);
    assert!(stage.text().contains("64 GiB"));
    let left = web_sys::Event::new("pointerleave").expect("an event");
    body.dispatch_event(&left).expect("a listener");
    settle().await;
    assert_eq!(names(&stage), ["events", "analytics", "playground"]);
    // Nor while a row has its menu open.
    let trigger = stage.button("Actions for events");
    focus(&trigger).await;
    press("ArrowDown").await;
    rows.set(three());
    settle().await;
    assert_eq!(names(&stage), ["events", "analytics", "playground"]);
    press("Escape").await;
    assert_eq!(names(&stage), ["playground", "events", "analytics"]);
}

#[wasm_bindgen_test]
async fn a_list_may_show_its_rows_in_its_own_way() {
    let rows = RwSignal::new(three());
    let view = sorted("name");
    let core = RwSignal::new(None::<ListCore>);
    let stage = show(move || {
        let body = move || {
            let shown = core.get().map(|core| core.arranged.get().shown);
            let count = move || shown.iter().map(|shown| shown.len()).sum::<usize>();
            view! { <p>{format!("{} of them", count())}</p> }.into_any()
        };
        let reveal = Callback::new(move |(list,): (ListCore,)| core.set(Some(list)));
        view! { <List list=&SERVICES rows view reveal body=move || {
            view! { {move || body()} }
        } /> }
    })
    .await;
    assert!(!stage.has("table") && !stage.has_button("Columns"));
    assert!(stage.has_button("Export") && stage.text().contains("3 of them"));
    view.set_filter("size:8".into(), false);
    settle().await;
    assert!(stage.text().contains("2 of them"), "{}", stage.text());
    view.set_filter("nothing".into(), false);
    settle().await;
    assert!(stage.text().contains("No service matches the filter"));
    assert!(!stage.text().contains("of them"));
}
