//! The keyboard of every page: `Ctrl K`, and shortcuts of single keys that can be switched off.

use leptos::{ev, prelude::*};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use super::{
    panels::{Panel, Panels},
    places::places,
};
use crate::{
    offers::Offers,
    session::Session,
    theme,
    ui::{ToastKind, use_toasts},
};

const KEPT: &str = "shortcuts";
/// How long `g` waits for the key that says where to.
const PATIENCE_MS: f64 = 1_500.0;

/// Whether single keys do something, kept in this browser.
#[derive(Clone, Copy)]
pub struct Shortcuts(RwSignal<bool>);

impl Shortcuts {
    pub fn enabled(self) -> RwSignal<bool> {
        self.0
    }
}

/// Listens as long as the calling component lives.
pub fn use_shortcuts() {
    let enabled = RwSignal::new(theme::preference(KEPT).as_deref() != Some("off"));
    provide_context(Shortcuts(enabled));
    Effect::new(move |_| theme::prefer(KEPT, (!enabled.get()).then_some("off")));

    let panels = expect_context::<Panels>();
    let offers = expect_context::<Offers>();
    let session = expect_context::<Session>();
    let toasts = use_toasts();
    let navigate = use_navigate();
    let jumping_since = StoredValue::new(None::<f64>);
    let go = move |keys: &str| {
        let signed_in = session.current().get_untracked()?;
        let place = places(&signed_in.organization)
            .into_iter()
            .find(|place| place.keys == Some(keys))?;
        navigate(&place.href, NavigateOptions::default());
        Some(())
    };
    let single = move |key: char| {
        let is_jump = jumping_since
            .get_value()
            .is_some_and(|since| js_sys::Date::now() - since < PATIENCE_MS);
        jumping_since.set_value((key == 'g' && !is_jump).then(js_sys::Date::now));
        if is_jump {
            return go(&format!("g {key}"));
        }
        match key {
            'g' => None,
            '?' => {
                panels.open(Panel::Shortcuts);
                Some(())
            }
            '/' => focus_filter(),
            key => match offers.by_key(key) {
                Some(action) => {
                    match action.refused {
                        Some(reason) => toasts.push(
                            ToastKind::Information,
                            format!("{}: {reason}", action.label),
                            None,
                        ),
                        None => action.run.run(()),
                    }
                    Some(())
                }
                None => go(&key.to_string()),
            },
        }
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
