use leptos::prelude::*;

use super::load::{Loading, Phase};
use crate::{
    format::plural,
    ui::{Button, ProblemNotice, Tone, dynamic},
};

/// How far the reading is, and what stopped it.
#[component]
pub fn LoadState(loading: Loading) -> impl IntoView {
    let problem = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Failed(error) => Some(error.problem()),
        _ => None,
    });
    let phase = Memo::new(move |_| match &*loading.phase.read() {
        Phase::Reading => 0,
        Phase::Stopped => 1,
        _ => 2,
    });
    let far = move || {
        let (there, all) = loading.days.get();
        let rows = loading.rows.read().len();
        format!(
            "{there} of {} read, {}",
            plural(all as usize, "day", "days"),
            plural(rows, "activity", "activities")
        )
    };
    let content = move || match phase.get() {
        0 => view! {
            <div class="reading">
                <progress
                    aria-label="Days read"
                    max=move || loading.days.get().1.to_string()
                    prop:value=move || f64::from(loading.days.get().0)
                ></progress>
                <span role="status">{dynamic(far)}</span>
                <Button tone=Tone::Plain on_click=move || loading.stop()>
                    "Cancel"
                </Button>
            </div>
        }
        .into_any(),
        1 => view! {
            <div class="reading">
                <span role="status">"Cancelled: " {dynamic(far)}</span>
                <Button tone=Tone::Plain on_click=move || loading.go_on()>
                    "Read the rest"
                </Button>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    };
    view! {
        <ProblemNotice problem on_retry=Callback::new(move |()| loading.go_on()) />
        {dynamic(content)}
    }
}
