use leptos::prelude::*;

use super::{
    address::GoTo,
    custom_range::CustomRange,
    load::Loading,
    range::{Choice, Preset},
};
use crate::{format::plural, ui::dynamic};

/// Presets, a range of one's own, and which days the range is.
#[component]
pub fn RangeBar(loading: Loading, go_to: GoTo) -> impl IntoView {
    let open = RwSignal::new(false);
    let choice = loading.choice;
    let presets = Preset::ALL.into_iter().map(|preset| {
        let is_now = move || (choice.get() == Choice::Preset(preset)).to_string();
        view! {
            <button
                type="button"
                class="segments__one"
                aria-pressed=is_now
                on:click=move |_| go_to.range.run((Choice::Preset(preset),))
            >
                {preset.label()}
            </button>
        }
    });
    let is_custom = move || matches!(choice.get(), Choice::Custom(_)).to_string();
    let said = move || {
        let days = loading.days.get();
        format!(
            "{}, {} of UTC",
            days.words(),
            plural(days.count(), "day", "days")
        )
    };
    view! {
        <div class="range">
            <div class="segments" role="group" aria-label="Range">
                {presets.collect_view()}
                <button
                    type="button"
                    class="segments__one"
                    aria-pressed=is_custom
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    "Custom…"
                </button>
            </div>
            <p class="range__said" role="status">
                {dynamic(said)}
            </p>
        </div>
        <Show when=move || open.get()>
            <CustomRange
                loading
                go_to=move |choice| {
                    open.set(false);
                    go_to.range.run((choice,));
                }
            />
        </Show>
    }
}
