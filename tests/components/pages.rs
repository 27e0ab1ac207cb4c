use leptos::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Page, StateBadge, StateTone, Tabs, Time};

use crate::support::{description_of, focus, has_focus, press, show, text_of};

#[wasm_bindgen_test]
async fn coming_to_a_page_moves_the_focus_to_its_title() {
    let crumbs = vec![("Acme".to_owned(), "/acme".to_owned())];
    // The first page after loading leaves the focus alone.
    let first = show(|| view! { <Page title="Overview">"first"</Page> }).await;
    assert!(!has_focus(&first.one("h1")));
    drop(first);
    let stage = show(|| {
        let extra = || view! { <StateBadge word="running" tone=StateTone::Running chip=true /> };
        view! {
            <Page title="analytics prod" crumbs title_extra=extra>
                "content"
            </Page>
        }
    })
    .await;
    let title = stage.one("h1");
    assert!(has_focus(&title));
    assert_eq!(text_of(&title), "analytics prod");
    assert_eq!(document().title(), "analytics prod · Acme · Wheelhouse");
}

#[wasm_bindgen_test]
async fn the_shown_tab_is_marked() {
    let stage = show(|| {
        let tabs = vec![
            ("/s/overview".to_owned(), "Overview".to_owned()),
            ("/s/connect".to_owned(), "Connect".to_owned()),
        ];
        view! { <Tabs label="Service" tabs current="/s/connect" /> }
    })
    .await;
    let current = stage.one("[aria-current=page]");
    assert_eq!(text_of(&current), "Connect");
    assert_eq!(current.get_attribute("href").as_deref(), Some("/s/connect"));
    let label = stage.one("nav").get_attribute("aria-label");
    assert_eq!(label.as_deref(), Some("Service"));
}

#[wasm_bindgen_test]
async fn a_time_tells_its_exact_moment_on_focus() {
    let stage = show(|| view! { <Time at="2020-05-04T09:12:00Z".to_owned() /> }).await;
    let time = stage.one("time");
    assert!(text_of(&time).ends_with("years ago"), "{}", text_of(&time));
    assert_eq!(
        time.get_attribute("datetime").as_deref(),
        Some("2020-05-04T09:12:00Z")
    );
    focus(&time).await;
    let shown = text_of(&stage.one("[popover]"));
    assert!(shown.contains("2020-05-04 09:12:00 UTC"), "{shown}");
    // By the clock of this browser, too, whatever its zone and language are.
    assert_eq!(shown.matches("2020").count(), 2, "{shown}");
    assert_eq!(description_of(&time), shown, "who cannot see it is told");
    press("Escape").await;
    assert!(!stage.has("[popover]"));
}

#[wasm_bindgen_test]
async fn a_missing_time_is_a_dash_and_an_unreadable_one_stays_as_it_came() {
    let stage = show(|| {
        let missing = None::<String>;
        view! {
            <Time at=missing />
            <Time at="soon".to_owned() />
        }
    })
    .await;
    let texts: Vec<String> = stage.all("time").iter().map(|time| text_of(time)).collect();
    assert_eq!(texts, ["—", "soon"]);
}
