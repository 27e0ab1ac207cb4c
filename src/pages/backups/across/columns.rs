//! The columns of the board: data for the table, its sorting and its filter.

use std::sync::Arc;

use cloud_api::{
    OrganizationId,
    backups::Backup,
    services::{Service, State},
};
use leptos::prelude::*;

use super::survey::{Checked, Found};
use crate::{
    pages::{backups::words, services::state_tone},
    paths::{self, Tab},
    ui::{Column, Kind, ListOf, StateBadge, Time, Unit},
};

/// A primary service and what is known of its backups.
#[derive(Clone)]
pub struct Row {
    pub organization: Arc<OrganizationId>,
    pub service: Arc<Service>,
    /// Nothing until it was asked for.
    pub found: Option<Found>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        let is_one = Arc::ptr_eq(&self.service, &other.service);
        self.found == other.found && (is_one || self.service == other.service)
    }
}

impl Row {
    pub fn checked(&self) -> Option<&Checked> {
        match &self.found {
            Some(Found::Checked(checked)) => Some(checked),
            _ => None,
        }
    }

    pub fn href(&self) -> String {
        paths::service_tab(&self.organization, &self.service.id, Tab::Backups)
    }

    fn last_good(&self) -> Option<&Backup> {
        self.checked()?.standing.last_good.as_ref()
    }

    fn last(&self) -> Option<&Backup> {
        self.checked()?.standing.last.as_ref()
    }
}

pub static BOARD: ListOf<Row> = ListOf {
    caption: "Backups by service",
    one: "service",
    columns: COLUMNS,
    sort: "backups",
    key: |row| row.service.id.to_string(),
    label: |row| row.service.label().to_owned(),
    link: |row| Some(row.href()),
};

static COLUMNS: &[Column<Row>] =
    &[
        Column::text("service", "Service", |row: &Row| {
            row.service.label().to_owned()
        })
        .with_cell(|row| {
            let label = row.service.label().to_owned();
            view! {
                <a class="name" href=row.href()>
                    {label}
                </a>
            }
            .into_any()
        }),
        Column::choice("state", "State", |row: &Row| state(row).to_owned()).with_cell(|row| {
            match row.service.state.clone() {
                Some(state) => {
                    let tone = state_tone(&state);
                    view! { <StateBadge word=state.to_string() tone /> }.into_any()
                }
                None => dash(),
            }
        }),
        Column::choice("backups", "Backups", verdict)
            .with_cell(|row| match &row.found {
                None => view! { <span class="quiet">"not checked"</span> }.into_any(),
                Some(Found::Failed(_)) => {
                    view! { <span class="quiet">"could not be read"</span> }.into_any()
                }
                Some(Found::Checked(checked)) => {
                    let verdict = checked.verdict;
                    view! { <StateBadge word=verdict.words() tone=verdict.tone() /> }.into_any()
                }
            })
            .ordered_by(|one, other| rank(one).cmp(&rank(other))),
        Column::new(
            "good",
            "Last good backup",
            Kind::Moment(|row: &Row| row.last_good().and_then(|backup| backup.started_at.clone())),
        )
        .with_cell(|row| match (row.checked(), row.last_good()) {
            (None, _) => dash(),
            (Some(_), None) => view! { <span class="quiet">"none"</span> }.into_any(),
            (Some(_), Some(backup)) => view! { <Time at=backup.started_at.clone() /> }.into_any(),
        }),
        Column::choice("last", "Last result", result).with_cell(|row| {
            match row.last().and_then(|backup| backup.status.clone()) {
                Some(status) => {
                    let tone = words::tone(Some(&status));
                    view! { <StateBadge word=status.to_string() tone /> }.into_any()
                }
                None => dash(),
            }
        }),
        Column::new(
            "size",
            "Size",
            Kind::Number(
                |row: &Row| row.last_good().map(words::size).unwrap_or_default(),
                |row| row.last_good().and_then(|backup| backup.size_in_bytes),
            ),
        )
        .counting(Unit::Bytes)
        .numeric(),
        Column::text("schedule", "Schedule", schedule),
        Column::new("id", "ID", Kind::Id(|row: &Row| row.service.id.to_string())).hidden(),
    ];

fn state(row: &Row) -> &str {
    row.service.state.as_ref().map_or("", State::as_str)
}

fn verdict(row: &Row) -> String {
    match &row.found {
        None => "not checked".into(),
        Some(Found::Failed(_)) => "could not be read".into(),
        Some(Found::Checked(checked)) => checked.verdict.words().into(),
    }
}

/// What needs somebody first; what is not known yet is filled in from the top.
fn rank(row: &Row) -> (u8, Option<super::super::standing::Verdict>) {
    match row.checked() {
        Some(checked) if checked.verdict.needs_attention() => (0, Some(checked.verdict)),
        Some(checked) => (1, Some(checked.verdict)),
        None => (2, None),
    }
}

fn result(row: &Row) -> String {
    let status = row.last().and_then(|backup| backup.status.as_ref());
    status.map(ToString::to_string).unwrap_or_default()
}

fn schedule(row: &Row) -> String {
    let Some(checked) = row.checked() else {
        return String::new();
    };
    // What was observed serves where the schedule itself would cost another request.
    match (checked.schedule, checked.standing.observed_hours) {
        (Some(schedule), _) => words::rhythm(&schedule),
        (None, Some(hours)) => format!("about {}", words::every(hours)),
        (None, None) => String::new(),
    }
}

/// What is not known.
fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}
