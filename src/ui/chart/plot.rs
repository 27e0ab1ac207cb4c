use std::sync::Arc;

use leptos::{html, prelude::*};
use web_sys::{KeyboardEvent, PointerEvent};

use super::{place_at, step};
use crate::{
    format::number,
    ui::{dynamic, unique::unique_id},
};

/// With more places than this there is no room for gaps within a bar.
const DENSE: usize = 45;

/// How many textures there are, the first of them none.
pub const TEXTURES: usize = 4;

/// What a plot shows, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// How many places there are, from left to right.
    pub count: usize,
    /// Shares of the height and what they stand for.
    pub ticks: Vec<(f64, String)>,
    /// Places and their names; few enough for a narrow screen.
    pub names: Vec<(usize, String)>,
    pub layers: Vec<Layer>,
    /// Bars to hatch, by place and the share of the height they reach.
    pub hatched: Vec<(usize, f64)>,
    /// A share of the height that matters, and its name.
    pub limit: Option<(f64, String)>,
}

/// A shape, and the class that gives it its colour.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub class: String,
    pub path: String,
    /// Which texture tells it from its neighbours where colours do not: none, or one of [`TEXTURES`].
    pub texture: usize,
}

/// A chart over places such as days. The arrow keys and the pointer move a cursor over them, and what is under it is
/// read out and shown below.
#[component]
pub fn Plot(
    /// What is shown, such as "Cost per day".
    #[prop(into)]
    label: String,
    #[prop(into)] drawing: Signal<Arc<Drawing>>,
    /// All of it in one sentence, while the cursor is nowhere.
    #[prop(into)]
    summary: Signal<String>,
    /// What is told of a place.
    #[prop(into)]
    told: Callback<(usize,), String>,
    /// How far Page Up and Page Down lead.
    #[prop(default = 7)]
    page: usize,
) -> impl IntoView {
    let cursor = RwSignal::new(None::<usize>);
    let frame = NodeRef::<html::Div>::new();
    let count = Memo::new(move |_| drawing.read().count);
    // The days may have become fewer.
    let at = Memo::new(move |_| cursor.get().filter(|at| *at < count.get()));
    let key = move |event: KeyboardEvent| {
        let now = at.get_untracked();
        if event.key() == "Escape" && now.is_some() {
            event.prevent_default();
            cursor.set(None);
        } else if let Some(next) = step(&event.key(), now, count.get_untracked(), page) {
            event.prevent_default();
            cursor.set(Some(next));
        }
    };
    let over = move |event: PointerEvent| {
        if let Some(frame) = frame.get_untracked() {
            cursor.set(place_at(&frame, &event, count.get_untracked()));
        }
    };
    let text = move || match at.get() {
        Some(at) => told.run((at,)),
        None => summary.get(),
    };
    let hatch = unique_id("hatch");
    let viewbox = move || format!("0 0 {} 100", count.get().max(1));
    let mark = move || {
        at.get().map(|at| {
            view! { <rect class="plot__cursor" x=at.to_string() y="0" width="1" height="100" /> }
        })
    };
    let texture = unique_id("texture");
    let layers = {
        let texture = texture.clone();
        move || {
            let drawing = drawing.get();
            let layers = drawing.layers.iter().map(|layer| {
                let class = format!("plot__shape {}", layer.class);
                let textured = (layer.texture > 0).then(|| {
                    let fill = format!("url(#{texture}-{})", layer.texture);
                    view! { <path class="plot__textured" d=layer.path.clone() fill=fill /> }
                });
                view! {
                    <path class=class d=layer.path.clone() />
                    {textured}
                }
            });
            layers.collect_view()
        }
    };
    let hatched = {
        let hatch = hatch.clone();
        move || hatched(&drawing.read(), &hatch)
    };
    view! {
        <div class="plot" class:plot--dense=move || { count.get() > DENSE }>
            <svg class="plot__axis" aria-hidden="true">
                {dynamic(move || axis(&drawing.read()))}
            </svg>
            <div
                class="plot__frame"
                role="slider"
                tabindex="0"
                aria-label=format!("{label}: arrow keys move by one")
                aria-valuemin="0"
                aria-valuemax=move || count.get().saturating_sub(1).to_string()
                aria-valuenow=move || at.get().unwrap_or_default().to_string()
                aria-valuetext=text
                node_ref=frame
                on:keydown=key
                on:pointermove=over
                on:pointerdown=over
                on:pointerleave=move |_| cursor.set(None)
                on:blur=move |_| cursor.set(None)
            >
                <svg class="plot__picture" aria-hidden="true">
                    <defs>
                        <pattern
                            id=hatch
                            width="6"
                            height="6"
                            patternUnits="userSpaceOnUse"
                            patternTransform="rotate(45)"
                        >
                            <path class="plot__stroke" d="M0 0V6" />
                        </pattern>
                        {textures(&texture)}
                    </defs>
                    {dynamic(move || lines(&drawing.read()))}
                    <svg viewBox=viewbox preserveAspectRatio="none" width="100%" height="100%">
                        {dynamic(mark)}
                        {dynamic(layers)}
                    </svg>
                    {dynamic(hatched)}
                    {dynamic(move || limit_word(&drawing.read()))}
                </svg>
            </div>
            <svg class="plot__names" aria-hidden="true">
                {dynamic(move || names(&drawing.read()))}
            </svg>
            <p class="plot__told">{dynamic(text)}</p>
        </div>
    }
}

/// Lines across, which keep their distance however wide the box is stretched.
fn textures(id: &str) -> impl IntoView + use<> {
    let lines = ["M0 1H9", "M0 1H9M0 2.5H9", "M0 1H9M0 3.5H9M0 4.5H9"];
    let patterns = lines.into_iter().zip(1..TEXTURES).map(|(line, number)| {
        view! {
            <pattern id=format!("{id}-{number}") width="9" height="6" patternUnits="userSpaceOnUse">
                <path class="plot__texture" d=line />
            </pattern>
        }
    });
    patterns.collect_view()
}

fn percent(share: f64) -> String {
    number(share * 100.0) + "%"
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn across(place: f64, count: usize) -> String {
    percent(place / count.max(1) as f64)
}

fn lines(drawing: &Drawing) -> impl IntoView + use<> {
    let at = |share: &f64| percent(1.0 - share);
    let ticks = drawing.ticks.iter().map(|(share, _)| {
        view! { <line class="plot__tick" x1="0" x2="100%" y1=at(share) y2=at(share) /> }
    });
    let ticks = ticks.collect_view();
    let limit = drawing.limit.as_ref().map(|(share, _)| {
        view! { <line class="plot__limit" x1="0" x2="100%" y1=at(share) y2=at(share) /> }
    });
    view! {
        {ticks}
        {limit}
    }
}

fn axis(drawing: &Drawing) -> impl IntoView + use<> {
    let ticks = drawing.ticks.iter().map(|(share, text)| {
        view! {
            <text class="plot__word" x="100%" y=percent(1.0 - share) dy="4" text-anchor="end">
                {text.clone()}
            </text>
        }
    });
    ticks.collect_view()
}

/// Over the shapes, so that nothing covers it.
fn limit_word(drawing: &Drawing) -> impl IntoView + use<> {
    drawing.limit.as_ref().map(|(share, text)| {
        view! {
            <text class="plot__word plot__word--limit" x="4" y=percent(1.0 - share) dy="-5">
                {text.clone()}
            </text>
        }
    })
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn hatched(drawing: &Drawing, hatch: &str) -> impl IntoView + use<> {
    let bars = drawing.hatched.iter().map(|(place, share)| {
        view! {
            <rect
                x=across(*place as f64 + 0.1, drawing.count)
                y=percent(1.0 - share)
                width=across(0.8, drawing.count)
                height=percent(*share)
                fill=format!("url(#{hatch})")
            />
        }
    });
    bars.collect_view()
}

#[expect(clippy::cast_precision_loss, reason = "some hundreds")]
fn names(drawing: &Drawing) -> impl IntoView + use<> {
    let last = drawing.names.len().saturating_sub(1);
    let names = drawing
        .names
        .iter()
        .enumerate()
        .map(|(number, (place, name))| {
            // The outer ones stay within the frame.
            let (at, anchor) = match number {
                0 => (*place as f64, "start"),
                number if number == last => (*place as f64 + 1.0, "end"),
                _ => (*place as f64 + 0.5, "middle"),
            };
            view! {
                <text class="plot__word" x=across(at, drawing.count) y="11" text-anchor=anchor>
                    {name.clone()}
                </text>
            }
        });
    names.collect_view()
}
