//! What an id may belong to, and where its page is.

use cloud_api::{OrganizationId, Request, invitations, keys, members, roles, services};
use serde::de::DeserializeOwned;

use crate::{
    client::{ApiError, Priority},
    paths,
    query::Cache,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Service,
    Key,
    Member,
    Invitation,
    Role,
}

/// Where an id is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the answers that the tab holds.
    Held,
    Api,
}

impl Kind {
    /// What is linked most comes first.
    pub const ALL: [Self; 5] = [
        Self::Service,
        Self::Key,
        Self::Member,
        Self::Invitation,
        Self::Role,
    ];

    pub fn words(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Key => "API keys",
            Self::Member => "members",
            Self::Invitation => "invitations",
            Self::Role => "roles",
        }
    }

    /// The page of the one with this id; each list is one read.
    pub async fn find(
        self,
        cache: Cache,
        place: Where,
        organization: &OrganizationId,
        id: &str,
    ) -> Result<Option<String>, ApiError> {
        match self {
            Self::Service => {
                let page = |one: &services::Service| {
                    (one.id.as_str() == id).then(|| paths::service(organization, &one.id))
                };
                find(cache, place, services::list(organization), page).await
            }
            Self::Key => {
                let page = |one: &keys::ApiKey| {
                    (one.id.as_str() == id).then(|| paths::key(organization, &one.id))
                };
                find(cache, place, keys::list(organization, None), page).await
            }
            Self::Member => {
                let page = |one: &members::Member| {
                    (one.user_id.as_str() == id).then(|| paths::member(organization, &one.user_id))
                };
                find(cache, place, members::list(organization), page).await
            }
            Self::Invitation => {
                let page = |one: &invitations::Invitation| {
                    (one.id.as_str() == id).then(|| paths::invitation(organization, &one.id))
                };
                find(cache, place, invitations::list(organization), page).await
            }
            Self::Role => {
                let page = |one: &roles::Role| {
                    (one.id.as_str() == id).then(|| paths::role(organization, &one.id))
                };
                find(cache, place, roles::list(organization), page).await
            }
        }
    }
}

async fn find<T>(
    cache: Cache,
    place: Where,
    request: Request<Vec<T>>,
    page: impl Fn(&T) -> Option<String>,
) -> Result<Option<String>, ApiError>
where
    T: DeserializeOwned + Send + Sync + 'static,
{
    let all = match place {
        Where::Held => cache.peek(&request),
        Where::Api => Some(cache.read(&request, Priority::User).await?),
    };
    Ok(all.and_then(|all| all.iter().find_map(page)))
}
