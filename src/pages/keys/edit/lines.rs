use leptos::prelude::*;

use super::change::Line;
use crate::ui::dynamic;

/// What changes, field by field: now and after. Nothing while nothing does.
#[component]
pub fn Lines(
    /// What the list is, such as "What will change".
    label: &'static str,
    #[prop(into)] lines: Signal<Vec<Line>>,
) -> impl IntoView {
    let lines = Memo::new(move |_| lines.get());
    let item = |Line { field, now, after }: Line| {
        view! {
            <li class="changes__line">
                <span class="changes__kind">{field}</span>
                " "
                <del>{now}</del>
                <span class="visually-hidden">" becomes "</span>
                <span aria-hidden="true">" → "</span>
                <ins>{after}</ins>
            </li>
        }
    };
    view! {
        <Show when=move || !lines.read().is_empty()>
            <section class="changes" aria-label=label>
                <p class="changes__title">{label}</p>
                <ul class="plain">
                    {dynamic(move || lines.get().into_iter().map(item).collect_view())}
                </ul>
            </section>
        </Show>
    }
}
