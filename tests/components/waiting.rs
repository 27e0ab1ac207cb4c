use std::{cell::Cell, rc::Rc};

use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen_test::wasm_bindgen_test;
use wheelhouse::{
    client::{Budget, Priority},
    config::Config,
};

use crate::support::{settle, show};

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
    assert!(budget.acquire(Priority::User).await, "the first is free");
    let turns = Rc::new([Cell::new(None), Cell::new(None)]);
    for (place, priority) in [Priority::Poll, Priority::User].into_iter().enumerate() {
        let turns = Rc::clone(&turns);
        spawn_local(async move { turns[place].set(Some(budget.acquire(priority).await)) });
    }
    settle().await;
    assert_eq!(turns.each_ref().map(Cell::get), [None, None], "both wait");
    assert_eq!(budget.past_sessions(), 0);
    budget.end_session();
    settle().await;
    assert_eq!(turns.each_ref().map(Cell::get), [Some(false), Some(false)]);
    assert_eq!(budget.past_sessions(), 1);
    assert!(
        budget.acquire(Priority::Granted).await,
        "what has its place keeps it"
    );
}
