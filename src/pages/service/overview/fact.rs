use leptos::prelude::*;

use crate::ui::{CopyButton, Property, dynamic};

/// One field; a dash where the API did not tell it.
#[component]
pub(super) fn Fact(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<Option<String>>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    view! {
        <Property label>
            {dynamic(move || value.get().map_or_else(dash, IntoAny::into_any))}
        </Property>
    }
}

/// An identifier, to be copied.
#[component]
pub(super) fn IdFact(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<Option<String>>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let copy = format!("Copy {label}");
    let content = move || match value.get() {
        Some(text) => view! { <Id text label=copy.clone() /> }.into_any(),
        None => dash(),
    };
    view! { <Property label>{dynamic(content)}</Property> }
}

/// Identifiers, each to be copied.
#[component]
pub(super) fn IdsFact(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<Option<Vec<String>>>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    let content = move || match value.get() {
        None => dash(),
        Some(ids) if ids.is_empty() => view! { <span class="quiet">"none"</span> }.into_any(),
        Some(ids) => {
            let item = |text: String| {
                let label = format!("Copy {text}");
                view! {
                    <li>
                        <Id text label />
                    </li>
                }
            };
            view! { <ul class="plain">{ids.into_iter().map(item).collect_view()}</ul> }.into_any()
        }
    };
    view! { <Property label>{dynamic(content)}</Property> }
}

#[component]
fn Id(text: String, label: String) -> impl IntoView {
    view! {
        <span class="mono">{text.clone()}</span>
        <CopyButton text label />
    }
}

/// What the API did not tell.
pub(super) fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}

/// A switch in words.
pub(super) fn on_off(value: Option<bool>) -> Option<String> {
    value.map(|on| if on { "on" } else { "off" }.to_owned())
}

pub(super) fn yes_no(value: Option<bool>) -> Option<String> {
    value.map(|yes| if yes { "yes" } else { "no" }.to_owned())
}
