use leptos::prelude::*;

/// How much of a limit is used, as a bar; the numbers stand beside it as text.
#[component]
pub fn Meter(
    #[prop(into)] label: String,
    used: u64,
    limit: u64,
    /// The same in words, for who cannot see the bar.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    // From four fifths on it is tight, and full is not good: the browser picks the colour by these.
    let tight = limit.saturating_mul(4) / 5;
    let full = limit.saturating_sub(1);
    view! {
        <meter
            class="meter"
            aria-label=label
            aria-valuetext=text
            min="0"
            max=limit.max(1).to_string()
            low=tight.to_string()
            high=full.max(tight).to_string()
            optimum="0"
            value=used.min(limit).to_string()
        ></meter>
    }
}
