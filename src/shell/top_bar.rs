use leptos::{html, prelude::*};
use leptos_router::hooks::use_navigate;

use super::{
    budget_meter::BudgetMeter,
    panels::{Panel, Panels},
    rail::Areas,
};
use crate::{
    config::Config,
    paths,
    session::Session,
    theme::{Choice, Theme},
    ui::Icon,
    ui::dynamic,
};

#[component]
pub fn TopBar() -> impl IntoView {
    let session = expect_context::<Session>();
    let environment = expect_context::<Config>().environment;
    let mark = environment.clone();
    let organization = move || {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone())
    };
    let read_only = session.read_only();
    view! {
        <header class="bar" data-environment=mark>
            <RailMenu />
            <span class="mark">
                <Icon name="mark" />
            </span>
            <span class="org">
                <span class="org__name">{dynamic(organization)}</span>
                {environment.map(|mark| view! { <span class="env">{mark}</span> })}
                <Show when=move || read_only.get()>
                    <span class="env env--quiet">"Read-only"</span>
                </Show>
            </span>
            <SearchButton />
            <BudgetMeter />
            <ThemeSwitch />
            <Account />
        </header>
    }
}

/// The areas where there is no room for the rail. A link that was followed closes it.
#[component]
fn RailMenu() -> impl IntoView {
    let menu = NodeRef::<html::Details>::new();
    let summary = NodeRef::<html::Summary>::new();
    let close = move || {
        if let Some(menu) = menu.get_untracked() {
            _ = menu.remove_attribute("open");
        }
    };
    let escape = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" {
            close();
            if let Some(summary) = summary.get_untracked() {
                _ = summary.focus();
            }
        }
    };
    view! {
        <details class="rail-menu" node_ref=menu on:keydown=escape>
            <summary aria-label="Menu" node_ref=summary>
                <Icon name="menu" />
            </summary>
            <nav aria-label="Menu" on:click=move |_| close()>
                <Areas />
            </nav>
        </details>
    }
}

#[component]
fn SearchButton() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let is_mac = window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac"));
    view! {
        <button
            type="button"
            class="bar__search"
            aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| panels.open(Panel::Palette)
            on:pointerenter=move |_| Panels::prefetch()
            on:focus=move |_| Panels::prefetch()
        >
            <Icon name="search" />
            <span>"Search or jump to…"</span>
            <kbd aria-hidden="true">{if is_mac { "⌘ K" } else { "Ctrl K" }}</kbd>
        </button>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let theme = expect_context::<Theme>();
    let icon = |choice| match choice {
        Choice::System => "system",
        Choice::Light => "sun",
        Choice::Dark => "moon",
    };
    let next = move || match theme.choice.get() {
        Choice::System => Choice::Light,
        Choice::Light => Choice::Dark,
        Choice::Dark => Choice::System,
    };
    let label = move || {
        format!(
            "Theme: {}. Switch to {}",
            theme.choice.get().word(),
            next().word()
        )
    };
    view! {
        <button
            type="button"
            class="button button--plain bar__theme"
            aria-label=label
            title=label
            on:click=move |_| theme.choose(untrack(next))
        >
            {dynamic(move || view! { <Icon name=icon(theme.choice.get()) /> })}
        </button>
    }
}

#[component]
fn Account() -> impl IntoView {
    let session = expect_context::<Session>();
    let panels = expect_context::<Panels>();
    let navigate = use_navigate();
    let who = move || {
        let current = session.current();
        let current = current.read();
        current.as_ref().map(|signed_in| {
            let name = signed_in.key_name.as_deref().unwrap_or("API key");
            format!("{name} ···{}", signed_in.credentials.suffix())
        })
    };
    let sign_out = move |_| {
        session.close();
        navigate(&paths::sign_in(), leptos_router::NavigateOptions::default());
    };
    view! {
        <button
            type="button"
            class="button button--plain bar__who"
            title="The API key of this session"
            aria-haspopup="dialog"
            on:click=move |_| panels.open(Panel::Session)
        >
            <Icon name="key" />
            <span>{dynamic(who)}</span>
        </button>
        <button type="button" class="button button--plain" on:click=sign_out>
            <Icon name="sign-out" />
            <span>"Sign out"</span>
        </button>
    }
}
