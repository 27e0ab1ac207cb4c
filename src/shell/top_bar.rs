use leptos::prelude::*;
use leptos_router::hooks::use_navigate;

use super::{calls::Calls, rail::Areas};
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
    let organization = move || {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization_name.clone())
    };
    let read_only = session.read_only();
    view! {
        <header class="bar">
            <details class="rail-menu">
                <summary aria-label="Menu">
                    <Icon name="menu" />
                </summary>
                <nav aria-label="Menu">
                    <Areas />
                </nav>
            </details>
            <span class="mark">
                <Icon name="mark" />
            </span>
            <span class="org">
                {dynamic(organization)}
                {environment.map(|mark| view! { <span class="env">{mark}</span> })}
                <Show when=move || read_only.get()>
                    <span class="env env--quiet">"Read-only"</span>
                </Show>
            </span>
            <span class="bar__space"></span>
            <Calls />
            <ThemeSwitch />
            <Account />
        </header>
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
            class="button button--plain"
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
        <span class="bar__who" title="The API key of this session">
            {dynamic(who)}
        </span>
        <button type="button" class="button button--plain" on:click=sign_out>
            <Icon name="sign-out" />
            <span>"Sign out"</span>
        </button>
    }
}
