use leptos::prelude::*;

use super::{
    load::Loading,
    log::Range,
    range::{Choice, Preset, problem, wider},
};
use crate::{
    pages::range::{self, OF_RANGE, use_range, use_replace},
    ui::{
        Button, FieldProblem, Icon, Tone,
        clock::{Detail, field_of, local, of_field, utc},
        dynamic,
    },
};

/// The range that the address says.
pub fn use_choice() -> Memo<Choice> {
    use_range(Choice::read)
}

/// Goes to another range, which Back undoes; everything else in the address stays.
pub fn use_go_to() -> Callback<(Choice,)> {
    let replace = use_replace();
    Callback::new(move |(choice,): (Choice,)| replace.run((OF_RANGE, choice.query())))
}

/// The range of the log, by presets and by both clocks.
#[component]
pub fn RangeBar(loading: Loading, go_to: Callback<(Choice,)>) -> impl IntoView {
    let open = RwSignal::new(false);
    let now = Memo::new(move |_| match loading.choice.get() {
        Choice::Preset(preset) => Some(preset),
        Choice::Custom(_) => None,
    });
    let said = move || {
        let Range { from, to } = loading.range.get();
        format!(
            "{} – {} local, {} – {}",
            local(from, Detail::Second),
            local(to, Detail::Second),
            utc(from),
            utc(to)
        )
    };
    let zoom_out = Callback::new(move |()| {
        let range = wider(loading.range.get_untracked(), js_sys::Date::now());
        go_to.run((Choice::Custom(range),));
    });
    let beside = move || {
        view! {
            <Show when=move || now.read().is_none()>
                <Button tone=Tone::Plain on_click=zoom_out>
                    <Icon name="search" />
                    "Zoom out"
                </Button>
            </Show>
        }
    };
    let form = move || {
        let go_to = move |choice| {
            open.set(false);
            go_to.run((choice,));
        };
        view! { <CustomRange loading go_to /> }
    };
    view! {
        <range::RangeBar
            presets=&Preset::ALL
            label=Preset::label
            now
            choose=move |preset| go_to.run((Choice::Preset(preset),))
            said=Signal::derive(said)
            beside
            open
            form
        />
    }
}

/// Two moments by the local clock, with what they are in UTC.
#[component]
fn CustomRange(loading: Loading, #[prop(into)] go_to: Callback<(Choice,)>) -> impl IntoView {
    let range = loading.range.get_untracked();
    let from = RwSignal::new(field_of(range.from));
    let to = RwSignal::new(field_of(range.to));
    let refused = RwSignal::new(None::<&'static str>);
    let read = move || {
        let from = of_field(&from.get())?;
        let to = of_field(&to.get())?;
        Some(Range { from, to })
    };
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match untrack(read) {
            None => refused.set(Some("Both a beginning and an end are needed.")),
            Some(range) => match problem(range) {
                None => go_to.run((Choice::Custom(range),)),
                refusal => refused.set(refusal),
            },
        }
    };
    let field = move |label: &'static str, value: RwSignal<String>| {
        let hint = move || of_field(&value.get()).map(utc).unwrap_or_default();
        view! {
            <label class="field">
                <span class="field__label">{label}</span>
                <input
                    type="datetime-local"
                    class="input"
                    prop:value=value
                    on:input:target=move |event| value.set(event.target().value())
                />
                <span class="field__hint">{dynamic(hint)}</span>
            </label>
        }
    };
    view! {
        <form class="range__form" aria-label="Custom range" on:submit=submit>
            {field("From, local time", from)}
            {field("To, local time", to)}
            <button type="submit" class="button button--primary">
                "Show range"
            </button>
            <FieldProblem problem=Signal::derive(move || refused.get().map(ToOwned::to_owned)) />
        </form>
    }
}
