//! Leads from an id to the page of whatever has it.

mod backups;
mod kind;

use cloud_api::{ActivityId, OrganizationId, ids::is_uuid};
use leptos::{prelude::*, task::spawn_local};
use leptos_router::{
    NavigateOptions,
    components::Redirect,
    hooks::{use_navigate, use_params_map},
};

use crate::{
    format::plural,
    pages::NotFoundPage,
    paths,
    query::Cache,
    session::Session,
    ui::{Button, ButtonLink, Empty, Page, Skeleton, Waiting, dynamic},
};
use backups::{InBackups, UNASKED};
use kind::{Kind, Where};

/// Asks for nothing the tab knows already; what it does not know, it looks for in the lists of the organization.
#[component]
pub fn GoPage() -> impl IntoView {
    let params = use_params_map();
    let session = expect_context::<Session>();
    let id = Memo::new(move |_| {
        let id = params.read().get("id").unwrap_or_default();
        // The ids of activities are any text.
        if is_uuid(&id) { id.to_lowercase() } else { id }
    });
    let organization = Memo::new(move |_| {
        let current = session.current();
        let current = current.read();
        current
            .as_ref()
            .map(|signed_in| signed_in.organization.clone())
    });
    dynamic(move || {
        let (id, organization) = (id.get(), organization.get()?);
        Some(if id.parse::<ActivityId>().is_err() {
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
    InBackups,
    /// Nothing has the id; these could not be looked through, each with why not.
    Over(Vec<(Kind, String)>),
}

/// What is looked for, and where it was not.
#[derive(Clone, Copy)]
struct Hunt {
    about: StoredValue<(OrganizationId, String)>,
    cache: Cache,
    search: RwSignal<Search>,
    unread: StoredValue<Vec<(Kind, String)>>,
    backups: InBackups,
}

impl Hunt {
    fn kinds(self) -> &'static [Kind] {
        if self.about.with_value(|(_, id)| is_uuid(id)) {
            &Kind::ALL
        } else {
            &Kind::OF_ANY_ID
        }
    }

    /// The page of what has the id.
    async fn find(self) -> Option<String> {
        let (organization, id) = self.about.get_value();
        let kinds = self.kinds();
        let mut unread = Vec::new();
        // What was listed before answers at once.
        for place in [Where::Held, Where::Api] {
            for kind in kinds {
                if place == Where::Api && self.search.try_set(Search::In(*kind)).is_some() {
                    return None;
                }
                match kind.find(self.cache, place, &organization, &id).await {
                    Ok(Some(page)) => return Some(page),
                    Ok(None) => {}
                    Err(error) => unread.push((*kind, error.detail())),
                }
            }
            let held = self.backups.find_held(self.cache, &organization, &id);
            if held.is_some() {
                return held;
            }
        }
        self.unread.try_set_value(unread);
        if !is_uuid(&id) {
            self.search
                .try_set(Search::Over(self.unread.try_get_value()?));
            return None;
        }
        self.find_backup(UNASKED).await
    }

    /// Asks so many more services for their backups.
    async fn find_backup(self, most: usize) -> Option<String> {
        let (organization, id) = self.about.try_get_value()?;
        self.search.try_set(Search::InBackups);
        let ask = self.backups.ask(self.cache, &organization, &id, most);
        let found = ask.await;
        if found.is_none() {
            self.search
                .try_set(Search::Over(self.unread.try_get_value()?));
        }
        found
    }
}

#[component]
fn Looking(id: String, organization: OrganizationId) -> impl IntoView {
    let navigate = use_navigate();
    let hunt = Hunt {
        about: StoredValue::new((organization, id)),
        cache: expect_context(),
        search: RwSignal::new(Search::In(Kind::Service)),
        unread: StoredValue::new(Vec::new()),
        backups: InBackups::new(),
    };
    let look = Callback::new(move |(whole,): (bool,)| {
        let navigate = navigate.clone();
        // Not cancelled with the page: a read that is dropped half way would be waited for for ever.
        spawn_local(async move {
            let found = if whole {
                hunt.find().await
            } else {
                hunt.find_backup(usize::MAX).await
            };
            if let Some(page) = found
                && !hunt.search.is_disposed()
            {
                navigate(&page, replace());
            }
        });
    });
    look.run((true,));
    let content = move || match hunt.search.get() {
        Search::In(kind) => view! {
            <Waiting />
            <p role="status" class="quiet">
                {format!("Looking through the {} …", kind.words())}
            </p>
            <Skeleton rows=3 columns=2 />
        }
        .into_any(),
        Search::InBackups => view! { <BackupsProgress backups=hunt.backups /> }.into_any(),
        Search::Over(unread) => view! { <NotFound hunt unread look /> }.into_any(),
    };
    view! { <Page title="Looking for an id">{dynamic(content)}</Page> }
}

#[component]
fn BackupsProgress(backups: InBackups) -> impl IntoView {
    let text = move || {
        let (looked, all) = backups.counts();
        format!("{looked} of {all} services asked")
    };
    view! {
        <p role="status" class="quiet">
            "Looking through the backups: one request for each service …"
        </p>
        <progress
            class="bulk__progress"
            aria-label="Services asked"
            max=move || backups.counts().1.to_string()
            value=move || backups.counts().0.to_string()
        />
        <p class="quiet">{dynamic(text)}</p>
        <Button on_click=move || backups.stop()>"Stop"</Button>
    }
}

#[component]
fn NotFound(hunt: Hunt, unread: Vec<(Kind, String)>, look: Callback<(bool,)>) -> impl IntoView {
    let is_whole = unread.is_empty();
    let (id, is_uuid) = hunt.about.with_value(|(_, id)| (id.clone(), is_uuid(id)));
    let read = hunt.kinds().iter();
    let read = read.filter(|kind| !unread.iter().any(|(of, _)| of == *kind));
    let read: Vec<_> = read.map(|kind| kind.words()).collect();
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
    let rest = move || {
        let (looked, all) = hunt.backups.counts();
        (looked < all).then(|| {
            let rest = plural(all - looked, "service", "services");
            view! {
                <Button on_click=move || {
                    look.run((false,));
                }>{format!("Look through the backups of {rest} more")}</Button>
            }
        })
    };
    let of_backups = is_uuid.then(|| {
        // Looking further draws this anew.
        let ((looked, all), unread) = untrack(|| (hunt.backups.counts(), hunt.backups.unread()));
        let unread = unread.map(|(count, why)| {
            let services = plural(count, "service", "services");
            let told = format!("The backups of {services} could not be looked through. {why}");
            view! { <p class="warn">{told}</p> }
        });
        view! {
            <p>{told_of_backups(looked, all)}</p>
            {unread}
        }
    });
    view! {
        <Empty title="Nothing that this key may see has this id" icon="search">
            <p class="mono">{id}</p>
            <p>{read}</p>
            {of_backups}
            {unread.collect_view()}
            {dynamic(rest)}
            <Show when=move || !is_whole>
                <Button on_click=move || look.run((true,))>"Look again"</Button>
            </Show>
            <ButtonLink href="/">"Go to the overview"</ButtonLink>
        </Empty>
    }
}

/// In how many services a backup of this id was looked for.
fn told_of_backups(looked: usize, all: usize) -> String {
    let services = plural(all, "service", "services");
    match (looked, all) {
        (_, 0) => "Backups can be looked for below a service only, and there is none.".into(),
        (looked, all) if looked == all => {
            format!("No backup of its {services} has it: one that expired is not listed any more.")
        }
        (looked, _) => format!(
            "A backup of it was looked for in {looked} of {services}: the API finds one below its service only."
        ),
    }
}

/// Back leads to where the id was followed from, not to the search.
fn replace() -> NavigateOptions {
    NavigateOptions {
        replace: true,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_a_backup_was_looked_for_is_told() {
        assert!(told_of_backups(0, 0).contains("there is none"));
        assert!(told_of_backups(1, 1).starts_with("No backup of its 1 service has it"));
        assert!(told_of_backups(20, 300).contains("in 20 of 300 services"));
    }
}
