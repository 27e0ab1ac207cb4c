//! How a service scales: what may be asked for, and what comes of it.
//!
//! The form asks before it sends and the sandbox before it obeys, so both know the same rules.

mod problem;
mod schedule;

use serde::{Deserialize, Serialize};

pub use problem::{Field, Rule, ScalingProblem};
pub use schedule::{ScalingSchedule, ScheduleEntry};

use super::{AutoscalingMode, Service, rules};
use crate::numbers::whole;

/// Schema `ServiceReplicaScalingPatchRequest`; what is absent stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ReplicaScaling {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub autoscaling_mode: Option<AutoscalingMode>,
    /// GB per replica, a multiple of 4 within 8 to 356.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_replica_memory_gb: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_replica_memory_gb: Option<u32>,
    /// Vertical only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub num_replicas: Option<u32>,
    /// Horizontal only, together with `max_replicas`; an equal band is a fixed count in vertical too.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_replicas: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_scaling: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub idle_timeout_minutes: Option<u32>,
}

/// The bounds between which a service scales.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    pub mode: AutoscalingMode,
    /// GB per replica; equal in horizontal autoscaling.
    pub min_memory_gb: u32,
    pub max_memory_gb: u32,
    /// Equal in vertical autoscaling.
    pub min_replicas: u32,
    pub max_replicas: u32,
}

fn wrong<T>(field: Field, rule: Rule) -> Result<T, ScalingProblem> {
    Err(ScalingProblem { field, rule })
}

impl Size {
    /// What a service has; `None` where the API's answer lost the fields that say so.
    pub fn of(service: &Service) -> Option<Self> {
        let mode = service.autoscaling_mode.clone()?;
        let (min_replicas, max_replicas) = match mode {
            AutoscalingMode::Horizontal => (service.min_replicas?, service.max_replicas?),
            _ => (service.num_replicas?, service.num_replicas?),
        };
        Some(Self {
            mode,
            min_memory_gb: whole(service.min_replica_memory_gb?)?,
            max_memory_gb: whole(service.max_replica_memory_gb?)?,
            min_replicas: whole(min_replicas)?,
            max_replicas: whole(max_replicas)?,
        })
    }

    fn is_horizontal(&self) -> bool {
        self.mode == AutoscalingMode::Horizontal
    }
}

impl ReplicaScaling {
    /// What a service of this size has after the change (`instanceReplicaScalingUpdate`).
    pub fn applied_to(&self, stored: &Size) -> Result<Size, ScalingProblem> {
        let after = self.with_memory(Size {
            mode: self.mode_over(stored),
            ..stored.clone()
        })?;
        self.with_replicas(after, stored.is_horizontal())
    }

    /// What a new service has (`instanceCreate`): the defaults give way to what is asked for.
    pub fn starting_from(&self, defaults: &Size) -> Result<Size, ScalingProblem> {
        let mut size = Size {
            mode: self.mode_over(defaults),
            ..defaults.clone()
        };
        match (self.min_replica_memory_gb, self.max_replica_memory_gb) {
            (Some(memory), None) | (None, Some(memory)) if size.is_horizontal() => {
                (size.min_memory_gb, size.max_memory_gb) = (memory, memory);
            }
            (Some(min), None) => size.max_memory_gb = size.max_memory_gb.max(min),
            (None, Some(max)) => size.min_memory_gb = size.min_memory_gb.min(max),
            (None, None) if size.is_horizontal() => size.max_memory_gb = size.min_memory_gb,
            _ => {}
        }
        let was_horizontal = defaults.is_horizontal();
        self.with_replicas(self.with_memory(size)?, was_horizontal)
    }

    fn mode_over(&self, size: &Size) -> AutoscalingMode {
        self.autoscaling_mode.clone().unwrap_or(size.mode.clone())
    }

    fn with_memory(&self, mut size: Size) -> Result<Size, ScalingProblem> {
        use Field::{AutoscalingMode, MaxReplicaMemoryGb, MinReplicaMemoryGb};
        let (min, max) = (self.min_replica_memory_gb, self.max_replica_memory_gb);
        for (field, memory) in [(MinReplicaMemoryGb, min), (MaxReplicaMemoryGb, max)] {
            if memory.is_some_and(|memory| !rules::is_memory_gb(memory)) {
                return wrong(field, Rule::Memory);
            }
        }
        size.min_memory_gb = min.unwrap_or(size.min_memory_gb);
        size.max_memory_gb = max.unwrap_or(size.max_memory_gb);
        let range = size.min_memory_gb != size.max_memory_gb;
        match (min, max) {
            (Some(_), _) if size.min_memory_gb > size.max_memory_gb => {
                wrong(MinReplicaMemoryGb, Rule::NotGreaterThan(MaxReplicaMemoryGb))
            }
            (None, Some(_)) if size.min_memory_gb > size.max_memory_gb => {
                wrong(MaxReplicaMemoryGb, Rule::NotLessThan(MinReplicaMemoryGb))
            }
            (Some(_), _) if size.is_horizontal() && range => {
                wrong(MinReplicaMemoryGb, Rule::FixedMemory)
            }
            (None, Some(_)) if size.is_horizontal() && range => {
                wrong(MaxReplicaMemoryGb, Rule::UsedWith(MinReplicaMemoryGb))
            }
            (None, None) if size.is_horizontal() && range => {
                wrong(AutoscalingMode, Rule::NeedsFixedMemory)
            }
            _ => Ok(size),
        }
    }

    fn with_replicas(&self, size: Size, was_horizontal: bool) -> Result<Size, ScalingProblem> {
        use Field::{AutoscalingMode, MaxReplicas, MinReplicas, NumReplicas};
        let (num, min, max) = (self.num_replicas, self.min_replicas, self.max_replicas);
        for (field, count) in [(NumReplicas, num), (MinReplicas, min), (MaxReplicas, max)] {
            let range = rules::REPLICAS_MIN..=rules::REPLICAS_MAX;
            if count.is_some_and(|count| !range.contains(&count)) {
                return wrong(field, Rule::Replicas);
            }
        }
        let horizontal = size.is_horizontal();
        let band = match (num, min, max) {
            (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
                return wrong(NumReplicas, Rule::NotWithBand);
            }
            (None, Some(_), None) => return wrong(MinReplicas, Rule::UsedWith(MaxReplicas)),
            (None, None, Some(_)) => return wrong(MaxReplicas, Rule::UsedWith(MinReplicas)),
            (Some(_), None, None) if horizontal => {
                return wrong(NumReplicas, Rule::NotInHorizontal);
            }
            (None, None, None) if horizontal && !was_horizontal => {
                return wrong(AutoscalingMode, Rule::NeedsBand);
            }
            (None, None, None) if !horizontal && was_horizontal => {
                return wrong(AutoscalingMode, Rule::NeedsCount);
            }
            (None, Some(min), Some(max)) if min > max => {
                return wrong(MinReplicas, Rule::NotGreaterThan(MaxReplicas));
            }
            (None, Some(min), Some(max)) if min != max && !horizontal => {
                return wrong(MinReplicas, Rule::EqualBand);
            }
            (None, Some(min), Some(max)) => (min, max),
            (Some(num), None, None) => (num, num),
            (None, None, None) => (size.min_replicas, size.max_replicas),
        };
        Ok(Size {
            min_replicas: band.0,
            max_replicas: band.1,
            ..size
        })
    }

    /// Idling has nothing to do with the size: both settings are kept apart.
    pub fn check_idling(&self) -> Result<(), ScalingProblem> {
        match self.idle_timeout_minutes {
            Some(minutes) if minutes < rules::IDLE_TIMEOUT_MIN_MINUTES => {
                wrong(Field::IdleTimeoutMinutes, Rule::IdleTimeout)
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
