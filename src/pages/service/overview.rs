use leptos::prelude::*;
#[component]
pub fn ServiceOverview() -> impl IntoView {}
