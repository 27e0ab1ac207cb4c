//! What is typed, and what of it is sent.

use cloud_api::services::{
    AutoscalingMode, ReplicaScaling, rules,
    scaling::{Field, Rule, ScalingProblem, Size},
};
use leptos::prelude::*;

use super::stored::Stored;

/// Numbers as they are typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Draft {
    pub(super) mode: String,
    pub(super) min_memory: String,
    pub(super) max_memory: String,
    pub(super) replicas: String,
    /// Of each replica, horizontal only: the API wants both bounds equal there.
    pub(super) memory: String,
    pub(super) min_replicas: String,
    pub(super) max_replicas: String,
    pub(super) idle_scaling: bool,
    pub(super) idle_timeout_minutes: String,
}

/// What stands against sending, by field.
pub(super) type Problems = Vec<(Field, String)>;

impl Draft {
    pub(super) fn of(stored: &Stored) -> Self {
        let Size {
            mode,
            min_memory_gb,
            max_memory_gb,
            min_replicas,
            max_replicas,
        } = &stored.size;
        Self {
            mode: mode.to_string(),
            min_memory: min_memory_gb.to_string(),
            max_memory: max_memory_gb.to_string(),
            replicas: max_replicas.to_string(),
            memory: max_memory_gb.to_string(),
            min_replicas: min_replicas.to_string(),
            max_replicas: max_replicas.to_string(),
            idle_scaling: stored.idle_scaling,
            idle_timeout_minutes: stored
                .idle_timeout_minutes
                .map(|minutes| minutes.to_string())
                .unwrap_or_default(),
        }
    }

    pub(super) fn is_horizontal(&self) -> bool {
        self.mode == AutoscalingMode::Horizontal.as_str()
    }

    /// What differs from what is stored, and only that; the rules are those of
    /// `instanceReplicaScalingUpdate`.
    pub(super) fn check(&self, stored: &Stored) -> Result<ReplicaScaling, Problems> {
        let mut problems = Problems::new();
        let mode = AutoscalingMode::from(self.mode.as_str());
        let switched = mode != stored.size.mode;
        let mut change = if self.is_horizontal() {
            self.horizontal(stored, switched, &mut problems)
        } else {
            self.vertical(stored, switched, &mut problems)
        };
        change.autoscaling_mode = switched.then_some(mode);
        change.idle_scaling =
            (self.idle_scaling != stored.idle_scaling).then_some(self.idle_scaling);
        // A timeout that does not apply is left as it is.
        if self.idle_scaling {
            let known = stored.idle_timeout_minutes;
            let empty_is_kept = self.idle_timeout_minutes.trim().is_empty() && known.is_none();
            if !empty_is_kept {
                let text = &self.idle_timeout_minutes;
                let minutes = number(Field::IdleTimeoutMinutes, text, &mut problems);
                change.idle_timeout_minutes = minutes.filter(|minutes| Some(*minutes) != known);
            }
        }
        if let (true, Err(ScalingProblem { field, rule })) =
            (problems.is_empty(), stored.after(&change))
        {
            problems.push((field, rule.to_string()));
        }
        if problems.is_empty() {
            Ok(change)
        } else {
            Err(problems)
        }
    }

    fn vertical(&self, stored: &Stored, switched: bool, problems: &mut Problems) -> ReplicaScaling {
        let size = &stored.size;
        let min = memory(Field::MinReplicaMemoryGb, &self.min_memory, problems);
        let max = memory(Field::MaxReplicaMemoryGb, &self.max_memory, problems);
        let replicas = replicas(Field::NumReplicas, &self.replicas, problems);
        ReplicaScaling {
            min_replica_memory_gb: min.filter(|min| *min != size.min_memory_gb),
            max_replica_memory_gb: max.filter(|max| *max != size.max_memory_gb),
            num_replicas: replicas.filter(|count| switched || *count != size.max_replicas),
            ..ReplicaScaling::default()
        }
    }

    fn horizontal(
        &self,
        stored: &Stored,
        switched: bool,
        problems: &mut Problems,
    ) -> ReplicaScaling {
        let size = &stored.size;
        let memory = memory(Field::MinReplicaMemoryGb, &self.memory, problems);
        let memory = memory.filter(|memory| {
            switched || *memory != size.min_memory_gb || *memory != size.max_memory_gb
        });
        let min = replicas(Field::MinReplicas, &self.min_replicas, problems);
        let max = replicas(Field::MaxReplicas, &self.max_replicas, problems);
        let is_new = switched || min != Some(size.min_replicas) || max != Some(size.max_replicas);
        ReplicaScaling {
            min_replica_memory_gb: memory,
            max_replica_memory_gb: memory,
            min_replicas: min.filter(|_| is_new),
            max_replicas: max.filter(|_| is_new),
            ..ReplicaScaling::default()
        }
    }
}

fn number(field: Field, text: &str, problems: &mut Problems) -> Option<u32> {
    let text = text.trim();
    let wrong = if text.is_empty() {
        "Enter a number"
    } else if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        "Enter a whole number"
    } else if let Ok(number) = text.parse() {
        return Some(number);
    } else {
        "Too large"
    };
    problems.push((field, wrong.to_owned()));
    None
}

/// A number that keeps a rule of its own; kept ones may still not fit together.
fn kept(
    field: Field,
    text: &str,
    rule: Rule,
    is_kept: fn(u32) -> bool,
    problems: &mut Problems,
) -> Option<u32> {
    let number = number(field, text, problems)?;
    if is_kept(number) {
        return Some(number);
    }
    problems.push((field, rule.to_string()));
    None
}

fn memory(field: Field, text: &str, problems: &mut Problems) -> Option<u32> {
    kept(field, text, Rule::Memory, rules::is_memory_gb, problems)
}

fn replicas(field: Field, text: &str, problems: &mut Problems) -> Option<u32> {
    let is_kept = |count| (rules::REPLICAS_MIN..=rules::REPLICAS_MAX).contains(&count);
    kept(field, text, Rule::Replicas, is_kept, problems)
}

/// The draft as signals.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    pub(super) mode: RwSignal<String>,
    pub(super) min_memory: RwSignal<String>,
    pub(super) max_memory: RwSignal<String>,
    pub(super) replicas: RwSignal<String>,
    pub(super) memory: RwSignal<String>,
    pub(super) min_replicas: RwSignal<String>,
    pub(super) max_replicas: RwSignal<String>,
    pub(super) idle_scaling: RwSignal<bool>,
    pub(super) idle_timeout_minutes: RwSignal<String>,
}

impl Fields {
    pub(super) fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            mode: text(),
            min_memory: text(),
            max_memory: text(),
            replicas: text(),
            memory: text(),
            min_replicas: text(),
            max_replicas: text(),
            idle_scaling: RwSignal::new(false),
            idle_timeout_minutes: text(),
        }
    }

    pub(super) fn draft(self) -> Draft {
        Draft {
            mode: self.mode.get(),
            min_memory: self.min_memory.get(),
            max_memory: self.max_memory.get(),
            replicas: self.replicas.get(),
            memory: self.memory.get(),
            min_replicas: self.min_replicas.get(),
            max_replicas: self.max_replicas.get(),
            idle_scaling: self.idle_scaling.get(),
            idle_timeout_minutes: self.idle_timeout_minutes.get(),
        }
    }

    pub(super) fn set(self, draft: Draft) {
        self.mode.set(draft.mode);
        self.min_memory.set(draft.min_memory);
        self.max_memory.set(draft.max_memory);
        self.replicas.set(draft.replicas);
        self.memory.set(draft.memory);
        self.min_replicas.set(draft.min_replicas);
        self.max_replicas.set(draft.max_replicas);
        self.idle_scaling.set(draft.idle_scaling);
        self.idle_timeout_minutes.set(draft.idle_timeout_minutes);
    }
}

#[cfg(test)]
mod tests;
