use cloud_api::whoami;
use leptos::prelude::*;

use super::Rotation;
use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    pages::keys::{own::Own, pair::Pair, pair_once::PairOnce},
    rights::Rights,
    session::Session,
    ui::{Button, Icon, Problem, ProblemNotice, dynamic, use_toasts},
};

/// The new pair, once, and a first call with it.
#[component]
pub fn TryTwin(rotation: Rotation) -> impl IntoView {
    let Rotation { pair, own, .. } = rotation;
    let client = expect_context::<Client>();
    let session = expect_context::<Session>();
    let rights = expect_context::<Rights>();
    let toasts = use_toasts();
    let attempt = Action::new_local(move |pair: &Pair| {
        let credentials = pair.credentials();
        async move {
            // Not as the session: a refusal says something of the new key only.
            let request = whoami::get();
            let answer = client.send_as(&credentials, &request, Priority::User).await;
            answer
                .map(|whoami| whoami.name)
                .map_err(|error| explain(&error))
        }
    });
    let pending = attempt.pending();
    let outcome = move || attempt.value().get().filter(|_| !pending.get());
    let opened = Memo::new(move |_| outcome().is_some_and(|outcome| outcome.is_ok()));
    let problem = Signal::derive(move || outcome().and_then(Result::err));
    let run = move || {
        if let Some(pair) = pair.get_untracked()
            && !pending.get_untracked()
        {
            attempt.dispatch_local(pair);
        }
    };
    let said = move || {
        let name = outcome()?.ok()?;
        let name = name.map(|name| format!(" as {name}")).unwrap_or_default();
        Some(view! {
            <p class="notice">
                <Icon name="check" />
                <span>{format!("The new key works: the API knows it{name}.")}</span>
            </p>
        })
    };
    let use_here = move || {
        let twin = rotation.twin.get_untracked();
        if let Some(pair) = pair.get_untracked() {
            let credentials = pair.credentials();
            client.budget.belong_to(&credentials.key_id);
            let name = rotation.twin_key.latest().get_untracked();
            session.change(|signed_in| {
                signed_in.credentials = credentials;
                signed_in.key_resource = twin;
                signed_in.key_name = name.and_then(|key| key.name.clone());
            });
            rights.forget();
            rights.ask();
            toasts.success("This session uses the new key now");
        }
    };
    let is_own = move || own.get() != Own::No;
    let unless_opened =
        Signal::derive(move || (!opened.get()).then(|| "Try the new key first".to_owned()));
    view! {
        <p>
            "Store the pair where the clients read it from, and try it. A new key takes some seconds to \
             open."
        </p>
        <div class="steps__actions">
            <Button pending on_click=run>
                "Try the new key"
            </Button>
            <Show when=is_own>
                <Button refused=unless_opened on_click=use_here>
                    "Use the new key in this session"
                </Button>
            </Show>
        </div>
        <div role="status">{dynamic(said)}</div>
        <ProblemNotice problem />
        <Show when=is_own>
            <p class="hint">
                "This session itself uses the old key. Let it use the new one before the pair is gone from \
                 here; otherwise sign in with it later, at this page's address."
            </p>
        </Show>
        <PairOnce pair on_done=|| () />
    }
}

/// The step knows more about a refusal than the API says.
fn explain(error: &ApiError) -> Problem {
    let problem = error.problem();
    let ErrorKind::Refused {
        status: 401,
        message,
        ..
    } = &error.kind
    else {
        return problem;
    };
    let advice = if message.contains("not found") {
        "A new key takes some seconds to open. Wait a moment, then try again."
    } else if message.contains("IP") {
        "The IP access list does not let this browser in. That may be right: try the key from where it \
         will be used."
    } else {
        "Check the new key on its own page."
    };
    Problem {
        title: "The new key does not open yet".into(),
        advice: Some(advice.into()),
        ..problem
    }
}
