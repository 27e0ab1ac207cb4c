use leptos::{html, prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlDocument, HtmlElement, HtmlTextAreaElement};

use super::{Icon, ToastKind, Toasts, dynamic};

const NOT_COPIED: &str = "Not copied: the browser refused. Select the text and copy it";

#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Copied,
    Refused,
}

/// Copies a text and says so.
#[component]
pub fn CopyButton(
    #[prop(into)] text: Signal<String>,
    /// The accessible name; also shown when `worded`.
    #[prop(into)]
    label: String,
    /// With its label in sight instead of the picture alone.
    #[prop(optional)]
    worded: bool,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<Outcome>);
    let holder = NodeRef::<html::Span>::new();
    let copy = move |_| {
        let text = text.get_untracked();
        let holder = holder.get_untracked();
        spawn_local(async move {
            let copied = match holder {
                Some(holder) => copy_text(&text, &holder).await,
                None => false,
            };
            outcome.try_set(Some(if copied {
                Outcome::Copied
            } else {
                Outcome::Refused
            }));
            set_timeout(
                move || {
                    outcome.try_set(None);
                },
                std::time::Duration::from_secs(3),
            );
        });
    };
    let icon = move || match outcome.get() {
        Some(Outcome::Copied) => view! { <Icon name="check" /> },
        _ => view! { <Icon name="copy" /> },
    };
    let said = move || {
        outcome.get().map(|outcome| match outcome {
            Outcome::Copied => "Copied",
            Outcome::Refused => NOT_COPIED,
        })
    };
    view! {
        <span class="copy" node_ref=holder>
            <button
                type="button"
                class=if worded { "button" } else { "button button--plain button--icon" }
                aria-label=label.clone()
                on:click=copy
            >
                {dynamic(icon)}
                {worded.then(|| label.clone())}
            </button>
            <span class="copy__said" role="status">
                {dynamic(said)}
            </span>
        </span>
    }
}

/// Puts `text` on the clipboard and says so, for what has no place of its own to say it.
pub(super) fn copy_and_tell(text: String, toasts: Option<Toasts>) {
    spawn_local(async move {
        let copied = match ground() {
            Some(ground) => copy_text(&text, &ground).await,
            None => false,
        };
        match toasts {
            Some(toasts) if copied => toasts.success("Copied"),
            Some(toasts) => toasts.push(ToastKind::Failure, NOT_COPIED, None),
            None => {}
        }
    });
}

/// Where a helper element can be selected: everything outside an open dialog is inert.
fn ground() -> Option<HtmlElement> {
    let active = document().active_element();
    let around = active.and_then(|active| active.closest("dialog[open]").ok().flatten());
    // What was pressed need not have the focus.
    let dialog = around.or_else(|| document().query_selector("dialog:modal").ok().flatten());
    match dialog {
        Some(dialog) => dialog.dyn_into().ok(),
        None => document().body(),
    }
}

/// Puts `text` on the clipboard, within `holder` where a helper element is needed.
async fn copy_text(text: &str, holder: &HtmlElement) -> bool {
    // Without a secure context, as on a plain-http internal site, there is no clipboard object.
    let clipboard = js_sys::Reflect::get(
        &window().navigator(),
        &wasm_bindgen::JsValue::from_str("clipboard"),
    );
    if clipboard.is_ok_and(|clipboard| clipboard.is_object()) {
        let written = window().navigator().clipboard().write_text(text);
        if JsFuture::from(written).await.is_ok() {
            return true;
        }
    }
    copy_by_selection(text, holder).unwrap_or(false)
}

/// The way before the clipboard interface: select the text of a helper and run the copy command.
/// The helper stands beside what was pressed, because everything outside an open dialog is inert.
fn copy_by_selection(text: &str, holder: &HtmlElement) -> Option<bool> {
    let focused = document().active_element();
    let helper: HtmlTextAreaElement = document().create_element("textarea").ok()?.unchecked_into();
    helper.set_class_name("visually-hidden");
    helper.set_value(text);
    holder.append_child(&helper).ok()?;
    helper.select();
    let document: HtmlDocument = document().unchecked_into();
    let copied = document.exec_command("copy").unwrap_or(false);
    helper.remove();
    if let Some(focused) = focused {
        _ = focused.unchecked_into::<HtmlElement>().focus();
    }
    Some(copied)
}
