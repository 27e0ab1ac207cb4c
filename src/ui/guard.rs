//! Keeps what was typed from being left by accident: by a link, by Back, with the tab.

use std::{cell::RefCell, rc::Rc};

use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, HtmlAnchorElement, MouseEvent};

/// Takes back a step that was made, and says whether it did.
type TakesBack = Rc<dyn Fn() -> bool>;

#[derive(Default)]
struct Steps {
    guards: Vec<TakesBack>,
    /// Whether the next step back is the console's own.
    is_own: bool,
}

thread_local! {
    static STEPS: RefCell<Steps> = RefCell::default();
}

/// Hears of steps back before the router does; to be called before there is one.
///
/// On the window, listeners run in the order in which they came, whatever they capture.
pub fn watch_steps() {
    let heard = Closure::<dyn Fn(Event)>::new(|event: Event| {
        let guards = STEPS.with_borrow_mut(|steps| {
            let is_own = std::mem::take(&mut steps.is_own);
            if is_own { vec![] } else { steps.guards.clone() }
        });
        // The newest lies on top, but a form that nothing was typed into lets those below it answer.
        if guards.iter().rev().any(|takes_back| takes_back()) {
            event.stop_immediate_propagation();
        }
    });
    let function = heard.as_ref().unchecked_ref();
    _ = window().add_event_listener_with_callback("popstate", function);
    heard.forget();
}

/// Says that the console itself goes back: nothing is asked.
pub fn expect_own_step() {
    STEPS.with_borrow_mut(|steps| steps.is_own = !steps.guards.is_empty());
}

/// How the page was about to be left.
#[derive(Clone)]
enum Leave {
    Back,
    Link(SendWrapper<HtmlAnchorElement>),
}

/// A guard over one form, as long as its owner lives.
#[derive(Clone, Copy)]
pub struct Guard {
    leave: RwSignal<Option<Leave>>,
    is_off: StoredValue<bool>,
}

impl Guard {
    /// Whether it was tried to leave, and the form has to ask.
    pub fn asks(self) -> Signal<bool> {
        Signal::derive(move || self.leave.read().is_some())
    }

    pub fn stay(self) {
        self.leave.set(None);
    }

    /// Goes where it was tried to go.
    pub fn go(self) {
        self.is_off.set_value(true);
        match self.leave.try_update(Option::take).flatten() {
            Some(Leave::Back) => {
                if let Ok(history) = window().history() {
                    _ = history.back();
                }
            }
            Some(Leave::Link(link)) => link.click(),
            None => {}
        }
    }

    fn stops(self, dirty: Signal<bool>) -> bool {
        self.is_off.try_get_value() == Some(false) && dirty.try_get_untracked() == Some(true)
    }
}

/// Guards while `dirty`. Navigation by the program is not stopped; what a form keeps survives it.
pub fn use_guard(dirty: Signal<bool>) -> Guard {
    let guard = Guard {
        leave: RwSignal::new(None),
        is_off: StoredValue::new(false),
    };
    // Not asked for earlier: the router writes the address of a page only once it is drawn.
    let address = StoredValue::new(String::new());
    Effect::new(move |_| {
        if dirty.get() {
            address.set_value(window().location().href().unwrap_or_default());
        }
    });
    let takes_back: TakesBack = Rc::new(move || {
        let stops = guard.stops(dirty);
        if stops {
            if let Ok(history) = window().history() {
                let address = address.get_value();
                _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
            }
            guard.leave.set(Some(Leave::Back));
        }
        stops
    });
    STEPS.with_borrow_mut(|steps| steps.guards.push(Rc::clone(&takes_back)));
    let takes_back = SendWrapper::new(takes_back);
    let click = Clicks::new(move |event: Event| {
        if let Some(link) = followed(&event).filter(|_| guard.stops(dirty)) {
            event.prevent_default();
            event.stop_immediate_propagation();
            guard.leave.set(Some(Leave::Link(SendWrapper::new(link))));
        }
    });
    let tab = window_event_listener(leptos::ev::beforeunload, move |event| {
        if guard.stops(dirty) {
            event.prevent_default();
        }
    });
    on_cleanup(move || {
        drop(click);
        tab.remove();
        STEPS.with_borrow_mut(|steps| {
            steps.guards.retain(|known| !Rc::ptr_eq(known, &takes_back));
        });
    });
    guard
}

/// The link that the event leads away by, in this tab.
fn followed(event: &Event) -> Option<HtmlAnchorElement> {
    let mouse = event.dyn_ref::<MouseEvent>()?;
    let is_plain = mouse.button() == 0
        && !(mouse.ctrl_key() || mouse.meta_key() || mouse.shift_key() || mouse.alt_key());
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let link = element.closest("a[href]").ok()??;
    let href = link.get_attribute("href")?;
    let stays =
        href.starts_with('#') || link.has_attribute("target") || link.has_attribute("download");
    (is_plain && !stays).then(|| link.unchecked_into())
}

/// Hears of clicks before anybody else.
struct Clicks(SendWrapper<Closure<dyn Fn(Event)>>);

impl Clicks {
    fn new(run: impl Fn(Event) + 'static) -> Self {
        let closure = Closure::<dyn Fn(Event)>::new(run);
        let function = closure.as_ref().unchecked_ref();
        _ = window().add_event_listener_with_callback_and_bool("click", function, true);
        Self(SendWrapper::new(closure))
    }
}

impl Drop for Clicks {
    fn drop(&mut self) {
        let function = self.0.as_ref().unchecked_ref();
        _ = window().remove_event_listener_with_callback_and_bool("click", function, true);
    }
}
