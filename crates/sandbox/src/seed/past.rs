//! What services did in the sixty days before the sandbox starts: when they ran, and what was backed
//! up.

use cloud_api::{backups::Schedule, services::State};

use crate::{
    clock::{DAY, HOUR, MINUTE, Moment},
    ledger::{Ledger, is_computing, memory},
    random::Random,
    services::Service,
    usage::{Pipe, share},
};

const DAYS: u64 = 60;

/// Which draws of a service's own randomness are taken here.
const PATTERN: u64 = 2;

#[derive(Default)]
pub(super) struct Past {
    pub(super) schedule: Schedule,
    /// For so long before now, every backup failed.
    pub(super) failing_for: Option<u64>,
    /// A stream that came in with the service.
    pub(super) pipe: Option<&'static str>,
}

impl Past {
    /// The ledger of a service whose state is reached now.
    pub(super) fn ledger(&self, service: &Service, now: Moment) -> Ledger {
        let mut random = Random::of(service.id, PATTERN);
        let start = service.created_at.max(now.earlier(DAYS * DAY).midnight());
        let end = last_active(service, now, &mut random);
        let mut ledger = Ledger::new(service, 0);
        // What had come in before, at a third of the hours.
        let before = start.since(service.created_at) / HOUR;
        let bytes = share(ledger.meter.bytes_per_hour() * before, 0.33);
        let (own, warehouse) = (service.id, service.warehouse);
        ledger = Ledger::new(service, if own == warehouse { bytes } else { 0 });
        ledger.pipe = self.pipe.map(|name| Pipe {
            id: random.uuid(),
            name,
            created_at: start + 20 * DAY,
        });
        run(&mut ledger, service, start, end, &mut random);
        if service.is_primary && end > start {
            self.back_up(&mut ledger, service, start, end, now);
        }
        ledger
    }

    fn back_up(
        &self,
        ledger: &mut Ledger,
        service: &Service,
        start: Moment,
        end: Moment,
        now: Moment,
    ) {
        let Ledger { meter, backups, .. } = ledger;
        // Nobody sees what was backed up before.
        backups.run(service.id, meter, false, false, start);
        backups.set_schedule(self.schedule, start);
        backups.failing_since = self.failing_for.map(|millis| now.earlier(millis));
        backups.run(service.id, meter, true, false, end);
    }
}

/// Until when the service was up from time to time.
fn last_active(service: &Service, now: Moment, random: &mut Random) -> Moment {
    let ago = match &service.state {
        state if is_computing(state) => 0,
        State::Idle | State::Awaking => 10 * MINUTE,
        State::Stopping => MINUTE,
        State::Provisioning => return service.created_at,
        _ => 2 * DAY + random.up_to(20 * DAY),
    };
    now.earlier(ago).max(service.created_at)
}

/// A service that never idles is up all the time; others are up when people work.
fn run(ledger: &mut Ledger, service: &Service, start: Moment, end: Moment, random: &mut Random) {
    let (low, high) = memory(&service.scaling);
    if end <= start {
        return;
    }
    let mut day = start.midnight();
    while service.scaling.idle && day < end {
        let morning = day + 6 * HOUR + random.up_to(3 * HOUR);
        let evening = morning + 4 * HOUR + random.up_to(7 * HOUR);
        let working = !is_weekend(day) || random.chance(0.2);
        if working && morning > start && evening < end {
            ledger.meter.note(morning, low, high);
            ledger.meter.note(evening, 0, 0);
        }
        day = day + DAY;
    }
    if !service.scaling.idle {
        ledger.meter.note(start, low, high);
    }
    ledger.meter.note(end, 0, 0);
}

/// The first day of 1970 was a Thursday.
fn is_weekend(day: Moment) -> bool {
    matches!((day.0 / DAY + 4) % 7, 0 | 6)
}
