//! The part of a body that says how a service scales: memory, replicas, idling.

use cloud_api::services::{
    AutoscalingMode, ReplicaScaling, rules,
    scaling::{Rule, ScalingProblem},
};

use crate::{
    body::{Item, Object},
    refusal::Refusal,
    services::Scaling,
};

/// The deprecated total of three replicas.
const TOTAL_RULE: &str = "Must be a multiple of 12 between 24 and 1068";
const TOTAL: [&str; 2] = ["minTotalMemoryGb", "maxTotalMemoryGb"];
const PER_REPLICA: [&str; 2] = ["minReplicaMemoryGb", "maxReplicaMemoryGb"];

/// What a body asks for, with memory in the fields of a replica.
pub(crate) struct Asked<'a> {
    body: Object<'a>,
    change: ReplicaScaling,
    /// Whether memory came in the deprecated fields.
    as_total: bool,
}

impl<'a> Asked<'a> {
    /// The fields of `instanceCreate`: all of them.
    pub(crate) fn of_new(body: &Object<'a>) -> Result<Self, Refusal> {
        let asked = Self::of_replica(body)?;
        let total = Self::of_total(body)?;
        if !total.as_total {
            return Ok(asked);
        }
        let name = if body.optional(TOTAL[0]).is_some() {
            TOTAL[0]
        } else {
            TOTAL[1]
        };
        let item = body.required(name)?;
        if PER_REPLICA.iter().any(|name| body.optional(name).is_some()) {
            let rule = "Must not be used with minReplicaMemoryGb or maxReplicaMemoryGb";
            return Err(item.wrong(rule));
        }
        if asked.change.autoscaling_mode == Some(AutoscalingMode::Horizontal) {
            return Err(item.wrong("Must not be used with autoscalingMode 'horizontal'"));
        }
        let (min_replica_memory_gb, max_replica_memory_gb) = (
            total.change.min_replica_memory_gb,
            total.change.max_replica_memory_gb,
        );
        Ok(Self {
            change: ReplicaScaling {
                min_replica_memory_gb,
                max_replica_memory_gb,
                ..asked.change
            },
            as_total: true,
            ..asked
        })
    }

    /// The fields of `instanceReplicaScalingUpdate`.
    pub(crate) fn of_replica(body: &Object<'a>) -> Result<Self, Refusal> {
        let memory = |item: Item<'_>| whole(&item)?.ok_or_else(|| item.wrong(Rule::Memory));
        let [min_memory, max_memory] = PER_REPLICA;
        let change = ReplicaScaling {
            autoscaling_mode: body
                .read("autoscalingMode", |item| item.word(AutoscalingMode::KNOWN))?,
            min_replica_memory_gb: body.read(min_memory, memory)?,
            max_replica_memory_gb: body.read(max_memory, memory)?,
            min_replicas: body.read("minReplicas", replicas)?,
            max_replicas: body.read("maxReplicas", replicas)?,
            ..shared(body)?
        };
        Ok(Self {
            body: body.clone(),
            change,
            as_total: false,
        })
    }

    /// The fields of the deprecated `instanceScalingUpdate`: the total is three times a replica's.
    pub(crate) fn of_total(body: &Object<'a>) -> Result<Self, Refusal> {
        let memory = |item: Item<'_>| {
            whole(&item)?
                .filter(|total| total.is_multiple_of(3))
                .map(|total| total / 3)
                .filter(|memory| rules::is_memory_gb(*memory))
                .ok_or_else(|| item.wrong(TOTAL_RULE))
        };
        let [min, max] = TOTAL;
        let change = ReplicaScaling {
            min_replica_memory_gb: body.read(min, memory)?,
            max_replica_memory_gb: body.read(max, memory)?,
            ..shared(body)?
        };
        let as_total =
            change.min_replica_memory_gb.is_some() || change.max_replica_memory_gb.is_some();
        Ok(Self {
            body: body.clone(),
            change,
            as_total,
        })
    }

    /// What a new service has that would have the defaults.
    pub(crate) fn starting_from(&self, defaults: &Scaling) -> Result<Scaling, Refusal> {
        let size = self.change.starting_from(&defaults.size());
        self.over(defaults, size)
    }

    /// What a service has that had what is stored.
    pub(crate) fn applied_to(&self, stored: &Scaling) -> Result<Scaling, Refusal> {
        if self.as_total && stored.mode == AutoscalingMode::Horizontal {
            let text = "Total memory must not be used with autoscalingMode 'horizontal'";
            return Err(Refusal::bad_request(text));
        }
        self.over(stored, self.change.applied_to(&stored.size()))
    }

    fn over(
        &self,
        before: &Scaling,
        size: Result<cloud_api::services::scaling::Size, ScalingProblem>,
    ) -> Result<Scaling, Refusal> {
        let size = size.map_err(|problem| self.refuse(problem))?;
        self.change
            .check_idling()
            .map_err(|problem| self.refuse(problem))?;
        let memory = self.change.min_replica_memory_gb.is_some()
            || self.change.max_replica_memory_gb.is_some();
        let kept = before.as_total && !memory && size.mode == AutoscalingMode::Vertical;
        Ok(Scaling {
            mode: size.mode,
            min_memory: size.min_memory_gb,
            max_memory: size.max_memory_gb,
            min_replicas: size.min_replicas,
            max_replicas: size.max_replicas,
            idle: self.change.idle_scaling.unwrap_or(before.idle),
            idle_timeout_minutes: self
                .change
                .idle_timeout_minutes
                .unwrap_or(before.idle_timeout_minutes),
            as_total: self.as_total || kept,
        })
    }

    /// Names the field that holds what does not fit.
    fn refuse(&self, ScalingProblem { field, rule }: ScalingProblem) -> Refusal {
        let (mut name, mut rule) = (field.as_str().to_owned(), rule.to_string());
        if self.as_total {
            name = name.replace("ReplicaMemory", "TotalMemory");
            rule = rule.replace("ReplicaMemory", "TotalMemory");
        }
        self.wrong(&name, &rule)
    }

    /// Refuses a number of replicas at whichever field says it.
    pub(crate) fn wrong_replicas(&self, rule: &str) -> Refusal {
        let name = ["numReplicas", "maxReplicas"]
            .into_iter()
            .find(|name| self.body.optional(name).is_some());
        self.wrong(name.unwrap_or("numReplicas"), rule)
    }

    fn wrong(&self, name: &str, rule: &str) -> Refusal {
        match self.body.optional(name) {
            Some(item) => item.wrong(rule),
            None => Refusal::bad_request(format_args!("request body.{name}: {rule}")),
        }
    }

    /// Whether the number of replicas is asked for, so that it has to be checked.
    pub(crate) fn has_replicas(&self) -> bool {
        self.change.num_replicas.is_some() || self.change.max_replicas.is_some()
    }
}

/// The fields that every body about scaling has.
fn shared(body: &Object<'_>) -> Result<ReplicaScaling, Refusal> {
    let minutes = |item: Item<'_>| whole(&item)?.ok_or_else(|| item.wrong(Rule::IdleTimeout));
    Ok(ReplicaScaling {
        num_replicas: body.read("numReplicas", replicas)?,
        idle_scaling: body.read("idleScaling", Item::boolean)?,
        idle_timeout_minutes: body.read("idleTimeoutMinutes", minutes)?,
        ..ReplicaScaling::default()
    })
}

fn replicas(item: Item<'_>) -> Result<u32, Refusal> {
    item.integer(rules::REPLICAS_MIN, rules::REPLICAS_MAX)
}

/// A number without a fraction; `None` if it has one or lies outside. The command-line client sends
/// `8.0`.
fn whole(item: &Item<'_>) -> Result<Option<u32>, Refusal> {
    item.number()?;
    Ok(item.integer(0, u32::MAX).ok())
}
