//! The columns of the costs by service: data for the table, its sorting, its filter and its export.

use std::collections::HashMap;

use cloud_api::{OrganizationId, ServiceId};
use leptos::prelude::*;

use super::{
    credits::{Credits, percent},
    held::Told,
    known::{Known, Standing, service_of},
    metrics::{METRICS, place},
    split::{Split, described, key},
};
use crate::{
    paths,
    ui::{Column, Kind, ListOf},
};

/// What a service, or what its warehouse's services share, cost in the range.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub key: String,
    pub label: String,
    pub kind: String,
    pub standing: Standing,
    /// The API's id of the service, the warehouse or whatever it is.
    pub id: String,
    pub warehouse: String,
    pub organization: OrganizationId,
    /// A service that is there has a page.
    pub service: Option<ServiceId>,
    pub total: Credits,
    /// In tenths of a percent.
    pub share: i64,
    pub metrics: [Credits; METRICS.len()],
    /// Metrics that this version does not know, by the API's names.
    pub others: Vec<(String, Credits)>,
}

impl Row {
    fn href(&self) -> Option<String> {
        let service = self.service.as_ref()?;
        Some(paths::service(&self.organization, service))
    }
}

/// One row for each service and each warehouse, `ClickPipes` within their service.
pub fn rows(told: &[Told], known: &Known, organization: &OrganizationId) -> Vec<Row> {
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<Row> = Vec::new();
    let costs = told
        .iter()
        .flat_map(|(_, one)| one)
        .flat_map(|one| &one.costs);
    for cost in costs {
        let entity = &cost.entity;
        let key = key(entity, &Split::Service, None, known);
        let at = *places.entry(key).or_insert_with_key(|key| {
            let (label, standing) = described(entity, &Split::Service, None, known);
            let service = service_of(entity);
            let kind = if service.is_some() {
                "service"
            } else {
                &entity.kind
            };
            rows.push(Row {
                key: key.clone(),
                label,
                kind: kind.to_owned(),
                standing,
                id: service.unwrap_or(&entity.id).to_owned(),
                warehouse: entity.warehouse.as_deref().unwrap_or_default().to_owned(),
                organization: organization.clone(),
                service: service
                    .and_then(|id| known.service(id))
                    .map(|present| present.id.clone()),
                total: Credits::ZERO,
                share: 0,
                metrics: [Credits::ZERO; METRICS.len()],
                others: Vec::new(),
            });
            rows.len() - 1
        });
        let row = &mut rows[at];
        row.total += cost.total;
        for (name, credits) in &cost.metrics {
            if let Some(place) = place(name) {
                row.metrics[place] += *credits;
                continue;
            }
            let label = super::metrics::label(name);
            match row.others.iter_mut().find(|(known, _)| *known == label) {
                Some((_, sum)) => *sum += *credits,
                None => row.others.push((label, *credits)),
            }
        }
    }
    let all: Credits = rows.iter().map(|row| row.total).sum();
    for row in &mut rows {
        row.share = row.total.share_of(all).unwrap_or_default();
    }
    rows
}

pub static COSTS: ListOf<Row> = ListOf {
    caption: "Costs by service",
    one: "service",
    columns: COLUMNS,
    sort: "-total",
    key: |row| row.key.clone(),
    label: |row| row.label.clone(),
    // What is gone, and a warehouse, has no page.
    link: Row::href,
};

static COLUMNS: &[Column<Row>] = &[
    Column::text("service", "Service", |row: &Row| row.label.clone()).with_cell(name),
    Column::choice("type", "Type", |row: &Row| row.kind.clone()),
    Column::choice("now", "Now", |row: &Row| row.standing.word().to_owned()),
    Column::new(
        "total",
        "Total, CHC",
        Kind::Number(|row: &Row| row.total.exact(), |row| Some(row.total.value())),
    )
    .with_cell(|row| shown(row.total))
    .numeric(),
    Column::new(
        "share",
        "Share",
        Kind::Number(share, |row: &Row| Some(tenths(row))),
    )
    .numeric(),
    metric::<0>("compute"),
    metric::<1>("storage"),
    metric::<2>("backups"),
    metric::<5>("public-transfer"),
    metric::<3>("pipe-transfer").hidden(),
    metric::<4>("pipe-load").hidden(),
    metric::<6>("tier1").hidden(),
    metric::<7>("tier2").hidden(),
    metric::<8>("tier3").hidden(),
    metric::<9>("tier4").hidden(),
    Column::new("other", "Other metrics", Kind::Words(others)).hidden(),
    Column::new("id", "ID", Kind::Id(|row: &Row| row.id.clone())).hidden(),
    Column::text("warehouse", "Warehouse", |row: &Row| row.warehouse.clone()).hidden(),
];

/// The column of one metric; its numbers have every digit in exports.
const fn metric<const PLACE: usize>(key: &'static str) -> Column<Row> {
    let kind = Kind::Number(
        |row: &Row| row.metrics[PLACE].exact(),
        |row: &Row| Some(row.metrics[PLACE].value()),
    );
    Column::new(key, METRICS[PLACE].1, kind)
        .with_cell(|row| shown(row.metrics[PLACE]))
        .numeric()
}

fn name(row: &Row) -> AnyView {
    let label = row.label.clone();
    match row.href() {
        Some(href) => view! {
            <a class="name" href=href>
                {label}
            </a>
        }
        .into_any(),
        None => view! { <span class="name">{label}</span> }.into_any(),
    }
}

fn shown(credits: Credits) -> AnyView {
    if credits == Credits::ZERO {
        return view! { <span class="quiet">"—"</span> }.into_any();
    }
    credits.text().into_any()
}

fn share(row: &Row) -> String {
    percent(row.share)
}

#[expect(clippy::cast_precision_loss, reason = "tenths of a percent")]
fn tenths(row: &Row) -> f64 {
    row.share as f64 / 10.0
}

fn others(row: &Row) -> Vec<String> {
    let others = row.others.iter();
    others
        .map(|(name, credits)| format!("{name}={}", credits.exact()))
        .collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{
        super::{held::OneDay, report::tests::costs},
        *,
    };

    fn told(records: &str) -> Vec<Told> {
        let costs = costs(&format!(r#"{{"costs":[{records}]}}"#));
        let one = OneDay::of(costs.into_iter().map(|(_, cost)| cost).collect(), 0.0);
        vec![(20_781, Some(Arc::new(one)))]
    }

    fn made(records: &str) -> Vec<Row> {
        let organization = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"
            .parse()
            .expect("a UUID");
        let all = serde_json::from_str::<Vec<cloud_api::services::Service>>(
            r#"[{"id":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e12","name":"orders"}]"#,
        );
        let told = told(records);
        let known = Known::new(Some(&all.expect("services"))).named_by(&told);
        rows(&told, &known, &organization)
    }

    const ORDERS: &str = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e12";

    #[test]
    fn a_service_has_its_streams_and_its_page() {
        let rows = made(&format!(
            r#"{{"date":"2026-11-24","serviceId":"{ORDERS}","entityType":"clickpipe","entityId":"p","entityName":"stream",
               "metrics":{{"dataTransferCHC":0.1,"computeCHC":0.1}},"totalCHC":0.2}},
               {{"date":"2026-11-24","serviceId":"{ORDERS}","entityType":"service","entityId":"{ORDERS}","entityName":"old name",
               "metrics":{{"computeCHC":0.2,"quantumCHC":0.3}},"totalCHC":0.5}}"#
        ));
        assert_eq!(rows.len(), 1);
        let row = &rows[0];
        // The name of today, not the one of the report.
        assert_eq!(
            (row.label.as_str(), row.kind.as_str()),
            ("orders", "service")
        );
        assert!(row.service.is_some());
        assert_eq!((row.total.exact(), row.share), ("0.7".to_owned(), 1_000));
        assert_eq!(row.metrics[0].exact(), "0.3");
        assert_eq!(others(row), ["quantumCHC=0.3"]);
    }

    #[test]
    fn a_service_that_is_gone_has_no_page() {
        let rows = made(
            r#"{"date":"2026-11-24","serviceId":"x","entityType":"service","entityId":"x","entityName":"old","totalCHC":1}"#,
        );
        assert_eq!(
            (rows[0].label.as_str(), rows[0].standing),
            ("old", Standing::Gone)
        );
        assert!(rows[0].service.is_none() && rows[0].href().is_none());
        assert_eq!(others(&rows[0]), ["In totals only=1"]);
    }

    #[test]
    fn every_metric_has_one_column() {
        for (_, label) in METRICS {
            let count = COLUMNS
                .iter()
                .filter(|column| column.heading == label)
                .count();
            assert_eq!(count, 1, "{label}");
        }
    }
}
