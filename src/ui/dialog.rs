use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlElement, KeyboardEvent};

use super::unique::unique_id;

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
    let opener = StoredValue::new_local(None::<HtmlElement>);
    // A memo, so that a signal set to what it holds does not build the content again.
    let open = Memo::new(move |_| open.get());
    let title_id = unique_id("dialog");
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let focused = document().active_element();
            opener.set_value(focused.and_then(|element| element.dyn_into().ok()));
            _ = dialog.show_modal();
            focus_first_field(&dialog);
        } else if !open.get() && dialog.open() {
            dialog.close();
            give_focus_back(opener);
        }
    });
    on_cleanup({
        let dialog = SendWrapper::new(dialog);
        move || {
            // A dialog that leaves with its page gives no focus back by itself.
            if dialog
                .try_get_untracked()
                .flatten()
                .is_some_and(|dialog| dialog.open())
            {
                give_focus_back(opener);
            }
        }
    });
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
            {content}
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

fn give_focus_back(opener: StoredValue<Option<HtmlElement>, LocalStorage>) {
    if let Some(Some(opener)) = opener.try_update_value(Option::take)
        && opener.is_connected()
    {
        _ = opener.focus();
    }
}
