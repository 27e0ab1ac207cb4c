use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId, Request,
    keys::{self, ApiKey, KeyState, UpdateKey},
    permissions::TO_UPDATE_KEY,
};
use leptos::prelude::*;

use super::{
    actions::AboutKey,
    own::{Own, use_me},
    store,
};
use crate::{
    client::{Client, Priority},
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::many::{ForEach, Many, unsent},
    query::Cache,
    rights::Rights,
    ui::{ConfirmDialog, Problem, bulk::BulkAction, use_toasts},
};

/// Asks before a key is enabled or disabled.
#[component]
pub fn SwitchKey(about: AboutKey, enables: bool) -> impl IntoView {
    let AboutKey {
        organization,
        dialogs,
        key,
        ..
    } = about;
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let rights = expect_context::<Rights>();
    let toasts = use_toasts();
    let me = use_me();
    let named = dialogs.is_open(if enables { "enable" } else { "disable" });
    // The address can open it although the action is refused.
    let own = Memo::new(move |_| {
        let key = key.read();
        key.as_ref()
            .map_or(Own::No, |key| Own::of(key, me.read().as_ref()))
    });
    let open = Signal::derive(move || named.get() && key.read().is_some());
    let switch = Action::new_local(move |key: &ApiKey| {
        let (organization, id) = (organization.get_value(), key.id.clone());
        let name = key.label();
        async move {
            let answer = client.send(request(&organization, &id, enables)).await;
            let key = answer.map_err(|error| {
                if error.is_outcome_unknown() {
                    store::doubt(cache, &organization, Some(&id));
                }
                error.problem()
            })?;
            store::observe(cache, &organization, key);
            let done = if enables { "enabled" } else { "disabled" };
            toasts.success(format!("{name} is {done}"));
            dialogs.close();
            Ok::<(), Problem>(())
        }
    });
    let pending = switch.pending();
    let problem = Signal::derive(move || switch.value().get().and_then(Result::err));
    let refused = Signal::derive(move || {
        let guard = (!enables).then(|| own.get().refuses_disabling()).flatten();
        rights
            .refusal_or_read_only(TO_UPDATE_KEY, None)
            .or_else(|| guard.map(ToOwned::to_owned))
    });
    let confirm = Callback::new(move |()| {
        if let Some(key) = key.get_untracked()
            && !pending.get_untracked()
        {
            switch.dispatch_local(key);
        }
    });
    let close = Callback::new(move |()| {
        // What failed because somebody was quicker shows after a new look.
        if problem.get_untracked().is_some() {
            store::doubt(cache, &organization.get_value(), None);
        }
        switch.clear();
        dialogs.close();
    });
    let verb = if enables { "Enable" } else { "Disable" };
    let title = Signal::derive(move || {
        let key = key.read();
        let name = key.as_ref().map_or_else(|| "the key".into(), ApiKey::label);
        format!("{verb} {name}?")
    });
    let guarded = move || {
        refused
            .get()
            .map(|reason| view! { <p class="notice">{reason}</p> })
    };
    let write = Signal::derive(move || {
        let key = key.read();
        let id = &key.as_ref()?.id;
        let request = request(&organization.get_value(), id, enables);
        Some(Write::from(&request))
    });
    view! {
        <ConfirmDialog
            title
            open
            submit=verb
            danger=!enables
            pending
            problem
            submit_refused=refused
            on_confirm=confirm
            on_close=close
        >
            {crate::ui::dynamic(guarded)}
            <ul>
                {consequences(enables).iter().map(|line| view! { <li>{*line}</li> }).collect_view()}
            </ul>
            <EquivalentCommand write />
        </ConfirmDialog>
    }
}

/// `openapiKeyUpdate` of nothing but the state.
fn request(organization: &OrganizationId, id: &KeyId, enables: bool) -> Request<ApiKey> {
    let state = if enables {
        KeyState::Enabled
    } else {
        KeyState::Disabled
    };
    let change = UpdateKey {
        state: Some(state),
        ..UpdateKey::default()
    };
    keys::update(organization, id, &change)
}

/// What follows for a key.
fn consequences(enables: bool) -> &'static [&'static str] {
    if enables {
        &[
            "Whoever has its secret can use it again, with its roles and from the addresses of its IP access list.",
            "An expiry that has passed stays passed: give the key a new one.",
        ]
    } else {
        &[
            "Whatever uses the key is refused within seconds: 401, Key is not active.",
            "Roles, expiry and IP access list stay. It can be enabled again at any time.",
        ]
    }
}

/// Enables or disables keys.
pub fn switch_many(on: &Many<ApiKey>, enables: bool) -> BulkAction {
    let Many {
        organization,
        client,
        cache,
        ..
    } = *on;
    let (label, icon, otherwise) = if enables {
        ("Enable", "play", "The key is enabled already.")
    } else {
        ("Disable", "stop", "The key is disabled already.")
    };
    let request = move |key: &ApiKey| request(&organization.get_value(), &key.id, enables);
    on.action(ForEach {
        label,
        icon,
        danger: false,
        consequences: consequences(enables),
        asks: None,
        refused: on.as_in_menu(label, otherwise),
        facts: |key| {
            let state = key.state.as_ref().map(ToString::to_string);
            format!("{}, {}", key.label(), state.unwrap_or_default())
        },
        writes: Arc::new(move |key, _| vec![Write::from(&request(key))]),
        requests: 1,
        send: Arc::new(move |key, _| {
            Box::pin(async move {
                let answer = client.send_with(request(&key), Priority::Poll).await;
                store::observe(cache, &organization.get_value(), answer.map_err(unsent)?);
                Ok(())
            })
        }),
    })
}
