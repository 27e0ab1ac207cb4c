//! Signs in with an API key: both halves, tested against the API before anything is kept.

mod paste;

use cloud_api::{OrganizationId, organizations, whoami};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    paths,
    query::Cache,
    secret::Secret,
    session::{Credentials, Session, SignedIn},
    ui::{CheckboxField, FieldKind, Icon, Problem, ProblemNotice, SubmitButton, TextField},
};

#[component]
pub fn SignInPage() -> impl IntoView {
    let session = expect_context::<Session>();
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let navigate = use_navigate();
    let query = use_query_map();
    document().set_title("Sign in · Wheelhouse");

    let key_id = RwSignal::new(String::new());
    let key_secret = RwSignal::new(String::new());
    let read_only = RwSignal::new(false);
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

    // Where the page was before the session ended; only ever a page of this console.
    let next = move |organization: &OrganizationId| {
        let next = query.with_untracked(|query| query.get(paths::NEXT));
        next.filter(|page| page.starts_with("/organizations/"))
            .unwrap_or_else(|| paths::overview(organization))
    };
    let sign_in = Action::new_local(move |credentials: &Credentials| {
        let credentials = credentials.clone();
        let navigate = navigate.clone();
        async move {
            client.budget.belong_to(&credentials.key_id);
            let request = organizations::list();
            let all = client.send_as(&credentials, &request, Priority::User).await;
            let organization = all.map_err(|error| explain(&error))?.into_iter().next();
            let organization = organization.ok_or_else(no_organization)?;
            let page = next(&organization.id);
            cache.put(&organizations::get(&organization.id), organization.clone());
            session.open(SignedIn {
                credentials,
                organization_name: organization
                    .name
                    .unwrap_or_else(|| organization.id.to_string()),
                organization: organization.id,
                key_name: None,
                read_only: read_only.get_untracked(),
            });
            navigate(
                &page,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
            name_key(client, session);
            Ok::<(), Problem>(())
        }
    });
    let pending = sign_in.pending();
    let problem = move || {
        sign_in
            .value()
            .get()
            .and_then(Result::err)
            .filter(|_| !pending.get())
    };
    let ended = move || {
        session.ended().get().map(|ended| Problem {
            title: "The session has ended".into(),
            detail: ended.message,
            advice: Some(
                "The API no longer takes this key. Sign in with one that is active.".into(),
            ),
            request_id: None,
            operation: None,
            status: Some(401),
        })
    };
    let problem = Signal::derive(move || problem().or_else(ended));

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
    view! {
        <main class="sign-in">
            <form class="sign-in__card" on:submit=submit>
                <div class="sign-in__head">
                    <span class="mark">
                        <Icon name="mark" />
                    </span>
                    <h1>"Sign in to Wheelhouse"</h1>
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
                    autofocus=true
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
                    {move || split.get().then_some("Both halves were found in what you pasted.")}
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

/// Learns the key's name when there is time; without it the key is known by its suffix.
fn name_key(client: Client, session: Session) {
    spawn_local(async move {
        if let Ok(whoami) = client.send_with(whoami::get(), Priority::Prefetch).await {
            session.change(|signed_in| signed_in.key_name = whoami.name.or(whoami.email));
        }
    });
}

/// Sign-in knows more about a refusal than the API says.
fn explain(error: &ApiError) -> Problem {
    let problem = error.problem();
    let ErrorKind::Refused {
        status, message, ..
    } = &error.kind
    else {
        return Problem {
            title: "Sign-in failed".into(),
            ..problem
        };
    };
    let (title, advice) = match status {
        401 if message.contains("not active") => (
            "This key is not active",
            "It is disabled or has expired. Enable it or prolong it in the console of another \
             administrator, or use another key.",
        ),
        401 => (
            "This key was not accepted",
            "Check both halves: the key ID is the short one, and the secret was shown only once.",
        ),
        403 => (
            "This key may not sign in from here",
            "Its IP access list or its roles do not allow it.",
        ),
        _ => {
            return Problem {
                title: "Sign-in failed".into(),
                ..problem
            };
        }
    };
    Problem {
        title: title.into(),
        advice: Some(advice.into()),
        ..problem
    }
}

fn no_organization() -> Problem {
    Problem {
        title: "Sign-in failed".into(),
        detail: "The API takes this key, but lists no organization for it.".into(),
        advice: Some("The key may have lost its roles. Try another key.".into()),
        request_id: None,
        operation: Some("organizationGetList".into()),
        status: None,
    }
}
