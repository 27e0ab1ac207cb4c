use leptos::{ev, html, prelude::*};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, HtmlElement, PointerEvent, ResizeObserver};

use super::{
    ListCore,
    layout::{Placed, clamped, placed, rules, stuck, written},
};
use crate::ui::sheet::Sheet;

/// A width that is being drawn with the pointer.
#[derive(Clone, Copy, PartialEq)]
struct Drag {
    column: usize,
    /// Where the pointer took hold, and how wide the column was then.
    from: f64,
    start: f64,
    width: u32,
}

/// Gives the columns of a table the widths that were chosen, keeps pinned ones in sight, and lets the edges of the
/// headings be drawn. Shows nothing itself.
///
/// The rules stand in a sheet made by script, which a strict content policy allows: cells stay as they are, however
/// often a width changes.
#[component]
pub(in crate::ui) fn ColumnLayout(core: ListCore, scroller: NodeRef<html::Div>) -> impl IntoView {
    let (columns, caption) = core
        .about
        .with_value(|about| (about.columns.clone(), about.caption));
    let drag = RwSignal::new(None::<Drag>);
    let laid = Memo::new(move |_| {
        let view = core.view.now.read();
        let mut laid = placed(&columns, view.columns.as_deref().unwrap_or_default());
        if let Some(drag) = drag.get()
            && let Some(one) = laid.iter_mut().find(|one| one.column == drag.column)
        {
            one.width = Some(drag.width);
        }
        laid
    });
    let before = usize::from(core.selectable);
    let lefts = RwSignal::new(Vec::<u32>::new());
    let measure = move || {
        let count = match laid.try_with_untracked(|laid| stuck(laid)) {
            None => return,
            Some(0) => 0,
            Some(count) => count + before,
        };
        let now = left_edges(scroller, count);
        if lefts.try_with_untracked(|lefts| *lefts != now) == Some(true) {
            lefts.set(now);
        }
    };
    let sheet = StoredValue::new_local(Sheet::new());
    Effect::new(move |_| {
        let rules = rules(caption, &laid.read(), before, &lefts.read());
        sheet.with_value(|sheet| sheet.replace(&rules));
    });
    // What stands to the left decides. Widths change with the columns, with the window, and as other rows come into
    // sight: the browser tells after each layout that changed one, when measuring costs no other.
    let widths = StoredValue::new_local(Widths::new(measure));
    Effect::new(move |_| {
        let is_stuck = stuck(&laid.read()) > 0;
        request_animation_frame(move || {
            // Headings are other elements once others are chosen.
            widths.try_with_value(|widths| widths.follow(scroller, is_stuck));
            measure();
        });
    });
    on_cleanup(move || sheet.with_value(Sheet::remove));
    let take = move |event: PointerEvent| {
        let held = grip(event.target(), scroller).and_then(|(key, heading)| {
            let about = core.about.read_value();
            let column = about.columns.iter().position(|one| one.key == key)?;
            let start = heading.get_bounding_client_rect().width();
            Some(Drag {
                column,
                from: f64::from(event.client_x()),
                start,
                width: clamped(start),
            })
        });
        if held.is_some() {
            drag.set(held);
        }
    };
    let on_move = move |event: PointerEvent| {
        if let Some(held) = drag.get_untracked() {
            let width = clamped(held.start + f64::from(event.client_x()) - held.from);
            if width != held.width {
                drag.set(Some(Drag { width, ..held }));
            }
        }
    };
    let leave = move |_| {
        if let Some(held) = drag.get_untracked() {
            let is_drawn = clamped(held.start) != held.width;
            let laid = laid.get_untracked();
            drag.set(None);
            if is_drawn {
                keep(core, &laid);
            }
        }
    };
    let give_up = move |_| drag.set(None);
    // Twice gives the width back to the content.
    let let_go = move |event: web_sys::MouseEvent| {
        if let Some((key, _)) = grip(event.target(), scroller) {
            let mut laid = laid.get_untracked();
            for one in &mut laid {
                if core.column(one.column).key == key {
                    one.width = None;
                }
            }
            keep(core, &laid);
        }
    };
    let listeners = [
        window_event_listener(ev::pointerdown, take),
        window_event_listener(ev::pointermove, on_move),
        window_event_listener(ev::pointerup, leave),
        window_event_listener(ev::pointercancel, give_up),
        window_event_listener(ev::dblclick, let_go),
    ];
    on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
}

/// Tells of each heading whose width changed.
struct Widths {
    observer: Option<ResizeObserver>,
    _changed: Closure<dyn Fn()>,
}

impl Widths {
    fn new(changed: impl Fn() + 'static) -> Self {
        let changed = Closure::<dyn Fn()>::new(changed);
        Self {
            observer: ResizeObserver::new(changed.as_ref().unchecked_ref()).ok(),
            _changed: changed,
        }
    }

    fn follow(&self, scroller: NodeRef<html::Div>, is_wanted: bool) {
        let Some(observer) = &self.observer else {
            return;
        };
        observer.disconnect();
        if is_wanted {
            for heading in headings(scroller) {
                observer.observe(&heading);
            }
        }
    }
}

impl Drop for Widths {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

fn keep(core: ListCore, laid: &[Placed]) {
    let text = core.about.with_value(|about| written(&about.columns, laid));
    core.view.set_columns(Some(text));
}

/// The column whose edge was taken hold of, and its heading.
fn grip(
    target: Option<web_sys::EventTarget>,
    scroller: NodeRef<html::Div>,
) -> Option<(String, Element)> {
    let target: Element = target?.dyn_into().ok()?;
    let grip = target.closest(".table__grip").ok()??;
    let is_ours = scroller.get_untracked()?.contains(Some(&grip));
    let key = grip.get_attribute("data-column")?;
    is_ours.then_some((key, grip.parent_element()?))
}

/// The left edges of the first cells of the head, as if nothing were scrolled.
fn left_edges(scroller: NodeRef<html::Div>, count: usize) -> Vec<u32> {
    let mut left = 0;
    headings(scroller)
        .into_iter()
        .take(count)
        .map(|cell| {
            let edge = left;
            left += u32::try_from(cell.offset_width()).unwrap_or_default();
            edge
        })
        .collect()
}

/// The cells of the head.
fn headings(scroller: NodeRef<html::Div>) -> Vec<HtmlElement> {
    let scroller = scroller.try_get_untracked().flatten();
    let cells = scroller.and_then(|scroller| scroller.query_selector_all("thead th").ok());
    cells.map_or_else(Vec::new, |cells| {
        (0..cells.length())
            .filter_map(|cell| cells.get(cell)?.dyn_into().ok())
            .collect()
    })
}
