//! What an id may belong to, and where its page is.

use cloud_api::{
    ActivityId, OrganizationId, Request, activities, invitations, keys, members, roles, services,
};
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
    Activity,
}

/// Where an id is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the answers that the tab holds.
    Held,
    Api,
}

impl Kind {
    /// What is linked most comes first. Any of them can have a UUID.
    pub const ALL: [Self; 6] = [
        Self::Service,
        Self::Key,
        Self::Member,
        Self::Invitation,
        Self::Role,
        Self::Activity,
    ];
    /// Those that can have another id.
    pub const OF_ANY_ID: [Self; 1] = [Self::Activity];

    pub fn words(self) -> &'static str {
        match self {
            Self::Service => "services",
            Self::Key => "API keys",
            Self::Member => "members",
            Self::Invitation => "invitations",
            Self::Role => "roles",
            Self::Activity => "activities",
        }
    }

    /// The page of the one with this id; each kind is one read.
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
            Self::Activity => find_activity(cache, place, organization, id).await,
        }
    }
}

/// The one kind that the API finds by its id alone.
async fn find_activity(
    cache: Cache,
    place: Where,
    organization: &OrganizationId,
    id: &str,
) -> Result<Option<String>, ApiError> {
    let Ok(known) = id.parse::<ActivityId>() else {
        return Ok(None);
    };
    let request = activities::get(organization, &known);
    let is_found = match place {
        Where::Held => cache.peek(&request).is_some(),
        Where::Api => match cache.read(&request, Priority::User).await {
            Ok(_) => true,
            // Also what the API takes for no id of an activity.
            Err(error) if matches!(error.status(), Some(400 | 404)) => false,
            Err(error) => return Err(error),
        },
    };
    Ok(is_found.then(|| paths::activity(organization, id)))
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
