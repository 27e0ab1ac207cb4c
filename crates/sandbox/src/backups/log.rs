//! The backups of one service as they come and go: by schedule, lazily, and the same however often
//! somebody looks.
//!
//! Whether one is made at a moment follows from what the service is at that moment; the rest follows
//! from the service's id and that moment. So a log is brought up to date before each change and each
//! look, and needs no timer.

use cloud_api::backups::Schedule;
use uuid::Uuid;

use crate::{
    clock::{DAY, HOUR, MINUTE, Moment, SECOND},
    random::Random,
    services::scaled,
    usage::{Meter, share},
};

/// A full backup comes once in so long.
const FULL_EVERY: u64 = 7 * DAY;
/// How long after its creation a service is backed up for the first time.
const FIRST_AFTER: u64 = HOUR;
/// How long after the planned moment a backup starts, at most.
const DELAY_MAX: u64 = 4 * MINUTE;
/// Share of the backups that fail by themselves.
const FAILING: f64 = 0.012;
/// How long an expired backup is kept for the costs of the days it was there.
const REMEMBERED: u64 = 100 * DAY;
const BYTES_PER_SECOND: u64 = 800 << 20;

/// One backup, with what is settled at its start: when and how it ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Backup {
    pub(crate) id: Uuid,
    pub(crate) is_full: bool,
    pub(crate) fails: bool,
    pub(crate) started_at: Moment,
    pub(crate) finished_at: Moment,
    /// When it is done.
    pub(crate) bytes: u64,
    pub(crate) expired_at: Option<Moment>,
}

impl Backup {
    pub(crate) fn is_done(&self, now: Moment) -> bool {
        !self.fails && self.finished_at <= now
    }
}

#[derive(Clone, Debug)]
pub(crate) struct Log {
    schedule: Schedule,
    created_at: Moment,
    /// The next planned moment.
    next: Moment,
    /// Until when everything has happened.
    settled: Moment,
    /// From this moment on every backup fails; something a seed says.
    pub(crate) failing_since: Option<Moment>,
    /// Oldest first, the expired ones too.
    backups: Vec<Backup>,
}

impl Log {
    pub(crate) fn new(created_at: Moment) -> Self {
        Self {
            schedule: Schedule::default(),
            created_at,
            next: created_at + FIRST_AFTER,
            settled: created_at,
            failing_since: None,
            backups: Vec::new(),
        }
    }

    pub(crate) fn schedule(&self) -> Schedule {
        self.schedule
    }

    /// Plans anew from a moment on, until which the log is settled.
    pub(crate) fn set_schedule(&mut self, schedule: Schedule, now: Moment) {
        self.schedule = schedule;
        self.next = match (schedule.start_hour, self.backups.last()) {
            (Some(hour), _) => {
                let today = now.midnight() + u64::from(hour) * HOUR;
                if today > now { today } else { today + DAY }
            }
            (None, Some(last)) => (last.started_at + period(schedule)).max(now),
            (None, None) => self.next.max(now),
        };
    }

    /// Those that are kept, newest first.
    pub(crate) fn kept(&self) -> impl Iterator<Item = &Backup> {
        let kept = |backup: &&Backup| backup.expired_at.is_none();
        self.backups.iter().rev().filter(kept)
    }

    /// Those that were there within the last hundred days.
    pub(crate) fn all(&self) -> &[Backup] {
        &self.backups
    }

    /// Lets happen what is due by a moment, under conditions that held since the last time.
    pub(crate) fn run(
        &mut self,
        service: Uuid,
        meter: &Meter,
        backed_up: bool,
        fails: bool,
        until: Moment,
    ) {
        self.skip_what_is_forgotten(until);
        loop {
            let mut random = Random::of(service, self.next.0);
            let started_at = self.next + random.up_to(DELAY_MAX / SECOND) * SECOND;
            if started_at > until {
                break;
            }
            if backed_up {
                let fails = fails
                    || self.failing_since.is_some_and(|since| started_at >= since)
                    || random.chance(FAILING);
                let id = random.uuid();
                let backup = self.begin(id, meter, &mut random, fails, started_at, 1.0);
                self.backups.push(backup);
            }
            self.next = self.next + period(self.schedule);
        }
        // A stopped service keeps its list.
        if backed_up {
            self.expire(until);
        }
        self.settled = self.settled.max(until);
    }

    /// A backup that somebody asked for, as fast as the sandbox is.
    pub(crate) fn start_now(
        &mut self,
        id: Uuid,
        service: Uuid,
        meter: &Meter,
        fails: bool,
        now: Moment,
        speed: f64,
    ) -> Backup {
        let mut random = Random::of(service, now.0);
        let fails = fails || self.failing_since.is_some();
        let backup = self.begin(id, meter, &mut random, fails, now, speed);
        self.backups.push(backup.clone());
        backup
    }

    /// Everything is deleted together with the service.
    pub(crate) fn expire_all(&mut self, moment: Moment) {
        for backup in &mut self.backups {
            backup.expired_at.get_or_insert(moment);
        }
    }

    fn begin(
        &self,
        id: Uuid,
        meter: &Meter,
        random: &mut Random,
        fails: bool,
        started_at: Moment,
        speed: f64,
    ) -> Backup {
        let week = |moment: Moment| moment.since(self.created_at) / FULL_EVERY;
        let last = self.backups.iter().rfind(|backup| !backup.fails);
        let last = last.filter(|last| week(last.started_at) == week(started_at));
        let bytes = meter.bytes_at(started_at);
        let bytes = match last {
            None => bytes,
            // What came in, and what merges have rewritten.
            Some(last) => {
                let new = bytes - meter.bytes_at(last.started_at);
                new + share(bytes, 0.01 + 0.02 * random.share())
            }
        };
        let millis = 20 * SECOND + share(bytes * SECOND / BYTES_PER_SECOND, 0.8 + random.share());
        let millis = if fails {
            share(millis, 0.1 + 0.8 * random.share())
        } else {
            millis
        };
        Backup {
            id,
            is_full: last.is_none(),
            fails,
            started_at,
            finished_at: started_at + scaled(millis, speed),
            bytes: if fails { 0 } else { bytes.max(1 << 20) },
            expired_at: None,
        }
    }

    /// Marks what is older than the retention, but never the newest that is done.
    fn expire(&mut self, until: Moment) {
        let retention = u64::from(self.schedule.retention_hours) * HOUR;
        let mut next_done: Option<Moment> = None;
        for backup in self.backups.iter_mut().rev() {
            let done = backup.is_done(until);
            let old = backup.started_at + retention;
            let expires = match next_done {
                Some(next) if done => Some(old.max(next)),
                None if done => None,
                _ => Some(old.max(backup.finished_at)),
            };
            if done {
                next_done = Some(backup.finished_at);
            }
            if backup.expired_at.is_none() {
                backup.expired_at = expires
                    .map(|moment| moment.max(self.settled))
                    .filter(|moment| *moment <= until);
            }
        }
        let forgotten = |backup: &Backup| {
            backup
                .expired_at
                .is_some_and(|moment| moment + REMEMBERED <= until)
        };
        self.backups.retain(|backup| !forgotten(backup));
    }

    /// Leaps over what nobody will see any more, so that a clock set forward by years costs nothing.
    fn skip_what_is_forgotten(&mut self, until: Moment) {
        let retention = u64::from(self.schedule.retention_hours) * HOUR;
        let horizon = until.earlier(REMEMBERED + retention + 2 * FULL_EVERY);
        // A service whose backups fail keeps the last good one, which must not be leapt over.
        if self.failing_since.is_none() {
            let period = period(self.schedule);
            self.next = self.next + horizon.since(self.next) / period * period;
        }
    }
}

fn period(schedule: Schedule) -> u64 {
    u64::from(schedule.period_hours) * HOUR
}
