//! A cursor over the places of a chart.

use web_sys::{HtmlElement, PointerEvent};

/// Where a key leads from `now` among `count` places; `None` for a key that moves nothing.
///
/// A cursor that is nowhere yet comes in from the side it is called to.
pub fn step(key: &str, now: Option<usize>, count: usize, page: usize) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match key {
        "ArrowRight" | "ArrowUp" => now.map_or(0, |now| (now + 1).min(last)),
        "ArrowLeft" | "ArrowDown" => now.map_or(last, |now| now.saturating_sub(1)),
        "PageUp" => now.map_or(0, |now| (now + page).min(last)),
        "PageDown" => now.map_or(last, |now| now.saturating_sub(page)),
        "Home" => 0,
        "End" => last,
        _ => return None,
    })
}

/// The place under the pointer.
pub fn place_at(frame: &HtmlElement, event: &PointerEvent, count: usize) -> Option<usize> {
    let frame = frame.get_bounding_client_rect();
    #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
    let at = (f64::from(event.client_x()) - frame.left()) / frame.width() * count as f64;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "below zero it is zero"
    )]
    let place = at as usize;
    Some(place.min(count.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_along_the_places_and_not_beyond() {
        let from = |key, now| step(key, now, 24, 7);
        assert_eq!(from("ArrowRight", None), Some(0));
        assert_eq!(from("ArrowLeft", None), Some(23));
        assert_eq!(from("ArrowRight", Some(23)), Some(23));
        assert_eq!(from("ArrowLeft", Some(0)), Some(0));
        assert_eq!(from("PageUp", Some(3)), Some(10));
        assert_eq!(from("PageDown", Some(3)), Some(0));
        assert_eq!(
            [from("Home", Some(9)), from("End", None)],
            [Some(0), Some(23)]
        );
        assert_eq!(from("a", Some(9)), None);
        assert_eq!(step("End", None, 0, 7), None);
    }
}
