use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::{
    AboutAnswer,
    lines::{Line, lines},
};
use crate::{
    client::{ApiError, Client, request_id},
    format,
    ui::{Button, CopyButton, Dialog, Problem, ProblemNotice, Waiting, dynamic, matches, save_as},
};

const LIST: &str = "raw-lines";
/// More lines than this are for a file.
const MOST: usize = 3_000;

#[component]
pub fn RawView(about: AboutAnswer) -> impl IntoView {
    let AboutAnswer {
        request,
        label,
        open,
    } = about;
    let title = Signal::derive(move || format!("JSON of {}", label.get()));
    view! {
        <Dialog title open on_close=move |()| open.set(false)>
            <Answer request />
        </Dialog>
    }
}

#[component]
fn Answer(request: StoredValue<cloud_api::Request<cloud_api::envelope::Nothing>>) -> impl IntoView {
    let client = expect_context::<Client>();
    let ask = Action::new_local(move |(): &()| async move {
        let body = client.read_raw(&request.get_value()).await;
        body.map(|body| String::from_utf8_lossy(&body).into_owned())
            .map_err(|error: ApiError| error.problem())
    });
    ask.dispatch_local(());
    let pending = ask.pending();
    let problem = Signal::derive(move || -> Option<Problem> { ask.value().get()?.err() });
    let text = Memo::new(move |_| ask.value().get().and_then(Result::ok));
    let request_id = Memo::new(move |_| request_id(text.read().as_deref()?.as_bytes()));
    let operation = request.with_value(|request| request.operation);
    view! {
        <div class="dialog__body">
            <p class="quiet">
                "The answer to " <code class="mono">{operation}</code>
                ", asked for just now, as it came."
            </p>
            <ProblemNotice problem on_retry=move |()| _ = ask.dispatch_local(()) />
            <Show when=move || pending.get()>
                <Waiting />
            </Show>
            {dynamic(move || request_id.get().map(|id| view! { <RequestId id /> }))}
            {dynamic(move || {
                text.get().map(|text| view! { <Lines text=StoredValue::new(text) operation /> })
            })}
        </div>
    }
}

/// What support finds this very answer by.
#[component]
fn RequestId(id: String) -> impl IntoView {
    view! {
        <p class="quiet">
            "Request " <code class="mono">{id.clone()}</code>
            <CopyButton text=id label="Copy request ID" />
        </p>
    }
}

#[component]
fn Lines(text: StoredValue<String>, operation: &'static str) -> impl IntoView {
    let Some(all) = text.with_value(|text| lines(text)) else {
        return view! {
            <pre tabindex="0" role="region" aria-label="Answer">
                {text.get_value()}
            </pre>
        }
        .into_any();
    };
    let pretty = StoredValue::new(all.iter().map(indented).collect::<Vec<_>>().join("\n"));
    let count = all.len();
    let all = StoredValue::new(all);
    let search = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let shown = Memo::new(move |_| {
        let needle = search.read();
        all.with_value(|all| {
            let found = all.iter().filter(|line| {
                needle.trim().is_empty()
                    || (line.is_leaf && matches(&format!("{} {}", line.path, line.text), &needle))
            });
            found.take(MOST).cloned().collect::<Vec<_>>()
        })
    });
    let path = Signal::derive(move || {
        let shown = shown.read();
        shown
            .get(at.get())
            .map_or_else(String::new, |line| line.path.clone())
    });
    let counted = move || match shown.read().len() {
        all if all == count => format::plural(all, "line", "lines"),
        some => format!("{some} of {}", format::plural(count, "line", "lines")),
    };
    let json = Signal::derive(move || pretty.get_value());
    let save = move |()| {
        save_as(
            &format!("{operation}.json"),
            "application/json",
            &text.get_value(),
        );
    };
    view! {
        <div class="calls__bar">
            <input
                type="text"
                class="input"
                aria-label="Search the JSON"
                placeholder="Name, value or path"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input:target=move |event| {
                    search.set(event.target().value());
                    at.set(0);
                }
            />
            <span class="filter__count" role="status">
                {dynamic(counted)}
            </span>
            <CopyButton text=json label="Copy JSON" worded=true />
            <Button on_click=save>"Download JSON"</Button>
        </div>
        <LineList shown search at />
        <p class="raw__path">
            <code class="mono" aria-label="Path">
                {path}
            </code>
            <CopyButton text=path label="Copy path" worded=true />
        </p>
    }
    .into_any()
}

/// The lines as a list box: one stop of the tab key, the arrows choose the line whose path is told.
#[component]
fn LineList(
    shown: Memo<Vec<Line>>,
    search: RwSignal<String>,
    at: RwSignal<usize>,
) -> impl IntoView {
    let list = NodeRef::<html::Div>::new();
    let key = move |event: KeyboardEvent| {
        let last = shown.read_untracked().len().saturating_sub(1);
        let now = at.get_untracked();
        at.set(match event.key().as_str() {
            "ArrowDown" => (now + 1).min(last),
            "ArrowUp" => now.saturating_sub(1),
            "PageDown" => (now + 15).min(last),
            "PageUp" => now.saturating_sub(15),
            "Home" => 0,
            "End" => last,
            _ => return,
        });
        event.prevent_default();
    };
    Effect::new(move |_| {
        let line = document().get_element_by_id(&line_id(at.get()));
        if let (Some(list), Some(line)) = (list.get(), line) {
            show_line(&list, &line.unchecked_into());
        }
    });
    let is_searching = Memo::new(move |_| !search.read().trim().is_empty());
    let rows = move || {
        let whole = !is_searching.get();
        shown
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, line)| {
                let text = if whole {
                    indented(&line)
                } else {
                    format!("{}  {}", line.path, line.text.trim_end_matches(','))
                };
                view! {
                    <div
                        id=line_id(place)
                        role="option"
                        class="raw__line"
                        aria-selected=move || (at.get() == place).to_string()
                        on:click=move |_| at.set(place)
                    >
                        {text}
                    </div>
                }
            })
            .collect_view()
    };
    view! {
        <div
            class="raw"
            role="listbox"
            tabindex="0"
            aria-label="Lines of the JSON"
            aria-activedescendant=move || (!shown.read().is_empty()).then(|| line_id(at.get()))
            hidden=move || shown.read().is_empty()
            node_ref=list
            on:keydown=key
        >
            {dynamic(rows)}
        </div>
        <Show when=move || shown.read().is_empty()>
            <p class="quiet">"No line says that."</p>
        </Show>
    }
}

fn line_id(place: usize) -> String {
    format!("{LIST}-{place}")
}

fn indented(line: &Line) -> String {
    format!("{}{}", "  ".repeat(line.depth), line.text)
}

fn show_line(list: &HtmlElement, line: &HtmlElement) {
    let (top, bottom) = (list.scroll_top(), list.scroll_top() + list.client_height());
    if line.offset_top() < top {
        list.set_scroll_top(line.offset_top());
    } else if line.offset_top() + line.offset_height() > bottom {
        list.set_scroll_top(line.offset_top() + line.offset_height() - list.client_height());
    }
}
