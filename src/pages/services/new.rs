use leptos::prelude::*;
#[component]
pub fn NewServicePage() -> impl IntoView {}
