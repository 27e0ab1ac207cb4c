//! The frame around every signed-in page.

mod budget_meter;
mod key_expiry;
mod notices;
mod outage;
mod panels;
mod places;
mod rail;
mod shortcuts;
mod top_bar;
mod tray;
mod visited;

use leptos::{html, prelude::*};
use leptos_router::components::Outlet;

use crate::{
    first_view::after_first_view,
    offers::provide_offers,
    session::Session,
    shell::{
        notices::Notices,
        panels::{OpenPanels, provide_panels},
        rail::Rail,
        shortcuts::use_shortcuts,
        top_bar::TopBar,
        tray::Tray,
        visited::use_visited,
    },
    ui::{TitleMark, ToastStack},
};

pub use tray::tray_is_ready;

#[component]
pub fn Shell() -> impl IntoView {
    provide_offers();
    provide_panels();
    mark_titles();
    use_shortcuts();
    use_visited();
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
                <Notices />
                <Outlet />
            </main>
        </div>
        {after_first_view(Rest)}
    }
}

/// What stands beside every page, open or not.
#[component]
fn Rest() -> impl IntoView {
    view! {
        <Tray />
        <ToastStack />
        <OpenPanels />
    }
}

/// A session that changes nothing says so in the title of the window too.
fn mark_titles() {
    let read_only = expect_context::<Session>().read_only();
    let mark = Memo::new(move |_| read_only.get().then(|| "Read-only".to_owned()));
    provide_context(TitleMark(mark.into()));
}
