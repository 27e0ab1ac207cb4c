//! When backups are made and how long they are kept.

use serde::{Deserialize, Serialize, Serializer};

use crate::numbers::whole;

/// Hours between backups without a start time. The document gives no bounds; these are the ones that
/// ClickHouse's Terraform provider takes.
pub const PERIODS_HOURS: [u32; 8] = [6, 8, 12, 16, 20, 24, 36, 48];
/// Hours between backups with a start time.
pub const PERIODS_WITH_START_TIME_HOURS: [u32; 2] = [24, 48];
pub const PERIOD_DEFAULT_HOURS: u32 = 24;
/// Whole days.
pub const RETENTION_MIN_HOURS: u32 = 24;
pub const RETENTION_MAX_HOURS: u32 = 1080;
pub const RETENTION_DEFAULT_HOURS: u32 = 24;

/// Schema `BackupConfiguration`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BackupConfiguration {
    pub backup_period_in_hours: Option<f64>,
    pub backup_retention_period_in_hours: Option<f64>,
    /// `HH:00` in UTC; absent when backups start at any time.
    pub backup_start_time: Option<String>,
}

fields!(BackupConfiguration {
    backup_period_in_hours: "backupPeriodInHours",
    backup_retention_period_in_hours: "backupRetentionPeriodInHours",
    backup_start_time: "backupStartTime",
});

/// What to do with a setting that can be left alone, reset and set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting<T> {
    #[default]
    Keep,
    /// Back to the default; the API's `null`.
    Reset,
    Set(T),
}

impl<T> Setting<T> {
    fn is_kept(&self) -> bool {
        matches!(self, Self::Keep)
    }

    fn over(self, stored: T, default: T) -> T {
        match self {
            Self::Keep => stored,
            Self::Reset => default,
            Self::Set(value) => value,
        }
    }
}

impl<T: Serialize> Serialize for Setting<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Set(value) => value.serialize(serializer),
            Self::Keep | Self::Reset => serializer.serialize_none(),
        }
    }
}

/// Schema `BackupConfigurationPatchRequest`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UpdateBackupConfiguration {
    #[serde(skip_serializing_if = "Setting::is_kept")]
    pub backup_period_in_hours: Setting<u32>,
    #[serde(skip_serializing_if = "Setting::is_kept")]
    pub backup_retention_period_in_hours: Setting<u32>,
    #[serde(skip_serializing_if = "Setting::is_kept")]
    pub backup_start_time: Setting<String>,
}

/// A configuration with nothing missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    pub period_hours: u32,
    pub retention_hours: u32,
    /// Hour of the day in UTC, 0 to 23.
    pub start_hour: Option<u32>,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            period_hours: PERIOD_DEFAULT_HOURS,
            retention_hours: RETENTION_DEFAULT_HOURS,
            start_hour: None,
        }
    }
}

impl Schedule {
    /// What is configured; `None` where the API's answer lost a field, or has a time we cannot read.
    pub fn of(configuration: &BackupConfiguration) -> Option<Self> {
        let start = configuration.backup_start_time.as_deref();
        Some(Self {
            period_hours: whole(configuration.backup_period_in_hours?)?,
            retention_hours: whole(configuration.backup_retention_period_in_hours?)?,
            start_hour: match start {
                Some(text) => Some(start_hour(text)?),
                None => None,
            },
        })
    }
}

/// Why a configuration is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConfigurationProblem {
    /// Not one of [`PERIODS_HOURS`].
    Period,
    /// Not a whole number of days between the bounds.
    Retention,
    /// Not `HH:00`.
    StartTime,
    /// A start time goes with [`PERIODS_WITH_START_TIME_HOURS`] only, also with the stored period and
    /// the stored start time: whoever sets one of them may have to change the other too.
    PeriodWithStartTime,
}

impl UpdateBackupConfiguration {
    /// What is stored after the change (`backupConfigurationUpdate`).
    pub fn applied_to(&self, stored: Schedule) -> Result<Schedule, ConfigurationProblem> {
        let start_hour = match &self.backup_start_time {
            Setting::Keep => stored.start_hour,
            Setting::Reset => None,
            Setting::Set(text) => Some(start_hour(text).ok_or(ConfigurationProblem::StartTime)?),
        };
        let after = Schedule {
            period_hours: self
                .backup_period_in_hours
                .over(stored.period_hours, PERIOD_DEFAULT_HOURS),
            retention_hours: self
                .backup_retention_period_in_hours
                .over(stored.retention_hours, RETENTION_DEFAULT_HOURS),
            start_hour,
        };
        if !PERIODS_HOURS.contains(&after.period_hours) {
            return Err(ConfigurationProblem::Period);
        }
        if start_hour.is_some() && !PERIODS_WITH_START_TIME_HOURS.contains(&after.period_hours) {
            return Err(ConfigurationProblem::PeriodWithStartTime);
        }
        let bounds = RETENTION_MIN_HOURS..=RETENTION_MAX_HOURS;
        if !bounds.contains(&after.retention_hours) || !after.retention_hours.is_multiple_of(24) {
            return Err(ConfigurationProblem::Retention);
        }
        Ok(after)
    }
}

/// The hour of `HH:00` or `H:00`.
fn start_hour(text: &str) -> Option<u32> {
    let hour = text.strip_suffix(":00")?;
    let digits = (1..=2).contains(&hour.len()) && hour.bytes().all(|byte| byte.is_ascii_digit());
    let hour = hour.parse().ok().filter(|_| digits)?;
    (hour < 24).then_some(hour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(hours: u32) -> UpdateBackupConfiguration {
        UpdateBackupConfiguration {
            backup_period_in_hours: Setting::Set(hours),
            ..UpdateBackupConfiguration::default()
        }
    }

    fn start(text: &str) -> UpdateBackupConfiguration {
        UpdateBackupConfiguration {
            backup_start_time: Setting::Set(text.into()),
            ..UpdateBackupConfiguration::default()
        }
    }

    fn retention(hours: u32) -> UpdateBackupConfiguration {
        UpdateBackupConfiguration {
            backup_retention_period_in_hours: Setting::Set(hours),
            ..UpdateBackupConfiguration::default()
        }
    }

    #[test]
    fn a_schedule_is_read_from_a_whole_answer() {
        let read = |json: &str| Schedule::of(&serde_json::from_str(json).expect("tolerant"));
        let whole = r#"{"backupPeriodInHours":48,"backupRetentionPeriodInHours":72.0,
            "backupStartTime":"03:00"}"#;
        let expected = Schedule {
            period_hours: 48,
            retention_hours: 72,
            start_hour: Some(3),
        };
        assert_eq!(read(whole), Some(expected));
        assert_eq!(read(r#"{"backupPeriodInHours":48}"#), None);
        let odd = whole.replace("03:00", "03:30");
        assert_eq!(read(&odd), None);
    }

    #[test]
    fn a_start_time_is_a_full_hour() {
        for (text, hour) in [("02:00", 2), ("2:00", 2), ("00:00", 0), ("23:00", 23)] {
            let after = start(text).applied_to(Schedule::default());
            assert_eq!(
                after.map(|after| after.start_hour),
                Ok(Some(hour)),
                "{text}"
            );
        }
        for text in ["", "2", "02:30", "24:00", ":00", "+2:00", "002:00", " 2:00"] {
            assert_eq!(
                start(text).applied_to(Schedule::default()),
                Err(ConfigurationProblem::StartTime),
                "{text}"
            );
        }
    }

    #[test]
    fn a_start_time_is_checked_against_the_stored_period() {
        let stored = Schedule {
            period_hours: 6,
            ..Schedule::default()
        };
        let refused = Err(ConfigurationProblem::PeriodWithStartTime);
        assert_eq!(start("02:00").applied_to(stored), refused);
        let both = UpdateBackupConfiguration {
            backup_period_in_hours: Setting::Set(48),
            ..start("02:00")
        };
        let after = both.applied_to(stored).expect("48 goes with a start time");
        assert_eq!((after.period_hours, after.start_hour), (48, Some(2)));
        assert_eq!(period(12).applied_to(after), refused);
        let freed = UpdateBackupConfiguration {
            backup_start_time: Setting::Reset,
            ..period(12)
        };
        assert_eq!(freed.applied_to(after).map(|it| it.start_hour), Ok(None));
    }

    #[test]
    fn null_resets_to_the_default() {
        let stored = Schedule {
            period_hours: 48,
            retention_hours: 720,
            start_hour: Some(3),
        };
        let reset = UpdateBackupConfiguration {
            backup_period_in_hours: Setting::Reset,
            backup_retention_period_in_hours: Setting::Reset,
            backup_start_time: Setting::Reset,
        };
        assert_eq!(reset.applied_to(stored), Ok(Schedule::default()));
        let nothing = UpdateBackupConfiguration::default();
        assert_eq!(nothing.applied_to(stored), Ok(stored));
    }

    #[test]
    fn retention_is_whole_days_up_to_forty_five() {
        let days: Vec<u32> = (0..=1200)
            .filter(|hours| retention(*hours).applied_to(Schedule::default()).is_ok())
            .collect();
        assert_eq!(days.len(), 45);
        assert_eq!((days[0], days[44]), (24, 1080));
    }

    #[test]
    fn the_period_is_one_of_a_few() {
        for hours in PERIODS_HOURS {
            assert!(period(hours).applied_to(Schedule::default()).is_ok());
        }
        for hours in [0, 1, 7, 72] {
            assert_eq!(
                period(hours).applied_to(Schedule::default()),
                Err(ConfigurationProblem::Period)
            );
        }
    }
}
