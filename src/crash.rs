//! What a user sees when the console itself breaks: what happened, a report to copy, a way on.
//!
//! A panic in wasm ends the application; only plain DOM calls are safe from here on. The report holds
//! place and message of the panic, which our own code writes, and no data of the session.

use std::panic::PanicHookInfo;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Document, Element};

pub fn set_hook() {
    std::panic::set_hook(Box::new(|info| {
        let report = report(info);
        web_sys::console::error_1(&report.as_str().into());
        // Nothing is left to be done if the page itself cannot be changed.
        let _ = show(&report);
    }));
}

fn report(info: &PanicHookInfo<'_>) -> String {
    let place = info.location().map_or_else(String::new, |location| {
        format!(
            "{}:{}:{}",
            location.file(),
            location.line(),
            location.column()
        )
    });
    let message = info
        .payload()
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| info.payload().downcast_ref::<String>().cloned())
        .unwrap_or_default();
    // A message could quote a value; only its beginning is kept, and no address with its ids.
    let message: String = message.chars().take(200).collect();
    format!(
        "Wheelhouse {} stopped at {place}: {message}",
        env!("CARGO_PKG_VERSION")
    )
}

fn show(report: &str) -> Option<()> {
    let document = web_sys::window()?.document()?;
    let body = document.body()?;
    let page = element(&document, "main", "")?;
    page.set_class_name("crash");
    page.set_attribute("role", "alert").ok()?;
    page.append_child(&*element(&document, "h1", "The console has stopped")?)
        .ok()?;
    let text = "This is a fault of the console, not of your services. What was already sent to the \
                API goes on there. Reload to continue; you stay signed in.";
    page.append_child(&*element(&document, "p", text)?).ok()?;
    let pre = element(&document, "pre", report)?;
    pre.set_attribute("tabindex", "0").ok()?;
    pre.set_attribute("aria-label", "Report").ok()?;
    page.append_child(&pre).ok()?;
    let reload = element(&document, "button", "Reload")?;
    reload.set_class_name("button button--primary");
    on_click(&reload, || {
        web_sys::window().map(|window| window.location().reload());
    })?;
    page.append_child(&reload).ok()?;
    let copy = element(&document, "button", "Copy report")?;
    copy.set_class_name("button");
    let text = report.to_owned();
    on_click(&copy, move || {
        web_sys::window().map(|window| window.navigator().clipboard().write_text(&text));
    })?;
    page.append_child(&copy).ok()?;
    body.set_text_content(None);
    body.append_child(&page).ok()?;
    reload.unchecked_into::<web_sys::HtmlElement>().focus().ok()
}

fn element(document: &Document, name: &str, text: &str) -> Option<Element> {
    let element = document.create_element(name).ok()?;
    element.set_text_content(Some(text));
    Some(element)
}

fn on_click(element: &Element, run: impl Fn() + 'static) -> Option<()> {
    let run = Closure::<dyn Fn()>::new(run);
    element
        .add_event_listener_with_callback("click", run.as_ref().unchecked_ref())
        .ok()?;
    run.forget();
    Some(())
}
