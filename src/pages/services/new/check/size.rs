//! Rules of memory, replicas and idling.

use cloud_api::services::{AutoscalingMode, CreateService, rules};

use crate::pages::services::new::{
    draft::{Advanced, Size},
    problems::{Field, Problems},
};

impl Size {
    pub fn is_horizontal(&self) -> bool {
        self.autoscaling_mode == AutoscalingMode::Horizontal.as_str()
    }

    pub(super) fn check(
        &self,
        request: &mut CreateService,
        advanced: &Advanced,
        problems: &mut Problems,
    ) {
        let in_own_cloud = !advanced.byoc.trim().is_empty();
        let mode = AutoscalingMode::from(self.autoscaling_mode.as_str());
        if !mode.is_known() {
            problems.missing(Field::AutoscalingMode, "Choose how the service scales");
        }
        request.autoscaling_mode = Some(mode);
        if self.is_horizontal() {
            self.check_horizontal(request, in_own_cloud, problems);
        } else {
            self.check_vertical(request, in_own_cloud, problems);
        }
        request.idle_scaling = Some(self.idle_scaling);
        if self.idle_scaling {
            let minutes = idle_timeout(&self.idle_timeout_minutes);
            request.idle_timeout_minutes = problems.take(Field::IdleTimeout, minutes).flatten();
        }
    }

    fn check_vertical(
        &self,
        request: &mut CreateService,
        in_own_cloud: bool,
        problems: &mut Problems,
    ) {
        let min = problems.take(Field::MinMemory, memory(&self.min_memory, in_own_cloud));
        let max = problems.take(Field::MaxMemory, memory(&self.max_memory, in_own_cloud));
        match (min, max) {
            (Some(Some(min)), Some(Some(max))) if min > max => {
                problems.wrong(
                    Field::MaxMemory,
                    format!("Less than the minimum of {min} GiB"),
                );
            }
            (Some(None), Some(None)) if in_own_cloud => {
                problems.missing(Field::MinMemory, "Your own cloud needs a size");
                problems.missing(Field::MaxMemory, "Your own cloud needs a size");
            }
            (Some(Some(_)), Some(None)) => {
                problems.missing(Field::MaxMemory, "Enter a maximum too, or leave both empty");
            }
            (Some(None), Some(Some(_))) => {
                problems.missing(Field::MinMemory, "Enter a minimum too, or leave both empty");
            }
            _ => {}
        }
        request.min_replica_memory_gb = min.flatten();
        request.max_replica_memory_gb = max.flatten();
        request.num_replicas = problems
            .take(Field::Replicas, replicas(&self.replicas))
            .flatten();
    }

    /// The API wants both memory bounds equal here, so there is one field for them.
    fn check_horizontal(
        &self,
        request: &mut CreateService,
        in_own_cloud: bool,
        problems: &mut Problems,
    ) {
        let memory = problems.take(Field::Memory, memory(&self.memory, in_own_cloud));
        if memory == Some(None) {
            problems.missing(Field::Memory, "Horizontal scaling needs a fixed memory");
        }
        let min = problems.take(Field::MinReplicas, replicas(&self.min_replicas));
        let max = problems.take(Field::MaxReplicas, replicas(&self.max_replicas));
        if min == Some(None) {
            problems.missing(Field::MinReplicas, "Enter the fewest replicas");
        }
        if max == Some(None) {
            problems.missing(Field::MaxReplicas, "Enter the most replicas");
        }
        if let (Some(Some(min)), Some(Some(max))) = (min, max)
            && min > max
        {
            problems.wrong(
                Field::MaxReplicas,
                format!("Fewer than the minimum of {min}"),
            );
        }
        request.min_replica_memory_gb = memory.flatten();
        request.max_replica_memory_gb = memory.flatten();
        request.min_replicas = min.flatten();
        request.max_replicas = max.flatten();
    }
}

/// A number that may be absent.
fn whole(text: &str) -> Result<Option<u32>, String> {
    match text.trim() {
        "" => Ok(None),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => {
            text.parse().map(Some).map_err(|_| "Too large".into())
        }
        _ => Err("Enter a whole number".into()),
    }
}

/// GiB of a replica.
fn memory(text: &str, in_own_cloud: bool) -> Result<Option<u32>, String> {
    let memory = whole(text)?;
    match memory {
        Some(memory) if in_own_cloud && !rules::BYOC_MEMORY_GB.contains(&memory) => {
            let sizes = rules::BYOC_MEMORY_GB
                .map(|size| size.to_string())
                .join(", ");
            Err(format!("In your own cloud one of {sizes} GiB"))
        }
        Some(memory) if !in_own_cloud && !rules::is_memory_gb(memory) => Err(format!(
            "A multiple of {} from {} to {} GiB",
            rules::MEMORY_STEP_GB,
            rules::MEMORY_MIN_GB,
            rules::MEMORY_MAX_GB
        )),
        memory => Ok(memory),
    }
}

fn replicas(text: &str) -> Result<Option<u32>, String> {
    let (least, most) = (rules::REPLICAS_MIN, rules::REPLICAS_MAX);
    match whole(text)? {
        Some(count) if !(least..=most).contains(&count) => Err(format!("From {least} to {most}")),
        count => Ok(count),
    }
}

/// Empty leaves it to the API.
fn idle_timeout(text: &str) -> Result<Option<u32>, String> {
    match whole(text)? {
        Some(minutes) if minutes < rules::IDLE_TIMEOUT_MIN_MINUTES => Err(format!(
            "At least {} minutes",
            rules::IDLE_TIMEOUT_MIN_MINUTES
        )),
        minutes => Ok(minutes),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{draft, problem};
    use super::*;

    fn memory_problems(min: &str, max: &str) -> [Option<String>; 2] {
        [Field::MinMemory, Field::MaxMemory].map(|field| {
            problem(field, |draft| {
                draft.size.min_memory = min.into();
                draft.size.max_memory = max.into();
            })
        })
    }

    #[test]
    fn memory_is_a_multiple_of_four_from_8_to_356() {
        for memory in 0..=400_u32 {
            let found = memory_problems(&memory.to_string(), "356");
            let fits = memory.is_multiple_of(4) && (8..=356).contains(&memory);
            assert_eq!(found[0].is_none(), fits, "{memory}");
        }
        assert_eq!(
            memory_problems("10", "16")[0].as_deref(),
            Some("A multiple of 4 from 8 to 356 GiB")
        );
    }

    #[test]
    fn what_is_no_whole_number_is_refused() {
        for text in ["x", "8.5", "-8", "8 GB", "0x10", "1e2", "８"] {
            assert_eq!(
                memory_problems(text, "16")[0].as_deref(),
                Some("Enter a whole number"),
                "{text}"
            );
        }
        assert_eq!(
            memory_problems("99999999999", "16")[0].as_deref(),
            Some("Too large")
        );
    }

    #[test]
    fn the_maximum_is_not_below_the_minimum() {
        assert_eq!(
            memory_problems("32", "16")[1].as_deref(),
            Some("Less than the minimum of 32 GiB")
        );
        assert_eq!(memory_problems("32", " 32 "), [None, None]);
    }

    #[test]
    fn memory_is_given_whole_or_left_to_the_api() {
        assert_eq!(memory_problems("", ""), [None, None]);
        assert!(memory_problems("16", "")[1].is_some());
        assert!(memory_problems("", "16")[0].is_some());
        let mut draft = draft();
        (draft.size.min_memory, draft.size.max_memory) = (String::new(), " ".into());
        let request = draft.check(&[]).expect("no problem");
        assert_eq!(
            (request.min_replica_memory_gb, request.max_replica_memory_gb),
            (None, None)
        );
    }

    #[test]
    fn replicas_are_from_1_to_50() {
        for count in 0..=60_u32 {
            let found = problem(Field::Replicas, |draft| {
                draft.size.replicas = count.to_string();
            });
            assert_eq!(found.is_none(), (1..=50).contains(&count), "{count}");
        }
    }

    #[test]
    fn horizontal_scaling_sends_equal_memory_and_a_band() {
        let mut draft = draft();
        draft.size.autoscaling_mode = "horizontal".into();
        draft.size.memory = "32".into();
        draft.size.min_replicas = "2".into();
        draft.size.max_replicas = "6".into();
        draft.size.replicas = "not used here".into();
        let request = draft.check(&[]).expect("no problem");
        assert_eq!(request.autoscaling_mode, Some(AutoscalingMode::Horizontal));
        assert_eq!(request.min_replica_memory_gb, Some(32));
        assert_eq!(request.max_replica_memory_gb, Some(32));
        assert_eq!(
            (request.min_replicas, request.max_replicas),
            (Some(2), Some(6))
        );
        assert_eq!(request.num_replicas, None);
    }

    #[test]
    fn horizontal_scaling_needs_memory_and_both_ends_of_the_band() {
        let horizontal = |field, memory: &str, min: &str, max: &str| {
            problem(field, |draft| {
                draft.size.autoscaling_mode = "horizontal".into();
                draft.size.memory = memory.into();
                draft.size.min_replicas = min.into();
                draft.size.max_replicas = max.into();
            })
        };
        assert!(horizontal(Field::Memory, "", "1", "2").is_some());
        assert!(horizontal(Field::Memory, "9", "1", "2").is_some());
        assert!(horizontal(Field::MinReplicas, "16", "", "2").is_some());
        assert!(horizontal(Field::MaxReplicas, "16", "1", "").is_some());
        assert!(horizontal(Field::MaxReplicas, "16", "3", "51").is_some());
        let band = horizontal(Field::MaxReplicas, "16", "3", "2");
        assert_eq!(band.as_deref(), Some("Fewer than the minimum of 3"));
    }

    #[test]
    fn idling_waits_five_minutes_at_least() {
        for minutes in 0..=20_u32 {
            let found = problem(Field::IdleTimeout, |draft| {
                draft.size.idle_timeout_minutes = minutes.to_string();
            });
            assert_eq!(found.is_none(), minutes >= 5, "{minutes}");
        }
    }

    #[test]
    fn a_service_that_never_idles_has_no_timeout() {
        let mut draft = draft();
        draft.size.idle_scaling = false;
        draft.size.idle_timeout_minutes = "1".into();
        let request = draft.check(&[]).expect("no problem");
        assert_eq!(
            (request.idle_scaling, request.idle_timeout_minutes),
            (Some(false), None)
        );
    }
}
