use super::*;

fn vertical(min_memory_gb: u32, max_memory_gb: u32, replicas: u32) -> Size {
    Size {
        mode: AutoscalingMode::Vertical,
        min_memory_gb,
        max_memory_gb,
        min_replicas: replicas,
        max_replicas: replicas,
    }
}

fn horizontal(memory: u32, min_replicas: u32, max_replicas: u32) -> Size {
    Size {
        mode: AutoscalingMode::Horizontal,
        min_replicas,
        max_replicas,
        ..vertical(memory, memory, 0)
    }
}

fn memory(min: Option<u32>, max: Option<u32>) -> ReplicaScaling {
    ReplicaScaling {
        min_replica_memory_gb: min,
        max_replica_memory_gb: max,
        ..ReplicaScaling::default()
    }
}

fn band(min: Option<u32>, max: Option<u32>) -> ReplicaScaling {
    ReplicaScaling {
        min_replicas: min,
        max_replicas: max,
        ..ReplicaScaling::default()
    }
}

fn count(replicas: u32) -> ReplicaScaling {
    ReplicaScaling {
        num_replicas: Some(replicas),
        ..ReplicaScaling::default()
    }
}

fn switch(mode: AutoscalingMode, change: ReplicaScaling) -> ReplicaScaling {
    ReplicaScaling {
        autoscaling_mode: Some(mode),
        ..change
    }
}

fn problem(field: Field, rule: Rule) -> Result<Size, ScalingProblem> {
    Err(ScalingProblem { field, rule })
}

#[test]
fn what_is_left_out_stays_as_it_is() {
    let stored = vertical(16, 64, 3);
    let nothing = ReplicaScaling::default();
    assert_eq!(nothing.applied_to(&stored), Ok(stored.clone()));
    assert_eq!(
        memory(Some(32), None).applied_to(&stored),
        Ok(vertical(32, 64, 3))
    );
    assert_eq!(count(5).applied_to(&stored), Ok(vertical(16, 64, 5)));
    let wide = horizontal(32, 2, 6);
    assert_eq!(nothing.applied_to(&wide), Ok(wide));
}

#[test]
fn a_bound_is_compared_with_the_stored_one_and_the_sent_field_is_named() {
    let stored = vertical(16, 64, 3);
    let above = Rule::NotGreaterThan(Field::MaxReplicaMemoryGb);
    assert_eq!(
        memory(Some(120), None).applied_to(&stored),
        problem(Field::MinReplicaMemoryGb, above)
    );
    let below = Rule::NotLessThan(Field::MinReplicaMemoryGb);
    assert_eq!(
        memory(None, Some(8)).applied_to(&stored),
        problem(Field::MaxReplicaMemoryGb, below)
    );
}

#[test]
fn a_new_service_has_defaults_that_give_way() {
    let defaults = vertical(16, 120, 3);
    for (change, expected) in [
        (memory(Some(236), None), vertical(236, 236, 3)),
        (memory(None, Some(8)), vertical(8, 8, 3)),
        (memory(Some(8), None), vertical(8, 120, 3)),
        (
            switch(AutoscalingMode::Horizontal, band(Some(2), Some(4))),
            horizontal(16, 2, 4),
        ),
    ] {
        assert_eq!(change.starting_from(&defaults), Ok(expected), "{change:?}");
    }
}

#[test]
fn memory_is_a_multiple_of_four_within_its_bounds() {
    let stored = vertical(8, 356, 3);
    for gb in [4, 10, 360] {
        assert_eq!(
            memory(Some(gb), None).applied_to(&stored),
            problem(Field::MinReplicaMemoryGb, Rule::Memory)
        );
        assert_eq!(
            memory(None, Some(gb)).applied_to(&stored),
            problem(Field::MaxReplicaMemoryGb, Rule::Memory)
        );
    }
}

#[test]
fn a_count_and_a_band_exclude_each_other_and_a_band_has_two_ends() {
    let stored = vertical(16, 64, 3);
    let both = ReplicaScaling {
        num_replicas: Some(2),
        ..band(Some(2), None)
    };
    assert_eq!(
        both.applied_to(&stored),
        problem(Field::NumReplicas, Rule::NotWithBand)
    );
    assert_eq!(
        band(Some(2), None).applied_to(&stored),
        problem(Field::MinReplicas, Rule::UsedWith(Field::MaxReplicas))
    );
    assert_eq!(
        band(None, Some(2)).applied_to(&stored),
        problem(Field::MaxReplicas, Rule::UsedWith(Field::MinReplicas))
    );
    assert_eq!(
        band(Some(3), Some(2)).applied_to(&horizontal(16, 1, 2)),
        problem(Field::MinReplicas, Rule::NotGreaterThan(Field::MaxReplicas))
    );
    for replicas in [0, 51] {
        assert_eq!(
            count(replicas).applied_to(&stored),
            problem(Field::NumReplicas, Rule::Replicas)
        );
    }
}

#[test]
fn an_equal_band_is_a_fixed_count_in_vertical() {
    let stored = vertical(16, 64, 3);
    assert_eq!(
        band(Some(5), Some(5)).applied_to(&stored),
        Ok(vertical(16, 64, 5))
    );
    assert_eq!(
        band(Some(2), Some(5)).applied_to(&stored),
        problem(Field::MinReplicas, Rule::EqualBand)
    );
}

#[test]
fn a_switch_to_horizontal_carries_a_band_and_fixed_memory() {
    let range = vertical(16, 64, 3);
    let wide = |change| switch(AutoscalingMode::Horizontal, change);
    let needs = |rule| problem(Field::AutoscalingMode, rule);
    assert_eq!(
        wide(band(Some(2), Some(5))).applied_to(&range),
        needs(Rule::NeedsFixedMemory)
    );
    let fixed = vertical(32, 32, 3);
    assert_eq!(
        wide(ReplicaScaling::default()).applied_to(&fixed),
        needs(Rule::NeedsBand)
    );
    assert_eq!(
        wide(band(Some(2), Some(5))).applied_to(&fixed),
        Ok(horizontal(32, 2, 5))
    );
    assert_eq!(
        wide(count(2)).applied_to(&fixed),
        problem(Field::NumReplicas, Rule::NotInHorizontal)
    );
    let with_range = ReplicaScaling {
        min_replica_memory_gb: Some(16),
        max_replica_memory_gb: Some(32),
        ..band(Some(2), Some(5))
    };
    assert_eq!(
        wide(with_range).applied_to(&fixed),
        problem(Field::MinReplicaMemoryGb, Rule::FixedMemory)
    );
}

#[test]
fn a_switch_to_vertical_carries_a_count_and_keeps_the_memory() {
    let stored = horizontal(32, 2, 6);
    let narrow = |change| switch(AutoscalingMode::Vertical, change);
    assert_eq!(
        narrow(ReplicaScaling::default()).applied_to(&stored),
        problem(Field::AutoscalingMode, Rule::NeedsCount)
    );
    assert_eq!(
        narrow(count(3)).applied_to(&stored),
        Ok(vertical(32, 32, 3))
    );
}

#[test]
fn fixed_memory_is_raised_with_both_bounds_together() {
    let stored = horizontal(32, 2, 6);
    assert_eq!(
        memory(None, Some(64)).applied_to(&stored),
        problem(
            Field::MaxReplicaMemoryGb,
            Rule::UsedWith(Field::MinReplicaMemoryGb)
        )
    );
    assert_eq!(
        memory(Some(64), Some(64)).applied_to(&stored),
        Ok(horizontal(64, 2, 6))
    );
}

#[test]
fn the_idle_timeout_is_five_minutes_at_least() {
    let idle = |idle_timeout_minutes| ReplicaScaling {
        idle_timeout_minutes,
        ..ReplicaScaling::default()
    };
    let refused = ScalingProblem {
        field: Field::IdleTimeoutMinutes,
        rule: Rule::IdleTimeout,
    };
    assert_eq!(idle(Some(4)).check_idling(), Err(refused));
    assert_eq!(idle(Some(5)).check_idling(), Ok(()));
    assert_eq!(idle(None).check_idling(), Ok(()));
}

#[test]
fn the_size_of_a_service_is_read_by_its_mode() {
    let read = |json: &str| Size::of(&serde_json::from_str(json).expect("a service"));
    let wide = r#"{"id":"x","autoscalingMode":"horizontal","minReplicaMemoryGb":32,"maxReplicaMemoryGb":32,"minReplicas":2,"maxReplicas":6}"#;
    assert_eq!(read(wide), Some(horizontal(32, 2, 6)));
    let fixed = r#"{"id":"x","autoscalingMode":"vertical","minReplicaMemoryGb":8.0,"maxReplicaMemoryGb":16,"numReplicas":2}"#;
    assert_eq!(read(fixed), Some(vertical(8, 16, 2)));
    assert_eq!(read(r#"{"id":"x","autoscalingMode":"vertical"}"#), None);
}

#[test]
fn a_rule_reads_as_a_sentence_beside_its_field() {
    assert_eq!(
        Rule::Memory.to_string(),
        "Must be a multiple of 4 between 8 and 356"
    );
    assert_eq!(
        Rule::NotGreaterThan(Field::MaxReplicaMemoryGb).to_string(),
        "Must not be greater than maxReplicaMemoryGb"
    );
}
