//! Who stands behind `user/<id>` and `apiKey/<id>`.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    keys::{self, ApiKey},
    members::{self, Member},
};
use leptos::prelude::*;

use crate::{
    paths,
    query::{Query, use_query},
    ui::dynamic,
};

/// A name and, where it has a page, its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub name: String,
    pub kind: &'static str,
    pub href: Option<String>,
}

/// Members and keys, read for their names; whoever they do not name keeps the id.
#[derive(Clone, Copy)]
pub struct Actors {
    organization: StoredValue<OrganizationId>,
    members: Query<Vec<Member>>,
    keys: Query<Vec<ApiKey>>,
}

/// To be called at the top of a component.
pub fn use_actors(organization: StoredValue<OrganizationId>) -> Actors {
    Actors {
        organization,
        members: use_query(move || Some(members::list(&organization.get_value()))),
        keys: use_query(move || Some(keys::list(&organization.get_value(), None))),
    }
}

impl Actors {
    pub fn find(self, actor: &str) -> Actor {
        let organization = self.organization.get_value();
        match actor.split_once('/') {
            Some(("user", id)) => {
                let found = found(self.members, |member| member.user_id.as_str() == id);
                Actor {
                    name: found.as_ref().map_or_else(|| id.to_owned(), Member::label),
                    kind: "member",
                    href: found.map(|member| paths::member(&organization, &member.user_id)),
                }
            }
            Some(("apiKey", id)) => {
                let found = found(self.keys, |key| key.id.as_str() == id);
                let name = found.as_ref().and_then(|key| key.name.clone());
                Actor {
                    name: name.unwrap_or_else(|| id.to_owned()),
                    kind: "API key",
                    href: found.map(|key| paths::key(&organization, &key.id)),
                }
            }
            _ => Actor {
                name: actor.to_owned(),
                kind: "",
                href: None,
            },
        }
    }
}

fn found<T>(query: Query<Vec<T>>, is_it: impl Fn(&T) -> bool) -> Option<T>
where
    T: Clone + Send + Sync + 'static,
{
    let latest: Option<Arc<Vec<T>>> = query.latest().get();
    latest?.iter().find(|one| is_it(one)).cloned()
}

/// An actor by name, which leads to its page.
pub fn actor_view(actor: Actor) -> AnyView {
    match actor.href {
        Some(href) => view! { <a href=href>{actor.name}</a> }.into_any(),
        None => view! { <span class="actor__id">{actor.name}</span> }.into_any(),
    }
}

/// Says that names are still read, or why ids stand in their place.
#[component]
pub fn NamesState(actors: Actors) -> impl IntoView {
    let state = Memo::new(move |_| {
        let of = |what: &str, waits: bool, fails: bool| match (waits, fails) {
            (_, true) => Some(format!(
                "The {what} could not be read: their ids stand for their names."
            )),
            (true, false) => Some(format!("Reading the names of the {what} …")),
            (false, false) => None,
        };
        let members = of(
            "members",
            actors.members.latest().read().is_none(),
            actors.members.error().read().is_some(),
        );
        let keys = of(
            "API keys",
            actors.keys.latest().read().is_none(),
            actors.keys.error().read().is_some(),
        );
        members
            .into_iter()
            .chain(keys)
            .collect::<Vec<_>>()
            .join(" ")
    });
    view! {
        <div role="status">
            {dynamic(move || {
                let state = state.get();
                (!state.is_empty()).then(|| view! { <p class="panel__text hint">{state}</p> })
            })}
        </div>
    }
}
