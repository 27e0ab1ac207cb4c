use std::time::Duration;

use js_sys::{Date, Function, Intl, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{Tip, Toasts, copy::copy_and_tell, dynamic, unique::unique_id};

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

thread_local! {
    /// One clock for every time on the page; it lives as long as the tab.
    static NOW: ArcRwSignal<f64> = {
        let now = ArcRwSignal::new(Date::now());
        let clock = now.clone();
        set_interval(move || clock.set(Date::now()), Duration::from_secs(20));
        now
    };
    /// Whether all times of the page are told exactly instead of by their distance.
    static EXACT: ArcRwSignal<bool> = ArcRwSignal::new(false);
    /// Making a formatter costs more than a hundred uses of it.
    static FORMAT: Function = formatter();
}

/// Tells all times of the page exactly, or by their distance from now.
pub fn show_exact(exact: bool) {
    EXACT.with(|now| now.set(exact));
}

/// Now, in milliseconds since 1970, as the times on the page age.
pub fn clock() -> f64 {
    NOW.with(|now| now.get())
}

/// A moment in relative words that age, or exactly where that was chosen; its exact local and UTC time on hover and on
/// focus. Enter and a double click copy it in UTC, as the API writes it.
#[component]
pub fn Time(
    /// RFC 3339; nothing shows as a dash.
    #[prop(into)]
    at: Signal<Option<String>>,
    /// What is shown in the place of the distance, which is told with the exact times then.
    #[prop(optional, into)]
    shown: Option<String>,
) -> impl IntoView {
    let moment = Memo::new(move |_| {
        at.read()
            .as_deref()
            .map(Date::parse)
            .filter(|at| !at.is_nan())
    });
    // Does not change where a row of a table takes the moment of another one.
    let is_moment = Memo::new(move |_| moment.get().is_some());
    let is_told = shown.is_none();
    let words = move || match moment.get() {
        Some(_) if !is_told => shown.clone().unwrap_or_default(),
        Some(at) if EXACT.with(|exact| exact.get()) => local(at),
        Some(at) => aged(at),
        // What cannot be read is shown as it came.
        None => at.get().unwrap_or_else(|| "—".to_owned()),
    };
    let exact = Memo::new(move |_| {
        let at = moment.get()?;
        let exact = format!("{} · {} UTC. Enter copies it.", local(at), utc(at));
        Some(if is_told {
            exact
        } else {
            format!("{} · {exact}", aged(at))
        })
    });
    let toasts = use_context::<Toasts>();
    let copy = move || {
        if let Some(at) = moment.get_untracked() {
            let date = Date::new(&JsValue::from_f64(at));
            copy_and_tell(date.to_iso_string().into(), toasts);
        }
    };
    let exact_id = unique_id("time");
    let described_by = {
        let exact_id = exact_id.clone();
        move || is_moment.get().then(|| exact_id.clone())
    };
    let hidden = move || {
        let id = exact_id.clone();
        exact.get().map(|exact| {
            view! {
                <span id=id hidden>
                    {exact}
                </span>
            }
        })
    };
    view! {
        <Tip text=exact>
            <time
                datetime=at
                tabindex=move || is_moment.get().then_some("0")
                aria-describedby=described_by
                on:dblclick=move |_| copy()
                on:keydown=move |event| {
                    if event.key() == "Enter" {
                        copy();
                    }
                }
            >
                {dynamic(words)}
            </time>
            {dynamic(hidden)}
        </Tip>
    }
}

/// The distance from now, as it grows.
fn aged(at: f64) -> String {
    // The clock ticks every 20 seconds: what came since then is no moment to come.
    ago(at, NOW.with(|now| now.get()).max(Date::now()))
}

/// A moment (milliseconds since 1970) in local time and in UTC, for where both matter at a glance.
pub fn exact_time(at: i64) -> String {
    #[expect(
        clippy::cast_precision_loss,
        reason = "within what a browser's dates can be"
    )]
    let at = at as f64;
    format!("{} · {} UTC", local(at), utc(at))
}

/// By the reader's clock: "4 May 2026, 11:12:00 CEST".
fn local(at: f64) -> String {
    let date = Date::new(&JsValue::from_f64(at));
    let text = FORMAT.with(|format| format.call1(&JsValue::NULL, &date));
    text.ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// "2026-05-04 09:12:00"
fn utc(at: f64) -> String {
    let text = String::from(Date::new(&JsValue::from_f64(at)).to_iso_string());
    let text = text.replace('T', " ");
    text.split('.').next().unwrap_or_default().to_owned()
}

fn formatter() -> Function {
    let options = Object::new();
    for (key, value) in [("dateStyle", "medium"), ("timeStyle", "long")] {
        _ = Reflect::set(&options, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    Intl::DateTimeFormat::new(&js_sys::Array::new(), &options).format()
}

/// The distance of `at` from `now`, both in milliseconds since 1970, in words: "6 months ago",
/// "in 3 days".
pub fn ago(at: f64, now: f64) -> String {
    let distance = (now - at).abs();
    if distance < 45_000.0 {
        return if at > now { "in a moment" } else { "just now" }.to_owned();
    }
    let units = [
        (365.25 * DAY, "year"),
        (365.25 / 12.0 * DAY, "month"),
        (7.0 * DAY, "week"),
        (DAY, "day"),
        (HOUR, "hour"),
        (MINUTE, "minute"),
    ];
    // The largest unit that rounds to at least one, so that 59.6 minutes are an hour; two weeks
    // at least, because "8 days ago" says more than "1 week ago".
    let (count, unit) = units
        .into_iter()
        .map(|(length, unit)| ((distance / length).round(), length, unit))
        .find(|(count, length, unit)| {
            let least = if *unit == "week" { 2.0 } else { 1.0 };
            *count >= least && distance >= 0.95 * least * length
        })
        .map_or((1.0, "minute"), |(count, _, unit)| (count, unit));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded, and not negative"
    )]
    let count = count as u64;
    let plural = if count > 1 { "s" } else { "" };
    if at > now {
        format!("in {count} {unit}{plural}")
    } else {
        format!("{count} {unit}{plural} ago")
    }
}

#[cfg(test)]
mod tests {
    use super::{DAY, HOUR, MINUTE, ago};

    const NOW: f64 = 1_790_000_000_000.0;

    fn back(distance: f64) -> String {
        ago(NOW - distance, NOW)
    }

    #[test]
    fn a_moment_ago_is_just_now() {
        assert_eq!(back(0.0), "just now");
        assert_eq!(back(44_000.0), "just now");
        assert_eq!(ago(NOW + 10_000.0, NOW), "in a moment");
    }

    #[test]
    fn units_grow_with_the_distance() {
        assert_eq!(back(MINUTE), "1 minute ago");
        assert_eq!(back(45_000.0), "1 minute ago");
        assert_eq!(back(12.0 * MINUTE), "12 minutes ago");
        assert_eq!(back(HOUR), "1 hour ago");
        assert_eq!(back(5.0 * HOUR), "5 hours ago");
        assert_eq!(back(DAY), "1 day ago");
        assert_eq!(back(9.0 * DAY), "9 days ago");
        assert_eq!(back(21.0 * DAY), "3 weeks ago");
        assert_eq!(back(183.0 * DAY), "6 months ago");
        assert_eq!(back(366.0 * DAY), "1 year ago");
        assert_eq!(back(800.0 * DAY), "2 years ago");
    }

    #[test]
    fn a_unit_is_never_counted_past_the_next_one() {
        assert_eq!(back(59.9 * MINUTE), "1 hour ago");
        assert_eq!(back(23.9 * HOUR), "1 day ago");
        assert_eq!(back(12.0 * 30.44 * DAY), "1 year ago");
    }

    #[test]
    fn the_future_is_told_apart_from_the_past() {
        assert_eq!(ago(NOW + 3.0 * DAY, NOW), "in 3 days");
    }
}
