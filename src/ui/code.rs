use leptos::prelude::*;

use super::CopyButton;

/// Text to be taken as it stands, with a button that copies it.
#[component]
pub fn CodeBlock(
    #[prop(into)] text: Signal<String>,
    /// What it is, such as "Connect with clickhouse-client".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let copy_label = format!("Copy {label}");
    // Focusable, so that long lines can be scrolled to by keyboard.
    view! {
        <div class="code">
            <pre tabindex="0" role="region" aria-label=label>
                <code>{text}</code>
            </pre>
            <CopyButton text label=copy_label />
        </div>
    }
}
