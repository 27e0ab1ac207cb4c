//! What of the operations survives a reload: enough to go on watching, no credential.

use cloud_api::{OrganizationId, ServiceId};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::{Kind, Operation, Operations, Phase, rules::Trail};
use crate::session;

const KEPT: &str = "operations";

#[derive(Serialize, Deserialize)]
struct Stored {
    kind: Kind,
    organization: OrganizationId,
    service: ServiceId,
    name: String,
    started: f64,
}

impl Operations {
    /// Goes on with what was under way before a reload. A deletion waits for a person: it would send
    /// further writes.
    pub fn resume(self) {
        for stored in session::kept::<Vec<Stored>>(KEPT).unwrap_or_default() {
            let phase = match stored.kind {
                Kind::Delete => Phase::Paused,
                _ => Phase::Waiting(None),
            };
            let operation = Operation {
                number: 0,
                kind: stored.kind,
                organization: stored.organization,
                service: stored.service,
                name: stored.name,
                started: stored.started,
                phase: Phase::Paused,
                last: None,
                trail: Trail::default(),
            };
            self.put(operation, phase);
        }
    }

    pub(super) fn save(self) {
        let stored: Vec<Stored> = self.list.with_untracked(|list| {
            list.iter()
                .filter(|operation| operation.is_kept())
                .map(|operation| Stored {
                    kind: operation.kind,
                    organization: operation.organization.clone(),
                    service: operation.service.clone(),
                    name: operation.name.clone(),
                    started: operation.started,
                })
                .collect()
        });
        if stored.is_empty() {
            session::forget(KEPT);
        } else {
            session::keep(KEPT, &stored);
        }
    }
}
