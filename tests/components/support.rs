//! Mounts a view, finds things in it, and acts like a person.

use gloo_timers::future::TimeoutFuture;
use leptos::{
    mount::{UnmountHandle, mount_to},
    prelude::*,
    tachys::view::Mountable,
};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, EventInit, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit,
};

/// A view in the document; gone when dropped.
pub struct Stage<M: Mountable> {
    root: HtmlElement,
    _view: UnmountHandle<M>,
}

/// Shows a view and waits until its effects have run.
pub async fn show<F, N>(view: F) -> Stage<N::State>
where
    F: FnOnce() -> N + 'static,
    N: IntoView + 'static,
{
    let root: HtmlElement = document()
        .create_element("div")
        .expect("a div can be made")
        .unchecked_into();
    document()
        .body()
        .expect("a body")
        .append_child(&root)
        .expect("a place for the view");
    let stage = Stage {
        _view: mount_to(root.clone(), view),
        root,
    };
    settle().await;
    stage
}

impl<M: Mountable> Drop for Stage<M> {
    fn drop(&mut self) {
        self.root.remove();
    }
}

impl<M: Mountable> Stage<M> {
    pub fn all(&self, selector: &str) -> Vec<HtmlElement> {
        let found = self.root.query_selector_all(selector).expect("a selector");
        (0..found.length())
            .filter_map(|index| found.get(index))
            .map(JsCast::unchecked_into)
            .collect()
    }

    pub fn one(&self, selector: &str) -> HtmlElement {
        let mut found = self.all(selector);
        assert_eq!(found.len(), 1, "{selector} in {}", self.text());
        found.remove(0)
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }

    /// The button, menu entry or link with this accessible name.
    pub fn button(&self, name: &str) -> HtmlElement {
        let buttons = self.all("button, a, [role=menuitem]");
        let found = buttons
            .into_iter()
            .find(|button| accessible_name(button) == name);
        found.unwrap_or_else(|| panic!("no button {name} in {}", self.text()))
    }

    pub fn has_button(&self, name: &str) -> bool {
        self.all("button, a, [role=menuitem]")
            .iter()
            .any(|button| accessible_name(button) == name)
    }

    /// The field with this label.
    pub fn field(&self, label: &str) -> HtmlInputElement {
        let labels = self.all("label");
        let label = labels
            .iter()
            .find(|candidate| text_of(candidate) == label)
            .unwrap_or_else(|| panic!("no label {label} in {}", self.text()));
        let id = label.get_attribute("for").expect("a label names its field");
        self.one(&format!("#{id}")).unchecked_into()
    }

    pub fn text(&self) -> String {
        text_of(&self.root)
    }
}

pub fn text_of(element: &Element) -> String {
    let text = element.text_content().unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn accessible_name(element: &Element) -> String {
    if let Some(label) = element.get_attribute("aria-label") {
        return label;
    }
    let labelled_by = element.get_attribute("aria-labelledby");
    let other = labelled_by.and_then(|id| document().get_element_by_id(&id));
    text_of(other.as_ref().unwrap_or(element))
}

/// What describes an element for who cannot see it.
pub fn description_of(element: &Element) -> String {
    let ids = element
        .get_attribute("aria-describedby")
        .unwrap_or_default();
    let texts = ids
        .split_whitespace()
        .filter_map(|id| document().get_element_by_id(id));
    texts
        .map(|element| text_of(&element))
        .collect::<Vec<_>>()
        .join(" ")
}

pub fn has_focus(element: &Element) -> bool {
    document().active_element().as_ref() == Some(element)
}

pub async fn click(element: &HtmlElement) {
    element.click();
    settle().await;
}

pub async fn focus(element: &HtmlElement) {
    element.focus().expect("can have the focus");
    settle().await;
}

pub async fn enter(field: &HtmlInputElement, text: &str) {
    field.set_value(text);
    dispatch(field, "input").await;
}

pub async fn dispatch(element: &Element, name: &str) {
    let init = EventInit::new();
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = Event::new_with_event_init_dict(name, &init).expect("an event");
    element.dispatch_event(&event).expect("a listener");
    settle().await;
}

/// A key where the focus is.
pub async fn press(key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("a key");
    let target = document()
        .active_element()
        .expect("something has the focus");
    target.dispatch_event(&event).expect("a listener");
    settle().await;
}

/// Lets effects and the browser's own queued events run.
pub async fn settle() {
    leptos::task::tick().await;
    TimeoutFuture::new(0).await;
    leptos::task::tick().await;
}

/// Waits until something holds; fails after two seconds.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..200 {
        if holds() {
            return;
        }
        TimeoutFuture::new(10).await;
    }
    panic!("never happened: {what}");
}
