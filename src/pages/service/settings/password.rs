use cloud_api::services;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;

use super::{setting::Setting, use_refusal, use_writes};
use crate::{
    pages::service::{OnService, overview::siblings},
    ui::{ConfirmDialog, Problem, SecretDialog},
};

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
    }
}

/// Asks, then shows the new password this one time.
#[component]
pub(super) fn PasswordDialogs() -> impl IntoView {
    let OnService {
        service,
        all,
        dialogs,
        ..
    } = expect_context();
    let writes = use_writes();
    let named = dialogs.is_open("password");
    let secret = RwSignal::new(None::<String>);
    let answered = RwSignal::new(false);
    Effect::new(move |_| {
        if named.get() {
            answered.set(false);
        }
    });
    let label = Memo::new(move |_| service.read().label().to_owned());
    let shared = move || {
        let all = all.read();
        all.as_ref()
            .is_some_and(|all| !siblings(&service.read(), all).is_empty())
    };
    let close = Callback::new(move |()| dialogs.close());
    let reset = Action::new_local(move |(): &()| {
        let writes = writes.get_value();
        async move {
            let request = services::reset_password(&writes.organization, &writes.id);
            let answer = writes
                .client
                .send(request)
                .await
                .map_err(|error| error.problem())?;
            let Some(password) = answer.password else {
                return Err(not_told());
            };
            // The question closes first, and gives the focus back to the button: that is where it
            // returns to once the password is stored.
            answered.try_set(true);
            TimeoutFuture::new(0).await;
            // A page that is gone hands the value back: nobody has seen it.
            if secret.try_set(Some(password)).is_some() {
                writes
                    .toasts
                    .failure("The password was reset", left_early());
            }
            close.try_run(());
            Ok::<(), Problem>(())
        }
    });
    let pending = reset.pending();
    let problem = Signal::derive(move || reset.value().get().and_then(Result::err));
    let confirm = Callback::new(move |()| {
        if !pending.get_untracked() {
            reset.dispatch_local(());
        }
    });
    let cancel = Callback::new(move |()| {
        reset.clear();
        dialogs.close();
    });
    // Gives way to the password at once, without waiting for the address to change.
    let asking = Signal::derive(move || named.get() && !answered.get());
    view! {
        <ConfirmDialog
            title=Signal::derive(move || format!("Reset the password of {}?", label.get()))
            open=asking
            submit="Reset password"
            danger=true
            pending
            problem
            on_confirm=confirm
            on_close=cancel
        >
            <ul>
                <li>"Every client that uses the old password is cut off within seconds."</li>
                <li>"The API makes the new one. It is shown once, here."</li>
                <Show when=shared>
                    <li>"The other services of its warehouse share the password."</li>
                </Show>
            </ul>
        </ConfirmDialog>
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

fn not_told() -> Problem {
    Problem {
        title: "The new password was not told".into(),
        detail: "The API reset the password but left it out of its answer.".into(),
        advice: Some("Clients with the old password may be cut off. Reset it again.".into()),
        operation: Some("instancePasswordUpdate".into()),
        ..Problem::default()
    }
}

fn left_early() -> Problem {
    Problem {
        title: "Nobody has seen the new password".into(),
        detail: "It came after the page was left, and is shown nowhere else.".into(),
        advice: Some("Reset the password again.".into()),
        ..Problem::default()
    }
}
