//! Leads from an id to the page of whatever has it.

mod kind;

use cloud_api::{OrganizationId, ids::is_uuid};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::Redirect,
    hooks::{use_navigate, use_params_map},
};

use crate::{
    pages::NotFoundPage,
    paths,
    query::Cache,
    session::Session,
    ui::{Button, ButtonLink, Empty, Page, Skeleton, Waiting, dynamic},
};
use kind::{Kind, Where};

/// Asks for nothing the tab knows already; what it does not know, it looks for in the lists of the organization.
#[component]
pub fn GoPage() -> impl IntoView {
    let params = use_params_map();
    let session = expect_context::<Session>();
    let id = Memo::new(move |_| params.read().get("id").unwrap_or_default().to_lowercase());
    let organization = Memo::new(move |_| {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization.clone())
    });
    dynamic(move || {
        let (id, organization) = (id.get(), organization.get()?);
        Some(if !is_uuid(&id) {
            view! { <NotFoundPage /> }.into_any()
        } else if organization.as_str() == id {
            view! { <Redirect path=paths::overview(&organization) options=replace() /> }.into_any()
        } else {
            view! { <Looking id organization /> }.into_any()
        })
    })
}

/// How far the search is.
#[derive(Clone, PartialEq, Eq)]
enum Search {
    In(Kind),
    /// Nothing has the id; these lists could not be read, each with why not.
    Over(Vec<(Kind, String)>),
}

#[component]
fn Looking(id: String, organization: OrganizationId) -> impl IntoView {
    let cache = expect_context::<Cache>();
    let navigate = use_navigate();
    let about = StoredValue::new((organization, id));
    let search = RwSignal::new(Search::In(Kind::ALL[0]));
    let look = Callback::new(move |()| {
        let (navigate, (organization, id)) = (navigate.clone(), about.get_value());
        search.set(Search::In(Kind::ALL[0]));
        // Not cancelled with the page: a read that is dropped half way would be waited for for ever.
        spawn_local(async move {
            let mut unread = Vec::new();
            // What was listed before answers at once.
            for place in [Where::Held, Where::Api] {
                for kind in Kind::ALL {
                    if place == Where::Api && search.try_set(Search::In(kind)).is_some() {
                        return;
                    }
                    match kind.find(cache, place, &organization, &id).await {
                        Ok(Some(page)) if !search.is_disposed() => {
                            return navigate(&page, replace());
                        }
                        Ok(_) => {}
                        Err(error) => unread.push((kind, error.detail())),
                    }
                }
            }
            search.try_set(Search::Over(unread));
        });
    });
    look.run(());
    let content = move || match search.get() {
        Search::In(kind) => view! {
            <Waiting />
            <p role="status" class="quiet">
                {format!("Looking through the {} …", kind.words())}
            </p>
            <Skeleton rows=3 columns=2 />
        }
        .into_any(),
        Search::Over(unread) => {
            let id = about.with_value(|(_, id)| id.clone());
            view! { <NotFound id unread look /> }.into_any()
        }
    };
    view! { <Page title="Looking for an id">{dynamic(content)}</Page> }
}

#[component]
fn NotFound(id: String, unread: Vec<(Kind, String)>, look: Callback<()>) -> impl IntoView {
    let is_whole = unread.is_empty();
    let read =
        Kind::ALL.map(|kind| (!unread.iter().any(|(of, _)| *of == kind)).then(|| kind.words()));
    let read: Vec<_> = read.into_iter().flatten().collect();
    let read = match read.split_last() {
        Some((last, [])) => format!("It is neither this organization nor one of its {last}."),
        Some((last, rest)) => format!(
            "It is neither this organization nor one of its {} or {last}.",
            rest.join(", ")
        ),
        None => "It is not this organization.".into(),
    };
    let unread = unread.into_iter().map(|(kind, why)| {
        view! { <p class="warn">{format!("Its {} could not be looked through. {why}", kind.words())}</p> }
    });
    view! {
        <Empty title="Nothing that this key may see has this id" icon="search">
            <p class="mono">{id}</p>
            <p>
                {read}
                " Ids of other things, such as backups, cannot be looked up: the API finds them only below \
                 their service."
            </p>
            {unread.collect_view()}
            <Show when=move || !is_whole>
                <Button on_click=look>"Look again"</Button>
            </Show>
            <ButtonLink href="/">"Go to the overview"</ButtonLink>
        </Empty>
    }
}

/// Back leads to where the id was followed from, not to the search.
fn replace() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..Default::default()
    }
}
