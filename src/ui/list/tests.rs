use std::sync::Arc;

use super::{
    Column, Kind, ListOf,
    column::{ColumnInfo, Unit},
    rows::{Rows, RowsOf},
};

/// 2026-11-24T05:55:00Z
pub(super) const NOW: f64 = 1_795_499_700_000.0;

#[derive(Clone, PartialEq)]
pub(super) struct Row {
    name: String,
    state: String,
    tags: Vec<String>,
    memory: Option<f64>,
    created: Option<String>,
}

static COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row| row.name.clone()),
    Column::choice("state", "State", |row| row.state.clone()),
    Column::new("tag", "Tags", Kind::Words(|row| row.tags.clone())),
    Column::new(
        "memory",
        "Memory",
        Kind::Number(
            |row: &Row| row.memory.map(crate::format::number).unwrap_or_default(),
            |row| row.memory,
        ),
    )
    .counting(Unit::Gibibytes),
    Column::new(
        "created",
        "Created",
        Kind::Moment(|row| row.created.clone()),
    ),
];

static LIST: ListOf<Row> = ListOf {
    caption: "Services",
    one: "service",
    columns: COLUMNS,
    sort: "name",
    key: |row| row.name.clone(),
    label: |row| row.name.clone(),
    link: |_| None,
};

pub(super) fn row(
    name: &str,
    state: &str,
    tags: &[&str],
    memory: Option<f64>,
    created: Option<&str>,
) -> Row {
    Row {
        name: name.to_owned(),
        state: state.to_owned(),
        tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
        memory,
        created: created.map(ToOwned::to_owned),
    }
}

pub(super) fn rows_of(rows: Vec<Row>) -> Rows {
    Arc::new(RowsOf {
        list: &LIST,
        rows: Arc::new(rows),
        actions: None,
    })
}

pub(super) fn fleet() -> Rows {
    rows_of(vec![
        row(
            "analytics",
            "idle",
            &["env=prod"],
            Some(8.0),
            Some("2026-05-04T09:12:00Z"),
        ),
        row(
            "events",
            "running",
            &["env=prod", "team=data"],
            Some(32.0),
            Some("2026-11-22T09:12:00Z"),
        ),
        row(
            "telemetry",
            "partially_running",
            &["env=production"],
            Some(32.0),
            Some("2024-01-02T00:00:00Z"),
        ),
        row("playground", "stopped", &[], None, None),
    ])
}

pub(super) fn infos() -> Vec<ColumnInfo> {
    COLUMNS.iter().map(Column::about).collect()
}
