//! How the service scales, as far as a change has to know it.

use cloud_api::services::{
    AutoscalingMode, ReplicaScaling, Service,
    scaling::{ScalingProblem, Size},
};
use serde::{Deserialize, Serialize};

use crate::format;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) size: Size,
    pub(super) idle_scaling: bool,
    /// `None` where the API told none.
    pub(super) idle_timeout_minutes: Option<u32>,
}

impl Stored {
    /// `None` where the API's answer does not tell it whole: then a change cannot be made from it.
    pub(super) fn of(service: &Service) -> Option<Self> {
        let mut sized = service.clone();
        // In horizontal autoscaling the API may tell the one memory only.
        for bound in [
            &mut sized.min_replica_memory_gb,
            &mut sized.max_replica_memory_gb,
        ] {
            *bound = bound.or(service.replica_memory_gb);
        }
        let size = Size::of(&sized).filter(|size| size.mode.is_known())?;
        Some(Self {
            size,
            idle_scaling: service.idle_scaling?,
            idle_timeout_minutes: service
                .idle_timeout_minutes
                .and_then(|minutes| format::number(minutes).parse().ok()),
        })
    }

    /// The same after the change, by the rules of `instanceReplicaScalingUpdate`.
    pub(super) fn after(&self, change: &ReplicaScaling) -> Result<Self, ScalingProblem> {
        let size = change.applied_to(&self.size)?;
        change.check_idling()?;
        Ok(Self {
            size,
            idle_scaling: change.idle_scaling.unwrap_or(self.idle_scaling),
            idle_timeout_minutes: change.idle_timeout_minutes.or(self.idle_timeout_minutes),
        })
    }

    /// What leads to the other, and only that: the deprecated totals are never written.
    pub(super) fn change_to(&self, after: &Self) -> ReplicaScaling {
        let (was, size) = (&self.size, &after.size);
        let switched = size.mode != was.mode;
        let mut change = ReplicaScaling {
            autoscaling_mode: switched.then(|| size.mode.clone()),
            idle_scaling: (after.idle_scaling != self.idle_scaling).then_some(after.idle_scaling),
            idle_timeout_minutes: after
                .idle_timeout_minutes
                .filter(|_| after.idle_timeout_minutes != self.idle_timeout_minutes),
            ..ReplicaScaling::default()
        };
        let new_min = size.min_memory_gb != was.min_memory_gb;
        let new_max = size.max_memory_gb != was.max_memory_gb;
        let new_band = switched
            || (size.min_replicas, size.max_replicas) != (was.min_replicas, was.max_replicas);
        // In horizontal autoscaling memory goes as a pair, and so do the replicas.
        let is_pair = size.mode == AutoscalingMode::Horizontal;
        let both = is_pair && (switched || new_min || new_max);
        change.min_replica_memory_gb = (both || new_min).then_some(size.min_memory_gb);
        change.max_replica_memory_gb = (both || new_max).then_some(size.max_memory_gb);
        if new_band && is_pair {
            change.min_replicas = Some(size.min_replicas);
            change.max_replicas = Some(size.max_replicas);
        } else if new_band {
            change.num_replicas = Some(size.max_replicas);
        }
        change
    }

    /// GiB of all replicas while the service runs and little is asked of it, and at most.
    pub(super) fn memory(&self) -> (u32, u32) {
        let Size {
            min_memory_gb,
            max_memory_gb,
            min_replicas,
            max_replicas,
            ..
        } = &self.size;
        (min_memory_gb * min_replicas, max_memory_gb * max_replicas)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub(in crate::pages::service::scaling) fn stored(json: &str) -> Stored {
        let json = format!(r#"{{"id":"x","idleScaling":true,"idleTimeoutMinutes":15,{json}}}"#);
        Stored::of(&serde_json::from_str(&json).expect("a service")).expect("told whole")
    }

    pub(in crate::pages::service::scaling) fn vertical() -> Stored {
        stored(
            r#""autoscalingMode":"vertical","numReplicas":3,"minReplicaMemoryGb":16,
               "maxReplicaMemoryGb":32"#,
        )
    }

    pub(in crate::pages::service::scaling) fn horizontal() -> Stored {
        stored(
            r#""autoscalingMode":"horizontal","minReplicas":2,"maxReplicas":6,
               "minReplicaMemoryGb":32,"maxReplicaMemoryGb":32"#,
        )
    }

    #[test]
    fn memory_is_counted_over_all_replicas() {
        assert_eq!(vertical().memory(), (48, 96));
        assert_eq!(horizontal().memory(), (64, 192));
    }

    #[test]
    fn what_is_not_told_whole_is_not_known() {
        let known = |json: &str| {
            let json = format!(r#"{{"id":"x",{json}}}"#);
            Stored::of(&serde_json::from_str(&json).expect("a service")).is_some()
        };
        let size = r#""numReplicas":3,"minReplicaMemoryGb":16,"maxReplicaMemoryGb":32"#;
        let mode = |mode: &str| format!(r#""autoscalingMode":"{mode}","idleScaling":true,{size}"#);
        assert!(known(&mode("vertical")));
        assert!(!known(&mode("diagonal")));
        assert!(!known(&format!(r#""autoscalingMode":"vertical",{size}"#)));
        assert!(!known(r#""autoscalingMode":"vertical","idleScaling":true"#));
        assert!(known(
            r#""autoscalingMode":"horizontal","idleScaling":true,"minReplicas":1,"maxReplicas":2,
               "replicaMemoryGb":16"#
        ));
    }
}
