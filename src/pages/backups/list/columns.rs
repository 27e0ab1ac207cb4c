//! The columns of the list: data for the table, its sorting and its filter.

use std::cmp::Ordering;

use cloud_api::backups::Backup;
use leptos::prelude::*;

use crate::{
    pages::backups::{moment::minute, words},
    ui::{Column, Kind, ListOf, StateBadge, Unit},
};

/// A backup and the address of its details.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub backup: Backup,
    pub href: String,
}

pub static BACKUPS: ListOf<Row> = ListOf {
    caption: "Backups",
    one: "backup",
    columns: COLUMNS,
    sort: "-started",
    key: |row| row.backup.id.to_string(),
    label: started,
    link: |row| Some(row.href.clone()),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("started", "Started", started)
        .with_cell(|row| {
            view! {
                <a class="name" href=row.href.clone()>
                    {started(row)}
                </a>
            }
            .into_any()
        })
        .ordered_by(|one, other| {
            by_number(words::started(&one.backup), words::started(&other.backup))
        }),
    Column::choice("status", "Status", status).with_cell(|row| match &row.backup.status {
        Some(status) => {
            let tone = words::tone(Some(status));
            view! { <StateBadge word=status.to_string() tone /> }.into_any()
        }
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }),
    Column::choice("type", "Type", kind),
    Column::new(
        "size",
        "Size",
        Kind::Number(
            |row: &Row| words::size(&row.backup),
            |row| row.backup.size_in_bytes,
        ),
    )
    .counting(Unit::Bytes)
    .numeric(),
    Column::new(
        "duration",
        "Duration",
        Kind::Number(
            |row: &Row| words::duration(&row.backup),
            |row| row.backup.duration_in_seconds,
        ),
    )
    .counting(Unit::Seconds)
    .numeric(),
    Column::new(
        "age",
        "Age",
        Kind::Moment(|row: &Row| row.backup.started_at.clone()),
    ),
    Column::new("id", "ID", Kind::Id(|row: &Row| row.backup.id.to_string())).hidden(),
];

/// The moment, or the id where the API gave none that can be read.
fn started(row: &Row) -> String {
    words::started(&row.backup).map_or_else(|| row.backup.id.to_string(), minute)
}

fn status(row: &Row) -> String {
    let status = row.backup.status.as_ref();
    status.map(ToString::to_string).unwrap_or_default()
}

fn kind(row: &Row) -> String {
    let kind = row.backup.r#type.as_ref();
    kind.map(ToString::to_string).unwrap_or_default()
}

fn by_number(one: Option<f64>, other: Option<f64>) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_that_lost_its_fields_still_has_a_name() {
        let row = Row {
            backup: serde_json::from_str(r#"{"id":"6f0f2c4e"}"#).expect("tolerant"),
            href: String::new(),
        };
        assert_eq!(started(&row), "6f0f2c4e");
        assert_eq!((BACKUPS.label)(&row), "6f0f2c4e");
    }
}
