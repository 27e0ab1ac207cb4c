use std::sync::Arc;

use leptos::{html, prelude::*};
use web_sys::{KeyboardEvent, PointerEvent};

use super::{bars::Bars, log::Range};
use crate::{
    format::plural,
    ui::{
        chart::{self, ChartTable, place_at, step},
        clock::{Detail, local, utc, zone},
        dynamic,
    },
};

/// How the rows shown lie in time. A stretch of it can be taken with the mouse or from the keyboard.
#[component]
pub fn Timeline(
    bars: RwSignal<Arc<Bars>>,
    /// Runs with the stretch that was taken.
    on_take: Callback<(Range,)>,
) -> impl IntoView {
    let brush = Brush {
        bars,
        cursor: RwSignal::new(None),
        anchor: RwSignal::new(None),
        dragging: RwSignal::new(false),
        on_take,
        frame: NodeRef::new(),
    };
    let count = move || bars.read().counts.len();
    let viewbox = move || format!("0 0 {} 100", count().max(1));
    let readout = move || match brush.taken() {
        Some((first, last)) => brush.told(first, last),
        None => format!(
            "Drag, or use the arrow keys, to take a stretch of time. Times are those of {}; bars begin on round times of UTC.",
            zone()
        ),
    };
    let chosen = move || {
        brush.taken().map(|(first, last)| {
            view! {
                <rect
                    class="chart__taken"
                    x=first.to_string()
                    y="0"
                    width=(last - first + 1).to_string()
                    height="100"
                />
            }
        })
    };
    let axis = move || {
        let bars = bars.get();
        bars.range.map(|range| {
            let middle = f64::midpoint(range.from, range.to);
            let edges = [range.from, middle, range.to];
            edges
                .map(|at| view! { <span>{local(at, Detail::Minute)}</span> })
                .into_iter()
                .collect_view()
        })
    };
    let most = move || format!("most: {}", bars.read().most());
    let summary = move || summary(&bars.read());
    view! {
        <section class="panel" aria-label="Timeline">
            <div class="chart">
                <p class="chart__summary">{dynamic(summary)}</p>
                <div
                    class="chart__frame"
                    role="slider"
                    tabindex="0"
                    aria-label="Timeline: arrow keys move, with Shift they take a stretch, Enter shows it"
                    aria-valuemin="0"
                    aria-valuemax=move || count().saturating_sub(1).to_string()
                    aria-valuenow=move || brush.cursor.get().unwrap_or_default().to_string()
                    aria-valuetext=move || brush.valuetext()
                    node_ref=brush.frame
                    on:keydown=move |event| brush.key(&event)
                    on:pointerdown=move |event| brush.down(&event)
                    on:pointermove=move |event| brush.over(&event)
                    on:pointerup=move |event| brush.up(&event)
                    on:pointerleave=move |_| brush.leave()
                    on:blur=move |_| brush.clear()
                >
                    <svg
                        class="chart__bars"
                        viewBox=viewbox
                        preserveAspectRatio="none"
                        aria-hidden="true"
                    >
                        <path class="chart__unread" d=move || unread(&bars.read()) />
                        {dynamic(chosen)}
                        <path class="chart__count" d=move || outline(&bars.read()) />
                    </svg>
                </div>
                <div class="chart__axis" aria-hidden="true">
                    {dynamic(axis)}
                </div>
                <p class="chart__readout">
                    <span>{dynamic(readout)}</span>
                    <span>{dynamic(most)}</span>
                </p>
            </div>
            <ChartTable
                label="Activities by time"
                file="activities-by-time.csv"
                sheet=Memo::new(move |_| Arc::new(
                    bars.read().sheet(|at| local(at, Detail::Minute)),
                ))
            />
        </section>
    }
}

/// The chart in a sentence.
fn summary(bars: &Bars) -> String {
    let all = total(bars);
    let unread = bars.unread.iter().filter(|unread| **unread).count();
    let unread = match unread {
        0 => String::new(),
        unread => format!(
            " Grey: {unread} of {} stretches of time are not read.",
            bars.counts.len()
        ),
    };
    let Some((place, most)) = bars.busiest() else {
        return format!("{all}.{unread}");
    };
    let Range { from, to } = bars.stretch(place, place);
    let empty = match bars.empty() {
        0 => String::new(),
        empty => format!(
            " None in {empty} of {} stretches of time.",
            bars.counts.len()
        ),
    };
    format!(
        "{all}. Most, {most}, from {} to {}.{empty}{unread}",
        local(from, Detail::Minute),
        local(to, Detail::Minute)
    )
}

fn total(bars: &Bars) -> String {
    let all = bars.counts.iter().sum::<u32>() as usize;
    plural(all, "activity", "activities")
}

/// All bars as one path, the highest to the top.
fn outline(bars: &Bars) -> String {
    let most = f64::from(bars.most().max(1));
    let counts = bars.counts.iter().enumerate();
    let counts = counts.filter(|(_, count)| **count > 0);
    // One of a thousand can still be seen.
    chart::bars(counts.map(|(place, count)| (place, 0.0, (f64::from(*count) / most).max(0.02))))
}

/// The bars of which nothing, or not all, is known.
fn unread(bars: &Bars) -> String {
    let places = bars.unread.iter().enumerate();
    let places = places.filter(|(_, unread)| **unread);
    chart::bars(places.map(|(place, _)| (place, 0.0, 1.0)))
}

#[derive(Clone, Copy)]
struct Brush {
    bars: RwSignal<Arc<Bars>>,
    cursor: RwSignal<Option<usize>>,
    /// Where a stretch began; it ends at the cursor.
    anchor: RwSignal<Option<usize>>,
    dragging: RwSignal<bool>,
    on_take: Callback<(Range,)>,
    frame: NodeRef<html::Div>,
}

impl Brush {
    fn taken(self) -> Option<(usize, usize)> {
        let cursor = self.cursor.get()?;
        let last = self.bars.read().counts.len().checked_sub(1)?;
        let anchor = self.anchor.get().unwrap_or(cursor);
        Some((cursor.min(anchor).min(last), cursor.max(anchor).min(last)))
    }

    fn told(self, first: usize, last: usize) -> String {
        let bars = self.bars.read();
        let range = bars.stretch(first, last);
        let count = bars.sum(first, last) as usize;
        let unread = if bars.is_read(first, last) {
            ""
        } else {
            ", and what is not read"
        };
        format!(
            "{} – {} ({} – {}): {}{unread}",
            local(range.from, Detail::Minute),
            local(range.to, Detail::Minute),
            utc(range.from),
            utc(range.to),
            plural(count, "activity", "activities")
        )
    }

    fn valuetext(self) -> String {
        if let Some((first, last)) = self.taken() {
            return self.told(first, last);
        }
        summary(&self.bars.read())
    }

    fn clear(self) {
        self.cursor.set(None);
        self.anchor.set(None);
    }

    fn key(self, event: &KeyboardEvent) {
        let count = self.bars.read_untracked().counts.len();
        let now = self.cursor.get_untracked();
        let next = match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                return self.take();
            }
            "Escape" if now.is_some() => {
                event.prevent_default();
                return self.clear();
            }
            key => match step(key, now, count, 10) {
                Some(next) => next,
                None => return,
            },
        };
        event.prevent_default();
        let anchor = self.anchor.get_untracked().or(now).unwrap_or(next);
        self.anchor.set(event.shift_key().then_some(anchor));
        self.cursor.set(Some(next));
    }

    fn take(self) {
        if let Some((first, last)) = untrack(|| self.taken()) {
            let range = self.bars.read_untracked().stretch(first, last);
            self.clear();
            self.on_take.run((range,));
        }
    }

    /// The bar under the pointer.
    fn place(self, event: &PointerEvent) -> Option<usize> {
        let frame = self.frame.get_untracked()?;
        place_at(&frame, event, self.bars.read_untracked().counts.len())
    }

    fn down(self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        if let (Some(place), Some(frame)) = (self.place(event), self.frame.get_untracked()) {
            // The pointer may leave the frame while it is down.
            _ = frame.set_pointer_capture(event.pointer_id());
            self.anchor.set(Some(place));
            self.cursor.set(Some(place));
            self.dragging.set(true);
        }
    }

    fn over(self, event: &PointerEvent) {
        let place = self.place(event);
        if !self.dragging.get_untracked() {
            // Nothing that was taken from the keyboard is lost to a pointer that passes.
            if self.anchor.get_untracked().is_some() {
                return;
            }
        }
        if self.cursor.get_untracked() != place {
            self.cursor.set(place);
        }
    }

    fn up(self, event: &PointerEvent) {
        if self.dragging.get_untracked() {
            self.dragging.set(false);
            self.over(event);
            self.take();
        }
    }

    fn leave(self) {
        if !self.dragging.get_untracked() && self.anchor.get_untracked().is_none() {
            self.cursor.set(None);
        }
    }
}
