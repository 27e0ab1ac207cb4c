//! Sends the change, if the key still is what it was made from.

use cloud_api::{
    KeyId, OrganizationId,
    keys::{self, ApiKey, UpdateKey},
};

use super::change::Edited;
use crate::{
    client::{ApiError, Client},
    pages::keys::store,
    query::Cache,
    ui::Problem,
};

/// Why a change was not sent, or not taken.
pub enum NotSent {
    /// Somebody else changed the key; this is what it is now.
    Changed(Box<ApiKey>),
    Failed {
        problem: Problem,
        /// A role it names may be gone.
        is_refused: bool,
    },
}

/// `openapiKeyGet`, then `openapiKeyUpdate`.
pub async fn send(
    client: Client,
    cache: Cache,
    organization: &OrganizationId,
    id: &KeyId,
    base: &Edited,
    change: &UpdateKey,
) -> Result<ApiKey, NotSent> {
    let failed = |error: &ApiError| NotSent::Failed {
        problem: problem(error),
        is_refused: error.status() == Some(400),
    };
    let now = client.send(keys::get(organization, id)).await;
    let now = now.map_err(|error| failed(&error))?;
    if Edited::of(&now) != *base {
        store::observe(cache, organization, now.clone());
        return Err(NotSent::Changed(Box::new(now)));
    }
    let answer = client.send(keys::update(organization, id, change)).await;
    let key = answer.map_err(|error| {
        if error.is_outcome_unknown() {
            store::doubt(cache, organization, Some(id));
        }
        failed(&error)
    })?;
    store::observe(cache, organization, key.clone());
    Ok(key)
}

fn problem(error: &ApiError) -> Problem {
    let problem = error.problem();
    if error.is_not_found() {
        Problem {
            title: "The key is gone".into(),
            advice: Some(
                "Somebody else deleted it while this dialog was open. Nothing was changed; your input \
                 stays here for as long as the dialog does."
                    .into(),
            ),
            ..problem
        }
    } else {
        problem
    }
}
