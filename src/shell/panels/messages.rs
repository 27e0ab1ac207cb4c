use leptos::prelude::*;

use super::{Panel, Panels, support::iso};
use crate::ui::{CopyButton, Dialog, Empty, Icon, PastToast, Time, ToastKind, dynamic, use_toasts};

/// Every message of the session, also those that have left.
#[component]
pub fn Messages() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let past = use_toasts().past();
    let list = move || {
        let past = past.get();
        if past.is_empty() {
            view! { <Empty title="No messages in this session" /> }.into_any()
        } else {
            let all = past.into_iter().map(|past| view! { <Message past /> });
            view! { <ol class="messages">{all.collect_view()}</ol> }.into_any()
        }
    };
    view! {
        <Dialog
            title="Messages"
            open=panels.is(Panel::Messages)
            on_close=Callback::new(move |()| panels.close())
        >
            <div class="dialog__body">{dynamic(list)}</div>
        </Dialog>
    }
}

#[component]
fn Message(past: PastToast) -> impl IntoView {
    let (class, icon) = match past.kind {
        ToastKind::Success => ("messages__one toast--success", "check"),
        ToastKind::Information => ("messages__one", "info"),
        ToastKind::Failure => ("messages__one toast--failure", "warning"),
    };
    let problem = past.problem.map(|problem| {
        let request = problem.request_id.map(|id| {
            view! {
                <small>"request " <code class="mono">{id.clone()}</code></small>
                <CopyButton text=id label="Copy request ID" />
            }
        });
        view! {
            <p class="quiet">{problem.title} ": " {problem.detail}</p>
            {request}
        }
    });
    view! {
        <li class=class>
            <Icon name=icon />
            <div>
                <p>{past.text}</p>
                {problem}
            </div>
            <small>
                <Time at=Some(iso(past.at)) />
            </small>
        </li>
    }
}
