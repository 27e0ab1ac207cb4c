use leptos::prelude::*;
#[component]
pub fn ServiceAccess() -> impl IntoView {}
