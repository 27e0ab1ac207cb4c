//! The list of members as data.

use std::sync::Arc;

use cloud_api::{OrganizationId, legacy::Holder, members::Member};
use leptos::prelude::*;

use crate::{
    pages::roles::{RoleTokens, role_names},
    paths,
    ui::{Column, Kind, ListOf, StateBadge, StateTone},
};

/// A member of the list and where it belongs.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub member: Arc<Member>,
    /// New roles were sent, and the API still shows the old ones.
    pub is_settling: bool,
}

pub static MEMBERS: ListOf<Row> = ListOf {
    caption: "Members",
    one: "member",
    columns: COLUMNS,
    sort: "name",
    key: |row| row.member.user_id.to_string(),
    label: |row| row.member.label(),
    link: |row| Some(paths::member(&row.organization, &row.member.user_id)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.member.label()).with_cell(|row| {
        let href = paths::member(&row.organization, &row.member.user_id);
        let label = row.member.label();
        view! {
            <a class="name" href=href>
                {label}
            </a>
        }
        .into_any()
    }),
    Column::text("email", "E-mail", |row: &Row| {
        row.member.email.clone().unwrap_or_default()
    }),
    Column::new(
        "role",
        "Roles",
        Kind::Words(|row: &Row| role_names(row.member.roles().as_deref())),
    )
    .with_cell(|row| {
        let roles = row.member.roles();
        let organization = row.organization.clone();
        let moving = row
            .is_settling
            .then(|| view! { <StateBadge word="changing" tone=StateTone::Moving /> });
        view! {
            <RoleTokens organization roles />
            {moving}
        }
        .into_any()
    }),
    Column::new(
        "joined",
        "Joined",
        Kind::Moment(|row: &Row| row.member.joined_at.clone()),
    ),
    Column::new(
        "id",
        "User ID",
        Kind::Id(|row: &Row| row.member.user_id.to_string()),
    )
    .hidden(),
];
