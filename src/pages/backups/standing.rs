//! How well a service is backed up, from the list of its backups.

use cloud_api::{
    backups::{Backup, BackupStatus, PERIOD_DEFAULT_HOURS, Schedule},
    services::{Service, State},
};

use super::{
    moment::{HOUR, moment},
    words::{is, started},
};
use crate::ui::StateTone;

/// Beyond the period: the window of two hours in which a backup starts, and some for making it.
const SLACK: f64 = 3.0 * HOUR;

/// What matters of a list of backups.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    pub last_good: Option<Backup>,
    /// The newest, whatever came of it.
    pub last: Option<Backup>,
    /// The newest whose status is none that this console knows: it may be a good one.
    pub last_untold: Option<Backup>,
    /// Hours between starts, as they were lately.
    pub observed_hours: Option<u32>,
}

impl Standing {
    pub fn of(backups: &[Backup]) -> Self {
        let newest = |wanted: &dyn Fn(&Backup) -> bool| {
            let found = backups.iter().filter(|backup| wanted(backup));
            let newest = found.max_by(|one, other| {
                let (one, other) = (started(one), started(other));
                one.partial_cmp(&other).unwrap_or(std::cmp::Ordering::Equal)
            });
            newest.cloned()
        };
        Self {
            last_good: newest(&|backup| is(backup, &BackupStatus::Done)),
            last: newest(&|_| true),
            last_untold: newest(&|backup| {
                matches!(backup.status, Some(BackupStatus::Other(_)) | None)
            }),
            observed_hours: observed_hours(backups),
        }
    }

    /// What is said where no backup is known to be good.
    pub fn none_good(&self) -> &'static str {
        if self.last_untold.is_some() {
            "of none is it known here whether it is good"
        } else {
            "there is no good one at all"
        }
    }

    /// Whether the schedule decides what is to be thought of it.
    pub fn depends_on_schedule(&self, now: f64) -> bool {
        let good = self.last_good.as_ref().and_then(started);
        good.is_none_or(|good| now - good > f64::from(PERIOD_DEFAULT_HOURS) * HOUR + SLACK)
    }
}

/// The middle one of the latest distances, so that a single failure or a manual backup does not count.
fn observed_hours(backups: &[Backup]) -> Option<u32> {
    let mut starts: Vec<f64> = backups.iter().filter_map(started).collect();
    starts.sort_by(f64::total_cmp);
    let latest = starts.get(starts.len().saturating_sub(8)..)?;
    let mut gaps: Vec<f64> = latest.windows(2).map(|pair| pair[1] - pair[0]).collect();
    gaps.sort_by(f64::total_cmp);
    let middle = gaps.get(gaps.len() / 2)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sorted, so not negative; saturates"
    )]
    let hours = (middle / HOUR).round() as u32;
    (hours > 0).then_some(hours)
}

/// The worst comes first in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// None, although the service is old enough.
    Never,
    /// The last good one is older than the schedule wants.
    Late,
    /// The last good one is recent, but the newest failed.
    Failing,
    /// There may be a recent good one: of its status nothing is known here.
    Untold,
    Good,
    /// Too new for a backup.
    New,
    /// A service that does not run is not backed up.
    Paused,
}

impl Verdict {
    pub fn words(self) -> &'static str {
        match self {
            Self::Never => "no good backup",
            Self::Late => "overdue",
            Self::Failing => "last one failed",
            Self::Untold => "status not known to this console",
            Self::Good => "good",
            Self::New => "first one due",
            Self::Paused => "not backed up",
        }
    }

    pub fn tone(self) -> StateTone {
        match self {
            Self::Never | Self::Late | Self::Failing => StateTone::Failed,
            Self::Untold => StateTone::Unknown,
            Self::Good => StateTone::Running,
            Self::New => StateTone::Idle,
            Self::Paused => StateTone::Stopped,
        }
    }

    pub fn needs_attention(self) -> bool {
        matches!(self, Self::Never | Self::Late | Self::Failing)
    }
}

/// Whether a service in this state is backed up; unknown states are taken to be.
pub fn is_backed_up(service: &Service) -> bool {
    service.state.as_ref().is_none_or(|state| {
        !state.is_leaving()
            && !matches!(
                state,
                State::Stopped
                    | State::Stopping
                    | State::Starting
                    | State::Provisioning
                    | State::Failed
                    | State::Terminated
                    | State::SoftDeleted
            )
    })
}

pub fn verdict(
    standing: &Standing,
    schedule: Option<Schedule>,
    service: &Service,
    now: f64,
) -> Verdict {
    let hours = schedule.map_or(PERIOD_DEFAULT_HOURS, |schedule| schedule.period_hours);
    let period = f64::from(hours) * HOUR;
    let is_running = |backup: &Backup| is(backup, &BackupStatus::InProgress);
    let runs = standing.last.as_ref().is_some_and(is_running);
    let patience = if runs {
        2.0 * period + SLACK
    } else {
        period + SLACK
    };
    let good = standing.last_good.as_ref().and_then(started);
    if !is_backed_up(service) {
        return Verdict::Paused;
    }
    let has_failed = standing
        .last
        .as_ref()
        .is_some_and(|last| is(last, &BackupStatus::Error));
    // Without a time it may be any.
    let untold = standing.last_untold.as_ref();
    let may_be_good = untold.is_some_and(|one| started(one).is_none_or(|at| now - at <= patience));
    let is_old = |good: f64| now - good > patience;
    match good {
        None if standing.last_good.is_some() => Verdict::Good,
        good if may_be_good && good.is_none_or(is_old) => {
            if has_failed {
                Verdict::Failing
            } else {
                Verdict::Untold
            }
        }
        None if untold.is_some() => Verdict::Late,
        None => {
            let created = service.created_at.as_deref().and_then(moment);
            if !has_failed && created.is_some_and(|created| now - created < patience) {
                Verdict::New
            } else {
                Verdict::Never
            }
        }
        Some(good) if is_old(good) => Verdict::Late,
        Some(_) if has_failed => Verdict::Failing,
        Some(_) => Verdict::Good,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn backup(started_at: &str, status: &str) -> Backup {
        let json = format!(r#"{{"id":"x","status":"{status}","startedAt":"{started_at}"}}"#);
        serde_json::from_str(&json).expect("a backup")
    }

    fn service(state: &str, created_at: &str) -> Service {
        let json = format!(r#"{{"id":"x","state":"{state}","createdAt":"{created_at}"}}"#);
        serde_json::from_str(&json).expect("a service")
    }

    fn judged(backups: &[Backup], state: &str, period_hours: u32) -> Verdict {
        let now = moment("2026-11-24T12:00:00Z").expect("a moment");
        let schedule = Schedule {
            period_hours,
            ..Schedule::default()
        };
        let service = service(state, "2026-11-01T00:00:00Z");
        verdict(&Standing::of(backups), Some(schedule), &service, now)
    }

    #[test]
    fn the_newest_good_backup_counts_wherever_it_stands() {
        let backups = [
            backup("2026-11-22T02:00:00Z", "done"),
            backup("2026-11-24T02:00:00Z", "error"),
            backup("2026-11-23T14:00:00Z", "done"),
        ];
        let standing = Standing::of(&backups);
        assert_eq!(standing.last_good.as_ref(), Some(&backups[2]));
        assert_eq!(standing.last.as_ref(), Some(&backups[1]));
        assert_eq!(judged(&backups, "running", 24), Verdict::Failing);
    }

    #[test]
    fn a_good_backup_grows_old_by_the_schedule() {
        let backups = [backup("2026-11-23T02:00:00Z", "done")];
        assert_eq!(judged(&backups, "running", 24), Verdict::Late);
        assert_eq!(judged(&backups, "running", 48), Verdict::Good);
        assert_eq!(judged(&backups, "idle", 24), Verdict::Late);
        assert_eq!(judged(&backups, "stopped", 24), Verdict::Paused);
        assert_eq!(judged(&backups, "hibernating", 48), Verdict::Good);
        let making = [
            backups[0].clone(),
            backup("2026-11-24T11:00:00Z", "in_progress"),
        ];
        assert_eq!(judged(&making, "running", 24), Verdict::Good);
    }

    #[test]
    fn without_a_good_one_only_a_new_service_is_forgiven() {
        assert_eq!(judged(&[], "running", 24), Verdict::Never);
        let now = moment("2026-11-01T03:00:00Z").expect("a moment");
        let young = service("running", "2026-11-01T00:00:00Z");
        assert_eq!(
            verdict(&Standing::default(), None, &young, now),
            Verdict::New
        );
        let failed = Standing::of(&[backup("2026-11-01T01:00:00Z", "error")]);
        assert_eq!(verdict(&failed, None, &young, now), Verdict::Never);
    }

    #[test]
    fn a_status_that_is_not_known_is_neither_good_nor_bad() {
        let recent = backup("2026-11-24T02:00:00Z", "archived");
        let old = backup("2026-11-20T02:00:00Z", "archived");
        let good = backup("2026-11-22T02:00:00Z", "done");
        let failed = backup("2026-11-24T03:00:00Z", "error");
        let of = |backups: &[&Backup]| {
            let backups: Vec<Backup> = backups.iter().copied().cloned().collect();
            judged(&backups, "running", 24)
        };
        assert_eq!(of(&[&recent, &old]), Verdict::Untold);
        assert_eq!(of(&[&recent, &good]), Verdict::Untold);
        assert_eq!(of(&[&old]), Verdict::Late, "even if it is a good one");
        assert_eq!(of(&[&failed, &recent]), Verdict::Failing);
        assert_eq!(of(&[&failed, &good, &old]), Verdict::Late);
        assert!(!Verdict::Untold.needs_attention());
        let unknown = Backup {
            status: None,
            ..recent
        };
        assert_eq!(of(&[&unknown]), Verdict::Untold);
    }

    #[test]
    fn the_schedule_is_asked_for_only_where_it_decides() {
        let now = moment("2026-11-24T12:00:00Z").expect("a moment");
        let fresh = Standing::of(&[backup("2026-11-24T02:00:00Z", "done")]);
        assert!(!fresh.depends_on_schedule(now));
        let old = Standing::of(&[backup("2026-11-22T02:00:00Z", "done")]);
        assert!(old.depends_on_schedule(now));
        assert!(Standing::default().depends_on_schedule(now));
    }

    #[test]
    fn the_rhythm_is_read_off_the_starts() {
        let observed = |starts: &[&str]| {
            let all: Vec<Backup> = starts.iter().map(|start| backup(start, "done")).collect();
            Standing::of(&all).observed_hours
        };
        let starts = [
            "2026-11-24T02:20:00Z",
            "2026-11-23T14:00:00Z",
            "2026-11-23T02:00:00Z",
            "2026-11-22T02:00:00Z",
            "2026-11-21T14:00:00Z",
        ];
        assert_eq!(observed(&starts), Some(12));
        assert_eq!(observed(&starts[..1]), None);
        assert_eq!(observed(&[]), None);
    }

    #[test]
    fn what_needs_attention_sorts_first() {
        assert!(Verdict::Never < Verdict::Late && Verdict::Failing < Verdict::Good);
    }
}
