use std::{cell::Cell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::{
    client::{Budget, Priority},
    config::Config,
};

use crate::support::{settle, show, until};

#[wasm_bindgen_test]
async fn what_waits_for_its_turn_has_none_once_the_session_is_over() {
    // Mounting is what makes spawning possible.
    let _stage = show(|| ()).await;
    let owner = Owner::new();
    owner.set();
    let budget = Budget::new(&Config {
        budget_requests: 1,
        budget_seconds: 600.0,
        ..Config::default()
    });
    assert!(
        budget.acquire(Priority::User, "").await,
        "the first is free"
    );
    let turns = Rc::new([Cell::new(None), Cell::new(None)]);
    for (place, priority) in [Priority::Poll, Priority::User].into_iter().enumerate() {
        let turns = Rc::clone(&turns);
        spawn_local(async move { turns[place].set(Some(budget.acquire(priority, "").await)) });
    }
    settle().await;
    assert_eq!(turns.each_ref().map(Cell::get), [None, None], "both wait");
    assert_eq!(budget.past_sessions(), 0);
    budget.end_session();
    settle().await;
    assert_eq!(turns.each_ref().map(Cell::get), [Some(false), Some(false)]);
    assert_eq!(budget.past_sessions(), 1);
    assert!(
        budget.acquire(Priority::Granted, "").await,
        "what has its place keeps it"
    );
}

#[wasm_bindgen_test]
async fn what_somebody_waits_for_goes_ahead_of_what_is_read_ahead() {
    let _stage = show(|| ()).await;
    let owner = Owner::new();
    owner.set();
    // Half of it may be used for what is read ahead.
    let budget = Budget::new(&Config {
        budget_requests: 3,
        budget_seconds: 600.0,
        ..Config::default()
    });
    assert!(budget.acquire(Priority::User, "").await);
    let turns = Rc::new([Cell::new(false), Cell::new(false)]);
    for (place, address) in ["/v1/one", "/v1/two"].into_iter().enumerate() {
        let turns = Rc::clone(&turns);
        spawn_local(async move {
            turns[place].set(budget.acquire(Priority::Prefetch, address).await);
        });
    }
    settle().await;
    assert_eq!(turns.each_ref().map(Cell::get), [false, false], "both wait");
    budget.hurry("/v1/two", Priority::User);
    until("the second has its turn", || turns[1].get()).await;
    assert!(!turns[0].get(), "the other one still waits");
    // What goes first already is put back by nobody.
    budget.hurry("/v1/one", Priority::Prefetch);
    budget.hurry("/v1/one", Priority::User);
    budget.hurry("/v1/one", Priority::Poll);
    until("the first has its turn", || turns[0].get()).await;
}
