//! What a backup and a schedule are called.

use cloud_api::backups::{Backup, BackupStatus, Schedule};

use super::moment::moment;
use crate::{format, ui::StateTone};

pub fn tone(status: Option<&BackupStatus>) -> StateTone {
    match status {
        Some(BackupStatus::Done) => StateTone::Running,
        Some(BackupStatus::Error) => StateTone::Failed,
        Some(BackupStatus::InProgress) => StateTone::Moving,
        Some(BackupStatus::Other(_)) | None => StateTone::Unknown,
    }
}

pub fn started(backup: &Backup) -> Option<f64> {
    backup.started_at.as_deref().and_then(moment)
}

pub fn is(backup: &Backup, status: &BackupStatus) -> bool {
    backup.status.as_ref() == Some(status)
}

/// Why a backup cannot be restored; an unknown status is left to the API.
pub fn restore_refusal(backup: &Backup) -> Option<&'static str> {
    match backup.status {
        Some(BackupStatus::InProgress) => Some("This backup is still being made."),
        Some(BackupStatus::Error) => Some("This backup failed: there is nothing to restore."),
        _ => None,
    }
}

/// `10.5 GiB`
pub fn bytes(count: f64) -> String {
    const UNITS: [&str; 5] = ["KiB", "MiB", "GiB", "TiB", "PiB"];
    if count < 1_024.0 {
        return format!("{} B", format::number(count.round()));
    }
    let mut value = count / 1_024.0;
    let mut unit = 0;
    while value >= 1_023.95 && unit + 1 < UNITS.len() {
        value /= 1_024.0;
        unit += 1;
    }
    let value = (value * 10.0).round() / 10.0;
    format!("{} {}", format::number(value), UNITS[unit])
}

pub fn size(backup: &Backup) -> String {
    backup.size_in_bytes.map(bytes).unwrap_or_default()
}

pub fn duration(backup: &Backup) -> String {
    let seconds = backup.duration_in_seconds;
    seconds
        .map(|seconds| format::elapsed(seconds * 1_000.0))
        .unwrap_or_default()
}

/// `6 hours`, `1 day`, `45 days`
pub fn hours(count: u32) -> String {
    let (count, one, many) = if count >= 24 && count.is_multiple_of(24) {
        (count / 24, "day", "days")
    } else {
        (count, "hour", "hours")
    };
    format::plural(count as usize, one, many)
}

/// `every day`
pub fn every(count: u32) -> String {
    match count {
        24 => "every day".to_owned(),
        count => format!("every {}", hours(count)),
    }
}

/// `every 6 hours`, `every day at 02:00 UTC`
pub fn rhythm(schedule: &Schedule) -> String {
    let every = every(schedule.period_hours);
    match schedule.start_hour {
        Some(hour) => format!("{every} at {hour:02}:00 UTC"),
        None => every,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_grow_through_their_units() {
        assert_eq!(bytes(0.0), "0 B");
        assert_eq!(bytes(1_023.0), "1023 B");
        assert_eq!(bytes(1_536.0), "1.5 KiB");
        assert_eq!(bytes(1_048_570.0), "1 MiB");
        assert_eq!(bytes(10_737_418_240.0), "10 GiB");
        assert!(bytes(1e30).ends_with(" PiB"));
    }

    #[test]
    fn hours_are_told_in_whole_days_where_they_are() {
        assert_eq!(hours(6), "6 hours");
        assert_eq!(hours(24), "1 day");
        assert_eq!(hours(36), "36 hours");
        assert_eq!(hours(1080), "45 days");
    }

    #[test]
    fn a_schedule_is_a_sentence() {
        let schedule = Schedule {
            start_hour: Some(2),
            ..Schedule::default()
        };
        assert_eq!(rhythm(&schedule), "every day at 02:00 UTC");
        let schedule = Schedule {
            period_hours: 6,
            ..Schedule::default()
        };
        assert_eq!(rhythm(&schedule), "every 6 hours");
    }

    #[test]
    fn only_what_is_done_or_unknown_is_restored() {
        let backup = |status: &str| {
            let json = format!(r#"{{"id":"x","status":"{status}"}}"#);
            serde_json::from_str::<Backup>(&json).expect("a backup")
        };
        assert_eq!(restore_refusal(&backup("done")), None);
        assert_eq!(restore_refusal(&backup("archived")), None);
        assert!(restore_refusal(&backup("error")).is_some());
        assert!(restore_refusal(&backup("in_progress")).is_some());
    }
}
