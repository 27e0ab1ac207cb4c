//! The keyboard of every page: `Ctrl K`, and shortcuts of single keys that can be switched off.

mod bindings;

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

pub use bindings::{Bindings, conflict};

use super::{
    panels::{Panel, Panels},
    places::places,
};
use crate::{
    offers::Offers,
    session::Session,
    theme,
    ui::{ACTION_KEYS, Action, ToastKind, use_toasts},
};

const KEPT: &str = "shortcuts";
const KEPT_KEYS: &str = "keys";
/// How long the first of two keys waits for the second.
const PATIENCE_MS: f64 = 1_500.0;
/// The keys of the sheet of shortcuts, and of the filter of a list.
pub const SHEET: &str = "?";
pub const FILTER: &str = "/";

/// Whether single keys do something, and which, kept in this browser.
#[derive(Clone, Copy)]
pub struct Shortcuts {
    enabled: RwSignal<bool>,
    bound: RwSignal<Bindings>,
}

impl Shortcuts {
    pub fn enabled(self) -> RwSignal<bool> {
        self.enabled
    }

    pub fn bindings(self) -> RwSignal<Bindings> {
        self.bound
    }

    /// The keys to press for what ours do, for showing them.
    pub fn keys(self, ours: &str) -> String {
        self.bound.with_untracked(|bound| bound.of(ours).to_owned())
    }
}

/// Listens as long as the calling component lives.
pub fn use_shortcuts() {
    let kept = theme::preference(KEPT_KEYS).unwrap_or_default();
    let shortcuts = Shortcuts {
        enabled: RwSignal::new(theme::preference(KEPT).as_deref() != Some("off")),
        bound: RwSignal::new(Bindings::read(&kept)),
    };
    let Shortcuts { enabled, bound } = shortcuts;
    provide_context(shortcuts);
    Effect::new(move |_| theme::prefer(KEPT, (!enabled.get()).then_some("off")));
    Effect::new(move |_| theme::prefer(KEPT_KEYS, bound.read().write().as_deref()));

    let panels = expect_context::<Panels>();
    let offers = expect_context::<Offers>();
    let session = expect_context::<Session>();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let first = StoredValue::new(None::<(char, f64)>);
    let act = move |action: Action| match action.refused {
        Some(reason) => {
            let told = format!("{}: {reason}", action.label);
            toasts.push(ToastKind::Information, told, None);
        }
        None => action.run.run(()),
    };
    let single = move |key: char| {
        let signed_in = session.current().get_untracked()?;
        let places = places(&signed_in.organization);
        let bound = bound.get_untracked();
        let patient = |(_, since): &(char, f64)| js_sys::Date::now() - since < PATIENCE_MS;
        let pressed = match first.get_value().filter(patient) {
            Some((before, _)) => format!("{before} {key}"),
            None => key.to_string(),
        };
        let is = |ours: &str| bound.of(ours) == pressed;
        first.set_value(None);
        if is(SHEET) {
            panels.open(Panel::Shortcuts);
        } else if is(FILTER) {
            return focus_filter();
        } else if let Some(action) = offers.by_key(|key| is(key.encode_utf8(&mut [0; 4]))) {
            act(action);
        } else if let Some(place) = places.iter().find(|place| place.keys.is_some_and(is)) {
            navigate(&place.href, NavigateOptions::default());
        } else {
            // It may be the first of two.
            let actions = ACTION_KEYS.map(|(_, key)| key.to_string());
            let ours = places.iter().filter_map(|place| place.keys);
            let ours = ours.chain([SHEET, FILTER]);
            let mut ours = ours.chain(actions.iter().map(String::as_str));
            if ours.any(|ours| bound.begins(ours, key)) {
                first.set_value(Some((key, js_sys::Date::now())));
            }
            return None;
        }
        Some(())
    };
    let listener = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.default_prevented() || event.repeat() || event.is_composing() {
            return;
        }
        let key = event.key();
        if matches!(key.as_str(), "Control" | "Meta") {
            Panels::prefetch();
        }
        if (event.ctrl_key() || event.meta_key()) && !event.alt_key() && !event.shift_key() {
            let is_open = panels.is(Panel::Palette).get_untracked();
            if key.eq_ignore_ascii_case("k") && (is_open || !is_covered()) {
                event.prevent_default();
                panels.toggle(Panel::Palette);
            }
            return;
        }
        let mut characters = key.chars();
        let (Some(key), None) = (characters.next(), characters.next()) else {
            return;
        };
        let is_ours = enabled.get_untracked()
            && !event.ctrl_key()
            && !event.meta_key()
            && !event.alt_key()
            && !is_typing(&event)
            && !is_covered()
            // One that was asked for and is not there yet.
            && !panels.any();
        if is_ours && single(key).is_some() {
            event.prevent_default();
        }
    });
    on_cleanup(move || listener.remove());
}

/// Whether a dialog or a menu is over the page: its keys are its own.
fn is_covered() -> bool {
    matches!(
        document().query_selector("dialog[open], .menu:popover-open"),
        Ok(Some(_))
    )
}

fn is_typing(event: &KeyboardEvent) -> bool {
    const FIELDS: &str = "input, textarea, select, [contenteditable]";
    event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| matches!(element.closest(FIELDS), Ok(Some(_))))
}

fn focus_filter() -> Option<()> {
    let field = document()
        .query_selector("main .filter input")
        .ok()
        .flatten()?;
    field.unchecked_into::<HtmlElement>().focus().ok()
}
