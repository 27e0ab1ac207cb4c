use cloud_api::services::Service;
use leptos::prelude::*;

use crate::ui::dynamic;
use leptos_router::{NavigateOptions, hooks::query_signal_with_options};

use super::snippets::{Snippet, snippets};
use crate::ui::CodeBlock;

/// One client's code at a time; which one is in the address.
#[component]
pub fn SnippetChoice(#[prop(into)] service: Signal<std::sync::Arc<Service>>) -> impl IntoView {
    let options = NavigateOptions {
        replace: true,
        scroll: false,
        ..NavigateOptions::default()
    };
    let (client, set_client) = query_signal_with_options::<String>("client", options);
    let all = Memo::new(move |_| snippets(&service.read()));
    let names = Memo::new(move |_| {
        all.read()
            .iter()
            .map(|snippet| snippet.name)
            .collect::<Vec<_>>()
    });
    // The one in the address, or the first.
    let shown = Memo::new(move |_| {
        let wanted = client.read();
        let wanted = wanted.as_deref();
        names.with(|names| {
            let found = names.iter().find(|name| Some(**name) == wanted);
            found.or(names.first()).copied()
        })
    });
    let text = Signal::derive(move || {
        let shown = shown.get();
        let all = all.read();
        let found = all.iter().find(|Snippet { name, .. }| Some(*name) == shown);
        found
            .map(|snippet| snippet.text.clone())
            .unwrap_or_default()
    });
    let buttons = move || {
        names
            .get()
            .into_iter()
            .map(|name| {
                let pressed = move || (shown.get() == Some(name)).to_string();
                view! {
                    <button
                        type="button"
                        class="button button--plain"
                        aria-pressed=pressed
                        on:click=move |_| set_client.set(Some(name.to_owned()))
                    >
                        {name}
                    </button>
                }
            })
            .collect_view()
    };
    let code = move || {
        shown
            .get()
            .map(|name| view! { <CodeBlock text label=format!("code for {name}") /> })
    };
    let none = || {
        view! { <p class="panel__text quiet">"The API tells no endpoints of this service yet."</p> }
    };
    view! {
        <Show when=move || !names.read().is_empty() fallback=none>
            <div class="snippets" role="group" aria-label="Client">
                {dynamic(buttons)}
            </div>
            {dynamic(code)}
        </Show>
    }
}
