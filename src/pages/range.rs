//! A range of time in the address: presets, and one of one's own.

use leptos::prelude::*;
use leptos_router::{
    NavigateOptions,
    hooks::{use_location, use_navigate, use_query_map},
};

use crate::ui::dynamic;

const RANGE: &str = "range";
pub const FROM: &str = "from";
pub const TO: &str = "to";

/// What stands in the address for a range.
pub const OF_RANGE: &[&str] = &[RANGE, FROM, TO];

/// Name and value of a preset in the address.
pub fn preset(word: &str) -> Vec<(&'static str, String)> {
    vec![(RANGE, word.to_owned())]
}

/// The range that the address says, read from the word of a preset, a beginning and an end.
pub fn use_range<T>(read: fn(Option<&str>, Option<&str>, Option<&str>) -> T) -> Memo<T>
where
    T: PartialEq + Send + Sync + 'static,
{
    let query = use_query_map();
    Memo::new(move |_| {
        let query = query.read();
        read(query.get_str(RANGE), query.get_str(FROM), query.get_str(TO))
    })
}

/// Runs with names of the address to take out and with names and values to put in.
pub type Replace = Callback<(&'static [&'static str], Vec<(&'static str, String)>)>;

/// Replaces parts of the query string, which Back undoes; everything else in the address stays.
pub fn use_replace() -> Replace {
    let navigate = use_navigate();
    let query = use_query_map();
    let location = use_location();
    Callback::new(
        move |(names, values): (&'static [&'static str], Vec<(&'static str, String)>)| {
            let mut query = query.get_untracked();
            for name in names {
                query.remove(name);
            }
            for (name, value) in values {
                query.insert(name.to_owned(), value);
            }
            let path = location.pathname.get_untracked();
            let options = NavigateOptions {
                scroll: false,
                ..NavigateOptions::default()
            };
            navigate(&format!("{path}{}", query.to_query_string()), options);
        },
    )
}

/// Presets, a range of one's own, and which time the range is.
#[component]
pub fn RangeBar<P>(
    presets: &'static [P],
    label: fn(P) -> &'static str,
    /// The preset on view; none for a range of one's own.
    #[prop(into)]
    now: Signal<Option<P>>,
    #[prop(into)] choose: Callback<(P,)>,
    /// The range in words.
    #[prop(into)]
    said: Signal<String>,
    /// Stands beside the presets.
    #[prop(optional, into)]
    beside: ViewFn,
    /// Whether the form of a range of one's own is open.
    open: RwSignal<bool>,
    #[prop(into)] form: ViewFn,
) -> impl IntoView
where
    P: Copy + PartialEq + Send + Sync + 'static,
{
    let button = move |preset: P| {
        view! {
            <button
                type="button"
                class="segments__one"
                aria-pressed=move || (now.get() == Some(preset)).to_string()
                on:click=move |_| choose.run((preset,))
            >
                {label(preset)}
            </button>
        }
    };
    view! {
        <div class="range">
            <div class="segments" role="group" aria-label="Range">
                {presets.iter().copied().map(button).collect_view()}
                <button
                    type="button"
                    class="segments__one"
                    aria-pressed=move || now.read().is_none().to_string()
                    aria-expanded=move || open.get().to_string()
                    on:click=move |_| open.update(|open| *open = !*open)
                >
                    "Custom…"
                </button>
            </div>
            {beside.run()}
            <p class="range__said">{dynamic(move || said.get())}</p>
        </div>
        <Show when=move || open.get()>{form.run()}</Show>
    }
}
