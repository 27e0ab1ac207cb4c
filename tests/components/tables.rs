use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{MouseEvent, MouseEventInit};
use wheelhouse::ui::{Action, Column, Sort, Table};

use crate::support::{Stage, click, settle, show, text_of, until};

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
    Column {
        heading: "Name",
        key: "name",
        cell: |row| row.name.clone().into_any(),
        text: |row| row.name.clone(),
        sort: Some(|left, right| left.name.cmp(&right.name)),
        numeric: false,
    },
    Column {
        heading: "Size",
        key: "size",
        cell: |row| format!("{} GiB", row.size).into_any(),
        text: |row| row.size.to_string(),
        sort: Some(|left, right| left.size.cmp(&right.size)),
        numeric: true,
    },
];

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

fn table(rows: RwSignal<Arc<Vec<Service>>>, sort: RwSignal<Sort>) -> impl IntoView {
    view! {
        <Table
            caption="Services"
            columns=&COLUMNS
            rows
            key=|row: &Service| row.id
            sort
            on_sort=move |wanted| sort.set(wanted)
        />
    }
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
    let sort = RwSignal::new(Sort::default());
    let stage = show(move || table(rows, sort)).await;
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
    let sort = RwSignal::new(Sort::by("size"));
    let stage = show(move || table(rows, sort)).await;
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
    let sort = RwSignal::new(Sort::by("name"));
    let stage = show(move || table(rows, sort)).await;
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
    let sort = RwSignal::new(Sort::by("name"));
    let stage = show(move || table(rows, sort)).await;
    let first = stage.all("tbody tr").remove(0);
    sort.set(Sort::by_descending("name"));
    settle().await;
    assert_eq!(stage.all("tbody tr").pop(), Some(first.clone()));
    assert_eq!(first.get_attribute("aria-rowindex").as_deref(), Some("4"));
}

#[wasm_bindgen_test]
async fn rows_that_leave_and_come_follow_the_list() {
    let rows = RwSignal::new(three());
    let sort = RwSignal::new(Sort::by("name"));
    let stage = show(move || table(rows, sort)).await;
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
    let sort = RwSignal::new(Sort::default());
    let stage = show(move || table(rows, sort)).await;
    assert_eq!(
        stage.one("table").get_attribute("aria-rowcount").as_deref(),
        Some("5001")
    );
    assert!(stage.all("tbody [role=rowheader]").len() < 150);
    assert_eq!(names(&stage)[0], "service 0");
    // The test page has no stylesheet, so the page scrolls and not the table.
    let rows = stage.all("tbody tr[aria-rowindex]");
    let top = |row: usize| rows[row].get_bounding_client_rect().top();
    window().scroll_to_with_x_and_y(0.0, top(0) + (top(1) - top(0)) * 3000.0);
    until("row 3000 comes into the document", || {
        names(&stage).iter().any(|name| name == "service 3000")
    })
    .await;
    assert!(stage.all("tbody [role=rowheader]").len() < 150);
    assert!(!names(&stage).iter().any(|name| name == "service 0"));
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

#[wasm_bindgen_test]
async fn a_long_list_may_become_short_while_scrolled() {
    let rows = RwSignal::new(many(500));
    let sort = RwSignal::new(Sort::default());
    let stage = show(move || table(rows, sort)).await;
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
async fn each_row_offers_its_own_actions() {
    let ran = RwSignal::new(Vec::<String>::new());
    let actions = Callback::new(move |(row,): (Service,)| {
        let name = row.name;
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
        view! {
            <Table
                caption="Services"
                columns=&COLUMNS
                rows=three()
                key=|row: &Service| row.id
                sort=Sort::by("name")
                on_sort=|_: Sort| ()
                row_actions=actions
            />
        }
    })
    .await;
    assert!(
        !stage.has("[role=menuitem]"),
        "entries exist only while their menu is open"
    );
    click(&stage.button("Actions for events")).await;
    click(&stage.button("Stop")).await;
    assert_eq!(ran.get_untracked(), ["events"]);
}
