//! Moments by the reader's clock, and by UTC.

use js_sys::{Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

use crate::format::dates::rfc3339;

/// How much of a moment is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `24 Nov 2026, 06:55:12`
    Second,
    /// `24 Nov, 06:55:12`
    Clock,
    /// `Tue, 24 Nov, 06:55`
    Minute,
    /// `24 Nov 2026`
    Day,
}

/// Making a formatter costs more than a hundred uses of it.
struct Formats {
    second: Function,
    clock: Function,
    minute: Function,
    day: Function,
    zone: String,
}

thread_local! {
    static FORMATS: Formats = Formats::new();
}

impl Formats {
    fn new() -> Self {
        let made = |options: &[(&str, &str)]| {
            let object = Object::new();
            for (key, value) in options {
                _ = Reflect::set(&object, &JsValue::from_str(key), &JsValue::from_str(value));
            }
            Intl::DateTimeFormat::new(&js_sys::Array::new(), &object)
        };
        let second = made(&[("dateStyle", "medium"), ("timeStyle", "medium")]);
        let zone = Reflect::get(&second.resolved_options(), &JsValue::from_str("timeZone"));
        Self {
            second: second.format(),
            clock: made(&[
                ("day", "numeric"),
                ("month", "short"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
                ("second", "2-digit"),
            ])
            .format(),
            minute: made(&[
                ("weekday", "short"),
                ("day", "numeric"),
                ("month", "short"),
                ("hour", "2-digit"),
                ("minute", "2-digit"),
            ])
            .format(),
            day: made(&[("dateStyle", "medium")]).format(),
            zone: zone
                .ok()
                .and_then(|zone| zone.as_string())
                .unwrap_or_default(),
        }
    }
}

/// By the reader's clock; nothing for what is no moment.
pub fn local(at: f64, detail: Detail) -> String {
    if !at.is_finite() {
        return String::new();
    }
    let date = Date::new(&JsValue::from_f64(at));
    FORMATS.with(|formats| {
        let format = match detail {
            Detail::Second => &formats.second,
            Detail::Clock => &formats.clock,
            Detail::Minute => &formats.minute,
            Detail::Day => &formats.day,
        };
        let text = format.call1(&JsValue::NULL, &date).ok();
        text.and_then(|text| text.as_string()).unwrap_or_default()
    })
}

/// `2026-11-24 05:55:00 UTC`
pub fn utc(at: f64) -> String {
    if !at.is_finite() {
        return String::new();
    }
    let text = rfc3339((at / 1_000.0).floor() * 1_000.0);
    text.replace('T', " ").replace('Z', " UTC")
}

/// The reader's time zone, such as `Europe/Berlin`.
pub fn zone() -> String {
    FORMATS.with(|formats| formats.zone.clone())
}

/// What a field for a local date and time holds: `2026-11-24T06:55`.
pub fn field_of(at: f64) -> String {
    let date = Date::new(&JsValue::from_f64(at));
    // By shifting a moment to where UTC says what the clock here says.
    let shift = date.get_timezone_offset() * 60_000.0;
    rfc3339(at - shift).chars().take(16).collect()
}

/// The moment that a field for a local date and time means; in the hour that is skipped or comes twice, as the
/// browser reads it.
pub fn of_field(text: &str) -> Option<f64> {
    let at = Date::parse(text);
    (at.is_finite() && !text.is_empty()).then_some(at)
}
