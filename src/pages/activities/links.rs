//! Links from a record to what it names. Much of it is gone by the time somebody looks: then that is said, and the id
//! stays to be copied.

use std::sync::Arc;

use cloud_api::{
    KeyId, OrganizationId, ServiceId, keys,
    members::{self, Member},
    roles::{self, Role},
    services::{self, Service},
};
use leptos::prelude::*;

use crate::{
    paths,
    query::use_query,
    ui::{CopyButton, dynamic},
};

/// What is known of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// Not asked yet, or the key may not read it.
    Unclear,
    There(String),
    Gone,
}

/// An id to read and to copy.
pub fn id_view(id: String, what: &str) -> AnyView {
    view! {
        <span class="mono">{id.clone()}</span>
        <CopyButton text=id label=format!("Copy {what}") />
    }
    .into_any()
}

/// A thing by its name while it exists, and its id.
fn thing_view(known: Memo<Known>, href: String, id: String, what: &str) -> AnyView {
    let link = move || match known.get() {
        Known::There(name) => {
            let href = href.clone();
            view! {
                <a class="name" href=href>
                    {name}
                </a>
                " "
            }
            .into_any()
        }
        Known::Gone => view! { <span class="quiet">"no longer there "</span> }.into_any(),
        Known::Unclear => ().into_any(),
    };
    view! {
        {dynamic(link)}
        {id_view(id, what)}
    }
    .into_any()
}

/// Everything of one kind, asked for when a record names the first of them.
type All<T> = StoredValue<Option<Signal<Option<Arc<Vec<T>>>>>>;

/// Draws links; the lists that tell what still exists are shared by all of one record.
#[derive(Clone, Copy)]
pub struct Links {
    organization: StoredValue<OrganizationId>,
    services: All<Service>,
    members: All<Member>,
    roles: All<Role>,
}

impl Links {
    pub fn new(organization: OrganizationId) -> Self {
        Self {
            organization: StoredValue::new(organization),
            services: StoredValue::new(None),
            members: StoredValue::new(None),
            roles: StoredValue::new(None),
        }
    }

    /// The services of the organization (`instanceGetList`).
    pub fn services(self) -> Signal<Option<Arc<Vec<Service>>>> {
        self.services.get_value().unwrap_or_else(|| {
            let request = services::list(&self.organization.get_value());
            let all = use_query(move || Some(request.clone())).latest();
            self.services.set_value(Some(all));
            all
        })
    }

    fn members(self) -> Signal<Option<Arc<Vec<Member>>>> {
        self.members.get_value().unwrap_or_else(|| {
            let request = members::list(&self.organization.get_value());
            let all = use_query(move || Some(request.clone())).latest();
            self.members.set_value(Some(all));
            all
        })
    }

    fn roles(self) -> Signal<Option<Arc<Vec<Role>>>> {
        self.roles.get_value().unwrap_or_else(|| {
            let request = roles::list(&self.organization.get_value());
            let all = use_query(move || Some(request.clone())).latest();
            self.roles.set_value(Some(all));
            all
        })
    }

    pub fn service(self, id: &ServiceId) -> AnyView {
        let all = self.services();
        let wanted = id.clone();
        let known = Memo::new(move |_| {
            among(all.get().as_deref(), |service| {
                (service.id == wanted).then(|| service.label().to_owned())
            })
        });
        let href = paths::service(&self.organization.read_value(), id);
        thing_view(known, href, id.to_string(), "service ID")
    }

    /// Keys come in pages, so the one that is named is asked for by itself (`openapiKeyGet`).
    pub fn key(self, id: &KeyId) -> AnyView {
        let request = keys::get(&self.organization.read_value(), id);
        let query = use_query(move || Some(request.clone()));
        let (latest, error) = (query.latest(), query.error());
        let wanted = id.to_string();
        let known = Memo::new(move |_| {
            if let Some(key) = latest.get() {
                return Known::There(key.name.clone().unwrap_or_else(|| wanted.clone()));
            }
            let error = error.read();
            match error.as_ref().and_then(crate::client::ApiError::status) {
                Some(404) => Known::Gone,
                _ => Known::Unclear,
            }
        });
        let href = paths::key(&self.organization.read_value(), id);
        thing_view(known, href, id.to_string(), "key ID")
    }

    pub fn role(self, id: &str) -> AnyView {
        let Ok(role) = id.parse() else {
            return id_view(id.to_owned(), "role ID");
        };
        let all = self.roles();
        let href = paths::role(&self.organization.read_value(), &role);
        let known = Memo::new(move |_| {
            among(all.get().as_deref(), |other| {
                let name = || other.name.clone().unwrap_or_else(|| role.to_string());
                (other.id == role).then(name)
            })
        });
        thing_view(known, href, id.to_owned(), "role ID")
    }

    pub fn member(self, id: &str) -> AnyView {
        let Ok(member) = id.parse() else {
            return id_view(id.to_owned(), "user ID");
        };
        let all = self.members();
        let href = paths::member(&self.organization.read_value(), &member);
        let known = Memo::new(move |_| {
            among(all.get().as_deref(), |other| {
                (other.user_id == member).then(|| other.label())
            })
        });
        thing_view(known, href, id.to_owned(), "user ID")
    }

    /// What the API names with its kind: `user/<id>`, `apiKey/<id>`, `instance/<id>`.
    pub fn named(self, text: &str, what: &str) -> AnyView {
        match text.split_once('/') {
            Some(("user", id)) => self.member(id),
            Some(("apiKey", id)) => match id.parse() {
                Ok(key) => self.key(&key),
                Err(_) => id_view(text.to_owned(), what),
            },
            Some(("instance", id)) => match id.parse() {
                Ok(service) => self.service(&service),
                Err(_) => id_view(text.to_owned(), what),
            },
            _ => id_view(text.to_owned(), what),
        }
    }
}

/// What a list says of one thing, once it was read.
fn among<T>(all: Option<&Vec<T>>, name: impl Fn(&T) -> Option<String>) -> Known {
    let Some(all) = all else {
        return Known::Unclear;
    };
    all.iter().find_map(name).map_or(Known::Gone, Known::There)
}

/// Where the things stand that a type of record is about without naming them.
pub fn related(
    kind: &str,
    organization: &OrganizationId,
    service: Option<&ServiceId>,
) -> Option<(&'static str, String)> {
    if kind.starts_with("organization_invite_") {
        return Some(("Invitations", paths::invitations(organization)));
    }
    if kind.starts_with("organization_member_") {
        return Some(("Members", paths::members(organization)));
    }
    let of_backups = matches!(
        kind,
        "service_update_backup_configuration" | "service_restore_backup" | "backup_delete"
    );
    let service = service.filter(|_| of_backups)?;
    let page = paths::service_tab(organization, service, paths::Tab::Backups);
    Some(("Backups of the service", page))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    #[test]
    fn what_a_list_does_not_have_is_gone_but_not_before_it_was_read() {
        let name = |wanted: &'static str| {
            move |one: &&'static str| (*one == wanted).then(|| (*one).to_owned())
        };
        let all = vec!["a", "b"];
        assert_eq!(among(None, name("a")), Known::Unclear);
        assert_eq!(among(Some(&all), name("b")), Known::There("b".into()));
        assert_eq!(among(Some(&all), name("c")), Known::Gone);
    }

    #[test]
    fn records_without_an_id_lead_to_where_such_things_stand() {
        let organization: OrganizationId = ID.parse().expect("a UUID");
        let service: ServiceId = ID.parse().expect("a UUID");
        let label = |kind, service| related(kind, &organization, service).map(|(label, _)| label);
        assert_eq!(
            label("organization_invite_delete", None),
            Some("Invitations")
        );
        assert_eq!(label("organization_member_leave", None), Some("Members"));
        let restored = label("service_restore_backup", Some(&service));
        assert_eq!(restored, Some("Backups of the service"));
        assert_eq!(label("service_restore_backup", None), None);
        assert_eq!(label("service_stop", Some(&service)), None);
        assert_eq!(label("service_defragment", Some(&service)), None);
    }
}
