//! What each day of the retention window brought: the calendar, its table and its sentence.

use cloud_api::backups::{Backup, BackupStatus, Schedule};

use super::{
    moment::{DAY, Day, HOUR},
    words::{bytes, is, started},
};
use crate::{
    format,
    ui::chart::{Amount, Sheet},
};

/// The API opens a window of two hours for a start.
const SLACK: f64 = 2.0 * HOUR;
/// The calendar shows no more weeks than this, and at least two.
const WEEKS_MOST: i32 = 10;

/// What a service's backups follow, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rules {
    pub schedule: Option<Schedule>,
    pub created: Option<f64>,
    /// Whether the service is in a state in which it is backed up.
    pub is_backed_up: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Good,
    /// One is done, another failed.
    Mixed,
    Failed,
    Running,
    /// There are backups, in a state that says neither.
    Unclear,
    /// There should have been one.
    Missing,
    /// None, and none was due.
    Nothing,
    /// Older than the retention keeps.
    Expired,
    /// Before the service was made.
    Before,
    /// Today, and its turn is still to come.
    Due,
    Future,
}

impl Outcome {
    pub fn words(self) -> &'static str {
        match self {
            Self::Good => "good backup",
            Self::Mixed => "good backup, and a failed one",
            Self::Failed => "failed",
            Self::Running => "running",
            Self::Unclear => "unclear",
            Self::Missing => "no backup, although one was due",
            Self::Nothing => "no backup",
            Self::Expired => "no longer kept",
            Self::Before => "before the service was made",
            Self::Due => "due",
            Self::Future => "to come",
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct OneDay {
    pub day: Day,
    pub outcome: Outcome,
    /// Newest first.
    pub backups: Vec<Backup>,
    /// Retention ends in this day: what is older is deleted.
    pub is_edge: bool,
    pub is_today: bool,
}

impl OneDay {
    pub fn size(&self) -> f64 {
        self.backups
            .iter()
            .filter_map(|backup| backup.size_in_bytes)
            .sum()
    }

    /// Of the longest, in seconds.
    pub fn longest(&self) -> Option<f64> {
        let durations = self
            .backups
            .iter()
            .filter_map(|backup| backup.duration_in_seconds);
        durations.reduce(f64::max)
    }
}

/// Whole weeks from the retention's edge, or the oldest backup, to the end of this week.
pub fn days(backups: &[Backup], rules: &Rules, now: f64) -> Vec<OneDay> {
    let today = Day::of(now);
    let edge = rules
        .schedule
        .map(|schedule| now - f64::from(schedule.retention_hours) * HOUR);
    let starts: Vec<f64> = backups.iter().filter_map(started).collect();
    let oldest = starts.iter().copied().reduce(f64::min);
    let from = [edge, oldest].into_iter().flatten().reduce(f64::min);
    let first = from.map_or(today, Day::of).min(today.plus(-7)).monday();
    let last = today.monday().plus(6);
    let first = first.max(last.plus(1 - 7 * WEEKS_MOST));
    let all = (first.0..=last.0).map(Day).map(|day| {
        let mut own: Vec<Backup> = backups
            .iter()
            .filter(|backup| started(backup).is_some_and(|at| Day::of(at) == day))
            .cloned()
            .collect();
        own.sort_by(|one, other| other.started_at.cmp(&one.started_at));
        let outcome = match of_backups(&own) {
            Some(outcome) => outcome,
            None => without(day, &starts, rules, edge, now),
        };
        OneDay {
            day,
            outcome,
            backups: own,
            is_edge: edge.is_some_and(|edge| Day::of(edge) == day),
            is_today: day == today,
        }
    });
    all.collect()
}

fn of_backups(backups: &[Backup]) -> Option<Outcome> {
    let any = |status: &BackupStatus| backups.iter().any(|backup| is(backup, status));
    if backups.is_empty() {
        return None;
    }
    Some(
        match (
            any(&BackupStatus::Done),
            any(&BackupStatus::Error),
            any(&BackupStatus::InProgress),
        ) {
            (true, true, _) => Outcome::Mixed,
            (true, false, _) => Outcome::Good,
            (false, _, true) => Outcome::Running,
            (false, true, false) => Outcome::Failed,
            (false, false, false) => Outcome::Unclear,
        },
    )
}

/// A day in which no backup started.
fn without(day: Day, starts: &[f64], rules: &Rules, edge: Option<f64>, now: f64) -> Outcome {
    if day.start() > now {
        return Outcome::Future;
    }
    if rules.created.is_some_and(|created| day.end() <= created) {
        return Outcome::Before;
    }
    // Of the day in which retention ends, the older part is not known any more.
    if edge.is_some_and(|edge| day.start() < edge) {
        return Outcome::Expired;
    }
    let before = starts.iter().copied().filter(|at| *at < day.end());
    let latest = before.reduce(f64::max);
    let Some(schedule) = rules.schedule else {
        return Outcome::Nothing;
    };
    // When the service stopped is not known: what came after its last backup may have been before.
    if !rules.is_backed_up && starts.iter().all(|at| *at < day.end()) {
        return Outcome::Nothing;
    }
    let since = latest
        .or(edge.into_iter().chain(rules.created).reduce(f64::max))
        .unwrap_or(day.start());
    let until = day.end().min(now);
    let is_late = until - since > f64::from(schedule.period_hours) * HOUR + SLACK;
    match (is_late, day.end() > now) {
        (true, _) => Outcome::Missing,
        (false, true) => Outcome::Due,
        (false, false) => Outcome::Nothing,
    }
}

/// The calendar in a sentence or two.
pub fn summary(days: &[OneDay], rules: &Rules) -> String {
    let past = || {
        days.iter().filter(|day| {
            !matches!(
                day.outcome,
                Outcome::Future | Outcome::Expired | Outcome::Before | Outcome::Due
            )
        })
    };
    let count = |outcomes: &[Outcome]| past().filter(|day| outcomes.contains(&day.outcome)).count();
    let total = past().count();
    if total == 0 {
        return "No day of the time that backups are kept has one yet.".into();
    }
    let good = count(&[Outcome::Good, Outcome::Mixed]);
    let mut parts = vec![if total == 1 {
        format!(
            "The one day on view has {} good backup.",
            if good == 1 { "a" } else { "no" }
        )
    } else {
        format!("{good} of {total} days have a good backup.")
    }];
    let named = |outcome: Outcome| {
        let all: Vec<String> = past()
            .filter(|day| day.outcome == outcome)
            .map(|day| day.day.iso())
            .collect();
        list(&all)
    };
    if let Some(text) = named(Outcome::Failed) {
        parts.push(format!("Only failed ones on {text}."));
    }
    if let Some(text) = named(Outcome::Missing) {
        parts.push(format!("None, although due, on {text}."));
    }
    if let Some(text) = named(Outcome::Mixed) {
        parts.push(format!("Good and failed ones on {text}."));
    }
    if let Some(edge) = days.iter().find(|day| day.is_edge)
        && let Some(schedule) = rules.schedule
    {
        parts.push(format!(
            "Kept for {}: what is older than {} is deleted.",
            super::words::hours(schedule.retention_hours),
            edge.day.iso()
        ));
    }
    if !rules.is_backed_up {
        parts.push("A service that does not run is not backed up, and keeps what it has.".into());
    }
    parts.join(" ")
}

/// At most three by name.
fn list(names: &[String]) -> Option<String> {
    match names {
        [] => None,
        [rest @ .., last] if rest.len() < 3 => Some(if rest.is_empty() {
            last.clone()
        } else {
            format!("{} and {last}", rest.join(", "))
        }),
        [.., _] => Some(format!(
            "{} and {} more",
            names[names.len() - 2..].join(", "),
            format::plural(names.len() - 2, "day", "days")
        )),
    }
}

/// The days up to today in numbers, from the oldest.
pub fn sheet(days: &[OneDay]) -> Sheet {
    let headings = ["Day (UTC)", "Result", "Backups", "Size", "Longest"];
    let past = days.iter().filter(|day| day.outcome != Outcome::Future);
    let rows = past.map(|day| {
        let amount = |shown: String, exact: f64| Amount {
            shown,
            exact: format::number(exact),
        };
        let size = (!day.backups.is_empty()).then(|| amount(bytes(day.size()), day.size()));
        let longest = day
            .longest()
            .map(|seconds| amount(format::elapsed(seconds * 1_000.0), seconds));
        let cells = vec![
            Amount::word(day.outcome.words()),
            Amount::word(&day.backups.len().to_string()),
            size.unwrap_or_default(),
            longest.unwrap_or_default(),
        ];
        (day.day.iso(), cells)
    });
    Sheet {
        headings: headings.map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}

/// When the next backup should start at the earliest, by the schedule.
pub fn next_start(backups: &[Backup], rules: &Rules, now: f64) -> Option<f64> {
    let schedule = rules.schedule.filter(|_| rules.is_backed_up)?;
    let latest = backups.iter().filter_map(started).reduce(f64::max)?;
    let period = f64::from(schedule.period_hours) * HOUR;
    Some(match schedule.start_hour {
        None => latest + period,
        Some(hour) => {
            // The first start time after the last backup's own, a period on.
            let of_day = f64::from(hour) * HOUR;
            let after = latest + period - SLACK;
            let mut at = Day::of(after).start() + of_day;
            while at < after {
                at += DAY;
            }
            at
        }
    })
    .filter(|at| *at > now - DAY)
}

#[cfg(test)]
mod tests;
