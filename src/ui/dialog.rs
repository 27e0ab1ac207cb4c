use std::{cell::RefCell, rc::Rc};

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, KeyboardEvent};

use super::{ToastStack, Toasts, dynamic, unique::unique_id};

/// A modal dialog. Its children exist only while it is open, so a new opening starts afresh.
///
/// It never closes by itself: Escape asks the owner through `on_close`, who may refuse.
#[component]
pub fn Dialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] open: Signal<bool>,
    #[prop(into)] on_close: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let shown = SendWrapper::new(Rc::new(RefCell::new(None::<Shown>)));
    // A memo, so that a signal set to what it holds does not build the content again.
    let open = Memo::new(move |_| open.get());
    let title_id = unique_id("dialog");
    let has_toasts = use_context::<Toasts>().is_some();
    Effect::new({
        let shown = shown.clone();
        move |_| {
            let Some(dialog) = dialog.get() else { return };
            if !open.get() {
                drop(RefCell::take(&shown));
            } else if shown.borrow().is_none() {
                let now = Shown::new(dialog);
                shown.replace(Some(now));
            }
        }
    });
    // A dialog that leaves with its page gives no focus back by itself.
    on_cleanup(move || drop(RefCell::take(&shown)));
    let ask_to_close = move || {
        if open.get_untracked() {
            on_close.run(());
        }
    };
    let escape = move |event: KeyboardEvent| {
        if event.key() == "Escape" && !event.default_prevented() {
            // Prevented, or the browser would close the dialog whatever its owner says.
            event.prevent_default();
            event.stop_propagation();
            ask_to_close();
        }
    };
    let cancel = move |event: web_sys::Event| {
        event.prevent_default();
        ask_to_close();
    };
    let content = {
        let title_id = title_id.clone();
        move || {
            open.get().then(|| {
                view! {
                    <h2 id=title_id.clone() class="dialog__title">
                        {title}
                    </h2>
                    {children()}
                    {has_toasts.then(|| view! { <ToastStack in_dialog=true /> })}
                }
            })
        }
    };
    view! {
        <dialog
            class="dialog"
            aria-labelledby=title_id
            node_ref=dialog
            on:keydown=escape
            on:cancel=cancel
        >
            {dynamic(content)}
        </dialog>
    }
}

/// The field the user came for; without one, the first button, which is the harmless one.
fn focus_first_field(dialog: &HtmlDialogElement) {
    const FIELDS: &str = "[autofocus], input:not([type=hidden]), select, textarea";
    if let Ok(Some(field)) = dialog.query_selector(FIELDS) {
        _ = field.unchecked_into::<HtmlElement>().focus();
    }
}

/// A dialog on the screen; dropping it closes it and gives the focus back.
struct Shown {
    dialog: HtmlDialogElement,
    opener: Option<HtmlElement>,
}

impl Shown {
    fn new(dialog: HtmlDialogElement) -> Self {
        let opener = document()
            .active_element()
            .and_then(|element| element.dyn_into().ok());
        // Fails only if it is open already.
        _ = dialog.show_modal();
        focus_first_field(&dialog);
        Self { dialog, opener }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.dialog.close();
        if let Some(opener) = self.opener.take().filter(|opener| opener.is_connected()) {
            _ = opener.focus();
        }
    }
}
