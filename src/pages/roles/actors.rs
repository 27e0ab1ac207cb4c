//! Who stands behind `user/<id>` and `apiKey/<id>`.

use cloud_api::{OrganizationId, keys, members};
use leptos::prelude::*;

use crate::{pages::members::label_of, paths, query::use_query};

/// A name and, where it has a page, its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub name: String,
    pub kind: &'static str,
    pub href: Option<String>,
}

/// Reads members and keys for their names; whoever they do not name keeps the id.
pub fn use_actors(
    organization: StoredValue<OrganizationId>,
) -> impl Fn(&str) -> Actor + Copy + Send + Sync + 'static {
    let members = use_query(move || Some(members::list(&organization.get_value()))).latest();
    let keys = use_query(move || Some(keys::list(&organization.get_value(), None))).latest();
    move |actor| match actor.split_once('/') {
        Some(("user", id)) => {
            let members = members.read();
            let mut all = members.iter().flat_map(|all| all.iter());
            let found = all.find(|member| member.user_id.as_str() == id);
            Actor {
                name: found.map_or_else(|| id.to_owned(), label_of),
                kind: "member",
                href: found.map(|member| paths::member(&organization.get_value(), &member.user_id)),
            }
        }
        Some(("apiKey", id)) => {
            let keys = keys.read();
            let mut all = keys.iter().flat_map(|all| all.iter());
            let found = all.find(|key| key.id.as_str() == id);
            let name = found.and_then(|key| key.name.clone());
            Actor {
                name: name.unwrap_or_else(|| id.to_owned()),
                kind: "API key",
                href: None,
            }
        }
        _ => Actor {
            name: actor.to_owned(),
            kind: "",
            href: None,
        },
    }
}
