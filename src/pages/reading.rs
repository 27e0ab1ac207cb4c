use leptos::prelude::*;

use crate::{
    format::plural,
    ui::{Button, Tone, dynamic},
};

/// Where a reading in parts stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    UnderWay,
    /// By the person, before all of it was there.
    Cancelled,
    AtRest,
}

/// How far a reading of days is, with the way to stop it and to go on.
#[component]
pub fn ReadingState(
    #[prop(into)] stage: Signal<Stage>,
    /// Days that are there, and all days.
    #[prop(into)]
    days: Signal<(usize, usize)>,
    /// What they brought.
    #[prop(optional, into)]
    brought: Signal<String>,
    #[prop(into)] on_stop: Callback<()>,
    #[prop(into)] on_go_on: Callback<()>,
) -> impl IntoView {
    let stage = Memo::new(move |_| stage.get());
    let far = move || {
        let (there, all) = days.get();
        let days = plural(all, "day", "days");
        let brought = brought.read();
        if there == all {
            format!("{days} read{brought}")
        } else {
            format!("{there} of {days} read{brought}")
        }
    };
    let content = move || match stage.get() {
        Stage::UnderWay => view! {
            <div class="reading">
                <progress
                    aria-label="Days read"
                    max=move || days.get().1.to_string()
                    prop:value=move || days.get().0.to_string()
                ></progress>
                <span role="status">{dynamic(far)}</span>
                <Button tone=Tone::Plain on_click=on_stop>
                    "Cancel"
                </Button>
            </div>
        }
        .into_any(),
        Stage::Cancelled => view! {
            <div class="reading">
                <span role="status">"Cancelled: " {dynamic(far)}</span>
                <Button tone=Tone::Plain on_click=on_go_on>
                    "Read the rest"
                </Button>
            </div>
        }
        .into_any(),
        // The line stays, so that nothing below it moves when the reading ends.
        Stage::AtRest => view! {
            <div class="reading">
                <span role="status">{dynamic(far)}</span>
            </div>
        }
        .into_any(),
    };
    dynamic(content)
}
