mod hash;
mod make;
mod reset;
mod strength;
mod way;

use cloud_api::services::{self, PasswordHash, Service};
use leptos::prelude::*;

use super::use_refusal;
use crate::{
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    pages::{
        service::{OnService, overview::siblings},
        services::{AskedOfService, lasting_facts},
    },
    ui::{FieldKind, FormDialog, RadioGroup, SecretDialog, Setting, TextField, dynamic},
};
use reset::{Reset, use_reset};
use way::Way;

#[component]
pub(super) fn PasswordSetting() -> impl IntoView {
    let OnService { dialogs, .. } = expect_context();
    view! {
        <Setting
            label="Password"
            hint="Of the user default. It cannot be read again; a lost one is replaced."
            action="Reset password"
            refused=use_refusal()
            on_click=Callback::new(move |()| dialogs.open("password"))
        />
        <PasswordDialogs />
    }
}

/// Asks, then shows the new password this one time.
#[component]
fn PasswordDialogs() -> impl IntoView {
    let OnService {
        service,
        dialogs,
        organization,
        ..
    } = expect_context();
    let named = dialogs.is_open("password");
    let locked = use_refusal();
    let way = RwSignal::new(String::new());
    let typed = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let close = Callback::new(move |()| dialogs.close());
    let about = Signal::derive(move || Some(Service::clone(&service.read())));
    let asked = AskedOfService::new(named, organization, about, lasting_facts);
    let Reset {
        made,
        secret,
        answered,
        pending,
        problem,
        is_outcome_unknown,
        send,
        clear,
    } = use_reset(asked, close);
    // What was typed is a secret: each opening starts without it, and closing forgets it.
    Effect::new(move |_| {
        if named.get() {
            answered.set(false);
            way.set(Way::Here.as_str().into());
        }
        typed.set(String::new());
        tried.set(false);
    });
    let label = Memo::new(move |_| service.read().label().to_owned());
    let is_typed = Memo::new(move |_| Way::of(&way.read()) == Way::Typed);
    let wrong = Memo::new(move |_| {
        is_typed
            .get()
            .then(|| strength::problem(&typed.read()))
            .flatten()
    });
    // An empty field is not called wrong before it was tried to send it.
    let shown = Signal::derive(move || {
        wrong
            .get()
            .filter(|_| tried.get() || !typed.read().is_empty())
    });
    let submit = Callback::new(move |()| {
        tried.set(true);
        if wrong.read_untracked().is_none() {
            send.run((Way::of(&way.read_untracked()), typed.get_untracked()));
        }
    });
    let cancel = Callback::new(move |()| {
        clear.run(());
        dialogs.close();
    });
    let write = Signal::derive(move || {
        let service = service.get();
        let organization = organization.get_value();
        let request = match Way::of(&way.read()) {
            Way::Api => services::reset_password(&organization, &service.id),
            // The hashes stand as variables, so these are never looked at.
            Way::Here | Way::Typed => {
                let variables = PasswordHash {
                    new_password_hash: String::new(),
                    new_double_sha1_hash: Some(String::new()),
                };
                services::set_password(&organization, &service.id, &variables)
            }
        };
        Some(Write::from(&request).on(service))
    });
    // Gives way to the password at once, without waiting for the address to change.
    let asking = Signal::derive(move || named.get() && !answered.get());
    let repeats = move || is_outcome_unknown.get() && Way::of(&way.read()) != Way::Api;
    view! {
        <FormDialog
            title=Signal::derive(move || format!("Reset the password of {}?", label.get()))
            open=asking
            submit="Reset password"
            danger=true
            pending
            problem
            dirty=Signal::derive(move || !typed.read().is_empty() || made.read().is_some())
            submit_refused=Signal::derive(move || locked.get().or_else(|| asked.refusal()))
            on_submit=submit
            on_close=cancel
        >
            {asked.view()}
            <Consequences />
            <RadioGroup legend="New password" value=way options=Way::choices() />
            <Show when=move || is_typed.get()>
                <TypedPassword typed problem=shown />
            </Show>
            <Show when=repeats>
                <p class="notice" role="status">
                    "Whether the password was set is not known. Sending again sends the same one, so \
                     it holds either way; closing forgets it."
                </p>
            </Show>
            <EquivalentCommand write />
        </FormDialog>
        <SecretDialog
            title=Signal::derive(move || format!("New password of {}", label.get()))
            label="Password"
            secret
            on_done=Callback::new(|()| ())
        >
            <p>"User "<code class="mono">"default"</code></p>
        </SecretDialog>
    }
}

#[component]
fn Consequences() -> impl IntoView {
    let OnService { service, all, .. } = expect_context();
    let members = Memo::new(move |_| {
        let all = all.read();
        all.as_ref().map(|all| {
            siblings(&service.read(), all)
                .into_iter()
                .map(|(_, label)| label)
                .collect::<Vec<_>>()
        })
    });
    let shared = move || {
        members
            .with(|members| shared(members.as_deref()))
            .map(|text| view! { <li>{text}</li> })
    };
    view! {
        <ul>
            <li>"Every client that uses the old password is cut off within seconds."</li>
            <li>"It holds for HTTPS, native and MySQL connections of the user default."</li>
            {dynamic(shared)}
        </ul>
    }
}

/// Who shares the password; `None` where the other services are not known.
fn shared(members: Option<&[String]>) -> Option<String> {
    match members {
        Some([]) => None,
        Some(names) => Some(format!(
            "The other services of its warehouse share the password: {}.",
            names.join(", ")
        )),
        None => Some("All services of a warehouse share the password.".into()),
    }
}

#[component]
fn TypedPassword(typed: RwSignal<String>, problem: Signal<Option<String>>) -> impl IntoView {
    let told = move || {
        let bits = strength::bits(&typed.read());
        (bits > 0).then(|| {
            format!(
                "Strength: {}, about {bits} bits. Well-known words and dates make it less.",
                strength::words(bits)
            )
        })
    };
    view! {
        <TextField
            label="Password"
            value=typed
            problem
            kind=FieldKind::Password
            autocomplete="new-password"
            hint="At least 12 characters with a lower-case and an upper-case letter, a digit and a sign. \
            The API sees hashes only, so nobody else checks it."
            required=true
        />
        <p class="hint" role="status">
            {dynamic(told)}
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::shared;

    #[test]
    fn who_shares_the_password_is_named() {
        assert_eq!(shared(Some(&[])), None);
        let names = ["a".to_owned(), "b".to_owned()];
        assert!(shared(Some(&names)).is_some_and(|text| text.ends_with("password: a, b.")));
        assert!(shared(None).is_some());
    }
}
