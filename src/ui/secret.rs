use leptos::prelude::*;

use super::{Button, CopyButton, Dialog, Tone, dynamic, lower_case, unique::unique_id};

/// A value that is shown once: masked until asked for, and dropped when the user has stored it.
///
/// The value appears as text only, never in an attribute, where extensions and page snapshots
/// would find it.
#[component]
pub fn SecretOnce(
    /// What it is, such as "Key secret".
    #[prop(into)]
    label: String,
    secret: RwSignal<Option<String>>,
    /// Runs after the value is dropped.
    #[prop(into)]
    on_done: Callback<()>,
    /// What else belongs to it, such as the key's id.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let shown = RwSignal::new(false);
    let stored = RwSignal::new(false);
    let checkbox = unique_id("stored");
    let value = Signal::derive(move || secret.get().unwrap_or_default());
    let text = move || {
        if shown.get() {
            value.get()
        } else {
            "•".repeat(24)
        }
    };
    let refused = Signal::derive(move || {
        (!stored.get()).then(|| "Say first that you have stored it".to_owned())
    });
    let done = move || {
        secret.set(None);
        on_done.run(());
    };
    // A tab closed now would lose the value for good.
    let guard = window_event_listener(leptos::ev::beforeunload, move |event| {
        if secret.try_with_untracked(Option::is_some) == Some(true) {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
    let copy_label = format!("Copy {}", lower_case(&label));
    view! {
        <div class="secret">
            {children.map(|children| children())} <p class="secret__label">{label}</p>
            <div class="secret__value">
                <code class="mono">{dynamic(text)}</code>
                <Button tone=Tone::Plain on_click=move || shown.update(|shown| *shown = !*shown)>
                    {dynamic(move || if shown.get() { "Hide" } else { "Show" })}
                </Button>
                <CopyButton text=value label=copy_label worded=true />
            </div> <p class="secret__warning">"It is shown this once and cannot be read again."</p>
            <div class="secret__done">
                <input
                    type="checkbox"
                    id=checkbox.clone()
                    prop:checked=stored
                    on:change:target=move |event| stored.set(event.target().checked())
                />
                <label for=checkbox>"I have stored it"</label>
                <Button tone=Tone::Primary refused on_click=done>
                    "Done"
                </Button>
            </div>
        </div>
    }
}

/// A secret in a dialog that only **Done** closes; open while there is a secret.
#[component]
pub fn SecretDialog(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] label: String,
    secret: RwSignal<Option<String>>,
    #[prop(into)] on_done: Callback<()>,
    #[prop(optional)] children: Option<ChildrenFn>,
) -> impl IntoView {
    let open = Memo::new(move |_| secret.read().is_some());
    let label = StoredValue::new(label);
    let children = StoredValue::new(children);
    // Escape must not lose the value, so closing is refused.
    view! {
        <Dialog title open on_close=|| ()>
            <div class="dialog__body">
                <SecretOnce label=label.get_value() secret on_done>
                    {children.with_value(|children| children.as_ref().map(|children| children()))}
                </SecretOnce>
            </div>
        </Dialog>
    }
}
