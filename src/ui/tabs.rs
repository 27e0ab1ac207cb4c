use leptos::prelude::*;

use super::dynamic;

/// The parts of a thing as links, so that each has an address.
#[component]
pub fn Tabs(
    /// What the parts belong to, such as "Service".
    #[prop(into)]
    label: String,
    /// Address and text of each.
    #[prop(into)]
    tabs: Signal<Vec<(String, String)>>,
    /// The address of the one that is shown.
    #[prop(into)]
    current: Signal<String>,
) -> impl IntoView {
    let links = move || {
        tabs.get().into_iter().map(move |(href, text)| {
            let is_current = {
                let href = href.clone();
                move || (*current.read() == href).then_some("page")
            };
            view! {
                <a href=href aria-current=is_current>
                    {text}
                </a>
            }
        })
    };
    view! {
        <nav class="tabs" aria-label=label>
            {dynamic(move || links().collect_view())}
        </nav>
    }
}
