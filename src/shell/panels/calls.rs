//! What was sent, to look at, to copy and to run again elsewhere.

mod script;

use leptos::prelude::*;

use super::{Panel, Panels, support};
use crate::{
    client::{Call, Client},
    config::Config,
    format,
    ui::{Button, CopyButton, Dialog, Icon, ShortTable, dynamic, matches, save_as},
};

/// Where the API is when the console itself goes through its relay.
const API: &str = "https://api.clickhouse.cloud";

#[component]
pub fn CallLogDialog() -> impl IntoView {
    let panels = expect_context::<Panels>();
    view! {
        <Dialog
            title="API calls"
            open=panels.is(Panel::Calls)
            on_close=Callback::new(move |()| panels.close())
        >
            <CallLog />
        </Dialog>
    }
}

#[component]
fn CallLog() -> impl IntoView {
    let client = expect_context::<Client>();
    let api = use_api();
    let calls = client.calls.calls();
    let filter = RwSignal::new(String::new());
    let shown = Memo::new(move |_| {
        let needle = filter.read();
        let calls = calls.read();
        let found = calls.iter().filter(|call| matches(&text(call), &needle));
        found.cloned().collect::<Vec<_>>()
    });
    let script = Signal::derive(move || {
        shown.with(|shown| script::script(shown.iter(), &api.get_value(), support::told))
    });
    let download = Callback::new(move |()| {
        save_as(
            "api-calls.sh",
            "text/x-shellscript",
            &script.get_untracked(),
        );
    });
    let count = move || {
        let (shown, all) = (shown.read().len(), calls.read().len());
        if shown == all {
            format::plural(all, "call", "calls")
        } else {
            format!("{shown} of {}", format::plural(all, "call", "calls"))
        }
    };
    view! {
        <div class="dialog__body">
            <p class="quiet">
                "What this tab sent, newest first. Bodies, ids in paths and credentials are not kept."
            </p>
            <div class="calls__bar">
                <Icon name="filter" />
                <input
                    type="text"
                    class="input"
                    aria-label="Filter API calls"
                    placeholder="Method, path, status, operation or request id"
                    autocomplete="off"
                    spellcheck="false"
                    prop:value=filter
                    on:input:target=move |event| filter.set(event.target().value())
                />
                <span class="filter__count" role="status">
                    {dynamic(count)}
                </span>
                <CopyButton text=script label="Copy as script" worded=true />
                <Button on_click=download>"Download script"</Button>
            </div>
            <div class="calls">
                <ShortTable
                    label="API calls"
                    headings=&["Call", "Status", "Request ID", "Time"]
                    numbers_from=3
                    actions=true
                >
                    <For
                        each=move || shown.get()
                        key=|call| call.number
                        children=|call| view! { <CallRow call /> }
                    />
                </ShortTable>
            </div>
        </div>
    }
}

#[component]
fn CallRow(call: Call) -> impl IntoView {
    let status = status(&call);
    let is_bad = call.status.is_none_or(|status| status >= 400);
    let time = format!("{} ms", format::number(call.milliseconds.round()));
    let command = script::curl(&call, &use_api().get_value());
    let request_id = call.request_id.map(|id| {
        let text = id.clone();
        view! {
            <span class="mono">{text}</span>
            <CopyButton text=id label="Copy request id" />
        }
    });
    view! {
        <tr role="row">
            <th scope="row" role="rowheader" class="mono" title=call.operation>
                {call.method.as_str()}
                " "
                {call.template}
            </th>
            <td role="cell" data-label="Status" class:calls__bad=is_bad>
                {status}
            </td>
            <td role="cell" data-label="Request ID">
                {request_id}
            </td>
            <td role="cell" data-label="Time" class="num">
                {time}
            </td>
            <td role="cell" class="table__actions">
                <CopyButton text=command label="Copy as curl" />
            </td>
        </tr>
    }
}

fn use_api() -> StoredValue<String> {
    let own = expect_context::<Config>().api_url;
    StoredValue::new(if own.is_empty() { API.to_owned() } else { own })
}

fn status(call: &Call) -> String {
    call.status
        .map_or_else(|| "no answer".to_owned(), |status| status.to_string())
}

/// What the filter looks at.
fn text(call: &Call) -> String {
    let request_id = call.request_id.as_deref().unwrap_or_default();
    let (method, template, operation) = (call.method.as_str(), call.template, call.operation);
    format!(
        "{method} {template} {operation} {} {request_id}",
        status(call)
    )
}
