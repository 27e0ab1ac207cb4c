//! Which element of the document shows which row.
//!
//! Building a row costs many times what changing its texts does: in a long table the rows that come into sight take the
//! elements of those that leave it, so that quick scrolling drops no frame.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::window::{WHOLE, Window};
use crate::ui::list::ListCore;

/// A row in the document: its element, its key, its number among the rows, its place in the order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub element: u32,
    pub key: String,
    pub row: usize,
    pub place: usize,
    /// The row went, and its place stays empty while someone points at the rows.
    pub is_gone: bool,
}

/// The rows of the window. A key that comes twice would show one row twice.
pub(super) fn slots(
    core: ListCore,
    window: &Window,
    before: &[Slot],
    body: NodeRef<html::Tbody>,
) -> Vec<Slot> {
    let arranged = core.arranged.read();
    // The window follows a shorter list a moment later.
    let end = window.rows.end.min(arranged.shown.len());
    let mut slots: Vec<Slot> = Vec::with_capacity(window.rows.len());
    for place in window.rows.start.min(end)..end {
        let row = arranged.shown[place] as usize;
        let key = arranged.rows.key(row);
        if !slots.iter().any(|slot| slot.key == key) {
            slots.push(Slot {
                element: NONE,
                key,
                row,
                place,
                is_gone: false,
            });
        }
    }
    let is_long = arranged.shown.len() > WHOLE;
    let focused = place_with_focus(body);
    if let Some(place) = focused.filter(|place| !is_long && is_gone(before, &slots, *place)) {
        keep_focus(body, place.min(slots.len().saturating_sub(1)));
    }
    keep_gone(&mut slots, before, &arranged.gone);
    give_elements(&mut slots, before, is_long, focused);
    slots
}

/// Whether the row of this place is not among those of now.
fn is_gone(before: &[Slot], now: &[Slot], place: usize) -> bool {
    let old = before.iter().find(|old| old.place == place && !old.is_gone);
    old.is_some_and(|old| now.iter().all(|slot| slot.key != old.key))
}

/// Hands the focus of a row that is leaving to the row that comes to its place: to its menu.
fn keep_focus(body: NodeRef<html::Tbody>, place: usize) {
    request_animation_frame(move || {
        let is_lost = document().active_element() == document().body().map(Into::into);
        let Some(body) = body.try_get_untracked().flatten().filter(|_| is_lost) else {
            return;
        };
        let menu = format!(
            "tr[aria-rowindex='{}']:not([aria-hidden]) [aria-haspopup=menu]",
            place + 2
        );
        if let Ok(Some(menu)) = body.query_selector(&menu) {
            _ = menu.unchecked_into::<HtmlElement>().focus();
        }
    });
}

const NONE: u32 = u32::MAX;

/// Rows that went stand behind those that they stood behind, so that what is below them does not move up.
fn keep_gone(slots: &mut Vec<Slot>, before: &[Slot], gone: &[String]) {
    if gone.is_empty() {
        return;
    }
    let mut place = 0;
    for old in before {
        if let Some(index) = slots.iter().position(|slot| slot.key == old.key) {
            place = index + 1;
        } else if gone.contains(&old.key) {
            let is_gone = true;
            slots.insert(
                place,
                Slot {
                    is_gone,
                    ..old.clone()
                },
            );
            place += 1;
        }
    }
}

/// A row that stays keeps its element. In a long table new rows take those of rows that leave, but for one with the
/// focus: neither the focus nor an open menu may pass to another row.
fn give_elements(slots: &mut [Slot], before: &[Slot], is_long: bool, focused: Option<usize>) {
    let mut is_kept = vec![false; before.len()];
    for slot in &mut *slots {
        if let Some(index) = before.iter().position(|old| old.key == slot.key) {
            slot.element = before[index].element;
            is_kept[index] = true;
        }
    }
    let mut fresh = before.iter().map(|old| old.element + 1).max().unwrap_or(0);
    let mut free = before
        .iter()
        .zip(is_kept)
        .filter(|(old, is_kept)| is_long && !is_kept && focused != Some(old.place))
        .map(|(old, _)| old.element);
    for slot in slots.iter_mut().filter(|slot| slot.element == NONE) {
        slot.element = free.next().unwrap_or_else(|| {
            fresh += 1;
            fresh - 1
        });
    }
}

/// The place of the row in which the focus is.
fn place_with_focus(body: NodeRef<html::Tbody>) -> Option<usize> {
    let active: Element = document().active_element()?;
    let body = body.try_get_untracked().flatten()?;
    if !body.contains(Some(&active)) {
        return None;
    }
    let row = active.closest("tr[aria-rowindex]").ok().flatten()?;
    let index: usize = row.get_attribute("aria-rowindex")?.parse().ok()?;
    // The heading is row 1.
    index.checked_sub(2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slots of the keys, which stand at places from `from` on.
    fn shown(keys: &str, from: usize) -> Vec<Slot> {
        let slot = |(index, key): (usize, char)| Slot {
            element: NONE,
            key: key.to_string(),
            row: 0,
            place: from + index,
            is_gone: false,
        };
        keys.chars().enumerate().map(slot).collect()
    }

    fn elements(
        before: &[Slot],
        keys: &str,
        from: usize,
        is_long: bool,
        focused: Option<usize>,
    ) -> Vec<Slot> {
        let mut slots = shown(keys, from);
        give_elements(&mut slots, before, is_long, focused);
        slots
    }

    fn numbers(slots: &[Slot]) -> Vec<u32> {
        slots.iter().map(|slot| slot.element).collect()
    }

    #[test]
    fn rows_that_come_take_the_elements_of_rows_that_leave() {
        let first = elements(&[], "abcd", 0, true, None);
        assert_eq!(numbers(&first), [0, 1, 2, 3]);
        assert_eq!(
            numbers(&elements(&first, "cdef", 2, true, None)),
            [2, 3, 0, 1]
        );
        assert_eq!(
            numbers(&elements(&first, "wxyz", 90, true, None)),
            [0, 1, 2, 3]
        );
        assert_eq!(
            numbers(&elements(&first, "cdefg", 2, true, None)),
            [2, 3, 0, 1, 4]
        );
    }

    #[test]
    fn only_a_row_that_left_has_its_focus_handed_on() {
        let before = shown("abc", 0);
        assert!(is_gone(&before, &shown("ac", 0), 1));
        assert!(!is_gone(&before, &shown("bac", 0), 1), "it moved");
        assert!(!is_gone(&before, &shown("ac", 0), 7), "nothing stood there");
    }

    #[test]
    fn the_row_with_the_focus_lends_its_element_to_no_other() {
        let first = elements(&[], "abcd", 10, true, None);
        assert_eq!(
            numbers(&elements(&first, "cdef", 12, true, Some(10))),
            [2, 3, 1, 4]
        );
        assert_eq!(
            numbers(&elements(&first, "bcde", 11, true, Some(11))),
            [1, 2, 3, 0]
        );
    }

    fn keys(slots: &[Slot]) -> String {
        let key = |slot: &Slot| {
            if slot.is_gone {
                slot.key.to_uppercase()
            } else {
                slot.key.clone()
            }
        };
        slots.iter().map(key).collect()
    }

    #[test]
    fn rows_that_went_keep_their_places_and_their_elements() {
        let before = elements(&[], "abcde", 0, true, None);
        let gone = ["a", "c", "d"].map(str::to_owned);
        let mut slots = shown("ben", 0);
        keep_gone(&mut slots, &before, &gone);
        give_elements(&mut slots, &before, true, None);
        assert_eq!(keys(&slots), "AbCDen");
        assert_eq!(numbers(&slots), [0, 1, 2, 3, 4, 5]);
        // What a filter or the window leaves out has not gone.
        let mut slots = shown("be", 0);
        keep_gone(&mut slots, &before, &[]);
        assert_eq!(keys(&slots), "be");
        // Nor has what came back.
        let mut slots = shown("abcde", 0);
        keep_gone(&mut slots, &before, &gone);
        assert_eq!(keys(&slots), "abcde");
    }

    #[test]
    fn in_a_short_table_each_row_has_an_element_of_its_own() {
        let first = elements(&[], "abc", 0, false, None);
        assert_eq!(numbers(&elements(&first, "bcd", 0, false, None)), [1, 2, 3]);
        assert_eq!(numbers(&elements(&first, "cab", 0, false, None)), [2, 0, 1]);
    }
}
