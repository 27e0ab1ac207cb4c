//! The list of roles as data.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    roles::{Role, RoleType},
};
use leptos::prelude::*;

use crate::{
    paths,
    rights::{policies::label, summary::summary},
    ui::{Column, Kind, ListOf},
};

#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub role: Arc<Role>,
}

pub static ROLES: ListOf<Row> = ListOf {
    caption: "Roles",
    one: "role",
    columns: COLUMNS,
    sort: "name",
    key: |row| row.role.id.to_string(),
    label: |row| label(&row.role),
    link: |row| Some(paths::role(&row.organization, &row.role.id)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| label(&row.role)).with_cell(|row| {
        let href = paths::role(&row.organization, &row.role.id);
        view! {
            <a class="name" href=href>
                {label(&row.role)}
            </a>
        }
        .into_any()
    }),
    Column::choice("type", "Type", |row: &Row| {
        let kind = row.role.r#type.as_ref();
        kind.map_or("", RoleType::as_str).to_owned()
    }),
    Column::text("allows", "Allows", |row: &Row| summary(&row.role))
        .with_cell(|row| view! { <span class="wrap">{summary(&row.role)}</span> }.into_any()),
    Column::new(
        "members",
        "Members",
        Kind::Number(
            |row| holders(row, "user/").to_string(),
            |row| count(row, "user/"),
        ),
    )
    .numeric(),
    Column::new(
        "keys",
        "API keys",
        Kind::Number(
            |row| holders(row, "apiKey/").to_string(),
            |row| count(row, "apiKey/"),
        ),
    )
    .numeric(),
    Column::new(
        "updated",
        "Updated",
        Kind::Moment(|row: &Row| row.role.updated_at.clone()),
    ),
    Column::new("id", "ID", Kind::Id(|row: &Row| row.role.id.to_string())).hidden(),
];

/// How many members or keys have the role.
fn holders(row: &Row, scope: &str) -> u32 {
    let actors = row.role.actors.iter().flatten();
    let held = actors.filter(|actor| actor.starts_with(scope)).count();
    u32::try_from(held).unwrap_or(u32::MAX)
}

#[expect(
    clippy::unnecessary_wraps,
    reason = "what a column of numbers asks for"
)]
fn count(row: &Row, scope: &str) -> Option<f64> {
    Some(f64::from(holders(row, scope)))
}
