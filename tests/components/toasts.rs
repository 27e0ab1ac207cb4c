use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::ui::{Problem, ToastKind, ToastStack, Toasts, provide_toasts};

use crate::support::{Stage, click, focus, settle, show, text_of};

/// Catches the timers of the page, so that no test waits for six seconds.
struct Clock {
    original: JsValue,
    timers: js_sys::Array,
    _catch: Closure<dyn FnMut(JsValue, JsValue) -> JsValue>,
}

impl Clock {
    fn stop() -> Self {
        let timers = js_sys::Array::new();
        let original = js_sys::Reflect::get(&window(), &"setTimeout".into()).expect("a timer");
        let later = original.clone().unchecked_into::<js_sys::Function>();
        let caught = timers.clone();
        let catch = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(
            move |run: JsValue, delay: JsValue| {
                // Short ones keep the test itself going.
                if delay.as_f64().unwrap_or_default() < 1000.0 {
                    return later.call2(&window(), &run, &delay).unwrap_or_default();
                }
                caught.push(&run);
                JsValue::from_f64(0.0)
            },
        );
        js_sys::Reflect::set(&window(), &"setTimeout".into(), catch.as_ref()).expect("replaced");
        Self {
            original,
            timers,
            _catch: catch,
        }
    }

    /// Runs what is due, once.
    async fn pass(&self) {
        let due: Vec<JsValue> = self.timers.iter().collect();
        self.timers.set_length(0);
        for run in due {
            run.unchecked_into::<js_sys::Function>()
                .call0(&JsValue::NULL)
                .expect("a timer runs");
        }
        settle().await;
    }
}

impl Drop for Clock {
    fn drop(&mut self) {
        let restored = js_sys::Reflect::set(&window(), &"setTimeout".into(), &self.original);
        restored.expect("restored");
    }
}

async fn stack() -> (Toasts, Stage<impl leptos::tachys::view::Mountable>) {
    let handed_out = StoredValue::new(None);
    let stage = show(move || {
        handed_out.set_value(Some(provide_toasts()));
        view! { <ToastStack /> }
    })
    .await;
    (handed_out.get_value().expect("provided"), stage)
}

#[wasm_bindgen_test]
async fn a_success_is_announced_and_leaves() {
    let (toasts, stage) = stack().await;
    let clock = Clock::stop();
    toasts.success("Renamed to events");
    settle().await;
    assert_eq!(text_of(&stage.one("[role=status]")), "Renamed to events");
    clock.pass().await;
    assert_eq!(stage.text(), "");
}

#[wasm_bindgen_test]
async fn a_success_stays_while_the_focus_is_in_it() {
    let (toasts, stage) = stack().await;
    let clock = Clock::stop();
    toasts.success("Renamed to events");
    settle().await;
    focus(&stage.button("Dismiss")).await;
    clock.pass().await;
    assert_eq!(stage.text(), "Renamed to events");
    stage.button("Dismiss").blur().expect("loses the focus");
    clock.pass().await;
    assert_eq!(stage.text(), "");
}

#[wasm_bindgen_test]
async fn a_failure_stays_until_it_is_dismissed() {
    let (toasts, stage) = stack().await;
    let clock = Clock::stop();
    let problem = Problem {
        title: "Not stopped".to_owned(),
        detail: "The API refused".to_owned(),
        ..Problem::default()
    };
    toasts.failure("analytics: stop", problem);
    settle().await;
    clock.pass().await;
    assert!(text_of(&stage.one("[role=alert]")).contains("The API refused"));
    click(&stage.button("Dismiss")).await;
    assert_eq!(stage.text(), "");
}

#[wasm_bindgen_test]
async fn messages_stand_side_by_side_and_leave_one_by_one() {
    let (toasts, stage) = stack().await;
    let _clock = Clock::stop();
    toasts.push(ToastKind::Failure, "first", None);
    toasts.push(ToastKind::Failure, "second", None);
    settle().await;
    assert_eq!(stage.all("[role=alert]").len(), 2);
    let dismiss = stage.all("button").remove(0);
    click(&dismiss).await;
    assert_eq!(stage.text(), "second");
}
