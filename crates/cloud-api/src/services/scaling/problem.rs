//! What can be wrong with a scaling, field by field.

use std::fmt;

use crate::services::rules;

/// A field of the request that does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    AutoscalingMode,
    MinReplicaMemoryGb,
    MaxReplicaMemoryGb,
    NumReplicas,
    MinReplicas,
    MaxReplicas,
    IdleScaling,
    IdleTimeoutMinutes,
}

impl Field {
    pub const ALL: [Self; 8] = [
        Self::AutoscalingMode,
        Self::MinReplicaMemoryGb,
        Self::MaxReplicaMemoryGb,
        Self::NumReplicas,
        Self::MinReplicas,
        Self::MaxReplicas,
        Self::IdleScaling,
        Self::IdleTimeoutMinutes,
    ];

    /// The API's name of it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AutoscalingMode => "autoscalingMode",
            Self::MinReplicaMemoryGb => "minReplicaMemoryGb",
            Self::MaxReplicaMemoryGb => "maxReplicaMemoryGb",
            Self::NumReplicas => "numReplicas",
            Self::MinReplicas => "minReplicas",
            Self::MaxReplicas => "maxReplicas",
            Self::IdleScaling => "idleScaling",
            Self::IdleTimeoutMinutes => "idleTimeoutMinutes",
        }
    }
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Memory,
    Replicas,
    IdleTimeout,
    NotGreaterThan(Field),
    NotLessThan(Field),
    /// Memory is fixed where the number of replicas varies.
    FixedMemory,
    /// A switch to horizontal while the stored memory is a range.
    NeedsFixedMemory,
    /// A fixed count and a band exclude each other.
    NotWithBand,
    UsedWith(Field),
    /// Only an equal band is a fixed count.
    EqualBand,
    NotInHorizontal,
    /// A switch carries the replica fields of the mode it leads to.
    NeedsBand,
    NeedsCount,
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (step, least, most) = (
            rules::MEMORY_STEP_GB,
            rules::MEMORY_MIN_GB,
            rules::MEMORY_MAX_GB,
        );
        let text = match self {
            Self::Memory => {
                return write!(
                    formatter,
                    "Must be a multiple of {step} between {least} and {most}"
                );
            }
            Self::Replicas => {
                let (least, most) = (rules::REPLICAS_MIN, rules::REPLICAS_MAX);
                return write!(formatter, "Must be an integer between {least} and {most}");
            }
            Self::IdleTimeout => {
                let least = rules::IDLE_TIMEOUT_MIN_MINUTES;
                return write!(formatter, "Must be >= {least} minutes");
            }
            Self::NotGreaterThan(field) => {
                return write!(formatter, "Must not be greater than {}", field.as_str());
            }
            Self::NotLessThan(field) => {
                return write!(formatter, "Must not be less than {}", field.as_str());
            }
            Self::UsedWith(field) => {
                return write!(formatter, "Must be used with {}", field.as_str());
            }
            Self::FixedMemory => "Must equal maxReplicaMemoryGb with autoscalingMode 'horizontal'",
            Self::NeedsFixedMemory => "Needs equal minReplicaMemoryGb and maxReplicaMemoryGb",
            Self::NotWithBand => "Must not be used with minReplicas or maxReplicas",
            Self::EqualBand => "Must equal maxReplicas with autoscalingMode 'vertical'",
            Self::NotInHorizontal => "Must not be used with autoscalingMode 'horizontal'",
            Self::NeedsBand => "Needs minReplicas and maxReplicas",
            Self::NeedsCount => "Needs numReplicas",
        };
        formatter.write_str(text)
    }
}

/// A field and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScalingProblem {
    pub field: Field,
    pub rule: Rule,
}
