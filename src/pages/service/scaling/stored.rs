//! How the service scales, as far as a change has to know it.

use cloud_api::services::{
    ReplicaScaling, Service,
    scaling::{ScalingProblem, Size},
};

use crate::format;

#[derive(Clone, Debug, PartialEq)]
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
