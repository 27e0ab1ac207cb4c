//! Which rows of a long table are in the document.

use std::ops::Range;

use leptos::{html, prelude::*};
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{AddEventListenerOptions, HtmlElement, ResizeObserver};

/// Tables up to this length are in the document as a whole.
pub(super) const WHOLE: usize = 60;
/// Rows beyond each edge of what can be seen, so that a quick scroll meets no gap.
const MARGIN: usize = 6;
/// Rows that come and go together.
const STEP: usize = 6;
/// A row's height until one has been measured, and what is in sight until then.
const ROW_HEIGHT: f64 = 34.0;
const HEIGHT: f64 = 600.0;

/// The part of the table's body that can be seen, in pixels from its top.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Sight {
    from: f64,
    to: f64,
    row_height: f64,
    is_wide: bool,
    /// Neither the table nor the page is scrolled.
    is_at_top: bool,
}

/// The rows to keep in the document and the height of one, which the spacers stand in for.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Window {
    pub(super) rows: Range<usize>,
    pub(super) row_height: f64,
    /// Whether the table is wider than what can be seen of it.
    pub(super) is_wide: bool,
}

/// Follows every scrolling and resizing while the table is longer than [`WHOLE`].
pub(super) fn use_window(
    scroller: NodeRef<html::Div>,
    body: NodeRef<html::Tbody>,
    count: Memo<usize>,
) -> Memo<Window> {
    let sight = RwSignal::new(Sight {
        from: 0.0,
        to: HEIGHT,
        row_height: ROW_HEIGHT,
        is_wide: false,
        is_at_top: true,
    });
    let long = Memo::new(move |_| count.get() > WHOLE);
    let look = move || {
        let scroller = scroller.try_get_untracked().flatten();
        let body = body.try_get_untracked().flatten();
        if let (Some(scroller), Some(body)) = (scroller, body) {
            let seen = measure(&scroller, &body, sight.get_untracked().row_height);
            if seen != sight.get_untracked() {
                sight.set(seen);
            }
        }
    };
    Effect::new(move |_| {
        // Also after rows came or went, once they are laid out.
        count.track();
        if long.get() {
            request_animation_frame(look);
        }
    });
    Effect::new(move |_| {
        if long.get() {
            let listening = listen(look, scroller.get().map(Into::into));
            on_cleanup(move || drop(listening));
        }
    });
    Memo::new(move |last: Option<&Window>| {
        let count = count.get();
        let sight = sight.get();
        let rows = if count > WHOLE {
            rows_of(sight, count, last.map(|last| &last.rows))
        } else {
            0..count
        };
        Window {
            rows,
            row_height: sight.row_height,
            is_wide: sight.is_wide,
        }
    })
}

/// The rows in sight and a margin; without it before anything is scrolled, and where none of them was there before:
/// whoever scrolls that fast sees others in the next frame.
fn rows_of(sight: Sight, count: usize, last: Option<&Range<usize>>) -> Range<usize> {
    let seen = visible(sight, count);
    let is_far = last.is_some_and(|last| last.end <= seen.start || seen.end <= last.start);
    if sight.is_at_top || is_far {
        seen
    } else {
        seen.start.saturating_sub(MARGIN)..(seen.end + MARGIN).min(count)
    }
}

/// The rows in sight. They change by a step, so that most scroll events change nothing, and at both ends at once, so
/// that each row that comes takes the elements of one that leaves.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both are clamped to a table's row numbers"
)]
fn visible(sight: Sight, count: usize) -> Range<usize> {
    let row = |pixels: f64| ((pixels / sight.row_height).max(0.0) as usize).min(count);
    let first = row(sight.from) / STEP * STEP;
    let last = if sight.from <= 0.0 {
        row(sight.to)
    } else {
        first + STEP + row(sight.to - sight.from)
    };
    first..((last / STEP + 1) * STEP).min(count)
}

fn measure(scroller: &HtmlElement, body: &HtmlElement, last_height: f64) -> Sight {
    let window_height = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64());
    let frame = scroller.get_bounding_client_rect();
    let is_page_at_top = window().scroll_y().is_ok_and(|scrolled| scrolled <= 0.0);
    let top = body.get_bounding_client_rect().top();
    let rows = body.query_selector_all("tr[aria-rowindex]").ok();
    let first = rows.as_ref().and_then(|rows| rows.get(0));
    let last = rows
        .as_ref()
        .and_then(|rows| rows.get(rows.length().saturating_sub(1)));
    let edge = |row: Option<web_sys::Node>| {
        row.map(|row| {
            row.unchecked_into::<HtmlElement>()
                .get_bounding_client_rect()
        })
    };
    let row_height = match (edge(first), edge(last), rows.map(|rows| rows.length())) {
        (Some(first), Some(last), Some(count)) if last.bottom() > first.top() => {
            (last.bottom() - first.top()) / f64::from(count)
        }
        _ => last_height,
    };
    Sight {
        from: frame.top().max(0.0) - top,
        to: frame.bottom().min(window_height.unwrap_or(1000.0)) - top,
        row_height,
        is_wide: scroller.scroll_width() > scroller.client_width(),
        is_at_top: is_page_at_top && scroller.scroll_top() <= 0,
    }
}

type Look = Closure<dyn Fn()>;

/// Stops listening when dropped.
struct Listening {
    scroll: SendWrapper<Look>,
    resize: Option<WindowListenerHandle>,
    page: Option<SendWrapper<(ResizeObserver, Look)>>,
}

fn listen(look: impl Fn() + Copy + 'static, scroller: Option<HtmlElement>) -> Listening {
    let resize = window_event_listener(leptos::ev::resize, move |_| look());
    let scroll = Look::new(look);
    // What stands above the table may leave: it then moves up into sight, and nothing scrolls.
    let page = scroller.and_then(|scroller| {
        // In the next frame, because other rows may change the page's height again.
        let changed = Look::new(move || request_animation_frame(look));
        let observer = ResizeObserver::new(changed.as_ref().unchecked_ref()).ok()?;
        let page = scroller.closest("main").ok().flatten();
        // Other columns or widths may make the table wider than its place.
        for element in page.into_iter().chain(scroller.first_element_child()) {
            observer.observe(&element);
        }
        Some(SendWrapper::new((observer, changed)))
    });
    // Scrolling does not bubble; caught on its way down, one listener hears the page and the table.
    let options = AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    _ = window().add_event_listener_with_callback_and_add_event_listener_options(
        "scroll",
        scroll.as_ref().unchecked_ref(),
        &options,
    );
    Listening {
        scroll: SendWrapper::new(scroll),
        resize: Some(resize),
        page,
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        let scroll = self.scroll.as_ref().unchecked_ref();
        _ = window().remove_event_listener_with_callback_and_bool("scroll", scroll, true);
        if let Some(resize) = self.resize.take() {
            resize.remove();
        }
        if let Some(page) = &self.page {
            page.0.disconnect();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::{Sight, rows_of};

    fn rows(from: f64, to: f64, count: usize) -> Range<usize> {
        after(from, to, count, None)
    }

    fn after(from: f64, to: f64, count: usize, last: Option<&Range<usize>>) -> Range<usize> {
        let sight = Sight {
            from,
            to,
            row_height: 10.0,
            is_wide: false,
            is_at_top: from <= 0.0,
        };
        rows_of(sight, count, last)
    }

    #[test]
    fn the_top_of_the_table_shows_what_is_in_sight() {
        assert_eq!(rows(-20.0, 300.0, 1000), 0..36);
        assert_eq!(rows(0.0, 170.0, 1000), 0..18);
    }

    #[test]
    fn who_scrolls_gets_a_margin() {
        assert_eq!(rows(10.0, 180.0, 1000), 0..30);
    }

    #[test]
    fn rows_far_above_and_below_are_left_out() {
        assert_eq!(rows(5000.0, 5400.0, 1000), 492..552);
    }

    #[test]
    fn small_scrolling_changes_nothing() {
        assert_eq!(rows(5000.0, 5400.0, 1000), rows(5030.0, 5430.0, 1000));
    }

    #[test]
    fn as_many_rows_come_as_go() {
        for pixel in 100_u16..1000 {
            let from = f64::from(pixel);
            let rows = rows(from, from + 173.0, 1000);
            assert_eq!(rows.len(), 36, "at {from}");
            assert!(rows.start * 10 <= usize::from(pixel), "at {from}");
            assert!(rows.end * 10 >= usize::from(pixel) + 173, "at {from}");
        }
    }

    #[test]
    fn far_jumps_bring_no_more_than_can_be_seen() {
        assert_eq!(after(5000.0, 5400.0, 1000, Some(&(0..42))), 498..546);
        assert_eq!(after(5000.0, 5400.0, 1000, Some(&(900..960))), 498..546);
        // The margin comes with the next step.
        assert_eq!(after(5010.0, 5410.0, 1000, Some(&(498..546))), 492..552);
    }

    #[test]
    fn the_end_is_the_end() {
        assert_eq!(rows(9700.0, 10_200.0, 1000), 960..1000);
        assert_eq!(rows(99_000.0, 99_500.0, 100), 90..100);
    }
}
