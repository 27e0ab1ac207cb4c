use leptos::prelude::*;
#[component]
pub fn ServiceSettings() -> impl IntoView {}
