use leptos::prelude::*;
#[component]
pub fn ServiceConnect() -> impl IntoView {}
