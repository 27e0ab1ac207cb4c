//! Signs in with an API key: both halves, tested against the API before anything is kept.

mod ended_before;
mod paste;
mod session_ended;
mod submit;

use leptos::prelude::*;

use crate::{
    secret::Secret,
    session::{Credentials, Session},
    ui::{
        CheckboxField, FieldKind, Icon, ProblemNotice, SubmitButton, TextField, dynamic,
        note_page_shown,
    },
};
use ended_before::EndedBefore;
use submit::use_sign_in;

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let ended = session.ended();
    // Somebody may begin anew here, without leaving the page.
    let has_ended = Memo::new(move |_| ended.read().is_some());
    Effect::new(move |_| set_title(has_ended.get()));
    note_page_shown();

    let key_id = RwSignal::new(String::new());
    let key_secret = RwSignal::new(String::new());
    let before = ended.get_untracked();
    let read_only = RwSignal::new(before.as_ref().is_some_and(|ended| ended.read_only));
    let split = RwSignal::new(false);
    let tried = RwSignal::new(false);
    let missing = move |value: RwSignal<String>, text: &'static str| {
        Signal::derive(move || {
            (tried.get() && value.read().trim().is_empty()).then(|| text.to_owned())
        })
    };
    let id_problem = missing(key_id, "Enter the key ID");
    let secret_problem = missing(key_secret, "Enter the key secret");

    let on_paste = Callback::new(move |(text,): (String,)| match paste::pair(&text) {
        Some(pair) => {
            key_id.set(pair.key_id);
            key_secret.set(pair.key_secret);
            split.set(true);
            true
        }
        None => false,
    });

    let sign_in = use_sign_in(read_only);
    let pending = sign_in.pending();
    let problem = move || {
        sign_in
            .value()
            .get()
            .and_then(Result::err)
            .filter(|_| !pending.get())
    };
    let problem = Signal::derive(problem);

    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        let id = key_id.read_untracked().trim().to_owned();
        let secret = key_secret.read_untracked().trim().to_owned();
        if !id.is_empty() && !secret.is_empty() && !pending.get_untracked() {
            sign_in.dispatch_local(Credentials {
                key_id: id,
                key_secret: Secret::new(secret),
            });
        }
    };
    let told = move || {
        has_ended.get().then(|| {
            let former = session.former_key();
            let try_again = former.map(|key| {
                Callback::new(move |()| {
                    sign_in.dispatch_local(key.clone());
                })
            });
            view! { <EndedBefore ended try_again pending=pending.into() /> }
        })
    };
    let head = move || {
        if has_ended.get() {
            view! { <h2>"Sign in to go on"</h2> }.into_any()
        } else {
            view! { <h1>"Sign in to Wheelhouse"</h1> }.into_any()
        }
    };
    view! {
        <main class="sign-in" class:sign-in--ended=has_ended>
            {dynamic(told)}
            <form class="sign-in__card" on:submit=submit>
                <div class="sign-in__head">
                    <span class="mark">
                        <Icon name="mark" />
                    </span>
                    {dynamic(head)}
                    <p class="quiet">"With an API key of your ClickHouse Cloud organization."</p>
                </div>
                <ProblemNotice problem />
                <TextField
                    label="Key ID"
                    value=key_id
                    problem=id_problem
                    hint="A pasted pair, environment lines or JSON is split into both fields."
                    mono=true
                    autocomplete="off"
                    autofocus=before.is_none()
                    on_paste
                />
                <TextField
                    label="Key secret"
                    value=key_secret
                    problem=secret_problem
                    kind=FieldKind::Password
                    mono=true
                    autocomplete="off"
                />
                <p class="sign-in__split" role="status">
                    {dynamic(move || {
                        split.get().then_some("Both halves were found in what you pasted.")
                    })}
                </p>
                <CheckboxField
                    label="Read-only session"
                    checked=read_only
                    hint="Nothing that changes anything is sent, whatever the key may do."
                />
                <SubmitButton pending>"Sign in"</SubmitButton>
                <p class="quiet sign-in__note">
                    "The key stays in this tab: in memory and session storage, until you sign out or \
                     close the tab. Best is a key of its own with an expiry date and few roles."
                </p>
            </form>
        </main>
    }
}

fn set_title(has_ended: bool) {
    document().set_title(if has_ended {
        "Session ended · Wheelhouse"
    } else {
        "Sign in · Wheelhouse"
    });
}
