//! The frame around every signed-in page.

mod calls;
mod rail;
mod top_bar;
mod tray;

use leptos::{html, prelude::*};
use leptos_router::components::Outlet;

use crate::{
    shell::{rail::Rail, top_bar::TopBar, tray::Tray},
    ui::ToastStack,
};

#[component]
pub fn Shell() -> impl IntoView {
    let content = NodeRef::<html::Main>::new();
    // With a base address the fragment alone would lead away from the page.
    let skip = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        event.stop_propagation();
        if let Some(content) = content.get_untracked() {
            _ = content.focus();
        }
    };
    view! {
        <a class="skip" href="#content" on:click=skip>
            "Skip to content"
        </a>
        <div class="shell">
            <TopBar />
            <Rail />
            <main id="content" tabindex="-1" node_ref=content>
                <Outlet />
            </main>
        </div>
        <Tray />
        <ToastStack />
    }
}
