//! The part of a body that says how a service scales: memory, replicas, idling.

use cloud_api::services::{AutoscalingMode, rules};

use super::Scaling;
use crate::{
    body::{Item, Object},
    refusal::Refusal,
};

/// Memory of a replica and of the deprecated total of three.
const MEMORY_RULE: &str = "Must be a multiple of 4 between 8 and 356";
const TOTAL_RULE: &str = "Must be a multiple of 12 between 24 and 1068";

/// Reads the whole of it; what is absent has its default.
pub(super) fn read(body: &Object<'_>) -> Result<Scaling, Refusal> {
    let mut scaling = Scaling::default();
    if let Some(mode) = body.read("autoscalingMode", |item| item.word(AutoscalingMode::KNOWN))? {
        scaling.mode = mode;
    }
    read_memory(body, &mut scaling)?;
    read_replicas(body, &mut scaling)?;
    if let Some(idle) = body.read("idleScaling", Item::boolean)? {
        scaling.idle = idle;
    }
    if let Some(item) = body.optional("idleTimeoutMinutes") {
        let least = rules::IDLE_TIMEOUT_MIN_MINUTES;
        scaling.idle_timeout_minutes = item.integer(least, u32::MAX).or_else(|_| {
            item.number()
                .and_then(|_| Err(item.wrong(format_args!("Must be >= {least} minutes"))))
        })?;
    }
    Ok(scaling)
}

fn read_memory(body: &Object<'_>, scaling: &mut Scaling) -> Result<(), Refusal> {
    let per_replica = |item: Item<'_>| {
        let memory = whole(&item)?.filter(|memory| rules::is_memory_gb(*memory));
        memory.ok_or_else(|| item.wrong(MEMORY_RULE))
    };
    let total = |item: Item<'_>| {
        let memory = whole(&item)?.filter(|total| total.is_multiple_of(3));
        let memory = memory
            .map(|total| total / 3)
            .filter(|memory| rules::is_memory_gb(*memory));
        memory.ok_or_else(|| item.wrong(TOTAL_RULE))
    };
    let mut min = body.read("minReplicaMemoryGb", per_replica)?;
    let mut max = body.read("maxReplicaMemoryGb", per_replica)?;
    let min_total = body.read("minTotalMemoryGb", total)?;
    let max_total = body.read("maxTotalMemoryGb", total)?;
    scaling.as_total = min_total.is_some() || max_total.is_some();
    let horizontal = scaling.mode == AutoscalingMode::Horizontal;
    if scaling.as_total {
        let name = if min_total.is_some() {
            "minTotalMemoryGb"
        } else {
            "maxTotalMemoryGb"
        };
        if min.is_some() || max.is_some() {
            let rule = "Must not be used with minReplicaMemoryGb or maxReplicaMemoryGb";
            return Err(body.required(name)?.wrong(rule));
        }
        if horizontal {
            let rule = "Must not be used with autoscalingMode 'horizontal'";
            return Err(body.required(name)?.wrong(rule));
        }
        (min, max) = (min_total, max_total);
    }
    let (low, high) = match (min, max) {
        (Some(min), Some(max)) => (min, max),
        (Some(min), None) if horizontal => (min, min),
        (None, Some(max)) if horizontal => (max, max),
        (Some(min), None) => (min, scaling.max_memory.max(min)),
        (None, Some(max)) => (scaling.min_memory.min(max), max),
        (None, None) if horizontal => (scaling.min_memory, scaling.min_memory),
        (None, None) => (scaling.min_memory, scaling.max_memory),
    };
    let name = if scaling.as_total {
        "minTotalMemoryGb"
    } else {
        "minReplicaMemoryGb"
    };
    if low > high {
        let rule = format!("Must not be greater than {}", name.replace("min", "max"));
        return Err(body.required(name)?.wrong(rule));
    }
    if horizontal && low != high {
        let rule = "Must equal maxReplicaMemoryGb with autoscalingMode 'horizontal'";
        return Err(body.required(name)?.wrong(rule));
    }
    (scaling.min_memory, scaling.max_memory) = (low, high);
    Ok(())
}

/// A number without a fraction; `None` if it has one or lies outside.
fn whole(item: &Item<'_>) -> Result<Option<u32>, Refusal> {
    item.number()?;
    Ok(item.integer(0, u32::MAX).ok())
}

fn read_replicas(body: &Object<'_>, scaling: &mut Scaling) -> Result<(), Refusal> {
    let replicas = |item: Item<'_>| item.integer(rules::REPLICAS_MIN, rules::REPLICAS_MAX);
    let num = body.read("numReplicas", replicas)?;
    let min = body.read("minReplicas", replicas)?;
    let max = body.read("maxReplicas", replicas)?;
    let horizontal = scaling.mode == AutoscalingMode::Horizontal;
    let wrong = |name: &str, rule: &str| Err(body.required(name)?.wrong(rule));
    let band = match (num, min, max) {
        (Some(_), Some(_), _) | (Some(_), _, Some(_)) => {
            return wrong(
                "numReplicas",
                "Must not be used with minReplicas or maxReplicas",
            );
        }
        (None, Some(_), None) => return wrong("minReplicas", "Must be used with maxReplicas"),
        (None, None, Some(_)) => return wrong("maxReplicas", "Must be used with minReplicas"),
        (Some(_), None, None) if horizontal => {
            return wrong(
                "numReplicas",
                "Must not be used with autoscalingMode 'horizontal'",
            );
        }
        (None, None, None) if horizontal => {
            let rule = "Needs minReplicas and maxReplicas";
            return wrong("autoscalingMode", rule);
        }
        (None, Some(min), Some(max)) if min > max => {
            return wrong("minReplicas", "Must not be greater than maxReplicas");
        }
        (None, Some(min), Some(max)) if min != max && !horizontal => {
            let rule = "Must equal maxReplicas with autoscalingMode 'vertical'";
            return wrong("minReplicas", rule);
        }
        (None, Some(min), Some(max)) => (min, max),
        (Some(num), None, None) => (num, num),
        (None, None, None) => return Ok(()),
    };
    (scaling.min_replicas, scaling.max_replicas) = band;
    Ok(())
}
