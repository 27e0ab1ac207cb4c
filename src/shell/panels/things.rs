//! What of the organization the palette finds by its name: services, API keys, members, invitations.

use std::sync::Arc;

use cloud_api::{
    OrganizationId, Request,
    invitations::{self, Invitation},
    keys::{self, ApiKey},
    members::{self, Member},
    services::{self, Service},
};
use serde::de::DeserializeOwned;

use super::results::{Does, Entry, Group};
use crate::{
    client::{ApiError, Priority},
    paths,
    query::Cache,
};

/// A list of the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    Services,
    Keys,
    Members,
    Invitations,
}

impl Listed {
    pub const ALL: [Self; 4] = [Self::Services, Self::Keys, Self::Members, Self::Invitations];

    pub fn words(self) -> &'static str {
        match self {
            Self::Services => "services",
            Self::Keys => "API keys",
            Self::Members => "members",
            Self::Invitations => "invitations",
        }
    }

    /// From the list as it was last answered; nothing where it never was.
    pub fn known(self, cache: Cache, organization: &OrganizationId) -> Option<Vec<Entry>> {
        match self {
            Self::Services => held(cache, &services::list(organization), |one: &Service| {
                let state = one.state.as_ref().map(ToString::to_string);
                let region = one.region.as_ref().map(ToString::to_string);
                let about: Vec<_> = [state, region].into_iter().flatten().collect();
                Thing {
                    group: Group::Services,
                    icon: "services",
                    label: one.label().to_owned(),
                    about: about.join(" · "),
                    page: paths::service(organization, &one.id),
                }
            }),
            Self::Keys => held(cache, &keys::list(organization, None), |one: &ApiKey| {
                let state = one.state.as_ref().map(ToString::to_string);
                let suffix = one.key_suffix.as_ref().map(|suffix| format!("…{suffix}"));
                let about: Vec<_> = [state, suffix].into_iter().flatten().collect();
                Thing {
                    group: Group::Keys,
                    icon: "key",
                    label: one.label(),
                    about: about.join(" · "),
                    page: paths::key(organization, &one.id),
                }
            }),
            Self::Members => held(cache, &members::list(organization), |one: &Member| Thing {
                group: Group::Members,
                icon: "members",
                label: one.label(),
                about: one.email.clone().unwrap_or_default(),
                page: paths::member(organization, &one.user_id),
            }),
            Self::Invitations => held(
                cache,
                &invitations::list(organization),
                |one: &Invitation| Thing {
                    group: Group::Invitations,
                    icon: "invitations",
                    label: one.label(),
                    about: "invited".into(),
                    page: paths::invitation(organization, &one.id),
                },
            ),
        }
    }

    /// Reads the list; somebody waits for it.
    pub async fn read(self, cache: Cache, organization: &OrganizationId) -> Result<(), ApiError> {
        const WAITS: Priority = Priority::User;
        match self {
            Self::Services => drop(cache.read(&services::list(organization), WAITS).await?),
            Self::Keys => drop(cache.read(&keys::list(organization, None), WAITS).await?),
            Self::Members => drop(cache.read(&members::list(organization), WAITS).await?),
            Self::Invitations => drop(cache.read(&invitations::list(organization), WAITS).await?),
        }
        Ok(())
    }
}

struct Thing {
    group: Group,
    icon: &'static str,
    label: String,
    about: String,
    page: String,
}

fn held<T>(
    cache: Cache,
    request: &Request<Vec<T>>,
    thing: impl Fn(&T) -> Thing,
) -> Option<Vec<Entry>>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let all: Arc<Vec<T>> = cache.peek(request)?;
    let entry = |one: &T| {
        let Thing {
            group,
            icon,
            label,
            about,
            page,
        } = thing(one);
        Entry {
            group,
            icon,
            label,
            about,
            keys: None,
            refused: None,
            does: Does::Go(page),
        }
    };
    Some(all.iter().map(entry).collect())
}
