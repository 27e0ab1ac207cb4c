//! Editor of a service's tags.

mod check;

use cloud_api::services::rules;
use leptos::prelude::*;

use crate::ui::dynamic;

pub use check::{TagDraft, tags};

use super::rows::{Half, Labels, Pair, PairRows};

impl Pair for TagDraft {
    const LABELS: Labels = Labels {
        rows: "Tags",
        halves: ["Key", "Value"],
        one: "tag",
        add: "Add tag",
    };

    fn half(&self, half: Half) -> &str {
        match half {
            Half::First => &self.key,
            Half::Second => &self.value,
        }
    }

    fn half_mut(&mut self, half: Half) -> &mut String {
        match half {
            Half::First => &mut self.key,
            Half::Second => &mut self.value,
        }
    }

    fn split(text: &str) -> Option<Vec<Self>> {
        check::split(text)
    }
}

/// Keys with or without a value; [`tags()`] says what to send.
#[component]
pub fn TagsEditor(tags: RwSignal<Vec<TagDraft>>) -> impl IntoView {
    let reports = Memo::new(move |_| check::check(&tags.read()));
    let too_many = move || check::too_many(&tags.read());
    view! {
        <div class="tags-editor">
            <p class="hint">
                {format!(
                    "Up to {} keys, each with or without a value. To add many, paste lines of \
                     key=value into a key.",
                    rules::TAGS_MAX,
                )}
            </p>
            <PairRows rows=tags reports />
            {dynamic(move || too_many().map(|text| view! { <p class="field__problem">{text}</p> }))}
        </div>
    }
}
