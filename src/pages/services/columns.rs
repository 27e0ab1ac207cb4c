//! The columns of the services list: data for the table, its sorting, filter and export.

use std::{cmp::Ordering, sync::Arc};

use cloud_api::{
    OrganizationId,
    services::{IpAccess, Service, State},
};
use leptos::prelude::*;

use super::state_tone;
use crate::{
    format, paths,
    ui::{Column, Icon, StateBadge, Time},
};

/// A service of the list and where it belongs.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub service: Arc<Service>,
}

pub static COLUMNS: [Column<Row>; 9] = [
    Column {
        key: "name",
        heading: "Name",
        cell: |row| {
            let href = paths::service(&row.organization, &row.service.id);
            let label = row.service.label().to_owned();
            view! {
                <a class="name" href=href>
                    {label}
                </a>
            }
            .into_any()
        },
        sort: Some(|one, other| by_text(one.service.label(), other.service.label())),
        text: |row| row.service.label().to_owned(),
        numeric: false,
    },
    Column {
        key: "state",
        heading: "State",
        cell: |row| match row.service.state.clone() {
            Some(state) => {
                let tone = state_tone(&state);
                view! { <StateBadge word=state.to_string() tone /> }.into_any()
            }
            None => dash(),
        },
        sort: Some(|one, other| state(one).cmp(state(other))),
        text: |row| state(row).to_owned(),
        numeric: false,
    },
    Column {
        key: "region",
        heading: "Region",
        cell: |row| text(&region(row)),
        sort: Some(|one, other| region(one).cmp(&region(other))),
        text: region,
        numeric: false,
    },
    Column {
        key: "size",
        heading: "Size per replica",
        cell: |row| text(&size(row)),
        sort: Some(|one, other| by_number(memory(one), memory(other))),
        text: size,
        numeric: false,
    },
    Column {
        key: "replicas",
        heading: "Replicas",
        cell: |row| text(&replicas(row)),
        sort: Some(|one, other| by_number(replica_count(one), replica_count(other))),
        text: replicas,
        numeric: true,
    },
    Column {
        key: "version",
        heading: "Version",
        cell: |row| text(&version(row)),
        sort: Some(|one, other| by_version(&version(one), &version(other))),
        text: version,
        numeric: false,
    },
    Column {
        key: "idle",
        heading: "Idles after",
        cell: |row| text(&idle(row)),
        sort: Some(|one, other| by_number(idle_minutes(one), idle_minutes(other))),
        text: idle,
        numeric: false,
    },
    Column {
        key: "access",
        heading: "Access",
        cell: |row| {
            if is_open(row) {
                view! {
                    <span class="warn">
                        <Icon name="warning" />
                        "anywhere"
                    </span>
                }
                .into_any()
            } else {
                text(&access_summary(row))
            }
        },
        sort: Some(|one, other| access_summary(one).cmp(&access_summary(other))),
        text: access_summary,
        numeric: false,
    },
    Column {
        key: "created",
        heading: "Created",
        cell: |row| view! { <Time at=row.service.created_at.clone() /> }.into_any(),
        sort: Some(|one, other| one.service.created_at.cmp(&other.service.created_at)),
        text: |row| row.service.created_at.clone().unwrap_or_default(),
        numeric: false,
    },
];

fn text(text: &str) -> AnyView {
    if text.is_empty() {
        dash()
    } else {
        text.to_owned().into_any()
    }
}

/// What the API did not tell.
fn dash() -> AnyView {
    view! { <span class="quiet">"—"</span> }.into_any()
}

fn state(row: &Row) -> &str {
    row.service.state.as_ref().map_or("", State::as_str)
}

fn region(row: &Row) -> String {
    let provider = row.service.provider.as_ref().map(ToString::to_string);
    let region = row.service.region.as_ref().map(ToString::to_string);
    [provider, region]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ")
}

fn size(row: &Row) -> String {
    format::memory_per_replica(&row.service).unwrap_or_default()
}

fn memory(row: &Row) -> Option<f64> {
    row.service
        .max_replica_memory_gb
        .or(row.service.replica_memory_gb)
}

fn replicas(row: &Row) -> String {
    format::replicas(&row.service).unwrap_or_default()
}

fn replica_count(row: &Row) -> Option<f64> {
    row.service.num_replicas.or(row.service.max_replicas)
}

fn version(row: &Row) -> String {
    row.service.clickhouse_version.clone().unwrap_or_default()
}

fn idle(row: &Row) -> String {
    format::idles_after(&row.service).unwrap_or_default()
}

/// Never is longest.
fn idle_minutes(row: &Row) -> Option<f64> {
    if row.service.idle_scaling == Some(false) {
        Some(f64::INFINITY)
    } else {
        row.service.idle_timeout_minutes
    }
}

fn is_open(row: &Row) -> bool {
    row.service
        .ip_access_list
        .iter()
        .flatten()
        .any(IpAccess::is_anywhere)
}

fn access_summary(row: &Row) -> String {
    match row.service.ip_access_list.as_deref() {
        None => String::new(),
        Some([]) => "nobody".into(),
        Some(_) if is_open(row) => "anywhere".into(),
        Some(entries) => format::plural(entries.len(), "range", "ranges"),
    }
}

fn by_text(one: &str, other: &str) -> Ordering {
    one.to_lowercase().cmp(&other.to_lowercase())
}

fn by_number(one: Option<f64>, other: Option<f64>) -> Ordering {
    one.partial_cmp(&other).unwrap_or(Ordering::Equal)
}

/// `25.10` comes after `25.8`.
fn by_version(one: &str, other: &str) -> Ordering {
    let parts = |version: &str| -> Vec<u32> {
        version
            .split('.')
            .map(|part| part.parse().unwrap_or(0))
            .collect()
    };
    parts(one).cmp(&parts(other))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(json: &str) -> Row {
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let service = serde_json::from_str(&format!(r#"{{"id":"{id}",{json}}}"#));
        Row {
            organization: id.parse().expect("a UUID"),
            service: Arc::new(service.expect("valid")),
        }
    }

    #[test]
    fn versions_sort_by_their_numbers() {
        assert_eq!(by_version("25.10", "25.8"), Ordering::Greater);
        assert_eq!(by_version("25.8", "25.8.1"), Ordering::Less);
    }

    #[test]
    fn access_is_summed_up_in_a_word() {
        let summary = |json| access_summary(&row(json));
        assert_eq!(summary(r#""ipAccessList":[]"#), "nobody");
        assert_eq!(
            summary(r#""ipAccessList":[{"source":"0.0.0.0/0"}]"#),
            "anywhere"
        );
        assert_eq!(
            summary(r#""ipAccessList":[{"source":"192.0.2.0/24"}]"#),
            "1 range"
        );
        assert_eq!(summary(r#""name":"x""#), "");
    }

    #[test]
    fn a_service_that_never_idles_sorts_last() {
        let never = row(r#""idleScaling":false,"idleTimeoutMinutes":5"#);
        let soon = row(r#""idleScaling":true,"idleTimeoutMinutes":15"#);
        assert_eq!(
            by_number(idle_minutes(&never), idle_minutes(&soon)),
            Ordering::Greater
        );
    }
}
