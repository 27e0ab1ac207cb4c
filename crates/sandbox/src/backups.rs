//! Backups: list, get, configuration; in extended mode also a backup on demand.

mod configuration;
mod log;

use serde::Serialize;
use uuid::Uuid;

pub(crate) use log::{Backup, Log};

use crate::{
    Sandbox,
    clock::{Moment, SECOND},
    keys::Permission,
    ledger::{Ledger, is_backed_up},
    refusal::Refusal,
    request::{ApiResponse, Method},
    route::{Call, Route, parse_id},
    sentinels::Sentinel,
    services::{Service, refuse_change},
};

pub(crate) const ROUTES: &[Route] = &[
    Route {
        method: Method::Get,
        path: ALL,
        permissions: &[Permission::ViewBackups],
        run: list,
    },
    Route {
        method: Method::Get,
        path: "/v1/organizations/{organizationId}/services/{serviceId}/backups/{backupId}",
        permissions: &[Permission::ViewBackups],
        run: get,
    },
    Route {
        method: Method::Get,
        path: CONFIGURATION,
        permissions: &[Permission::ViewBackups],
        run: configuration::get,
    },
    Route {
        method: Method::Patch,
        path: CONFIGURATION,
        permissions: &[Permission::ManageBackups],
        run: configuration::update,
    },
];

/// What the published API does not have.
pub(crate) const EXTENDED: &[Route] = &[Route {
    method: Method::Post,
    path: ALL,
    permissions: &[Permission::ManageBackups],
    run: create,
}];

const ALL: &str = "/v1/organizations/{organizationId}/services/{serviceId}/backups";
const CONFIGURATION: &str =
    "/v1/organizations/{organizationId}/services/{serviceId}/backupConfiguration";

/// Schema `Backup`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct View {
    id: Uuid,
    status: &'static str,
    service_id: Uuid,
    started_at: Moment,
    #[serde(skip_serializing_if = "Option::is_none")]
    finished_at: Option<Moment>,
    size_in_bytes: u64,
    duration_in_seconds: u64,
    r#type: &'static str,
}

impl View {
    fn new(backup: &Backup, service_id: Uuid, now: Moment) -> Self {
        let duration = backup.finished_at.since(backup.started_at).max(1);
        let elapsed = now.since(backup.started_at).min(duration);
        let finished = now >= backup.finished_at;
        // As far as it has come.
        let bytes = u128::from(backup.bytes) * u128::from(elapsed) / u128::from(duration);
        Self {
            id: backup.id,
            status: match (finished, backup.fails) {
                (false, _) => "in_progress",
                (true, true) => "error",
                (true, false) => "done",
            },
            service_id,
            started_at: backup.started_at,
            finished_at: finished.then_some(backup.finished_at),
            size_in_bytes: u64::try_from(bytes).unwrap_or(u64::MAX),
            duration_in_seconds: elapsed / SECOND,
            r#type: if backup.is_full {
                "full"
            } else {
                "incremental"
            },
        }
    }
}

impl Sandbox {
    /// The service in the path, which has backups, and its ledger as of now.
    fn backed_up(&mut self, call: &Call<'_>) -> Result<(&Service, &mut Ledger), Refusal> {
        let id = self.service_id(call)?;
        self.settle(id, self.now);
        let service = self.services.get(id)?;
        if !service.is_primary {
            let text = "Backups belong to the primary service of a data warehouse";
            return Err(Refusal::bad_request(text));
        }
        let ledger = self.ledgers.get_mut(id);
        ledger
            .map(|ledger| (service, ledger))
            .ok_or_else(Refusal::internal)
    }

    /// A backup of whichever service, with that service.
    pub(crate) fn find_backup(&mut self, backup: Uuid) -> Option<(&Service, &Ledger, &Backup)> {
        let now = self.now;
        let services: Vec<Uuid> = self.services.all().map(|service| service.id).collect();
        for id in &services {
            self.settle(*id, now);
        }
        self.services.all().find_map(|service| {
            let ledger = self.ledgers.get(service.id)?;
            let backup = ledger.backups.kept().find(|kept| kept.id == backup)?;
            Some((service, ledger, backup))
        })
    }
}

/// `backupGetList`, newest first.
fn list(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let now = sandbox.now;
    let (service, ledger) = sandbox.backed_up(call)?;
    let view = |backup| View::new(backup, service.id, now);
    Ok(call.answer(&ledger.backups.kept().map(view).collect::<Vec<_>>()))
}

/// `backupGet`
fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let now = sandbox.now;
    let id = parse_id("backup", call.parameter(2))?;
    let (service, ledger) = sandbox.backed_up(call)?;
    let backup = ledger.backups.kept().find(|backup| backup.id == id);
    let backup = backup.ok_or_else(|| Refusal::not_found(id))?;
    Ok(call.answer(&View::new(backup, service.id, now)))
}

/// A backup now. Only in extended mode: the published API has no such operation.
fn create(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let (now, speed) = (sandbox.now, sandbox.speed);
    let id = sandbox.random.uuid();
    let (service, ledger) = sandbox.backed_up(call)?;
    refuse_change(service)?;
    if !is_backed_up(&service.state) {
        return Err(Refusal::conflict(format_args!(
            "Instance cannot be backed up. Current state: '{}'",
            service.state
        )));
    }
    if ledger.backups.kept().any(|backup| backup.finished_at > now) {
        return Err(Refusal::conflict("A backup is already in progress"));
    }
    let fails = Sentinel::FailBackup.is_in(&service.name);
    let Ledger { backups, meter, .. } = ledger;
    let backup = backups.start_now(id, service.id, meter, fails, now, speed);
    Ok(call.answer(&View::new(&backup, service.id, now)))
}
