//! What concerns every page: no network, no way to the API, an address of others, a clock that misleads, an API that
//! has grown.

use leptos::prelude::*;

use super::{key_expiry::KeyExpiry, outage::OutageNotice};
use crate::{
    client::Client,
    first_view::after_first_view,
    format,
    params::use_organization,
    paths,
    presence::is_present,
    query::Cache,
    session::Session,
    ui::{Icon, dynamic},
};

#[component]
pub fn Notices() -> impl IntoView {
    view! {
        <div class="notices" role="status">
            {after_first_view(All)}
        </div>
    }
}

#[component]
fn All() -> impl IntoView {
    let health = expect_context::<Client>().health;
    let cache = expect_context::<Cache>();
    let online = RwSignal::new(window().navigator().on_line());
    let was_lost = StoredValue::new(false);
    let listeners = [
        window_event_listener_untyped("online", move |_| online.set(true)),
        window_event_listener_untyped("offline", move |_| {
            online.set(false);
            was_lost.set_value(true);
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
    // What failed meanwhile would else say so until it is due again. Heard of as by what polls, and before it: nothing is
    // asked for twice, and nothing in a hidden tab.
    Effect::new(move |_| {
        if is_present() && was_lost.get_value() {
            was_lost.set_value(false);
            cache.invalidate(|_| true);
        }
    });

    let offline = Signal::derive(move || {
        (!online.get()).then(|| {
            "This browser has no network. What is on view may be old, and nothing is sent; what you \
             typed stays. Check the connection of this computer."
                .to_owned()
        })
    });
    let clock = Signal::derive(move || {
        health.skew().get().map(|skew| {
            let (by, way) = (format::elapsed(skew.abs()), if skew > 0.0 { "behind" } else { "ahead of" });
            format!(
                "The clock of this computer is {by} {way} the server's. Ages and countdowns here are off by as \
                 much."
            )
        })
    });
    let session = expect_context::<Session>();
    let more = Signal::derive(move || {
        let current = session.current();
        let current = current.read();
        Some(paths::clock(&current.as_ref()?.organization))
    });
    let address = use_organization();
    let elsewhere = Signal::derive(move || {
        let current = session.current();
        let current = current.read();
        let signed_in = current.as_ref()?;
        let is_other = address.get()? != signed_in.organization;
        is_other.then(|| {
            format!(
                "This address is of another organization. The session is on {}: to go on here, sign out and sign \
                 in with a key of the other one.",
                signed_in.organization_name
            )
        })
    });
    let newer = Signal::derive(move || {
        health.novelty().get().map(|novelty| {
            format!(
                "The API is newer than this console: it answered with something unknown here ({novelty}). What \
                 can be shown of it is shown as it came; a newer console may know more."
            )
        })
    });
    view! {
        <Notice text=offline />
        <Show when=move || online.get()>
            <OutageNotice />
        </Show>
        <Notice text=elsewhere />
        <KeyExpiry />
        <Notice text=clock dismiss="Dismiss the notice of the clock" more />
        <Notice text=newer dismiss="Dismiss the notice of the newer API" />
    }
}

#[component]
fn Notice(
    text: Signal<Option<String>>,
    /// The name of the button that hides it for the session; without it the notice stays.
    #[prop(optional)]
    dismiss: Option<&'static str>,
    /// The address of a page that tells more.
    #[prop(optional)]
    more: Option<Signal<Option<String>>>,
) -> impl IntoView {
    let text = Memo::new(move |_| text.get());
    let dismissed = RwSignal::new(false);
    dynamic(move || {
        let text = text.get().filter(|_| !dismissed.get())?;
        let button = dismiss.map(|label| {
            view! {
                <button
                    type="button"
                    class="button button--plain button--icon"
                    aria-label=label
                    on:click=move |_| dismissed.set(true)
                >
                    <Icon name="close" />
                </button>
            }
        });
        let more = more.and_then(|more| more.get()).map(|href| {
            view! { <a href=href>"What it touches, and how to set it"</a> }
        });
        Some(view! {
            <div class="notice">
                <Icon name="info" />
                <p>{text} " " {more}</p>
                {button}
            </div>
        })
    })
}
