use leptos::prelude::*;

use super::load::{Loading, Phase};
use crate::{
    format::plural,
    ui::{Button, Problem, ProblemNotice, Tone, dynamic},
};

/// How far the reading is, and which parts failed.
#[component]
pub fn LoadState(loading: Loading) -> impl IntoView {
    let refused = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Refused(error) => Some(error.problem()),
        _ => None,
    });
    let reading = Memo::new(move |_| *loading.phase.read() == Phase::Reading);
    let stopped = Memo::new(move |_| *loading.phase.read() == Phase::Stopped);
    let far = move || {
        let (there, all) = loading.progress();
        format!("{there} of {} read", plural(all, "day", "days"))
    };
    let is_whole = Memo::new(move |_| {
        let (there, all) = loading.progress();
        there == all
    });
    let progress = move || {
        reading.get().then(|| {
            view! {
                <div class="reading">
                    <progress
                        aria-label="Days read"
                        max=move || loading.progress().1.to_string()
                        prop:value=move || loading.progress().0.to_string()
                    ></progress>
                    <span role="status">{dynamic(far)}</span>
                    <Button tone=Tone::Plain on_click=move || loading.stop()>
                        "Cancel"
                    </Button>
                </div>
            }
        })
    };
    let rest = move || {
        (stopped.get() && !is_whole.get()).then(|| {
            view! {
                <div class="reading">
                    <span role="status">"Cancelled: " {dynamic(far)}</span>
                    <Button tone=Tone::Plain on_click=move || loading.go_on()>
                        "Read the rest"
                    </Button>
                </div>
            }
        })
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
        {dynamic(progress)}
        {dynamic(rest)}
        {dynamic(failed)}
    }
}
