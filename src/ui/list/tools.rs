//! What the tools of a list show: kept views, the choice of columns, export.

mod columns;
mod save;
mod views;

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use self::{columns::ColumnsTool, save::ExportTool, views::ViewsTool};
use super::tool::{Tool, ToolProps};

#[component]
pub(super) fn ToolPanel(props: ToolProps) -> impl IntoView {
    let ToolProps { core, tool, close } = props;
    let content = match tool {
        Tool::Views => view! { <ViewsTool core close /> }.into_any(),
        Tool::Columns => view! { <ColumnsTool core /> }.into_any(),
        Tool::Export => view! { <ExportTool core /> }.into_any(),
    };
    let panel = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        let first = panel
            .get()
            .and_then(|panel| panel.query_selector("input, button").ok().flatten());
        if let Some(first) = first {
            _ = first.unchecked_into::<HtmlElement>().focus();
        }
    });
    view! {
        <div class="tool__body" node_ref=panel>
            {content}
        </div>
    }
}
