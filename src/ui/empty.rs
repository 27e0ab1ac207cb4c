use leptos::prelude::*;

/// Nothing here yet, and what to do about it.
#[component]
pub fn Empty(
    #[prop(into)] title: String,
    #[prop(optional)] icon: Option<&'static str>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            {icon.map(|name| view! { <super::Icon name /> })} <p class="empty__title">{title}</p>
            {children.map(|children| view! { <div class="empty__body">{children()}</div> })}
        </div>
    }
}
