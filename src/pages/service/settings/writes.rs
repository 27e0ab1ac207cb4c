//! Sends changes of the service on view, and puts the answers where the service is shown.

use cloud_api::{
    OrganizationId, ServiceId,
    services::{self, Service, UpdateService},
};
use leptos::prelude::*;

use crate::{
    client::Client,
    pages::service::OnService,
    query::Cache,
    store,
    ui::{Problem, Toasts, use_toasts},
};

/// Holds no signal of the page, so it may be used after an `.await`, when the page may be gone.
#[derive(Clone)]
pub struct Writes {
    pub client: Client,
    pub cache: Cache,
    pub toasts: Toasts,
    pub organization: OrganizationId,
    pub id: ServiceId,
}

/// Why a change of a list was not sent, or not taken.
pub enum NotSent<T> {
    /// The list is no longer the one the change was made from; this is the list now.
    Changed(Vec<T>),
    Failed(Problem),
}

pub fn use_writes() -> StoredValue<Writes> {
    let OnService {
        service,
        organization,
        ..
    } = expect_context();
    StoredValue::new(Writes {
        client: expect_context(),
        cache: expect_context(),
        toasts: use_toasts(),
        organization: organization.get_value(),
        id: service.read_untracked().id.clone(),
    })
}

impl Writes {
    /// `instanceUpdate`; `done` is said once it is.
    pub async fn send(&self, change: &UpdateService, done: &str) -> Result<(), Problem> {
        let request = services::update(&self.organization, &self.id, change);
        let answer = self
            .client
            .send(request)
            .await
            .map_err(|error| error.problem())?;
        store::observe(self.cache, &self.organization, answer);
        self.toasts.success(done);
        Ok(())
    }

    /// Reads the list again, and sends the change only if it is still the one it was made from.
    pub async fn send_from<T: PartialEq>(
        &self,
        base: &[T],
        list: fn(&Service) -> Option<Vec<T>>,
        change: &UpdateService,
        done: &str,
    ) -> Result<(), NotSent<T>> {
        let request = services::get(&self.organization, &self.id);
        let now = self.client.send(request).await;
        let now = now.map_err(|error| NotSent::Failed(error.problem()))?;
        let found = list(&now);
        store::observe(self.cache, &self.organization, now);
        // A list that the API does not tell is not known to have changed.
        match found {
            Some(found) if !is_same(&found, base) => Err(NotSent::Changed(found)),
            _ => self.send(change, done).await.map_err(NotSent::Failed),
        }
    }
}

/// Whether both lists hold the same, in whatever order.
fn is_same<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    one.len() == other.len()
        && one.iter().all(|item| other.contains(item))
        && other.iter().all(|item| one.contains(item))
}

#[cfg(test)]
mod tests {
    use super::is_same;

    #[test]
    fn order_makes_no_difference_but_every_item_counts() {
        assert!(is_same(&["a", "b"], &["b", "a"]));
        assert!(is_same::<&str>(&[], &[]));
        assert!(!is_same(&["a"], &["a", "b"]));
        assert!(!is_same(&["a", "a"], &["a", "b"]));
        assert!(!is_same(&["a", "b"], &["a", "a"]));
    }
}
