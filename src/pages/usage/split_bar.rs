use std::sync::Arc;

use leptos::prelude::*;

use super::{address::GoTo, known::Known, split::Split};
use crate::ui::dynamic;

/// What the bars are split by.
#[component]
pub fn SplitBar(split: Memo<Split>, known: Memo<Arc<Known>>, go_to: GoTo) -> impl IntoView {
    let choices = Split::WORDS.into_iter().map(|(word, label)| {
        let is_now = move || (split.read().word() == word).to_string();
        view! {
            <button
                type="button"
                class="segments__one"
                aria-pressed=is_now
                on:click=move |_| go_to.split.run((Split::read(Some(word), None),))
            >
                {label}
            </button>
        }
    });
    let by_tag = Memo::new(move |_| matches!(*split.read(), Split::Tag(_)));
    let keys = Memo::new(move |_| known.read().tag_keys());
    let chosen = move || match split.get() {
        Split::Tag(Some(key)) => key,
        _ => keys.read().first().cloned().unwrap_or_default(),
    };
    let choose = move |event: web_sys::Event| {
        go_to
            .split
            .run((Split::Tag(Some(event_target_value(&event))),));
    };
    let tags = move || {
        by_tag.get().then(|| {
            let mut all = keys.get();
            let chosen = chosen();
            // A key of the address that no service has is shown as what it is.
            if !chosen.is_empty() && !all.contains(&chosen) {
                all.push(chosen.clone());
            }
            if all.is_empty() {
                return view! { <span class="quiet">"No service has a tag."</span> }.into_any();
            }
            let options = all.into_iter().map(|key| {
                let is_chosen = key == chosen;
                view! {
                    <option value=key.clone() selected=is_chosen>
                        {key.clone()}
                    </option>
                }
            });
            view! {
                <label class="split__tag">
                    <span>"Tag"</span>
                    <select class="input" on:change=choose>
                        {options.collect_view()}
                    </select>
                </label>
            }
            .into_any()
        })
    };
    view! {
        <div class="split">
            <div class="segments" role="group" aria-label="Split by">
                {choices.collect_view()}
            </div>
            {dynamic(tags)}
        </div>
    }
}
