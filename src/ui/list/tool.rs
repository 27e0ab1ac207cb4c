//! The buttons at the end of a list's bar. What they open is fetched when one is first opened.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::ToggleEvent;

use super::{ListCore, tools::ToolPanel};
use crate::{
    chunk,
    chunk::Later,
    ui::{
        dynamic,
        float::{Side, keep_placed},
        unique::unique_id,
    },
};

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tool {
    Views,
    Columns,
    Export,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Views, Self::Columns, Self::Export];

    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Views => "Views",
            Self::Columns => "Columns",
            Self::Export => "Export",
        }
    }
}

#[derive(Clone)]
pub(super) struct ToolProps {
    pub(super) core: ListCore,
    pub(super) tool: Tool,
    pub(super) close: Callback<()>,
}

#[component]
pub(super) fn ToolButtons(core: ListCore) -> impl IntoView {
    let with_table = core.about.with_value(|about| about.with_table);
    let tools = Tool::ALL.into_iter();
    let buttons = tools
        .filter(|tool| with_table || *tool != Tool::Columns)
        .map(|tool| view! { <ToolButton core tool /> });
    view! { <div class="filter__tools">{buttons.collect_view()}</div> }
}

#[component]
fn ToolButton(core: ListCore, tool: Tool) -> impl IntoView {
    let id = unique_id("tool");
    let trigger = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let open = RwSignal::new(false);
    let toggled = move |event: web_sys::Event| {
        let event: ToggleEvent = event.unchecked_into();
        open.set(event.new_state() == "open");
    };
    Effect::new(move |_| {
        if let (true, Some(trigger), Some(panel)) = (open.get(), trigger.get(), panel.get()) {
            keep_placed(&trigger, &panel, Side::End);
        }
    });
    let close = Callback::new(move |()| {
        if let (Some(trigger), Some(panel)) = (trigger.get_untracked(), panel.get_untracked()) {
            _ = panel.hide_popover();
            _ = trigger.focus();
        }
    });
    let chunk = chunk!(fn list_tool(props: ToolProps) in shell => view! { <ToolPanel props /> });
    let content = move || {
        let props = ToolProps { core, tool, close };
        open.get()
            .then(|| view! { <Later chunk props outline=(0, 0) /> })
    };
    view! {
        <button
            type="button"
            class="button button--plain"
            popovertarget=id.clone()
            aria-haspopup="dialog"
            aria-expanded=move || open.get().to_string()
            node_ref=trigger
        >
            {tool.word()}
        </button>
        <div
            id=id
            class="menu tool"
            popover="auto"
            role="dialog"
            aria-label=tool.word()
            node_ref=panel
            on:toggle=toggled
        >
            {dynamic(content)}
        </div>
    }
}
