//! The steps after the new key is stored: from here on no secret is needed.

use std::sync::Arc;

use cloud_api::{
    keys::ApiKey,
    permissions::{Need, TO_DELETE_KEY, TO_UPDATE_KEY},
};
use leptos::prelude::*;

use super::{
    Rotation,
    progress::{Kept, Verdict},
};
use crate::{
    moment,
    pages::keys::{marks::told, own::Own},
    paths,
    rights::Rights,
    ui::{Button, ButtonLink, Icon, Properties, Property, Time, Tone, dynamic},
};

/// The clients get the new pair; nobody but a person knows when all of them have it.
#[component]
pub fn SwitchClients(rotation: Rotation) -> impl IntoView {
    let Rotation { twin, go, .. } = rotation;
    let switched = move || {
        if let Some(twin) = twin.get_untracked() {
            let switched = Some(moment::rfc3339(moment::now()));
            go.run((Some(Kept { twin, switched }),));
        }
    };
    view! {
        <p>
            "Give every client of "<strong>{dynamic(move || rotation.old_label())}</strong>
            " the new pair. The old key goes on working, so this takes the time it takes."
        </p>
        <LastUses rotation />
        <div class="steps__actions">
            <Button tone=Tone::Primary on_click=switched>
                "All clients use the new key"
            </Button>
        </div>
        <Lost rotation />
    }
}

/// What to do when nobody stored the pair.
#[component]
fn Lost(rotation: Rotation) -> impl IntoView {
    let refused = use_refusal(TO_DELETE_KEY);
    let delete = move || {
        if let Some(twin) = rotation.twin.get_untracked() {
            rotation.dialogs.open_on("delete", twin);
        }
    };
    view! {
        <div class="steps__aside">
            <p class="hint">
                "The secret is shown once and is not here any more. If nobody has stored it, delete the new \
                 key and begin again."
            </p>
            <Button refused on_click=delete>
                "Delete the new key"
            </Button>
        </div>
    }
}

/// Looks whether anybody still uses the old key, and then shuts it off.
#[component]
pub fn WatchOld(rotation: Rotation) -> impl IntoView {
    let Rotation {
        id,
        old,
        own,
        switched,
        dialogs,
        ..
    } = rotation;
    let not_allowed = use_refusal(TO_UPDATE_KEY);
    let refused = Signal::derive(move || {
        let own = own.get().refuses_disabling().map(ToOwned::to_owned);
        not_allowed.get().or(own)
    });
    let verdict = move || {
        let old = old.get()?;
        Verdict::of(&old, switched.read().as_deref()?)
    };
    let said = move || {
        let (icon, text) = match verdict()? {
            Verdict::Quiet => ("check", "The old key was not used since the switch."),
            Verdict::Unclear => (
                "info",
                "The old key was used in the minute of the switch; the API tells no seconds. Wait for what \
                 comes.",
            ),
            Verdict::StillUsed => (
                "warning",
                "The old key was used after the switch: some client still has it. Find it before you go on.",
            ),
        };
        Some(view! {
            <p class="notice">
                <Icon name=icon />
                <span>{text}</span>
            </p>
        })
    };
    view! {
        <p>
            "A client that runs once a day needs a day to show. When the old key stays quiet, disable it: \
             that can be undone, deleting cannot."
        </p>
        <LastUses rotation />
        <div role="status">{dynamic(said)}</div>
        <Show when=move || own.get() != Own::No>
            <p class="hint">
                "This session uses the old key itself, so it never looks quiet from here. Sign in with the new \
                 key at this page's address."
            </p>
        </Show>
        <div class="steps__actions">
            <Button
                tone=Tone::Danger
                refused
                on_click=move || dialogs.open_on("disable", id.get_value())
            >
                "Disable the old key"
            </Button>
        </div>
    }
}

/// The old key is shut off; whoever misses it says so now.
#[component]
pub fn DeleteOld(rotation: Rotation) -> impl IntoView {
    let Rotation {
        id, own, dialogs, ..
    } = rotation;
    let may_not_delete = use_refusal(TO_DELETE_KEY);
    let may_not_enable = use_refusal(TO_UPDATE_KEY);
    let refused = Signal::derive(move || {
        let own = own.get().refuses_deletion().map(ToOwned::to_owned);
        may_not_delete.get().or(own)
    });
    view! {
        <p>
            "The old key is disabled. If some client fails now, enable it again and switch that client; if \
             nobody misses it, delete it."
        </p>
        <div class="steps__actions">
            <Button
                tone=Tone::Danger
                refused
                on_click=move || dialogs.open_on("delete", id.get_value())
            >
                "Delete the old key"
            </Button>
            <Button
                refused=may_not_enable
                on_click=move || dialogs.open_on("enable", id.get_value())
            >
                "Enable the old key again"
            </Button>
        </div>
    }
}

#[component]
pub fn Finished(rotation: Rotation) -> impl IntoView {
    let Rotation {
        organization,
        id,
        twin,
        ..
    } = rotation;
    id.with_value(Kept::forget);
    let page = move || {
        let twin = twin.get()?;
        let href = paths::key(&organization.get_value(), &twin);
        Some(view! { <ButtonLink href>"Go to the new key"</ButtonLink> })
    };
    view! {
        <div class="notice" role="status">
            <Icon name="check" />
            <p>
                "The old key is gone, and "<strong>{dynamic(move || rotation.twin_label())}</strong>
                " stands in its place."
            </p>
            {dynamic(page)}
        </div>
    }
}

/// The successor was deleted by somebody else meanwhile.
#[component]
pub fn TwinGone(rotation: Rotation) -> impl IntoView {
    view! {
        <div class="notice" role="alert">
            <Icon name="warning" />
            <p>
                "The API no longer knows the new key: it was deleted meanwhile. The old key is as it was."
            </p>
            <Button on_click=move || rotation.go.run((None,))>"Begin again"</Button>
        </div>
    }
}

/// When both keys were used last.
#[component]
fn LastUses(rotation: Rotation) -> impl IntoView {
    let Rotation {
        old,
        twin_key,
        switched,
        ..
    } = rotation;
    let latest = twin_key.latest();
    let used = |key: Option<Arc<ApiKey>>| match key {
        None => "—".into_any(),
        Some(key) => match told(key.used_at.as_ref()) {
            Some(at) => view! { <Time at=Some(at.to_owned()) /> }.into_any(),
            None => "never".into_any(),
        },
    };
    view! {
        <Properties>
            <Property label="Old key last used">{dynamic(move || used(old.get()))}</Property>
            <Property label="New key last used">{dynamic(move || used(latest.get()))}</Property>
            <Show when=move || switched.read().is_some()>
                <Property label="Switched">
                    <Time at=switched />
                </Property>
            </Show>
        </Properties>
    }
}

/// Why this session may not do it.
fn use_refusal(need: Need) -> Signal<Option<String>> {
    let rights = expect_context::<Rights>();
    rights.ask();
    Signal::derive(move || rights.refusal_or_read_only(need, None))
}
