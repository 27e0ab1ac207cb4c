use std::collections::HashSet;

use cloud_api::services::State;

use super::{Kind, Operation, Phase, active_on, moving, rules::Trail, watch::transition};
use crate::{query::Pace, ui::Problem};

const SERVICE: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";

fn operation(number: u64, phase: Phase) -> Operation {
    let organization = "0e8a4b1c-1111-4c2d-9e3f-5a6b7c8d9e0f";
    Operation {
        number,
        kind: Kind::Delete,
        organization: organization.parse().expect("an id"),
        service: SERVICE.parse().expect("an id"),
        name: "prod".into(),
        started: 0.0,
        phase,
        last: None,
        trail: Trail::default(),
    }
}

#[test]
fn what_was_dismissed_replaced_or_failed_sends_nothing_more() {
    let waiting = operation(1, Phase::Waiting(Some(State::Stopped)));
    assert_eq!(moving(std::slice::from_ref(&waiting), 1), Some(&waiting));
    assert_eq!(moving(&[], 1), None, "dismissed");
    let replaced = [operation(2, Phase::Waiting(None))];
    assert_eq!(moving(&replaced, 1), None, "replaced");
    for phase in [
        Phase::Paused,
        Phase::Failed(Problem::default()),
        Phase::Done,
    ] {
        assert_eq!(moving(&[operation(1, phase)], 1), None);
    }
}

#[test]
fn what_was_sent_of_a_deletion_is_told_to_whoever_dismisses_it() {
    let mut one = operation(1, Phase::Waiting(Some(State::Stopped)));
    let told = |one: &Operation| one.sent_so_far().unwrap_or_default();
    assert!(told(&one).contains("nothing was sent"));
    one.trail.sent_stop = true;
    assert!(told(&one).contains("only its stop was sent"));
    one.goes_over_to(Phase::Waiting(Some(State::Terminating)));
    assert!(told(&one).contains("goes on"));
    one.goes_over_to(Phase::Done);
    assert_eq!(one.sent_so_far(), None);
    one.kind = Kind::Stop;
    one.goes_over_to(Phase::Waiting(None));
    assert_eq!(one.sent_so_far(), None);
}

#[test]
fn a_deletion_on_its_way_outlives_a_reload_and_a_start_does_not() {
    let mut one = operation(1, Phase::Sending);
    assert!(one.is_kept());
    one.goes_over_to(Phase::Failed(Problem::default()));
    assert!(one.is_kept(), "cut off by the reload");
    one.kind = Kind::Start;
    assert!(!one.is_kept());
}

#[test]
fn a_service_is_busy_while_a_command_is_about_to_leave_or_on_its_way() {
    let service = SERVICE.parse().expect("an id");
    for phase in [
        Phase::Soon,
        Phase::Sending,
        Phase::Waiting(None),
        Phase::Paused,
    ] {
        assert!(active_on(&[operation(1, phase)], &service).is_some());
    }
    assert!(active_on(&[operation(1, Phase::Done)], &service).is_none());
}

#[test]
fn looks_that_fail_and_those_after_them_do_not_start_the_fast_time_again() {
    let mut one = operation(1, Phase::Paused);
    let mut pace = Pace::default();
    let mut pause = |one: &Operation, now| pace.next(HashSet::from([transition(one)]), now);
    one.goes_over_to(Phase::Waiting(Some(State::Stopping)));
    let fast = pause(&one, 0.0);
    let slow = pause(&one, 60_000.0);
    assert!(slow > fast);
    one.goes_over_to(Phase::Retrying(Problem::default()));
    assert_eq!(pause(&one, 70_000.0), slow, "a failed look");
    one.goes_over_to(Phase::Waiting(Some(State::Stopping)));
    assert_eq!(pause(&one, 80_000.0), slow, "the same state after it");
    one.goes_over_to(Phase::Waiting(Some(State::Stopped)));
    assert_eq!(pause(&one, 90_000.0), fast, "a new state");
}

#[test]
fn a_deletion_that_the_api_took_has_nothing_to_send_even_where_looks_fail() {
    let mut one = operation(1, Phase::Paused);
    one.goes_over_to(Phase::Waiting(Some(State::Terminating)));
    one.goes_over_to(Phase::Retrying(Problem::default()));
    assert!(!one.has_steps_to_come());
}
