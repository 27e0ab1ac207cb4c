//! What a day of something costs. The prices are made up, of the size that such things have.

use std::{iter::Sum, ops::Add};

use cloud_api::services::Tag;
use serde::{Serialize, Serializer};
use uuid::Uuid;

use super::meter::{hours, share};
use crate::{
    clock::{DAY, Moment},
    ledger::Ledger,
    random::Random,
};

/// Credits for an hour of a replica with eight GB.
const COMPUTE: f64 = 0.3;
/// Credits for a terabyte during a month.
const STORAGE: f64 = 25.0;
const BACKUP: f64 = 20.0;
/// Credits for a gigabyte out of the cloud, and to a region of each tier.
const PUBLIC_TRANSFER: f64 = 0.115;
const TIERS: [f64; 4] = [0.03, 0.06, 0.09, 0.14];
/// Credits for a stream's hour and for a gigabyte of it.
const PIPE: f64 = 0.1;
const PIPE_TRANSFER: f64 = 0.04;
const INITIAL_LOAD: f64 = 0.1;

const MONTH_HOURS: f64 = 730.0;
const GB: f64 = 1_073_741_824.0;

/// Millionths of a credit: whole numbers, so that totals add up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Micro(u64);

impl Micro {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a cost is small and not negative; `as` saturates"
    )]
    pub(super) fn of(credits: f64) -> Self {
        Self((credits * 1e6).round() as u64)
    }

    /// What is left without another, nothing at the least.
    pub(super) fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl Add for Micro {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sum for Micro {
    fn sum<I: Iterator<Item = Self>>(costs: I) -> Self {
        costs.fold(Self::default(), Add::add)
    }
}

impl Serialize for Micro {
    #[expect(clippy::cast_precision_loss, reason = "below 2^52")]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0 as f64 / 1e6)
    }
}

/// Schema `UsageCostMetrics`: what applies to the entity.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Costs {
    DataWarehouse(DataWarehouse),
    Service(Service),
    ClickPipe(ClickPipe),
}

#[derive(Serialize)]
pub(super) struct DataWarehouse {
    #[serde(rename = "storageCHC")]
    storage: Micro,
    #[serde(rename = "backupCHC")]
    backup: Micro,
}

#[derive(Serialize)]
pub(super) struct Service {
    #[serde(rename = "computeCHC")]
    compute: Micro,
    #[serde(rename = "publicDataTransferCHC")]
    public_transfer: Micro,
    #[serde(rename = "interRegionTier1DataTransferCHC")]
    tier1: Micro,
    #[serde(rename = "interRegionTier2DataTransferCHC")]
    tier2: Micro,
    #[serde(rename = "interRegionTier3DataTransferCHC")]
    tier3: Micro,
    #[serde(rename = "interRegionTier4DataTransferCHC")]
    tier4: Micro,
}

#[derive(Serialize)]
pub(super) struct ClickPipe {
    #[serde(rename = "computeCHC")]
    compute: Micro,
    #[serde(rename = "dataTransferCHC")]
    transfer: Micro,
    #[serde(rename = "initialLoadCHC")]
    initial_load: Micro,
}

impl Costs {
    pub(super) fn total(&self) -> Micro {
        match self {
            Self::DataWarehouse(it) => it.storage + it.backup,
            Self::Service(it) => {
                it.compute + it.public_transfer + it.tier1 + it.tier2 + it.tier3 + it.tier4
            }
            Self::ClickPipe(it) => it.compute + it.transfer + it.initial_load,
        }
    }
}

/// A stream into a service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pipe {
    pub(crate) id: Uuid,
    pub(crate) name: &'static str,
    pub(crate) created_at: Moment,
}

/// A service that costs something, perhaps gone by now.
pub(super) struct Subject<'a> {
    pub(super) id: Uuid,
    pub(super) name: &'a str,
    pub(super) tags: &'a [Tag],
    pub(super) warehouse: Uuid,
    pub(super) is_primary: bool,
    pub(super) gone_at: Option<Moment>,
    pub(super) ledger: &'a Ledger,
}

/// A day, or as much of it as is over.
#[derive(Clone, Copy)]
pub(super) struct Day {
    pub(super) start: Moment,
    pub(super) end: Moment,
}

pub(super) struct Cost {
    pub(super) entity_type: &'static str,
    pub(super) entity: Uuid,
    pub(super) service: Option<Uuid>,
    pub(super) name: String,
    pub(super) metrics: Costs,
}

/// What a service, its warehouse and its stream cost on a day; what costs nothing is left out.
pub(super) fn costs_of(subject: &Subject<'_>, day: Day) -> impl Iterator<Item = Cost> {
    let warehouse = subject.is_primary.then(|| Cost {
        entity_type: "datawarehouse",
        entity: subject.warehouse,
        service: None,
        name: subject.name.to_owned(),
        metrics: Costs::DataWarehouse(data_warehouse(subject, day)),
    });
    let service = Cost {
        entity_type: "service",
        entity: subject.id,
        service: Some(subject.id),
        name: subject.name.to_owned(),
        metrics: Costs::Service(service(subject, day)),
    };
    let pipe = subject.ledger.pipe.as_ref().map(|pipe| Cost {
        entity_type: "clickpipe",
        entity: pipe.id,
        service: Some(subject.id),
        name: pipe.name.to_owned(),
        metrics: Costs::ClickPipe(click_pipe(subject, pipe, day)),
    });
    [warehouse, Some(service), pipe]
        .into_iter()
        .flatten()
        .filter(|cost| cost.metrics.total() != Micro::default())
}

fn data_warehouse(subject: &Subject<'_>, day: Day) -> DataWarehouse {
    let Ledger { meter, backups, .. } = subject.ledger;
    let end = subject.gone_at.unwrap_or(day.end);
    let stored = overlap(day, meter.created_at(), end);
    let bytes = meter.bytes_at(day.end.min(end));
    let backup: f64 = backups
        .all()
        .iter()
        .filter(|backup| !backup.fails)
        .map(|backup| {
            let kept = overlap(day, backup.finished_at, backup.expired_at.unwrap_or(end));
            gigabytes(backup.bytes) * hours(kept)
        })
        .sum();
    let per_hour = |price: f64| price / 1_024.0 / MONTH_HOURS;
    DataWarehouse {
        storage: Micro::of(gigabytes(bytes) * hours(stored) * per_hour(STORAGE)),
        backup: Micro::of(backup * per_hour(BACKUP)),
    }
}

fn service(subject: &Subject<'_>, day: Day) -> Service {
    let meter = &subject.ledger.meter;
    let mut random = Random::of(subject.id, day.start.0 / DAY);
    // Busy days use more of the memory that is allowed.
    let load = 0.05 + 0.6 * random.share();
    let memory = meter.memory_hours(day.start, day.end, load);
    let out = gigabytes(share(incoming(subject, day), 0.2 + 0.4 * random.share()));
    // Where the readers of a service are does not change from day to day.
    let mut home = Random::of(subject.id, 1);
    let mut tier = |price: f64| {
        let part = if home.chance(0.5) { home.share() } else { 0.0 };
        Micro::of(out * part * price)
    };
    let [tier1, tier2, tier3, tier4] = TIERS.map(&mut tier);
    Service {
        compute: Micro::of(memory / 8.0 * COMPUTE),
        public_transfer: Micro::of(out * PUBLIC_TRANSFER),
        tier1,
        tier2,
        tier3,
        tier4,
    }
}

fn click_pipe(subject: &Subject<'_>, pipe: &Pipe, day: Day) -> ClickPipe {
    let up = overlap(day, pipe.created_at, subject.gone_at.unwrap_or(day.end));
    let part = hours(up) / 24.0;
    let in_gigabytes = gigabytes(share(incoming(subject, day), part.min(1.0)));
    let is_first = pipe.created_at.midnight() == day.start;
    let loaded = gigabytes(subject.ledger.meter.bytes_at(day.start));
    ClickPipe {
        compute: Micro::of(hours(up) * PIPE),
        transfer: Micro::of(in_gigabytes * PIPE_TRANSFER),
        initial_load: Micro::of(if is_first { loaded * INITIAL_LOAD } else { 0.0 }),
    }
}

/// Bytes that came in on a day.
fn incoming(subject: &Subject<'_>, day: Day) -> u64 {
    let meter = &subject.ledger.meter;
    let active = meter.active_until(day.end) - meter.active_until(day.start);
    share(meter.bytes_per_hour(), hours(active))
}

/// Milliseconds of the day that lie between two moments.
fn overlap(day: Day, from: Moment, to: Moment) -> u64 {
    day.end.min(to).since(day.start.max(from))
}

#[expect(clippy::cast_precision_loss, reason = "bytes far below 2^52")]
fn gigabytes(bytes: u64) -> f64 {
    bytes as f64 / GB
}
