use leptos::prelude::*;

use super::load::{Loading, Phase};
use crate::{
    pages::reading::{ReadingState, Stage},
    ui::{Problem, ProblemNotice, dynamic},
};

/// How far the reading is, and which parts failed.
#[component]
pub fn LoadState(loading: Loading) -> impl IntoView {
    let refused = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Refused(error) => Some(error.problem()),
        _ => None,
    });
    let days = Memo::new(move |_| loading.progress());
    let stage = move || match &*loading.phase.read() {
        Phase::Reading => Stage::UnderWay,
        Phase::Stopped if days.get().0 < days.get().1 => Stage::Cancelled,
        _ => Stage::AtRest,
    };
    let failed = move || {
        let failed = loading.failed.get().into_iter().map(|failed| {
            let problem = Problem {
                title: format!("{} could not be read", failed.days.words()),
                ..failed.error.problem()
            };
            let again = Callback::new(move |()| loading.try_again(failed.days));
            view! { <ProblemNotice problem=Signal::stored(Some(problem)) on_retry=again /> }
        });
        failed.collect_view()
    };
    view! {
        <ProblemNotice problem=refused on_retry=Callback::new(move |()| loading.go_on()) />
        <ReadingState
            stage=Signal::derive(stage)
            days
            on_stop=Callback::new(move |()| loading.stop())
            on_go_on=Callback::new(move |()| loading.go_on())
        />
        {dynamic(failed)}
    }
}
