//! Shows what a form would send as it is sent by other tools.

use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    chunk,
    chunk::Later,
    config::Config,
    equivalent::{Equivalent, Write, script},
    session,
    ui::{CodeBlock, dynamic, unique_id},
};

/// The tool that was looked at last, for this tab.
const KEPT: &str = "equivalent";

/// The equivalent of a form's request, live; its code is fetched when it is first opened.
#[component]
pub fn EquivalentCommand(
    /// `None` while the form cannot be sent.
    #[prop(into)]
    write: Signal<Option<Write>>,
) -> impl IntoView {
    let writes = Signal::derive(move || write.get().into_iter().collect::<Vec<_>>());
    view! { <EquivalentScript writes /> }
}

/// The same for several requests: all of them as one script.
#[component]
pub fn EquivalentScript(
    /// None while the form cannot be sent.
    #[prop(into)]
    writes: Signal<Vec<Write>>,
    /// Whether it is what somebody came for.
    #[prop(optional)]
    opened: bool,
) -> impl IntoView {
    let details = NodeRef::<html::Details>::new();
    let open = RwSignal::new(opened);
    let toggled = move |_| {
        if let Some(details) = details.get_untracked() {
            open.set(details.open());
        }
    };
    let chunk = chunk!(fn equivalent_command(writes: Signal<Vec<Write>>) in changes => {
        view! { <Tools writes /> }
    });
    view! {
        <details class="equivalent" open=opened node_ref=details on:toggle=toggled>
            <summary>"Equivalent command"</summary>
            {dynamic(move || {
                open.get().then(|| view! { <Later chunk props=writes outline=(3, 1) /> })
            })}
        </details>
    }
}

/// One tool at a time, chosen by tabs.
#[component]
fn Tools(writes: Signal<Vec<Write>>) -> impl IntoView {
    let api = StoredValue::new(match expect_context::<Config>().api_url {
        url if url.is_empty() => window().location().origin().unwrap_or_default(),
        url => url,
    });
    let all = Memo::new(move |_| script(&writes.read(), &api.read_value()));
    let kept = session::kept::<usize>(KEPT).unwrap_or_default();
    let chosen = RwSignal::new(kept);
    let choose = Callback::new(move |index: usize| {
        chosen.set(index);
        session::keep(KEPT, &index);
    });
    let shown = Memo::new(move |_| {
        let all = all.read();
        let all = all.as_ref()?;
        all.get(chosen.get()).or(all.first()).cloned()
    });
    let any = Memo::new(move |_| all.read().is_some());
    let panel = StoredValue::new(unique_id("equivalent"));
    let panel = move || panel.get_value();
    let waiting = || {
        view! {
            <p class="quiet" role="status">
                "Written here as soon as something can be sent: the same change as a command, as \
                 Terraform and as JSON."
            </p>
        }
    };
    view! {
        <Show when=move || any.get() fallback=waiting>
            <ToolTabs panel=panel() chosen choose />
            <div
                id=panel()
                role="tabpanel"
                class="equivalent__panel"
                aria-labelledby=move || tab_id(&panel(), chosen.get())
            >
                <Shown shown />
            </div>
        </Show>
    }
}

const TOOLS: [&str; 4] = ["curl", "clickhousectl", "Terraform", "JSON"];

fn tab_id(panel: &str, index: usize) -> String {
    format!("{panel}-{index}")
}

#[component]
fn ToolTabs(panel: String, chosen: RwSignal<usize>, choose: Callback<usize>) -> impl IntoView {
    let stem = panel.clone();
    let go = move |event: KeyboardEvent| {
        let last = TOOLS.len() - 1;
        let now = chosen.get_untracked();
        let to = match event.key().as_str() {
            "ArrowRight" if now == last => 0,
            "ArrowRight" => now + 1,
            "ArrowLeft" if now == 0 => last,
            "ArrowLeft" => now - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        choose.run(to);
        if let Some(tab) = document().get_element_by_id(&tab_id(&stem, to)) {
            _ = tab.unchecked_into::<HtmlElement>().focus();
        }
    };
    let tab = move |(index, name): (usize, &'static str)| {
        let is_chosen = move || chosen.get() == index;
        view! {
            <button
                type="button"
                role="tab"
                class="button button--plain"
                id=tab_id(&panel, index)
                aria-selected=move || is_chosen().to_string()
                aria-controls=panel.clone()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| choose.run(index)
            >
                {name}
            </button>
        }
    };
    let tabs = TOOLS.into_iter().enumerate().map(tab).collect_view();
    view! {
        <div class="equivalent__tabs" role="tablist" aria-label="Tool" on:keydown=go>
            {tabs}
        </div>
    }
}

/// The command, or why there is none; the block stays while its text changes.
#[component]
fn Shown(shown: Memo<Option<Equivalent>>) -> impl IntoView {
    let tool = Memo::new(move |_| {
        let shown = shown.read();
        shown.as_ref().map(|one| (one.tool, one.text.is_ok()))
    });
    let text = Signal::derive(move || match shown.get().map(|one| one.text) {
        Some(Ok(text) | Err(text)) => text,
        None => String::new(),
    });
    let content = move || match tool.get() {
        Some((tool, true)) => {
            view! { <CodeBlock text label=format!("equivalent {tool}") /> }.into_any()
        }
        _ => view! { <p class="equivalent__gap">{text}</p> }.into_any(),
    };
    let note = move || {
        let shown = shown.read();
        let note = shown.as_ref().and_then(|one| one.note.clone());
        note.map(|note| view! { <p class="quiet">{note}</p> })
    };
    view! {
        {dynamic(content)}
        {dynamic(note)}
    }
}
