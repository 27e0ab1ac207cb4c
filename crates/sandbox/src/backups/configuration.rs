//! `backupConfigurationGet` and `backupConfigurationUpdate`: when backups are made, and how long they
//! are kept.

use cloud_api::backups::{
    ConfigurationProblem, PERIODS_HOURS, Schedule, Setting, UpdateBackupConfiguration,
};
use serde::Serialize;

use crate::{
    Sandbox,
    body::{self, Item, Object},
    refusal::Refusal,
    request::ApiResponse,
    route::Call,
    services::refuse_change,
};

/// Schema `BackupConfiguration`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_field_names, reason = "the API's names")]
struct View {
    backup_period_in_hours: u32,
    backup_retention_period_in_hours: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    backup_start_time: Option<String>,
}

impl View {
    fn new(schedule: Schedule) -> Self {
        Self {
            backup_period_in_hours: schedule.period_hours,
            backup_retention_period_in_hours: schedule.retention_hours,
            backup_start_time: schedule.start_hour.map(|hour| format!("{hour:02}:00")),
        }
    }
}

pub(super) fn get(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let (_, ledger) = sandbox.backed_up(call)?;
    Ok(call.answer(&View::new(ledger.backups.schedule())))
}

pub(super) fn update(sandbox: &mut Sandbox, call: &Call<'_>) -> Result<ApiResponse, Refusal> {
    let now = sandbox.now;
    sandbox.service_id(call)?;
    let body = body::parse(&call.request.body)?;
    let change = read(&body::object(&body)?)?;
    let (service, ledger) = sandbox.backed_up(call)?;
    let before = ledger.backups.schedule();
    let after = change.applied_to(before).map_err(refuse)?;
    refuse_change(service)?;
    let id = service.id;
    if after != before {
        ledger.backups.set_schedule(after, now);
        sandbox.record(call, "service_update_backup_configuration", Some(id));
    }
    Ok(call.answer(&View::new(after)))
}

fn read(body: &Object<'_>) -> Result<UpdateBackupConfiguration, Refusal> {
    // No fraction is a number of hours, and neither is 0: both are refused in the same words.
    let hours = |item: &Item<'_>| {
        item.number()?;
        Ok(item.integer(0, u32::MAX).unwrap_or(0))
    };
    Ok(UpdateBackupConfiguration {
        backup_period_in_hours: setting(body, "backupPeriodInHours", hours)?,
        backup_retention_period_in_hours: setting(body, "backupRetentionPeriodInHours", hours)?,
        backup_start_time: setting(body, "backupStartTime", |item| {
            item.text().map(str::to_owned)
        })?,
    })
}

/// Absent keeps, null resets.
fn setting<T>(
    body: &Object<'_>,
    name: &str,
    read: impl FnOnce(&Item<'_>) -> Result<T, Refusal>,
) -> Result<Setting<T>, Refusal> {
    if body.has(name) {
        let value = body.read(name, |item| read(&item))?;
        Ok(value.map_or(Setting::Reset, Setting::Set))
    } else {
        Ok(Setting::Keep)
    }
}

/// Two of the texts were seen on the live API; they have the names that it uses inside.
fn refuse(problem: ConfigurationProblem) -> Refusal {
    match problem {
        ConfigurationProblem::StartTime => {
            Refusal::bad_request("customBackupStartTime must be a valid time (HH:00)")
        }
        ConfigurationProblem::PeriodWithStartTime => Refusal::bad_request(
            "customBackupPeriod must be 24 or 48 hours when customBackupStartTime is set",
        ),
        ConfigurationProblem::Period => {
            let periods = PERIODS_HOURS.map(|hours| hours.to_string()).join(", ");
            Refusal::bad_request(format_args!(
                "customBackupPeriod must be one of {periods} hours"
            ))
        }
        ConfigurationProblem::Retention => Refusal::bad_request(
            "customBackupRetentionPeriod must be a whole number of days between 24 and 1080 hours",
        ),
    }
}
