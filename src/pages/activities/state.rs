use leptos::prelude::*;

use super::load::{Loading, Phase};
use crate::{
    format::plural,
    pages::reading::{ReadingState, Stage},
    ui::ProblemNotice,
};

/// How far the reading is, and what stopped it.
#[component]
pub fn LoadState(loading: Loading) -> impl IntoView {
    let problem = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Failed(error) => Some(error.problem()),
        _ => None,
    });
    let stage = move || match &*loading.phase.read() {
        Phase::Reading => Stage::UnderWay,
        Phase::Stopped => Stage::Cancelled,
        _ => Stage::AtRest,
    };
    let brought = move || {
        let rows = loading.rows.read().len();
        format!(", {}", plural(rows, "activity", "activities"))
    };
    view! {
        <ProblemNotice problem on_retry=Callback::new(move |()| loading.go_on()) />
        <ReadingState
            stage=Signal::derive(stage)
            days=loading.days
            brought=Signal::derive(brought)
            on_stop=Callback::new(move |()| loading.stop())
            on_go_on=Callback::new(move |()| loading.go_on())
        />
    }
}
