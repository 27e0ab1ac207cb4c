use leptos::{html, prelude::*};

use super::dynamic;

use super::float::{Side, place};

/// Shows a sentence beside its children on hover and on focus.
///
/// The bubble is for the eyes; who cannot see it gets the same words through the children's own
/// description.
#[component]
pub fn Tip(#[prop(into)] text: Signal<Option<String>>, children: Children) -> impl IntoView {
    let anchor = NodeRef::<html::Span>::new();
    let bubble = NodeRef::<html::Span>::new();
    let shown = RwSignal::new(false);
    Effect::new(move |_| {
        if let (Some(anchor), Some(bubble)) = (anchor.get(), bubble.get()) {
            // Refused only when it is shown already.
            _ = bubble.show_popover();
            place(&anchor, &bubble, &Side::Middle);
        }
    });
    let content = move || {
        text.get().filter(|_| shown.get()).map(|text| {
            view! {
                <span class="tip__bubble" popover="manual" aria-hidden="true" node_ref=bubble>
                    {text}
                </span>
            }
        })
    };
    view! {
        <span
            class="tip"
            node_ref=anchor
            on:pointerenter=move |_| shown.set(true)
            on:pointerleave=move |_| shown.set(false)
            on:focusin=move |_| shown.set(true)
            on:focusout=move |_| shown.set(false)
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    shown.set(false);
                }
            }
        >
            {children()}
            {dynamic(content)}
        </span>
    }
}
