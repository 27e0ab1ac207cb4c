use leptos::prelude::*;

use super::{Panel, Panels};
use crate::{
    client::{Call, Client},
    format,
    ui::{CopyButton, Dialog},
};

/// What was sent.
#[component]
pub fn CallLogDialog() -> impl IntoView {
    let client = expect_context::<Client>();
    let panels = expect_context::<Panels>();
    view! {
        <Dialog
            title="API calls"
            open=panels.is(Panel::Calls)
            on_close=Callback::new(move |()| panels.close())
        >
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
