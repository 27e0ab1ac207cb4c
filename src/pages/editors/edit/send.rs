//! Reads again, compares, sends, and puts the answer where the object is on view.

use cloud_api::Request;
use leptos::prelude::*;

use super::{Editable, Target};
use crate::{
    client::{ApiError, Client},
    query::Cache,
    rights::Rights,
    session::Session,
    ui::{Toasts, use_toasts},
};

/// Holds no signal of the page, so it may be used after an `.await`, when the page may be gone.
pub struct Sent<O: Editable> {
    pub client: Client,
    pub cache: Cache,
    pub session: Session,
    pub rights: Rights,
    pub toasts: Toasts,
    pub target: Target<O>,
}

impl<O: Editable> Clone for Sent<O> {
    fn clone(&self) -> Self {
        Self {
            target: self.target.clone(),
            ..*self
        }
    }
}

/// Why a change was not made.
pub enum NotSent<V> {
    /// The value is no longer the one the change was made from; this is the value now.
    Changed(V),
    /// The API did not tell the value now: what would replace it is not known.
    Untold,
    Failed(ApiError),
}

impl<O: Editable> Sent<O> {
    pub fn new(target: Target<O>) -> Self {
        Self {
            client: expect_context(),
            cache: expect_context(),
            session: expect_context(),
            rights: expect_context(),
            toasts: use_toasts(),
            target,
        }
    }

    /// Sends the request only if the value that `read` finds in the object at this moment is still the `same`. It is
    /// named as `undone` where the session ends with that look.
    pub async fn send<V>(
        &self,
        request: Request<O>,
        undone: String,
        read: impl FnOnce(&O) -> Option<V>,
        same: impl FnOnce(&V) -> bool,
    ) -> Result<(), NotSent<V>> {
        let now = read_again(self.client, self.cache, &self.target, Some(undone)).await;
        let found = read(&now.map_err(NotSent::Failed)?).ok_or(NotSent::Untold)?;
        if !same(&found) {
            return Err(NotSent::Changed(found));
        }
        match self.client.send(request).await {
            Ok(answer) => {
                answer.observe(self.cache, &self.target);
                Ok(())
            }
            Err(error) => {
                if error.is_outcome_unknown() {
                    O::doubt(self.cache, &self.target);
                }
                Err(NotSent::Failed(error))
            }
        }
    }
}

/// The object as it is at this moment, which is shown wherever it is on view. `undone` is what depends on it, if
/// somebody asked for that already.
pub async fn read_again<O: Editable>(
    client: Client,
    cache: Cache,
    target: &Target<O>,
    undone: Option<String>,
) -> Result<O, ApiError> {
    let now = client.send_before(target.get.clone(), undone).await?;
    now.clone().observe(cache, target);
    Ok(now)
}
