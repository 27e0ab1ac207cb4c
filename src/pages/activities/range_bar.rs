use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use super::{
    load::Loading,
    log::Range,
    range::{Choice, FROM, Preset, RANGE, TO, problem, wider},
};
use crate::ui::{
    Button, FieldProblem, Icon, Tone,
    clock::{Detail, field_of, local, of_field, utc},
    dynamic,
};

/// The range that the address says.
pub fn use_choice() -> Memo<Choice> {
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        Choice::read(query.get_str(RANGE), query.get_str(FROM), query.get_str(TO))
    })
}

/// Goes to another range, which Back undoes; everything else in the address stays.
pub fn use_go_to() -> Callback<(Choice,)> {
    let navigate = use_navigate();
    let query = use_query_map();
    let location = use_location();
    Callback::new(move |(choice,): (Choice,)| {
        let mut query = query.get_untracked();
        for name in [RANGE, FROM, TO] {
            query.remove(name);
        }
        for (name, value) in choice.query() {
            query.insert(name.to_owned(), value);
        }
        let path = location.pathname.get_untracked();
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&format!("{path}{}", query.to_query_string()), options);
    })
}

/// Presets, a range of one's own, and what the range is by both clocks.
#[component]
pub fn RangeBar(loading: Loading, go_to: Callback<(Choice,)>) -> impl IntoView {
    let open = RwSignal::new(false);
    let choice = loading.choice;
    let presets = Preset::ALL
        .into_iter()
        .map(|preset| {
            let is_now = move || (choice.get() == Choice::Preset(preset)).to_string();
            view! {
                <button
                    type="button"
                    class="segments__one"
                    aria-pressed=is_now
                    on:click=move |_| go_to.run((Choice::Preset(preset),))
                >
                    {preset.label()}
                </button>
            }
        })
        .collect_view();
    let is_custom = Memo::new(move |_| matches!(choice.get(), Choice::Custom(_)));
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
    let zoom_out = move || {
        let range = wider(loading.range.get_untracked(), js_sys::Date::now());
        go_to.run((Choice::Custom(range),));
    };
    view! {
        <div class="range">
            <div class="segments" role="group" aria-label="Range">
                {presets}
                <button
                    type="button"
                    class="segments__one"
                    aria-pressed=move || is_custom.get().to_string()
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    "Custom…"
                </button>
            </div>
            <Show when=move || is_custom.get()>
                <Button tone=Tone::Plain on_click=zoom_out>
                    <Icon name="search" />
                    "Zoom out"
                </Button>
            </Show>
            <p class="range__said">{dynamic(said)}</p>
        </div>
        <Show when=move || open.get()>
            <CustomRange
                loading
                go_to=move |choice| {
                    open.set(false);
                    go_to.run((choice,));
                }
            />
        </Show>
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
