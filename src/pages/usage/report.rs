//! What the API answered, small enough for a year of a large organization: what repeats is held once.

use std::{collections::HashSet, hash::Hash, sync::Arc};

use cloud_api::fields::items;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{credits::Credits, days::read};

/// Whatever costs something: a service, a data warehouse, a `ClickPipe`.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct Entity {
    /// The API's word.
    pub kind: Box<str>,
    pub id: Box<str>,
    pub name: Box<str>,
    /// Absent for a data warehouse.
    pub service: Option<Box<str>>,
    pub warehouse: Option<Box<str>>,
}

/// One entity on one day (schema `UsageCostRecord`).
#[derive(Clone, Debug, PartialEq)]
pub struct Cost {
    pub entity: Arc<Entity>,
    /// By the API's names; what is zero is left out.
    pub metrics: Box<[(Arc<str>, Credits)]>,
    pub total: Credits,
    pub is_final: bool,
}

/// The name for what a total has beside the metrics that are told.
pub const NO_METRIC: &str = "";

/// The answer as a reader of JSON leaves it: every field may be absent or of another form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Report {
    #[serde(deserialize_with = "items")]
    costs: Option<Vec<Wire>>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Wire {
    data_warehouse_id: Value,
    service_id: Value,
    date: Value,
    entity_type: Value,
    entity_id: Value,
    entity_name: Value,
    metrics: Value,
    #[serde(rename = "totalCHC")]
    total: Value,
    locked: Value,
}

/// What is held once.
#[derive(Debug, Default)]
pub struct Pool {
    entities: HashSet<Arc<Entity>>,
    names: HashSet<Arc<str>>,
}

impl Report {
    /// Each record with its day; one without a date that can be read belongs to no day and is counted instead.
    pub fn into_costs(self, pool: &mut Pool) -> (Vec<(i32, Cost)>, usize) {
        let mut undated = 0;
        let mut costs = Vec::new();
        for wire in self.costs.unwrap_or_default() {
            match wire.date.as_str().and_then(read) {
                Some(day) => costs.push((day, cost(wire, pool))),
                None => undated += 1,
            }
        }
        (costs, undated)
    }
}

fn cost(wire: Wire, pool: &mut Pool) -> Cost {
    let text = |value: &Value| {
        value
            .as_str()
            .filter(|text| !text.is_empty())
            .map(Box::from)
    };
    let entity = Entity {
        kind: text(&wire.entity_type).unwrap_or_default(),
        id: text(&wire.entity_id).unwrap_or_default(),
        name: text(&wire.entity_name).unwrap_or_default(),
        service: text(&wire.service_id),
        warehouse: text(&wire.data_warehouse_id),
    };
    let told = match wire.metrics {
        Value::Object(metrics) => metrics,
        _ => Map::new(),
    };
    let amount = |value: &Value| value.as_f64().map(Credits::of);
    let mut metrics: Vec<(Arc<str>, Credits)> = told
        .iter()
        .filter_map(|(name, value)| Some((name, amount(value)?)))
        .filter(|(_, credits)| *credits != Credits::ZERO)
        .map(|(name, credits)| (one(&mut pool.names, name.as_str().into()), credits))
        .collect();
    let split: Credits = metrics.iter().map(|(_, credits)| *credits).sum();
    let total = amount(&wire.total).unwrap_or(split);
    if total != split {
        metrics.push((one(&mut pool.names, NO_METRIC.into()), total - split));
    }
    Cost {
        entity: one(&mut pool.entities, Arc::new(entity)),
        metrics: metrics.into(),
        total,
        is_final: wire.locked.as_bool() == Some(true),
    }
}

fn one<T: Eq + Hash + ?Sized>(known: &mut HashSet<Arc<T>>, value: Arc<T>) -> Arc<T> {
    if let Some(known) = known.get(&value) {
        return Arc::clone(known);
    }
    known.insert(Arc::clone(&value));
    value
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub fn costs(text: &str) -> Vec<(i32, Cost)> {
        let report: Report = serde_json::from_str(text).expect("tolerant");
        report.into_costs(&mut Pool::default()).0
    }

    #[test]
    fn a_record_keeps_metrics_that_nobody_knows() {
        let read = costs(
            r#"{"costs":[{"dataWarehouseId":"w","serviceId":"s","date":"2026-11-24",
            "entityType":"service","entityId":"s","entityName":"orders",
            "metrics":{"computeCHC":1.25,"quantumCHC":0.5,"storageCHC":0},"totalCHC":1.75,"locked":true}]}"#,
        );
        let (_, cost) = &read[0];
        assert_eq!(cost.total, Credits::of(1.75));
        let names: Vec<&str> = cost.metrics.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["computeCHC", "quantumCHC"]);
        assert!(cost.is_final);
    }

    #[test]
    fn what_a_record_lacks_is_made_up_for_by_what_it_has() {
        let read = costs(
            r#"{"costs":[{"date":"2026-11-24","totalCHC":2},
            {"date":"2026-11-24","metrics":{"computeCHC":0.1,"backupCHC":0.2}},
            {"date":"2026-11-24","entityName":7,"metrics":[],"totalCHC":"much","locked":"yes"},7]}"#,
        );
        let totals: Vec<String> = read.iter().map(|(_, cost)| cost.total.exact()).collect();
        assert_eq!(totals, ["2", "0.3", "0"]);
        // A total without metrics is not lost when costs are split by metric.
        assert_eq!(&*read[0].1.metrics[0].0, NO_METRIC);
        // What is not said to be final may still change.
        assert!(read.iter().all(|(_, cost)| !cost.is_final));
        assert_eq!(&*read[2].1.entity.name, "");
    }

    #[test]
    fn a_record_without_a_date_is_counted() {
        let report: Report =
            serde_json::from_str(r#"{"costs":[{"totalCHC":2},{"date":"2026-02-30"}]}"#)
                .expect("tolerant");
        let (costs, undated) = report.into_costs(&mut Pool::default());
        assert_eq!((costs.len(), undated), (0, 2));
        let nothing: Report = serde_json::from_str("{}").expect("tolerant");
        assert_eq!(nothing.into_costs(&mut Pool::default()).1, 0);
    }

    #[test]
    fn entities_and_names_are_held_once() {
        let record =
            r#"{"date":"2026-11-24","entityId":"s","metrics":{"computeCHC":1},"totalCHC":1}"#;
        let read = costs(&format!(r#"{{"costs":[{record},{record}]}}"#));
        assert!(Arc::ptr_eq(&read[0].1.entity, &read[1].1.entity));
        assert!(Arc::ptr_eq(
            &read[0].1.metrics[0].0,
            &read[1].1.metrics[0].0
        ));
    }
}
