//! Who works here, with which key; what the session may do; and what support asks for.

use std::sync::Arc;

use cloud_api::{
    keys::{self, ApiKey},
    legacy::Holder,
    whoami,
};
use leptos::prelude::*;

use super::{Panel, Panels, support::use_support_text};
use crate::{
    config::Config,
    query::use_query,
    session::{Session, SignedIn},
    theme::{Choice, Density, Theme, Times},
    ui::{Button, CopyButton, Dialog, Properties, Property, Time, Tone, dynamic},
};

#[component]
pub fn SessionMenu() -> impl IntoView {
    let panels = expect_context::<Panels>();
    view! {
        <Dialog
            title="Session"
            open=panels.is(Panel::Session)
            on_close=Callback::new(move |()| panels.close())
        >
            <div class="dialog__body">
                <Key />
                <ReadOnlySwitch />
                <Looks />
                <Support />
                <Foot />
            </div>
        </Dialog>
    }
}

/// The API tells a key little of itself: `whoamiGet` its name and id, and the key's own entry, where its roles
/// let it be read, the rest.
#[component]
fn Key() -> impl IntoView {
    let session = expect_context::<Session>();
    let config = expect_context::<Config>();
    let Some(signed_in) = session.current().get_untracked() else {
        return ().into_any();
    };
    let SignedIn {
        credentials,
        organization,
        organization_name,
        key_name,
        ..
    } = signed_in;
    let who = use_query(move || Some(whoami::get()));
    let own = {
        let organization = organization.clone();
        use_query(move || {
            let who = who.latest().get()?;
            let id = who.key_id.as_deref()?.parse().ok()?;
            Some(keys::get(&organization, &id))
        })
    };
    let name = move || {
        let answered = who.latest().get().and_then(|who| who.name.clone());
        answered
            .or_else(|| key_name.clone())
            .unwrap_or_else(|| "—".into())
    };
    let key_id = move || {
        let id = who.latest().get().and_then(|who| who.key_id.clone());
        id.map(|id| {
            view! {
                <span class="mono">{id.clone()}</span>
                <CopyButton text=id label="Copy key\u{2019}s own id" />
            }
        })
    };
    let of_key = move |tell: fn(&ApiKey) -> String| {
        move || match (own.latest().get(), own.error().get(), who.error().get()) {
            (Some(key), ..) => tell(&key),
            (None, None, None) => "…".into(),
            _ => "This key may not see it.".into(),
        }
    };
    let expiry = Signal::derive(move || {
        let key: Option<Arc<ApiKey>> = own.latest().get();
        key.and_then(|key| key.expire_at.clone())
            .filter(|at| !at.is_empty())
    });
    let expires = move || match expiry.get() {
        Some(_) => view! { <Time at=expiry /> }.into_any(),
        None => dynamic(of_key(|_| "never".into())).into_any(),
    };
    let id = organization.to_string();
    view! {
        <Properties>
            <Property label="Organization">
                <div>{organization_name}</div>
                <span class="mono">{id.clone()}</span>
                <CopyButton text=id label="Copy organization ID" />
            </Property>
            {config
                .environment
                .map(|mark| view! { <Property label="Environment">{mark}</Property> })}
            <Property label="API key">
                <div>
                    {dynamic(name)} " "
                    <span class="mono">{format!("···{}", credentials.suffix())}</span>
                </div>
                {dynamic(key_id)}
            </Property>
            <Property label="Roles">{dynamic(of_key(roles))}</Property>
            <Property label="Expires">{dynamic(expires)}</Property>
            <Property label="IP access list">{dynamic(of_key(access))}</Property>
            <Property label="Kept in">
                "Memory and session storage of this tab, until you sign out"
            </Property>
        </Properties>
    }
    .into_any()
}

fn roles(key: &ApiKey) -> String {
    let held = key.roles().into_iter().flatten();
    let roles: Vec<_> = held.filter_map(|role| role.role_name).collect();
    if roles.is_empty() {
        "none".into()
    } else {
        roles.join(", ")
    }
}

fn access(key: &ApiKey) -> String {
    match key.ip_access_list.as_deref() {
        None => "—".into(),
        Some([]) => "nobody".into(),
        Some(entries) => {
            let sources: Vec<_> = entries.iter().map(|entry| entry.source.as_str()).collect();
            sources.join(", ")
        }
    }
}

/// On at any time; off only when asked twice.
#[component]
fn ReadOnlySwitch() -> impl IntoView {
    let session = expect_context::<Session>();
    let read_only = Memo::new(move |_| session.read_only().get());
    let asking = RwSignal::new(false);
    let set = move |read_only: bool| {
        asking.set(false);
        session.change(|signed_in| signed_in.read_only = read_only);
    };
    let button = move || {
        if read_only.get() {
            view! { <Button on_click=move |()| asking.set(true)>"Allow changes"</Button> }
        } else {
            view! { <Button on_click=move |()| set(true)>"Switch to read-only"</Button> }
        }
    };
    let tells = move || {
        if read_only.get() {
            "Read-only: nothing that changes anything leaves this tab."
        } else {
            "Changes are sent, as far as the key's roles allow them."
        }
    };
    view! {
        <div class="setting setting--plain">
            <p class="setting__body" role="status">
                {dynamic(tells)}
            </p>
            {dynamic(button)}
        </div>
        <Show when=move || asking.get()>
            <div class="dialog__ask" role="alertdialog" aria-label="Allow changes in this session?">
                <strong>"Allow changes in this session?"</strong>
                <Button tone=Tone::Danger on_click=move |()| set(false)>
                    "Allow changes"
                </Button>
                <Button tone=Tone::Primary on_click=move |()| asking.set(false)>
                    "Stay read-only"
                </Button>
            </div>
        </Show>
    }
}

/// How this browser shows the console.
#[component]
fn Looks() -> impl IntoView {
    let theme = expect_context::<Theme>();
    view! {
        <LookChoice
            label="Theme"
            all=Choice::ALL.map(|choice| (choice, choice.word())).to_vec()
            chosen=theme.choice
            choose=Callback::new(move |(choice,)| theme.choose(choice))
        />
        <LookChoice
            label="Rows of lists"
            all=Density::ALL.map(|density| (density, density.word())).to_vec()
            chosen=theme.density
            choose=Callback::new(move |(density,)| theme.choose_density(density))
        />
        <LookChoice
            label="Times"
            all=Times::ALL.map(|times| (times, times.word())).to_vec()
            chosen=theme.times
            choose=Callback::new(move |(times,)| theme.choose_times(times))
        />
    }
}

#[component]
fn LookChoice<T: Copy + PartialEq + Send + Sync + 'static>(
    label: &'static str,
    all: Vec<(T, &'static str)>,
    chosen: RwSignal<T>,
    choose: Callback<(T,)>,
) -> impl IntoView {
    let button = move |(one, word): (T, &'static str)| {
        view! {
            <button
                type="button"
                class="button"
                aria-pressed=move || (chosen.get() == one).to_string()
                on:click=move |_| choose.run((one,))
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="setting setting--plain">
            <p class="setting__body">{label}</p>
            <div class="choices choices--row" role="group" aria-label=label>
                {all.into_iter().map(button).collect_view()}
            </div>
        </div>
    }
}

#[component]
fn Support() -> impl IntoView {
    let text = use_support_text();
    let shown = RwSignal::new(None::<String>);
    view! {
        <div class="setting setting--plain">
            <p class="setting__body">
                "For a support request: versions, ids of requests, past problems. No credential, no body."
            </p>
            <CopyButton text label="Copy support information" worded=true />
        </div>
        <details class="support" on:toggle=move |_| shown.set(Some(text.get_untracked()))>
            <summary>"What is in it"</summary>
            <pre tabindex="0" role="region" aria-label="Support information">
                {move || shown.get()}
            </pre>
        </details>
    }
}

#[component]
fn Foot() -> impl IntoView {
    let panels = expect_context::<Panels>();
    let session = expect_context::<Session>();
    view! {
        <div class="choices choices--row">
            <Button on_click=move |()| panels.open(Panel::Messages)>"Past messages"</Button>
            <Button on_click=move |()| panels.open(Panel::Shortcuts)>"Keyboard shortcuts"</Button>
            <Button on_click=move |()| session.close()>"End the session"</Button>
        </div>
    }
}
