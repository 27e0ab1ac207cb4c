//! What is typed into **Configure backups**, and the request it makes.

use cloud_api::backups::{
    ConfigurationProblem, PERIOD_DEFAULT_HOURS, RETENTION_DEFAULT_HOURS, Schedule, Setting,
    UpdateBackupConfiguration,
};
use serde::{Deserialize, Serialize};

use crate::{format, pages::backups::words, ui::ChangeLine};

/// As it stands in the fields; an empty start is any time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub period_hours: String,
    pub retention_days: String,
    pub start_hour: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Period,
    Retention,
    Start,
}

impl Draft {
    pub fn of(schedule: Schedule) -> Self {
        Self {
            period_hours: schedule.period_hours.to_string(),
            retention_days: days(schedule.retention_hours),
            start_hour: schedule
                .start_hour
                .map(|hour| hour.to_string())
                .unwrap_or_default(),
        }
    }

    /// What is sent and what is stored then, or what stands against it.
    pub fn check(
        &self,
        stored: Schedule,
    ) -> Result<(UpdateBackupConfiguration, Schedule), (Field, String)> {
        let period: u32 = self
            .period_hours
            .trim()
            .parse()
            .map_err(|_| (Field::Period, "Choose a period".to_owned()))?;
        let days: u32 = self.retention_days.trim().parse().map_err(|_| {
            (
                Field::Retention,
                "A whole number of days, from 1 to 45".to_owned(),
            )
        })?;
        let start = match self.start_hour.trim() {
            "" => None,
            hour => Some(
                hour.parse::<u32>()
                    .map_err(|_| (Field::Start, "Choose a full hour".to_owned()))?,
            ),
        };
        let wanted = Schedule {
            period_hours: period,
            retention_hours: days.saturating_mul(24),
            start_hour: start,
        };
        let change = change(stored, wanted);
        let after = change.applied_to(stored).map_err(told)?;
        Ok((change, after))
    }
}

/// What leads from one schedule to another; only what differs is sent.
pub fn change(stored: Schedule, wanted: Schedule) -> UpdateBackupConfiguration {
    UpdateBackupConfiguration {
        backup_period_in_hours: setting(
            wanted.period_hours,
            stored.period_hours,
            PERIOD_DEFAULT_HOURS,
        ),
        backup_retention_period_in_hours: setting(
            wanted.retention_hours,
            stored.retention_hours,
            RETENTION_DEFAULT_HOURS,
        ),
        backup_start_time: match wanted.start_hour {
            start if start == stored.start_hour => Setting::Keep,
            None => Setting::Reset,
            Some(hour) => Setting::Set(format!("{hour:02}:00")),
        },
    }
}

/// The default is sent as a reset, so that a later default of the API would apply too.
fn setting(wanted: u32, stored: u32, default: u32) -> Setting<u32> {
    if wanted == stored {
        Setting::Keep
    } else if wanted == default {
        Setting::Reset
    } else {
        Setting::Set(wanted)
    }
}

/// Whole days as the API wants them; anything else as it is, to be corrected.
fn days(hours: u32) -> String {
    format::number(f64::from(hours) / 24.0)
}

/// The rule that stands against it, in words.
fn told(problem: ConfigurationProblem) -> (Field, String) {
    let (field, text) = match problem {
        ConfigurationProblem::Period => (
            Field::Period,
            "One of 6, 8, 12, 16, 20, 24, 36 and 48 hours",
        ),
        ConfigurationProblem::Retention => {
            (Field::Retention, "A whole number of days, from 1 to 45")
        }
        ConfigurationProblem::StartTime => (Field::Start, "A full hour from 00:00 to 23:00 UTC"),
        ConfigurationProblem::PeriodWithStartTime => (
            Field::Period,
            "With a start time the period is 24 or 48 hours: choose one of them, or let backups \
             start at any time",
        ),
    };
    (field, text.to_owned())
}

/// What changes, in the order of the fields.
pub fn lines(now: Schedule, after: Schedule) -> Vec<ChangeLine> {
    let all = [
        (
            "Period",
            words::hours(now.period_hours),
            words::hours(after.period_hours),
        ),
        (
            "Retention",
            words::hours(now.retention_hours),
            words::hours(after.retention_hours),
        ),
        ("Start time", start(now), start(after)),
    ];
    let changed = all.into_iter().filter(|(_, now, after)| now != after);
    changed
        .map(|(label, now, after)| ChangeLine::changed(now, after).of(label))
        .collect()
}

fn start(schedule: Schedule) -> String {
    schedule
        .start_hour
        .map_or_else(|| "any time".to_owned(), |hour| format!("{hour:02}:00 UTC"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stored() -> Schedule {
        Schedule {
            period_hours: 12,
            retention_hours: 72,
            start_hour: None,
        }
    }

    fn body(change: &UpdateBackupConfiguration) -> String {
        serde_json::to_string(change).expect("serializable")
    }

    #[test]
    fn only_what_changed_is_sent() {
        let mut draft = Draft::of(stored());
        let (change, after) = draft.check(stored()).expect("no change");
        assert_eq!(body(&change), "{}");
        assert_eq!(after, stored());
        draft.retention_days = " 7 ".into();
        let (change, _) = draft.check(stored()).expect("a change");
        assert_eq!(body(&change), r#"{"backupRetentionPeriodInHours":168}"#);
    }

    #[test]
    fn a_default_is_sent_as_a_reset() {
        let draft = Draft::of(Schedule::default());
        let before = Schedule {
            start_hour: Some(3),
            period_hours: 48,
            ..stored()
        };
        let (change, after) = draft.check(before).expect("a reset");
        let all = r#"{"backupPeriodInHours":null,"backupRetentionPeriodInHours":null,"backupStartTime":null}"#;
        assert_eq!(body(&change), all);
        assert_eq!(after, Schedule::default());
    }

    #[test]
    fn the_rule_is_named_beside_its_field() {
        let with = |change: &dyn Fn(&mut Draft)| {
            let mut draft = Draft::of(stored());
            change(&mut draft);
            draft.check(stored()).expect_err("refused")
        };
        let (field, text) = with(&|draft| draft.start_hour = "2".into());
        assert_eq!(field, Field::Period);
        assert!(text.contains("24 or 48 hours"));
        for days in ["0", "46", "1.5", "", "x", "4294967295"] {
            let (field, text) = with(&|draft| draft.retention_days = days.into());
            assert_eq!(field, Field::Retention, "{days}");
            assert!(text.contains("from 1 to 45"));
        }
        assert_eq!(
            with(&|draft| draft.period_hours = "7".into()).0,
            Field::Period
        );
        assert_eq!(
            with(&|draft| draft.start_hour = "24".into()).0,
            Field::Start
        );
    }

    #[test]
    fn what_changes_is_told_before_and_after() {
        let after = Schedule {
            period_hours: 24,
            retention_hours: 72,
            start_hour: Some(2),
        };
        let line = |label, now: &str, after: &str| ChangeLine::changed(now, after).of(label);
        assert_eq!(
            lines(stored(), after),
            [
                line("Period", "12 hours", "1 day"),
                line("Start time", "any time", "02:00 UTC")
            ]
        );
        assert_eq!(change(after, after), UpdateBackupConfiguration::default());
    }
}
