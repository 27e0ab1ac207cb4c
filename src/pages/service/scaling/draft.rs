//! What is typed, and what it comes to.

use cloud_api::services::{
    AutoscalingMode, rules,
    scaling::{Field, Rule, ScalingProblem, Size},
};

use super::stored::Stored;
use crate::draft;

draft!(
    /// Numbers as they are typed.
    #[derive(Default)]
    Draft, Fields {
        mode: String,
        min_memory: String,
        max_memory: String,
        replicas: String,
        /// Of each replica, horizontal only: the API wants both bounds equal there.
        memory: String,
        min_replicas: String,
        max_replicas: String,
        idle_scaling: bool,
        idle_timeout_minutes: String,
    }
);

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

    /// What was typed, by the rules of `instanceReplicaScalingUpdate`.
    pub(super) fn check(&self, stored: &Stored) -> Result<Stored, Problems> {
        let mut problems = Problems::new();
        let size = if self.is_horizontal() {
            self.horizontal(&mut problems)
        } else {
            self.vertical(&mut problems)
        };
        let known = stored.idle_timeout_minutes;
        let is_left_empty = self.idle_timeout_minutes.trim().is_empty() && known.is_none();
        // A timeout that does not apply is left as it is.
        let minutes = if self.idle_scaling && !is_left_empty {
            number(
                Field::IdleTimeoutMinutes,
                &self.idle_timeout_minutes,
                &mut problems,
            )
        } else {
            known
        };
        let Some(size) = size.filter(|_| problems.is_empty()) else {
            return Err(problems);
        };
        let wanted = Stored {
            size,
            idle_scaling: self.idle_scaling,
            idle_timeout_minutes: minutes,
        };
        stored
            .after(&stored.change_to(&wanted))
            .map_err(|ScalingProblem { field, rule }| vec![(field, rule.to_string())])
    }

    fn vertical(&self, problems: &mut Problems) -> Option<Size> {
        let min = memory(Field::MinReplicaMemoryGb, &self.min_memory, problems);
        let max = memory(Field::MaxReplicaMemoryGb, &self.max_memory, problems);
        let count = replicas(Field::NumReplicas, &self.replicas, problems);
        Some(Size {
            mode: AutoscalingMode::from(self.mode.as_str()),
            min_memory_gb: min?,
            max_memory_gb: max?,
            min_replicas: count?,
            max_replicas: count?,
        })
    }

    fn horizontal(&self, problems: &mut Problems) -> Option<Size> {
        let memory = memory(Field::MinReplicaMemoryGb, &self.memory, problems);
        let min = replicas(Field::MinReplicas, &self.min_replicas, problems);
        let max = replicas(Field::MaxReplicas, &self.max_replicas, problems);
        Some(Size {
            mode: AutoscalingMode::Horizontal,
            min_memory_gb: memory?,
            max_memory_gb: memory?,
            min_replicas: min?,
            max_replicas: max?,
        })
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

#[cfg(test)]
mod tests;
