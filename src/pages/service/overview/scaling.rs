//! What applies right now where it differs from what is configured.

use cloud_api::services::{CurrentScaling, Service};

use crate::format;

/// The size in effect, if it is another one than the configured.
pub(super) fn effective_size(service: &Service) -> Option<String> {
    let effective = in_effect(service)?;
    let now = format::size(&effective)?;
    (Some(&now) != format::size(service).as_ref()).then_some(now)
}

/// The idle setting in effect, if it is another one than the configured.
pub(super) fn effective_idle(service: &Service) -> Option<String> {
    let effective = in_effect(service)?;
    let now = format::idles_after(&effective)?;
    (Some(&now) != format::idles_after(service).as_ref()).then_some(now)
}

/// The service as it would be configured to be what it is now.
fn in_effect(service: &Service) -> Option<Service> {
    let CurrentScaling {
        effective_min_replica_memory_gb: min_memory,
        effective_max_replica_memory_gb: max_memory,
        effective_min_replicas: min_replicas,
        effective_max_replicas: max_replicas,
        effective_idle_scaling: idle_scaling,
        effective_idle_timeout_minutes: idle_timeout_minutes,
        ..
    } = service.current_scaling.clone()?;
    let is_fixed = min_replicas == max_replicas;
    Some(Service {
        min_replica_memory_gb: min_memory.or(service.min_replica_memory_gb),
        max_replica_memory_gb: max_memory.or(service.max_replica_memory_gb),
        replica_memory_gb: service.replica_memory_gb.filter(|_| min_memory.is_none()),
        num_replicas: if is_fixed {
            min_replicas.or(service.num_replicas)
        } else {
            None
        },
        min_replicas: min_replicas.or(service.min_replicas),
        max_replicas: max_replicas.or(service.max_replicas),
        idle_scaling: idle_scaling.or(service.idle_scaling),
        idle_timeout_minutes: idle_timeout_minutes.or(service.idle_timeout_minutes),
        ..service.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const VERTICAL: &str = r#""numReplicas":3,"minReplicaMemoryGb":16,"maxReplicaMemoryGb":32,
        "idleScaling":true,"idleTimeoutMinutes":15"#;

    fn service(configured: &str, now: &str) -> Service {
        let json = format!(r#"{{"id":"x",{configured},"currentScaling":{{{now}}}}}"#);
        serde_json::from_str(&json).expect("a service")
    }

    #[test]
    fn nothing_is_said_while_the_configuration_applies() {
        let now = r#""effectiveMinReplicaMemoryGb":16,"effectiveMaxReplicaMemoryGb":32,
            "effectiveMinReplicas":3,"effectiveMaxReplicas":3,
            "effectiveIdleScaling":true,"effectiveIdleTimeoutMinutes":15"#;
        let service = service(VERTICAL, now);
        assert_eq!(
            (effective_size(&service), effective_idle(&service)),
            (None, None)
        );
    }

    #[test]
    fn a_fixed_memory_in_effect_equals_the_same_memory_configured() {
        let configured = r#""minReplicas":1,"maxReplicas":5,"replicaMemoryGb":32"#;
        let now = r#""effectiveMinReplicaMemoryGb":32,"effectiveMaxReplicaMemoryGb":32,
            "effectiveMinReplicas":1,"effectiveMaxReplicas":5"#;
        assert_eq!(effective_size(&service(configured, now)), None);
    }

    #[test]
    fn a_schedule_in_effect_is_told() {
        let now = r#""effectiveMinReplicaMemoryGb":64,"effectiveMaxReplicaMemoryGb":64,
            "effectiveMinReplicas":3,"effectiveMaxReplicas":3,"effectiveIdleScaling":false"#;
        let service = service(VERTICAL, now);
        assert_eq!(effective_size(&service).as_deref(), Some("3 × 64 GiB"));
        assert_eq!(effective_idle(&service).as_deref(), Some("never"));
    }

    #[test]
    fn lost_fields_say_nothing() {
        assert_eq!(effective_size(&service(VERTICAL, "")), None);
        let none: Service = serde_json::from_str(r#"{"id":"x"}"#).expect("a service");
        assert_eq!((effective_size(&none), effective_idle(&none)), (None, None));
    }
}
