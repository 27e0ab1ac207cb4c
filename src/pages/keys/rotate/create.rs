use std::sync::Arc;

use cloud_api::{
    keys::{self, ApiKey, CreateKey},
    legacy::Holder,
    permissions::TO_CREATE_KEY,
};
use leptos::prelude::*;

use super::{Rotation, progress::Kept};
use crate::{
    client::Client,
    equivalent::Write,
    equivalent_view::EquivalentCommand,
    moment,
    pages::{
        editors::FieldsOf,
        keys::{
            columns::access_summary,
            creation::{Failure, Made, Way, before_pair, left_early, not_told, use_creator},
            edit::name_problem,
            expiry::{ExpiryDraft, ExpiryField, ExpiryFields},
            store,
        },
        roles::{Roles, role_names},
    },
    paths,
    query::Cache,
    rights::Rights,
    ui::{FormPage, Problem, RadioGroup, TextField, dynamic, use_toasts},
};

/// A twin with the same roles and the same IP access list, and a new expiry.
#[component]
pub fn CreateTwin(rotation: Rotation) -> impl IntoView {
    let Rotation {
        organization,
        id,
        old,
        pair,
        go,
        ..
    } = rotation;
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let rights = expect_context::<Rights>();
    rights.ask();
    let toasts = use_toasts();
    let creator = use_creator(organization);
    let start = untrack(|| format!("{} {}", rotation.old_label(), moment::date(moment::now())));
    let name = RwSignal::new(start);
    let expiry = ExpiryFields::new(ExpiryDraft::default());
    let way = RwSignal::new(Way::HERE.to_owned());
    let tried = RwSignal::new(false);
    let wrong_name = Memo::new(move |_| name_problem(&name.read()));
    let expire_at = Memo::new(move |_| expiry.draft().expire_at(moment::now()));
    let wrong_expiry = Signal::derive(move || {
        let wrong = expire_at.read().as_ref().err().cloned();
        wrong.filter(|_| tried.get())
    });
    let refused = Signal::derive(move || {
        let of_key = || {
            let old = old.read();
            old.as_ref()
                .and_then(|old| why_no_twin(old).map(Into::into))
        };
        rights
            .refusal_or_read_only(TO_CREATE_KEY, None)
            .or_else(of_key)
    });
    let create = Action::new_local(
        move |(name, expire_at, way): &(String, Option<String>, Way)| {
            let (name, expire_at, way) = (name.clone(), expire_at.clone(), *way);
            let (organization, id) = (organization.get_value(), id.get_value());
            async move {
                // The key as it is now, not as it was when the page opened.
                let now = client.send(keys::get(&organization, &id)).await;
                let now = now.map_err(|error| error.problem())?;
                store::observe(cache, &organization, now.clone());
                if let Some(reason) = why_no_twin(&now) {
                    return Err(changed(reason));
                }
                let request = twin_of(&now, name, expire_at);
                let made = creator.create(request, way).await;
                let Made { key, pair: told } = made.map_err(|failure: Failure| failure.problem)?;
                let kept = Kept {
                    twin: key.id.clone(),
                    switched: None,
                };
                kept.keep(&id);
                match told {
                    Some(told) => {
                        if pair.try_set(Some(told)).is_some() {
                            toasts.failure(format!("{} is created", key.label()), left_early());
                            return Ok(());
                        }
                    }
                    None => toasts.failure(format!("{} is created", key.label()), not_told()),
                }
                go.try_run((Some(kept),));
                Ok::<(), Problem>(())
            }
        },
    );
    let pending = create.pending();
    let problem = Signal::derive(move || {
        let failed = create.value().get().and_then(Result::err);
        failed.filter(|_| !pending.get())
    });
    let submit = Callback::new(move |()| {
        tried.set(true);
        let is_held = pending.get_untracked() || wrong_name.read_untracked().is_some();
        if let (Ok(expire_at), false) = (expire_at.get_untracked(), is_held) {
            let name = name.get_untracked().trim().to_owned();
            create.dispatch_local((name, expire_at, Way::of(&way.read_untracked())));
        }
    });
    let write = Signal::derive(move || {
        let old = old.read();
        let expire_at = expire_at.get().ok()?;
        let request = twin_of(old.as_ref()?, name.get().trim().to_owned(), expire_at);
        let request = before_pair(request, Way::of(&way.read()));
        Some(Write::from(&keys::create(
            &organization.get_value(),
            &request,
        )))
    });
    view! {
        <Inherited old />
        <FormPage
            submit="Create new key"
            pending
            problem
            submit_refused=refused
            on_submit=submit
            cancel_href=paths::key(&organization.get_value(), &id.get_value())
        >
            <TextField label="Name of the new key" value=name problem=wrong_name required=true />
            <ExpiryField fields=expiry problem=wrong_expiry />
            <RadioGroup legend="Where the pair is made" value=way options=Way::choices() />
            <EquivalentCommand write />
        </FormPage>
    }
}

fn twin_of(old: &ApiKey, name: String, expire_at: Option<String>) -> CreateKey {
    let roles = Roles::of(old);
    CreateKey {
        name,
        expire_at,
        state: None,
        hash_data: None,
        assigned_role_ids: roles.ids(),
        roles: roles.words().map(<[_]>::to_vec),
        ip_access_list: old.ip_access_list.clone().unwrap_or_default(),
    }
}

/// What the twin has of the key.
#[component]
fn Inherited(old: Signal<Option<Arc<ApiKey>>>) -> impl IntoView {
    let roles = move || {
        let roles = old.read().as_ref().and_then(|old| old.roles());
        role_names(roles.as_deref()).join(", ")
    };
    let access = move || old.read().as_ref().map(|old| access_summary(old));
    view! {
        <p>
            "It gets the same roles ("{dynamic(roles)}") and the same IP access list ("
            {dynamic(access)}"), and a new expiry. The old key goes on working meanwhile."
        </p>
    }
}

/// Why a twin of this key would be of no use.
fn why_no_twin(key: &ApiKey) -> Option<&'static str> {
    if key.ip_access_list.as_ref().is_none_or(Vec::is_empty) {
        Some(
            "The IP access list of this key is empty: nobody could use its twin. Edit the list first.",
        )
    } else if Roles::of(key) == Roles::Untold {
        Some("The API did not tell the roles of this key: its twin would not have the same.")
    } else if Roles::of(key).is_none() {
        Some("This key has no roles: its twin could do nothing. Edit the roles first.")
    } else {
        None
    }
}

fn changed(reason: &str) -> Problem {
    Problem {
        title: "The key has changed".into(),
        detail: reason.into(),
        advice: Some("Nothing was created.".into()),
        ..Problem::default()
    }
}
