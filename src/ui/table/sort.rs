//! The order and the choice of rows, as plain functions.

use std::cmp::Ordering;

use super::Column;

/// By which columns a list is ordered; the first decides.
///
/// Its text, `name,-created`, is what the query string holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sort(pub Vec<SortKey>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortKey {
    /// [`Column::key`]
    pub column: String,
    pub descending: bool,
}

impl Sort {
    pub fn by(column: &str) -> Self {
        Self(vec![SortKey {
            column: column.to_owned(),
            descending: false,
        }])
    }

    pub fn by_descending(column: &str) -> Self {
        Self(vec![SortKey {
            column: column.to_owned(),
            descending: true,
        }])
    }

    /// Reads what `to_string` wrote. Columns that do not exist are harmless: they order nothing.
    pub fn parse(text: &str) -> Self {
        let keys = text.split(',').filter(|key| !key.is_empty()).map(|key| {
            let (column, descending) = match key.strip_prefix('-') {
                Some(column) => (column, true),
                None => (key, false),
            };
            SortKey {
                column: column.to_owned(),
                descending,
            }
        });
        Self(keys.collect())
    }

    /// What a click on a heading makes of it: the column ascending, and descending when it decided
    /// already; `further` keeps the columns that decide before it.
    #[must_use]
    pub fn toggled(&self, column: &str, further: bool) -> Self {
        let mut keys = if further { self.0.clone() } else { Vec::new() };
        let held = self.0.iter().find(|key| key.column == column);
        let descending = held.is_some_and(|key| !key.descending);
        let toggled = SortKey {
            column: column.to_owned(),
            descending,
        };
        match keys.iter_mut().find(|key| key.column == column) {
            Some(key) => *key = toggled,
            None => keys.push(toggled),
        }
        Self(keys)
    }

    /// Place among the keys and direction of a column.
    pub(super) fn place(&self, column: &str) -> Option<(usize, bool)> {
        let place = self.0.iter().position(|key| key.column == column)?;
        Some((place, self.0[place].descending))
    }
}

impl std::fmt::Display for Sort {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (place, key) in self.0.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let minus = if key.descending { "-" } else { "" };
            write!(formatter, "{comma}{minus}{}", key.column)?;
        }
        Ok(())
    }
}

/// Whether `text` holds every word of `needle`, whatever the case.
pub fn matches(text: &str, needle: &str) -> bool {
    let text = text.to_lowercase();
    needle
        .to_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// What a filter looks at in a row: the text of every column.
pub fn row_text<T>(columns: &[Column<T>], row: &T) -> String {
    columns
        .iter()
        .map(|column| (column.text)(row))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The rows that match, in order, as indices into `rows`. Rows that compare equal keep the order
/// they came in, whichever the direction.
pub fn sorted_and_filtered<T>(
    rows: &[T],
    columns: &[Column<T>],
    sort: &Sort,
    needle: &str,
) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len())
        .filter(|index| needle.is_empty() || matches(&row_text(columns, &rows[*index]), needle))
        .collect();
    let comparisons: Vec<_> = sort
        .0
        .iter()
        .filter_map(|key| {
            let column = columns.iter().find(|column| column.key == key.column)?;
            Some((column.sort?, key.descending))
        })
        .collect();
    order.sort_by(|left, right| {
        comparisons
            .iter()
            .fold(Ordering::Equal, |decided, (compare, descending)| {
                decided.then_with(|| {
                    let ordering = compare(&rows[*left], &rows[*right]);
                    if *descending {
                        ordering.reverse()
                    } else {
                        ordering
                    }
                })
            })
    });
    order
}

#[cfg(test)]
mod tests {
    use leptos::prelude::*;

    use super::{Sort, matches, row_text, sorted_and_filtered};
    use crate::ui::Column;

    type Row = (&'static str, u32);

    static COLUMNS: [Column<Row>; 2] = [
        Column {
            heading: "Name",
            key: "name",
            cell: |row| row.0.into_any(),
            text: |row| row.0.to_owned(),
            sort: Some(|left, right| left.0.cmp(right.0)),
            numeric: false,
        },
        Column {
            heading: "Size",
            key: "size",
            cell: |row| row.1.into_any(),
            text: |row| format!("{} GiB", row.1),
            sort: Some(|left, right| left.1.cmp(&right.1)),
            numeric: true,
        },
    ];
    const ROWS: [Row; 4] = [
        ("playground", 8),
        ("events", 32),
        ("analytics", 8),
        ("telemetry", 32),
    ];

    fn names(sort: &str, needle: &str) -> Vec<&'static str> {
        sorted_and_filtered(&ROWS, &COLUMNS, &Sort::parse(sort), needle)
            .into_iter()
            .map(|index| ROWS[index].0)
            .collect()
    }

    #[test]
    fn rows_keep_their_order_until_a_column_decides() {
        assert_eq!(
            names("", ""),
            ["playground", "events", "analytics", "telemetry"]
        );
        assert_eq!(
            names("nothing", ""),
            ["playground", "events", "analytics", "telemetry"]
        );
        assert_eq!(
            names("name", ""),
            ["analytics", "events", "playground", "telemetry"]
        );
    }

    #[test]
    fn equal_rows_keep_their_order_in_both_directions() {
        assert_eq!(
            names("size", ""),
            ["playground", "analytics", "events", "telemetry"]
        );
        assert_eq!(
            names("-size", ""),
            ["events", "telemetry", "playground", "analytics"]
        );
    }

    #[test]
    fn a_second_column_decides_among_equals() {
        assert_eq!(
            names("-size,-name", ""),
            ["telemetry", "events", "playground", "analytics"]
        );
    }

    #[test]
    fn a_filter_wants_every_word_in_any_column() {
        assert_eq!(names("name", "32 gib"), ["events", "telemetry"]);
        assert_eq!(names("name", "  TELE 32"), ["telemetry"]);
        assert!(names("name", "tele 8").is_empty());
        assert!(matches("anything", ""));
        assert_eq!(row_text(&COLUMNS, &ROWS[1]), "events 32 GiB");
    }

    #[test]
    fn a_sort_survives_the_query_string() {
        for text in ["", "name", "-created", "state,-created,name"] {
            assert_eq!(Sort::parse(text).to_string(), text);
        }
    }

    #[test]
    fn a_heading_toggles_its_own_direction() {
        let by_name = Sort::default().toggled("name", false);
        assert_eq!(by_name, Sort::by("name"));
        assert_eq!(by_name.toggled("name", false), Sort::by_descending("name"));
        assert_eq!(by_name.toggled("size", false), Sort::by("size"));
    }

    #[test]
    fn a_further_heading_keeps_the_first() {
        let both = Sort::by("name").toggled("size", true);
        assert_eq!(both.to_string(), "name,size");
        assert_eq!(both.toggled("size", true).to_string(), "name,-size");
        assert_eq!(both.toggled("name", true).to_string(), "-name,size");
    }
}
