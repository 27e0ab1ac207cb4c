use leptos::prelude::*;

use super::*;
use crate::pages::editors::FieldsOf;
use crate::pages::service::scaling::stored::tests::{horizontal, vertical};

/// The body that leads from what is stored to what was typed.
fn sent(stored: &Stored, edit: impl FnOnce(&mut Draft)) -> Result<String, Problems> {
    let mut draft = Draft::of(stored);
    edit(&mut draft);
    let change = stored.change_to(&draft.check(stored)?);
    Ok(serde_json::to_string(&change).expect("JSON"))
}

fn problems(stored: &Stored, edit: impl FnOnce(&mut Draft)) -> Problems {
    sent(stored, edit).expect_err("a problem")
}

#[test]
fn an_untouched_form_sends_nothing() {
    for stored in [vertical(), horizontal()] {
        assert_eq!(sent(&stored, |_| {}).as_deref(), Ok("{}"));
    }
}

#[test]
fn only_what_changed_is_sent() {
    let max = sent(&vertical(), |draft| draft.max_memory = " 64 ".into());
    assert_eq!(max.as_deref(), Ok(r#"{"maxReplicaMemoryGb":64}"#));
    let count = sent(&vertical(), |draft| draft.replicas = "5".into());
    assert_eq!(count.as_deref(), Ok(r#"{"numReplicas":5}"#));
    let timeout = sent(&vertical(), |draft| {
        draft.idle_timeout_minutes = "30".into();
    });
    assert_eq!(timeout.as_deref(), Ok(r#"{"idleTimeoutMinutes":30}"#));
}

#[test]
fn a_horizontal_size_goes_as_pairs() {
    let memory = sent(&horizontal(), |draft| draft.memory = "64".into());
    assert_eq!(
        memory.as_deref(),
        Ok(r#"{"minReplicaMemoryGb":64,"maxReplicaMemoryGb":64}"#)
    );
    let band = sent(&horizontal(), |draft| draft.max_replicas = "8".into());
    assert_eq!(band.as_deref(), Ok(r#"{"minReplicas":2,"maxReplicas":8}"#));
}

#[test]
fn a_switch_carries_the_replicas_of_the_new_mode() {
    let to_horizontal = sent(&vertical(), |draft| {
        draft.mode = "horizontal".into();
        draft.max_replicas = "6".into();
    });
    assert_eq!(
        to_horizontal.as_deref(),
        Ok(concat!(
            r#"{"autoscalingMode":"horizontal","minReplicaMemoryGb":32,"#,
            r#""maxReplicaMemoryGb":32,"minReplicas":3,"maxReplicas":6}"#
        ))
    );
    let to_vertical = sent(&horizontal(), |draft| draft.mode = "vertical".into());
    assert_eq!(
        to_vertical.as_deref(),
        Ok(r#"{"autoscalingMode":"vertical","numReplicas":6}"#)
    );
}

#[test]
fn fields_of_the_other_mode_do_not_matter() {
    let sent = sent(&vertical(), |draft| {
        draft.memory = "nonsense".into();
        draft.min_replicas = String::new();
    });
    assert_eq!(sent.as_deref(), Ok("{}"));
}

#[test]
fn the_rule_is_named_beside_its_field() {
    let memory = "Must be a multiple of 4 between 8 and 356";
    for text in ["0", "10", "360"] {
        assert_eq!(
            problems(&vertical(), |draft| draft.min_memory = text.into()),
            [(Field::MinReplicaMemoryGb, memory.into())]
        );
    }
    assert_eq!(
        problems(&vertical(), |draft| draft.replicas = "51".into()),
        [(
            Field::NumReplicas,
            "Must be an integer between 1 and 50".into()
        )]
    );
    assert_eq!(
        problems(&vertical(), |draft| draft.min_memory = "64".into()),
        [(
            Field::MinReplicaMemoryGb,
            "Must not be greater than maxReplicaMemoryGb".into()
        )]
    );
    assert_eq!(
        problems(&horizontal(), |draft| draft.min_replicas = "7".into()),
        [(
            Field::MinReplicas,
            "Must not be greater than maxReplicas".into()
        )]
    );
    assert_eq!(
        problems(&vertical(), |draft| draft.idle_timeout_minutes = "4".into()),
        [(Field::IdleTimeoutMinutes, "Must be >= 5 minutes".into())]
    );
}

#[test]
fn what_is_no_number_is_said_for_every_field() {
    let problems = problems(&vertical(), |draft| {
        draft.min_memory = String::new();
        draft.max_memory = "8.5".into();
        draft.replicas = "99999999999".into();
    });
    assert_eq!(
        problems,
        [
            (Field::MinReplicaMemoryGb, "Enter a number".into()),
            (Field::MaxReplicaMemoryGb, "Enter a whole number".into()),
            (Field::NumReplicas, "Too large".into()),
        ]
    );
}

#[test]
fn without_idling_the_timeout_stays_as_it_is() {
    let sent = sent(&vertical(), |draft| {
        draft.idle_scaling = false;
        draft.idle_timeout_minutes = "1".into();
    });
    assert_eq!(sent.as_deref(), Ok(r#"{"idleScaling":false}"#));
}

#[test]
fn a_timeout_that_was_never_told_need_not_be_given() {
    let mut stored = vertical();
    stored.idle_timeout_minutes = None;
    assert_eq!(sent(&stored, |_| {}).as_deref(), Ok("{}"));
}

#[test]
fn the_signals_hold_what_the_draft_says() {
    let owner = Owner::new();
    owner.set();
    let fields = Fields::new(Draft::default());
    let draft = Draft::of(&horizontal());
    fields.show(draft.clone());
    assert_eq!(untrack(|| fields.draft()), draft);
    assert_eq!(untrack(|| Fields::new(draft.clone()).draft()), draft);
}

#[test]
fn a_draft_survives_a_reload_with_what_it_was_made_from() {
    let draft = Draft::of(&horizontal());
    let kept = serde_json::to_string(&(horizontal(), &draft)).expect("JSON");
    let back: (Stored, Draft) = serde_json::from_str(&kept).expect("what was kept");
    assert_eq!(back, (horizontal(), draft));
}
