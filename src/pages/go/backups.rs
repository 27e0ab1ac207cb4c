//! Looks for a backup by its id: the API finds one only below its service, so one service is asked after the other.

use cloud_api::{
    OrganizationId, ServiceId,
    backups::{self, Backup},
    services::{self, Service},
};
use leptos::prelude::*;

use crate::{
    client::Priority,
    paths::{self, Tab},
    query::Cache,
};

/// How many services are asked before somebody wants more of them asked.
pub const UNASKED: usize = 20;
/// Hundreds of requests into the same wall help nobody.
const FAILURES: usize = 3;

/// The services of the organization that have backups of their own, and how far they were asked.
#[derive(Clone, Copy)]
pub struct InBackups {
    services: RwSignal<Vec<ServiceId>>,
    looked: RwSignal<usize>,
    /// How many could not be asked, and why not.
    unread: RwSignal<Option<(usize, String)>>,
    stopped: RwSignal<bool>,
}

impl InBackups {
    pub fn new() -> Self {
        Self {
            services: RwSignal::new(Vec::new()),
            looked: RwSignal::new(0),
            unread: RwSignal::new(None),
            stopped: RwSignal::new(false),
        }
    }

    /// How many services were asked, and how many there are.
    pub fn counts(self) -> (usize, usize) {
        (self.looked.get(), self.services.read().len())
    }

    pub fn unread(self) -> Option<(usize, String)> {
        self.unread.get()
    }

    pub fn stop(self) {
        self.stopped.set(true);
    }

    /// Looks through the answers that the tab holds, and notes which services there are.
    pub fn find_held(
        self,
        cache: Cache,
        organization: &OrganizationId,
        id: &str,
    ) -> Option<String> {
        let all = cache.peek(&services::list(organization))?;
        let ids: Vec<_> = with_backups(&all).collect();
        let found = ids.iter().find_map(|service| {
            let held = cache.peek(&backups::list(organization, service))?;
            page_of(&held, organization, service, id)
        });
        let _ = self.services.try_set(ids);
        found
    }

    /// Asks the services that were not asked yet, at most so many.
    pub async fn ask(
        self,
        cache: Cache,
        organization: &OrganizationId,
        id: &str,
        most: usize,
    ) -> Option<String> {
        self.stopped.try_set(false);
        let from = self.looked.try_get_untracked()?;
        let services = self.services.try_get_untracked()?;
        let mut failures = 0;
        for service in services.iter().skip(from).take(most) {
            if self.stopped.try_get_untracked() != Some(false) || failures == FAILURES {
                return None;
            }
            let list = backups::list(organization, service);
            match cache.read(&list, Priority::Reading).await {
                Ok(all) => {
                    failures = 0;
                    if let Some(page) = page_of(&all, organization, service, id) {
                        return Some(page);
                    }
                }
                Err(error) => {
                    failures += 1;
                    self.unread.try_update(|unread| {
                        let before = unread.as_ref().map_or(0, |(count, _)| *count);
                        *unread = Some((before + 1, error.detail()));
                    });
                }
            }
            self.looked.try_update(|looked| *looked += 1);
        }
        None
    }
}

/// Those of a secondary are those of its primary.
fn with_backups(all: &[Service]) -> impl Iterator<Item = ServiceId> {
    let own = |service: &&Service| service.is_primary != Some(false);
    all.iter().filter(own).map(|service| service.id.clone())
}

fn page_of(
    all: &[Backup],
    organization: &OrganizationId,
    service: &ServiceId,
    id: &str,
) -> Option<String> {
    let found = all.iter().find(|backup| backup.id.as_str() == id)?;
    let page = paths::service_tab(organization, service, Tab::Backups);
    Some(paths::with_dialog_on(&page, "backup", found.id.as_str()))
}
