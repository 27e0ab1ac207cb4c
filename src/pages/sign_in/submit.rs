//! The request behind the form, and what its refusals mean.

use cloud_api::{OrganizationId, organizations, whoami};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    hooks::{use_navigate, use_query_map},
};

use crate::{
    client::{ApiError, Client, ErrorKind, Priority},
    list_view, paths,
    query::Cache,
    session::{Credentials, Session, SignedIn},
    ui::Problem,
};

/// Tests the key, opens the session and goes on to where the user wanted to be.
pub fn use_sign_in(read_only: RwSignal<bool>) -> Action<Credentials, Result<(), Problem>> {
    let session = expect_context::<Session>();
    let client = expect_context::<Client>();
    let cache = expect_context::<Cache>();
    let navigate = use_navigate();
    let query = use_query_map();
    // Where the page was before the session ended; only ever a page of this console.
    let next = move |organization: &OrganizationId| {
        let next = query.with_untracked(|query| query.get(paths::NEXT));
        next.filter(|page| paths::is_page(page))
            .unwrap_or_else(|| paths::overview(organization))
    };
    Action::new_local(move |credentials: &Credentials| {
        let credentials = credentials.clone();
        let navigate = navigate.clone();
        async move {
            client.budget.belong_to(&credentials.key_id);
            let request = organizations::list();
            let all = client.send_as(&credentials, &request, Priority::User).await;
            let organization = all.map_err(|error| explain(&error))?.into_iter().next();
            let organization = organization.ok_or_else(no_organization)?;
            let page = next(&organization.id);
            let before = session.ended().get_untracked();
            if before.is_some_and(|ended| ended.organization == organization.id) {
                list_view::return_to(&page);
            } else {
                list_view::forget_places();
            }
            cache.put(&organizations::get(&organization.id), organization.clone());
            session.open(SignedIn {
                credentials,
                organization_name: organization
                    .name
                    .unwrap_or_else(|| organization.id.to_string()),
                organization: organization.id,
                key_name: None,
                key_resource: None,
                key_expires: None,
                read_only: read_only.get_untracked(),
            });
            navigate(
                &page,
                NavigateOptions {
                    replace: true,
                    ..NavigateOptions::default()
                },
            );
            name_key(cache, session);
            Ok::<(), Problem>(())
        }
    })
}

/// Learns the key's name and resource id when there is time; without it the key is known by its suffix.
fn name_key(cache: Cache, session: Session) {
    spawn_local(async move {
        if let Ok(whoami) = cache.read(&whoami::get(), Priority::Prefetch).await {
            let resource = whoami.key_id.as_ref().and_then(|id| id.parse().ok());
            session.change(|signed_in| {
                signed_in.key_name = whoami.name.clone().or_else(|| whoami.email.clone());
                signed_in.key_resource = resource;
            });
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
