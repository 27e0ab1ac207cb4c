//! Backups of a service and when they are made: list, get, configuration.
//!
//! Only the primary of a warehouse has them. A restore is `instanceCreate` with a `backupId`.

mod configuration;
mod model;

pub use configuration::{
    BackupConfiguration, ConfigurationProblem, PERIOD_DEFAULT_HOURS, PERIODS_HOURS,
    PERIODS_WITH_START_TIME_HOURS, RETENTION_DEFAULT_HOURS, RETENTION_MAX_HOURS,
    RETENTION_MIN_HOURS, Schedule, Setting, UpdateBackupConfiguration,
};
pub use model::{Backup, BackupBucket, BackupStatus, BackupType};

use crate::{BackupId, Method, OrganizationId, Request, ServiceId};

const ALL: &str = "/v1/organizations/{organizationId}/services/{serviceId}/backups";
const ONE: &str = "/v1/organizations/{organizationId}/services/{serviceId}/backups/{backupId}";
const CONFIGURATION: &str =
    "/v1/organizations/{organizationId}/services/{serviceId}/backupConfiguration";

/// `backupGetList`: newest first, unpaginated.
pub fn list(organization: &OrganizationId, service: &ServiceId) -> Request<Vec<Backup>> {
    Request::get(
        "backupGetList",
        ALL,
        &[organization.as_str(), service.as_str()],
    )
}

/// `backupGet`
pub fn get(
    organization: &OrganizationId,
    service: &ServiceId,
    backup: &BackupId,
) -> Request<Backup> {
    Request::get(
        "backupGet",
        ONE,
        &[organization.as_str(), service.as_str(), backup.as_str()],
    )
}

/// `backupConfigurationGet`
pub fn configuration(
    organization: &OrganizationId,
    service: &ServiceId,
) -> Request<BackupConfiguration> {
    Request::get(
        "backupConfigurationGet",
        CONFIGURATION,
        &[organization.as_str(), service.as_str()],
    )
}

/// `backupConfigurationUpdate`: [`UpdateBackupConfiguration::applied_to`] says whether it will be
/// taken.
pub fn update_configuration(
    organization: &OrganizationId,
    service: &ServiceId,
    change: &UpdateBackupConfiguration,
) -> Request<BackupConfiguration> {
    Request::new(
        "backupConfigurationUpdate",
        Method::Patch,
        CONFIGURATION,
        &[organization.as_str(), service.as_str()],
    )
    .with_body(change)
}

/// `POST …/backups`: a backup now. The published API has no such operation, so the official document
/// does not list it; a sandbox in extended mode does, and answers 404 in strict mode.
pub fn create(organization: &OrganizationId, service: &ServiceId) -> Request<Backup> {
    Request::new(
        "backupCreate",
        Method::Post,
        ALL,
        &[organization.as_str(), service.as_str()],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

    #[test]
    fn a_backup_keeps_unknown_words_and_survives_lost_fields() {
        let backup: Backup =
            serde_json::from_str(r#"{"id":"x","status":"throttled","bucket":{"new":1}}"#)
                .expect("tolerant");
        assert_eq!(backup.status, Some(BackupStatus::Other("throttled".into())));
        assert_eq!(backup.size_in_bytes, None);
        assert!(serde_json::from_str::<Backup>(r#"{"status":"done"}"#).is_err());
    }

    #[test]
    fn a_reset_is_sent_as_null_and_a_kept_setting_not_at_all() {
        let change = UpdateBackupConfiguration {
            backup_period_in_hours: Setting::Set(48),
            backup_start_time: Setting::Reset,
            ..UpdateBackupConfiguration::default()
        };
        let id = ID.parse().expect("a UUID");
        let request = update_configuration(&ID.parse().expect("a UUID"), &id, &change);
        assert_eq!(
            request.body.as_deref(),
            Some(r#"{"backupPeriodInHours":48,"backupStartTime":null}"#)
        );
    }
}
