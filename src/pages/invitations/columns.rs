//! The list of invitations as data.

use std::sync::Arc;

use cloud_api::{OrganizationId, invitations::Invitation, legacy::Holder};
use leptos::prelude::*;

use super::standing::{Standing, StandingBadge};
use crate::{
    pages::roles::{RoleTokens, role_names},
    paths,
    ui::{Column, Kind, ListOf},
};

#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub invitation: Arc<Invitation>,
    /// As of now: a filter by it must not be of an hour ago.
    pub standing: Standing,
}

pub static INVITATIONS: ListOf<Row> = ListOf {
    caption: "Invitations",
    one: "invitation",
    columns: COLUMNS,
    sort: "expires",
    key: |row| row.invitation.id.to_string(),
    label: |row| row.invitation.label(),
    link: |row| Some(paths::invitation(&row.organization, &row.invitation.id)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("email", "E-mail", |row: &Row| row.invitation.label()).with_cell(|row| {
        let href = paths::invitation(&row.organization, &row.invitation.id);
        let label = row.invitation.label();
        view! {
            <a class="name" href=href>
                {label}
            </a>
        }
        .into_any()
    }),
    Column::choice("state", "State", |row: &Row| row.standing.word().to_owned()).with_cell(|row| {
        let standing = row.standing;
        view! { <StandingBadge standing /> }.into_any()
    }),
    Column::new(
        "expires",
        "Expires",
        Kind::Moment(|row: &Row| row.invitation.expire_at.clone()),
    ),
    Column::new(
        "role",
        "Roles",
        Kind::Words(|row: &Row| role_names(row.invitation.roles().as_deref())),
    )
    .with_cell(|row| {
        let roles = row.invitation.roles();
        let organization = row.organization.clone();
        view! { <RoleTokens organization roles /> }.into_any()
    }),
    Column::new(
        "created",
        "Invited",
        Kind::Moment(|row: &Row| row.invitation.created_at.clone()),
    ),
    Column::new(
        "id",
        "ID",
        Kind::Id(|row: &Row| row.invitation.id.to_string()),
    )
    .hidden(),
];
