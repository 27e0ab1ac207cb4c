//! The frame around every signed-in page.

mod calls;
mod rail;
mod top_bar;
mod tray;

use leptos::prelude::*;
use leptos_router::components::Outlet;

use crate::{
    shell::{rail::Rail, top_bar::TopBar, tray::Tray},
    ui::ToastStack,
};

#[component]
pub fn Shell() -> impl IntoView {
    view! {
        <a class="skip" href="#content">
            "Skip to content"
        </a>
        <div class="shell">
            <TopBar />
            <Rail />
            <main id="content" tabindex="-1">
                <Outlet />
            </main>
        </div>
        <Tray />
        <ToastStack />
    }
}
