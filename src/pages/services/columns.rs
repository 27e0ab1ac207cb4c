//! The services list as data: what its table, order, filter and export are made of.

use std::{cmp::Ordering, sync::Arc};

use cloud_api::{
    OrganizationId,
    services::{IpAccess, Service},
};
use leptos::prelude::*;

use super::state_tone;
use crate::{
    format, paths,
    ui::{Column, Icon, Kind, ListOf, Unit},
};

/// A service of the list and where it belongs.
#[derive(Clone, PartialEq)]
pub struct Row {
    pub organization: OrganizationId,
    pub service: Arc<Service>,
}

pub static SERVICES: ListOf<Row> = ListOf {
    caption: "Services",
    one: "service",
    columns: COLUMNS,
    sort: "name",
    key: |row| row.service.id.to_string(),
    label: |row| row.service.label().to_owned(),
    link: |row| Some(paths::service(&row.organization, &row.service.id)),
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("name", "Name", |row: &Row| row.service.label().to_owned()).with_cell(|row| {
        let href = paths::service(&row.organization, &row.service.id);
        let label = row.service.label().to_owned();
        view! {
            <a class="name" href=href>
                {label}
            </a>
        }
        .into_any()
    }),
    Column::choice("state", "State", |row: &Row| {
        word(row.service.state.as_ref())
    })
    .with_cell(|row| match row.service.state.clone() {
        Some(state) => {
            let tone = state_tone(&state);
            view! { <span class=tone.class()>{state.to_string()}</span> }.into_any()
        }
        None => view! { <span class="quiet">"—"</span> }.into_any(),
    }),
    Column::text("region", "Region", region),
    Column::new("memory", "Size per replica", Kind::Number(size, memory))
        .counting(Unit::Gibibytes)
        .ranging(memory_ends),
    Column::new(
        "replicas",
        "Replicas",
        Kind::Number(replicas, replica_count),
    )
    .numeric()
    .ranging(replica_ends),
    Column::text("version", "Version", version)
        .ordered_by(|one, other| by_version(&version(one), &version(other))),
    Column::new("idle", "Idles after", Kind::Number(idle, idle_minutes)).counting(Unit::Minutes),
    Column::choice("access", "Access", access_summary).with_cell(|row| {
        let summary = access_summary(row);
        if is_open(row) {
            view! {
                <span class="warn">
                    <Icon name="warning" />
                    {summary}
                </span>
            }
            .into_any()
        } else {
            summary.into_any()
        }
    }),
    Column::new(
        "created",
        "Created",
        Kind::Moment(|row| row.service.created_at.clone()),
    ),
    Column::new("tag", "Tags", Kind::Words(tags)).hidden(),
    Column::choice("channel", "Release channel", |row: &Row| {
        word(row.service.release_channel.as_ref())
    })
    .hidden(),
    Column::choice("primary", "Primary", primary).hidden(),
    Column::text("warehouse", "Warehouse", |row: &Row| {
        row.service.data_warehouse_id.clone().unwrap_or_default()
    })
    .hidden(),
    Column::new("id", "ID", Kind::Id(|row: &Row| row.service.id.to_string())).hidden(),
];

/// A word of the API, as it is.
fn word(word: Option<&impl ToString>) -> String {
    word.map(ToString::to_string).unwrap_or_default()
}

fn tags(row: &Row) -> Vec<String> {
    let tags = row.service.tags.iter().flatten();
    tags.map(|tag| match &tag.value {
        Some(value) => format!("{}={value}", tag.key),
        None => tag.key.clone(),
    })
    .collect()
}

fn primary(row: &Row) -> String {
    match row.service.is_primary {
        Some(true) => "primary".into(),
        Some(false) => "secondary".into(),
        None => String::new(),
    }
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

/// As the cell has them: fixed, or from the minimum to the maximum.
fn memory_ends(row: &Row) -> [Option<f64>; 2] {
    let service = &row.service;
    let (min, max) = (service.min_replica_memory_gb, service.max_replica_memory_gb);
    let fixed = service.replica_memory_gb;
    [fixed.or(min).or(max), fixed.or(max).or(min)]
}

fn replicas(row: &Row) -> String {
    format::replicas(&row.service).unwrap_or_default()
}

fn replica_count(row: &Row) -> Option<f64> {
    row.service.num_replicas.or(row.service.max_replicas)
}

fn replica_ends(row: &Row) -> [Option<f64>; 2] {
    let service = &row.service;
    [service.min_replicas, service.max_replicas].map(|end| service.num_replicas.or(end))
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
    fn tags_are_filtered_as_key_and_value() {
        let tagged = row(r#""tags":[{"key":"env","value":"prod"},{"key":"old"}]"#);
        assert_eq!(tags(&tagged), ["env=prod", "old"]);
        assert!(tags(&row(r#""name":"x""#)).is_empty());
    }

    #[test]
    fn other_programs_are_told_both_ends_of_a_size() {
        let ends = |json: &str| {
            let row = row(json);
            [memory_ends(&row), replica_ends(&row)]
        };
        let vertical = r#""numReplicas":3,"minReplicaMemoryGb":16,"maxReplicaMemoryGb":120"#;
        assert_eq!(
            ends(vertical),
            [[Some(16.0), Some(120.0)], [Some(3.0), Some(3.0)]]
        );
        let horizontal = r#""minReplicas":2,"maxReplicas":6,"replicaMemoryGb":32"#;
        assert_eq!(
            ends(horizontal),
            [[Some(32.0), Some(32.0)], [Some(2.0), Some(6.0)]]
        );
        assert_eq!(ends(r#""name":"x""#), [[None, None], [None, None]]);
    }

    #[test]
    fn a_service_that_never_idles_sorts_last() {
        let never = row(r#""idleScaling":false,"idleTimeoutMinutes":5"#);
        let soon = row(r#""idleScaling":true,"idleTimeoutMinutes":15"#);
        assert!(idle_minutes(&never) > idle_minutes(&soon));
    }
}
