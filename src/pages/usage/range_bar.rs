use leptos::prelude::*;

use super::{
    address::GoTo,
    custom_range::CustomRange,
    load::Loading,
    range::{Choice, Preset},
};
use crate::{format::plural, pages::range};

/// The range of the costs, by presets and by days of UTC.
#[component]
pub fn RangeBar(loading: Loading, go_to: GoTo) -> impl IntoView {
    let open = RwSignal::new(false);
    let now = move || match loading.choice.get() {
        Choice::Preset(preset) => Some(preset),
        Choice::Custom(_) => None,
    };
    let said = move || {
        let days = loading.days.get();
        format!(
            "{}, {} of UTC",
            days.words(),
            plural(days.count(), "day", "days")
        )
    };
    let form = move || {
        let go_to = move |choice| {
            open.set(false);
            go_to.range.run((choice,));
        };
        view! { <CustomRange loading go_to /> }
    };
    view! {
        <range::RangeBar
            presets=&Preset::ALL
            label=Preset::label
            now=Signal::derive(now)
            choose=move |preset| go_to.range.run((Choice::Preset(preset),))
            said=Signal::derive(said)
            open
            form
        />
    }
}
