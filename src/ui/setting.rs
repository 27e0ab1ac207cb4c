use leptos::prelude::*;

use super::{Button, Tone};

/// One setting: what it is, what it is set to, and how to change it.
#[component]
pub fn Setting(
    label: &'static str,
    /// What it means, in a sentence.
    hint: &'static str,
    /// The words on the button, naming the act.
    #[prop(into)]
    action: Signal<String>,
    #[prop(optional)] danger: bool,
    #[prop(into)] refused: Signal<Option<String>>,
    #[prop(into)] on_click: Callback<()>,
    /// What it is set to now.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tone = if danger { Tone::Danger } else { Tone::Normal };
    let value = children.map(|children| view! { <div class="setting__value">{children()}</div> });
    view! {
        <div class="setting">
            <div class="setting__body">
                <h3 class="setting__label">{label}</h3>
                {value}
                <p class="setting__hint quiet">{hint}</p>
            </div>
            <Button tone refused on_click>
                {action}
            </Button>
        </div>
    }
}
