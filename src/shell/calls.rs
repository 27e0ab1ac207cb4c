//! The request budget in the top bar and, behind it, what was sent.

use leptos::prelude::*;

use crate::{
    chunk,
    chunk::{Chunk, Later},
    client::{Call, Client},
    format,
    ui::{CopyButton, Dialog, dynamic},
};

/// Ten bars, one for each request the key may still send, and a button that opens the call log.
#[component]
pub fn Calls() -> impl IntoView {
    let client = expect_context::<Client>();
    let open = RwSignal::new(false);
    let limit = client.budget.limit();
    let wanted =
        Memo::new(move |was: Option<&bool>| was.copied().unwrap_or_default() || open.get());
    let left = move || limit.saturating_sub(client.budget.used().get());
    let label = move || format!("API calls: {} of {limit} requests left", left());
    let bars = (0..limit.min(20))
        .map(|bar| view! { <i class:on=move || bar < left()></i> })
        .collect_view();
    view! {
        <button
            type="button"
            class="budget"
            aria-label=label
            title="Requests this key may still send in this 10 s window"
            on:click=move |_| open.set(true)
        >
            {bars}
            <span>{dynamic(move || format!("{} of {limit}", left()))}</span>
        </button>
        {dynamic(move || {
            wanted.get().then(|| view! { <Later chunk=log() props=open outline=(0, 0) /> })
        })}
    }
}

/// What was sent, in a dialog that is fetched when it is first opened.
fn log() -> Chunk<RwSignal<bool>> {
    chunk!(fn call_log_dialog(open: RwSignal<bool>) in call_log => view! { <Log open /> })
}

#[component]
fn Log(open: RwSignal<bool>) -> impl IntoView {
    let client = expect_context::<Client>();
    view! {
        <Dialog title="API calls" open on_close=Callback::new(move |()| open.set(false))>
            <div class="dialog__body">
                <p class="quiet">
                    "What this tab sent, newest first. Bodies, ids in paths and credentials are not kept."
                </p>
                <div class="scroll">
                    <table aria-label="API calls" class="calls">
                        <thead>
                            <tr>
                                <th scope="col">"Call"</th>
                                <th scope="col">"Status"</th>
                                <th scope="col" class="num">
                                    "Time"
                                </th>
                                <th scope="col">"Request id"</th>
                            </tr>
                        </thead>
                        <tbody>
                            <For
                                each=move || client.calls.calls().get()
                                key=|call| call.number
                                children=|call| view! { <CallRow call /> }
                            />
                        </tbody>
                    </table>
                </div>
            </div>
        </Dialog>
    }
}

#[component]
fn CallRow(call: Call) -> impl IntoView {
    let status = call
        .status
        .map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    let time = format!("{} ms", format::number(call.milliseconds.round()));
    let request_id = call.request_id.map(|id| {
        let text = id.clone();
        view! {
            <span class="mono">{text}</span>
            <CopyButton text=id label="Copy request id" />
        }
    });
    view! {
        <tr>
            <td class="mono">{call.method.as_str()} " " {call.template}</td>
            <td>{status}</td>
            <td class="num">{time}</td>
            <td>{request_id}</td>
        </tr>
    }
}
