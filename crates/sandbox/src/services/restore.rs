//! The part of `instanceCreate` that restores a backup: there is no restore in place.

use cloud_api::services::{Provider, Region};
use uuid::Uuid;

use super::Scaling;
use crate::{
    Sandbox,
    body::Object,
    clock::{MINUTE, SECOND},
    refusal::Refusal,
    route::parse_id,
};

/// Where a backup comes from and what it holds.
pub(super) struct Origin {
    service: Uuid,
    provider: Provider,
    region: Region,
    pub(super) scaling: Scaling,
    pub(super) bytes: u64,
}

pub(super) fn read(sandbox: &mut Sandbox, body: &Object<'_>) -> Result<Option<Origin>, Refusal> {
    let Some(item) = body.optional("backupId") else {
        return Ok(None);
    };
    let id = parse_id("backup", item.text()?)?;
    let now = sandbox.now;
    let (service, ledger, backup) = sandbox
        .find_backup(id)
        .ok_or_else(|| item.wrong("Backup not found"))?;
    if !backup.is_done(now) {
        let rule = if backup.finished_at > now {
            "Backup is still in progress"
        } else {
            "Backup has failed"
        };
        return Err(item.wrong(rule));
    }
    Ok(Some(Origin {
        service: service.id,
        provider: service.provider.clone(),
        region: service.region.clone(),
        scaling: service.scaling.clone(),
        bytes: ledger.meter.bytes_at(backup.started_at),
    }))
}

impl Origin {
    /// The API wants the region and the size of the original service.
    pub(super) fn check(
        &self,
        body: &Object<'_>,
        provider: &Provider,
        region: &Region,
        scaling: &Scaling,
    ) -> Result<(), Refusal> {
        if (provider, region) != (&self.provider, &self.region) {
            return Err(body.required("region")?.wrong(format_args!(
                "The backup is in region '{}' of provider '{}'",
                self.region, self.provider
            )));
        }
        let (min, max) = (self.scaling.min_memory, self.scaling.max_memory);
        if (scaling.min_memory, scaling.max_memory) != (min, max) {
            return Err(Refusal::bad_request(format_args!(
                "The new service must have the size of service {} that was backed up: \
                 {min} to {max} GB per replica",
                self.service
            )));
        }
        if let Some(item) = body.optional("dataWarehouseId") {
            return Err(item.wrong("Must not be used with backupId"));
        }
        Ok(())
    }

    /// How much longer than provisioning it takes: some minutes, and more for more data.
    pub(super) fn millis(&self) -> u64 {
        let gigabytes = self.bytes >> 30;
        (3 * MINUTE + gigabytes * SECOND).min(30 * MINUTE)
    }
}
