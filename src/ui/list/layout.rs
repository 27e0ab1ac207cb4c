//! Width and place of columns, as the address has them: `name!~240,state,region~160` shows three columns, the first
//! pinned and 240 pixels wide.

use std::fmt::Write;

use super::column::{ColumnInfo, chosen};

pub(super) const LEAST: u32 = 60;
pub(super) const MOST: u32 = 800;

/// The width that comes nearest to this one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to widths of columns"
)]
pub(super) fn clamped(width: f64) -> u32 {
    width.round().clamp(f64::from(LEAST), f64::from(MOST)) as u32
}

/// One column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) column: usize,
    /// Pixels; as wide as its content where nobody chose.
    pub(super) width: Option<u32>,
    /// Stays in sight when the table is scrolled sideways.
    pub(super) pinned: bool,
}

/// The columns shown, in their order.
pub(super) fn placed(columns: &[ColumnInfo], text: &str) -> Vec<Placed> {
    let place = |column: usize| {
        let written = text
            .split(',')
            .find(|entry| key_of(entry) == columns[column].key)
            .unwrap_or_default();
        let width = written
            .split_once('~')
            .and_then(|(_, width)| width.parse().ok())
            .map(|width: u32| width.clamp(LEAST, MOST));
        Placed {
            column,
            width,
            pinned: written.contains('!'),
        }
    };
    chosen(columns, text).into_iter().map(place).collect()
}

/// The key of a column in an entry of the address.
pub(super) fn key_of(entry: &str) -> &str {
    entry.split(['!', '~']).next().unwrap_or_default()
}

pub(super) fn written(columns: &[ColumnInfo], placed: &[Placed]) -> String {
    let entry = |one: &Placed| {
        let pin = if one.pinned { "!" } else { "" };
        let width = one.width.map(|width| format!("~{width}"));
        format!(
            "{}{pin}{}",
            columns[one.column].key,
            width.unwrap_or_default()
        )
    };
    placed.iter().map(entry).collect::<Vec<_>>().join(",")
}

/// The first column stays first, the pinned ones follow it, each kind in its order.
pub(super) fn pinned_first(placed: &mut [Placed]) {
    placed.sort_by_key(|one| (one.column != 0, !one.pinned));
}

/// How many columns stay in sight: all up to the last pinned one.
pub(super) fn stuck(placed: &[Placed]) -> usize {
    placed
        .iter()
        .rposition(|one| one.pinned)
        .map_or(0, |last| last + 1)
}

/// The rules of the table with this name. `lefts` are the distances of the stuck cells from the left edge, the one
/// that selects included; `before` counts the cells before the first column.
///
/// They weigh as much as a class, so that what marks a row weighs more.
pub(super) fn rules(caption: &str, placed: &[Placed], before: usize, lefts: &[u32]) -> String {
    // Writing to a string does not fail.
    let mut rules = String::new();
    let table = format!(".table[aria-label=\"{caption}\"]");
    for (place, one) in placed.iter().enumerate() {
        if let Some(width) = one.width {
            let cell = format!(":where({table} tr)>:nth-child({})", place + before + 1);
            _ = write!(
                rules,
                "{cell}{{box-sizing:border-box;width:{width}px;min-width:{width}px;max-width:{width}px}}\
                 {cell}:not(:has(.table__sort)),{cell}>.table__cell,{cell}>.table__sort\
                 {{overflow:clip;overflow-clip-margin:2px;text-overflow:ellipsis}}\
                 {cell}>.table__sort{{max-width:100%}}"
            );
        }
    }
    if !placed.is_empty() && placed.iter().all(|one| one.width.is_some()) {
        _ = write!(rules, ":where({table}){{width:max-content}}");
    }
    for (cell, left) in lefts.iter().enumerate() {
        let is_last = cell + 1 == lefts.len();
        let edge = if is_last {
            "box-shadow:inset -1px 0 var(--color-line)"
        } else {
            ""
        };
        let child = cell + 1;
        _ = write!(
            rules,
            ":where({table} tbody tr:not(.table__spacer))>:nth-child({child})\
             {{position:sticky;left:{left}px;z-index:1;background:var(--color-surface);{edge}}}\
             :where({table} thead tr)>:nth-child({child}){{left:{left}px;z-index:2;{edge}}}"
        );
    }
    if rules.is_empty() {
        return rules;
    }
    // Narrow screens show cards.
    format!("@layer ui{{@media (min-width:901px){{{rules}}}}}")
}

#[cfg(test)]
mod tests {
    use super::{super::tests::infos, *};

    fn of(text: &str) -> Vec<(usize, Option<u32>, bool)> {
        let placed = placed(&infos(), text);
        placed
            .iter()
            .map(|one| (one.column, one.width, one.pinned))
            .collect()
    }

    #[test]
    fn widths_and_pins_are_read_with_the_columns_they_belong_to() {
        assert_eq!(
            of("name!~240,state,memory~90"),
            [(0, Some(240), true), (1, None, false), (3, Some(90), false)]
        );
        assert_eq!(of("state!")[..2], [(0, None, false), (1, None, true)]);
        let unkept: Vec<_> = of("").iter().map(|one| (one.1, one.2)).collect();
        assert!(unkept.iter().all(|one| *one == (None, false)));
    }

    #[test]
    fn a_width_that_cannot_be_is_brought_in_or_left_out() {
        assert_eq!(of("name~5")[0].1, Some(LEAST));
        assert_eq!(of("name~99999")[0].1, Some(MOST));
        assert_eq!(of("name~wide")[0].1, None);
        assert_eq!(clamped(240.5), 241);
        assert_eq!(clamped(3.0), LEAST);
        assert_eq!(clamped(1e9), MOST);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let columns = infos();
        for text in ["name", "name!~240,state,memory!~90", "name~60,memory"] {
            assert_eq!(written(&columns, &placed(&columns, text)), text);
        }
    }

    #[test]
    fn pinned_columns_follow_the_first_and_all_up_to_the_last_stay() {
        let mut all = placed(&infos(), "name,state,memory!,created!");
        pinned_first(&mut all);
        assert_eq!(written(&infos(), &all), "name,memory!,created!,state");
        assert_eq!(stuck(&all), 3);
        assert_eq!(stuck(&placed(&infos(), "name,state")), 0);
    }

    #[test]
    fn rules_are_there_only_for_what_was_chosen() {
        let columns = infos();
        assert_eq!(
            rules("Services", &placed(&columns, "name,state"), 1, &[]),
            ""
        );
        let sized = rules("Services", &placed(&columns, "name,state~90"), 1, &[]);
        assert!(sized.contains(":nth-child(3){box-sizing"), "{sized}");
        assert!(!sized.contains("max-content"), "{sized}");
        let all = rules("Services", &placed(&columns, "name~90,state~90"), 0, &[]);
        assert!(all.contains("max-content"), "{all}");
        let stuck = rules("Services", &placed(&columns, "name!,state"), 1, &[0, 40]);
        assert!(
            stuck.contains(":nth-child(2){position:sticky;left:40px"),
            "{stuck}"
        );
    }
}
