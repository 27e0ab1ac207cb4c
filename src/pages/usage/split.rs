//! Costs by day, split into groups: what the chart draws and its table lists.

use std::{collections::HashMap, sync::Arc};

use super::{
    credits::Credits,
    held::Told,
    known::{Known, Standing, service_of, warehouse_of},
    metrics,
    report::{Entity, NO_METRIC},
};

/// As many groups have a colour of their own; the rest are one more.
pub const COLOURS: usize = 7;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Split {
    Service,
    Warehouse,
    Metric,
    /// By the value of a tag; the most frequent one unless named.
    Tag(Option<String>),
}

impl Split {
    pub const WORDS: [(&'static str, &'static str); 4] = [
        ("service", "Service"),
        ("warehouse", "Warehouse"),
        ("metric", "Metric"),
        ("tag", "Tag"),
    ];

    pub fn read(word: Option<&str>, tag: Option<&str>) -> Self {
        match word {
            Some("warehouse") => Self::Warehouse,
            Some("metric") => Self::Metric,
            Some("tag") => Self::Tag(tag.map(Into::into)),
            _ => Self::Service,
        }
    }

    pub fn word(&self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Warehouse => "warehouse",
            Self::Metric => "metric",
            Self::Tag(_) => "tag",
        }
    }
}

/// One part of what the days cost.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    pub label: String,
    pub standing: Standing,
    pub total: Credits,
}

/// What one day cost.
#[derive(Clone, Debug, PartialEq)]
pub struct DaySum {
    pub day: i32,
    pub is_read: bool,
    pub is_final: bool,
    pub has_records: bool,
    pub total: Credits,
    /// In the order of the groups.
    pub parts: Vec<Credits>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The dearest first; beyond the colours what is left as one, "37 others".
    pub groups: Vec<Group>,
    pub days: Vec<DaySum>,
    pub total: Credits,
}

impl Series {
    pub fn new(told: &[Told], split: &Split, known: &Known) -> Self {
        let mut places: HashMap<String, usize> = HashMap::new();
        let mut groups: Vec<Group> = Vec::new();
        // Day, group and amount; a day may have a group more than once.
        let mut sums: Vec<Vec<(usize, Credits)>> = Vec::new();
        let tag = match split {
            Split::Tag(Some(key)) => Some(key.clone()),
            Split::Tag(None) => known.tag_keys().into_iter().next(),
            _ => None,
        };
        for (_, one) in told {
            let mut day = Vec::new();
            for cost in one.iter().flat_map(|one| &one.costs) {
                if *split == Split::Metric {
                    for (name, credits) in &cost.metrics {
                        let place = place(&mut places, &mut groups, name, || {
                            (metrics::label(name), Standing::Unknown)
                        });
                        day.push((place, *credits));
                    }
                    continue;
                }
                let key = key(&cost.entity, split, tag.as_deref(), known);
                let place = place(&mut places, &mut groups, &key, || {
                    described(&cost.entity, split, tag.as_deref(), known)
                });
                day.push((place, cost.total));
            }
            for (place, credits) in &day {
                groups[*place].total += *credits;
            }
            sums.push(day);
        }
        let (groups, ranks) = ranked(groups);
        let days = told.iter().zip(sums).map(|((day, one), sums)| {
            let mut parts = vec![Credits::ZERO; groups.len()];
            for (place, credits) in sums {
                parts[ranks[place]] += credits;
            }
            DaySum {
                day: *day,
                is_read: one.is_some(),
                is_final: one.as_ref().is_some_and(|one| one.is_final),
                has_records: one.as_ref().is_some_and(|one| !one.costs.is_empty()),
                total: one.as_ref().map_or(Credits::ZERO, |one| one.total),
                parts,
            }
        });
        let days: Vec<DaySum> = days.collect();
        Self {
            total: days.iter().map(|day| day.total).sum(),
            groups,
            days,
        }
    }

    pub fn read_days(&self) -> usize {
        self.days.iter().filter(|day| day.is_read).count()
    }

    /// Days with costs that may still change.
    pub fn open_days(&self) -> usize {
        let open = |day: &&DaySum| day.has_records && !day.is_final;
        self.days.iter().filter(open).count()
    }

    pub fn dearest(&self) -> Option<&DaySum> {
        self.days.iter().rev().max_by_key(|day| day.total)
    }
}

fn place(
    places: &mut HashMap<String, usize>,
    groups: &mut Vec<Group>,
    key: &str,
    about: impl FnOnce() -> (String, Standing),
) -> usize {
    if let Some(place) = places.get(key) {
        return *place;
    }
    let (label, standing) = about();
    groups.push(Group {
        label,
        standing,
        total: Credits::ZERO,
    });
    places.insert(key.to_owned(), groups.len() - 1);
    groups.len() - 1
}

/// The dearest first, and where each has gone.
fn ranked(groups: Vec<Group>) -> (Vec<Group>, Vec<usize>) {
    let mut order: Vec<usize> = (0..groups.len()).collect();
    order.sort_by(|one, other| {
        let (one, other) = (&groups[*one], &groups[*other]);
        other
            .total
            .cmp(&one.total)
            .then_with(|| one.label.cmp(&other.label))
    });
    // One that is left over keeps its own name.
    let own = if groups.len() > COLOURS + 1 {
        COLOURS
    } else {
        groups.len()
    };
    let mut ranks = vec![own; groups.len()];
    for (rank, place) in order.iter().take(own).enumerate() {
        ranks[*place] = rank;
    }
    let mut ranked: Vec<Group> = order
        .iter()
        .take(own)
        .map(|place| groups[*place].clone())
        .collect();
    let rest = &order[own..];
    if !rest.is_empty() {
        ranked.push(Group {
            label: format!("{} others", rest.len()),
            standing: Standing::Unknown,
            total: rest.iter().map(|place| groups[*place].total).sum(),
        });
    }
    (ranked, ranks)
}

/// What makes two entities the same group.
pub fn key(entity: &Entity, split: &Split, tag: Option<&str>, known: &Known) -> String {
    let of_service = service_of(entity).map(|id| format!("service {id}"));
    let of_warehouse = warehouse_of(entity).map(|id| format!("warehouse {id}"));
    let own = || format!("{} {}", entity.kind, entity.id);
    match split {
        Split::Warehouse => of_warehouse.or(of_service).unwrap_or_else(own),
        Split::Tag(_) => tag_label(entity, tag, known),
        _ => of_service.or(of_warehouse).unwrap_or_else(own),
    }
}

/// What a group is called, and whether it is there still.
pub fn described(
    entity: &Entity,
    split: &Split,
    tag: Option<&str>,
    known: &Known,
) -> (String, Standing) {
    match (split, service_of(entity), warehouse_of(entity)) {
        (Split::Tag(_), ..) => (tag_label(entity, tag, known), Standing::Unknown),
        (Split::Warehouse, _, Some(warehouse)) | (_, None, Some(warehouse)) => {
            let primary = known.primary(warehouse);
            let name = primary.map(|primary| primary.name.as_str());
            let name = name.or(known.told_name(warehouse)).unwrap_or(warehouse);
            (
                format!("{name} (warehouse)"),
                known.standing(primary.is_some()),
            )
        }
        (_, Some(service), _) => {
            let present = known.service(service);
            let name = present.map(|present| present.name.as_str());
            let name = name.or(known.told_name(service)).unwrap_or(service);
            (name.to_owned(), known.standing(present.is_some()))
        }
        (_, None, None) => {
            let texts = [&entity.name, &entity.id, &entity.kind];
            let name = texts.into_iter().find(|text| !text.is_empty());
            let name = name.map_or("Nothing that has a name", |name| name);
            (name.to_owned(), Standing::Unknown)
        }
    }
}

fn tag_label(entity: &Entity, tag: Option<&str>, known: &Known) -> String {
    let Some(owner) = known.owner(entity) else {
        return if known.is_read {
            "gone, tags not known".to_owned()
        } else {
            "tags not read".to_owned()
        };
    };
    let key = tag.unwrap_or_default();
    match owner.tags.iter().find(|(known, _)| known == key) {
        Some((key, Some(value))) => format!("{key}: {value}"),
        Some((key, None)) => format!("{key}, without a value"),
        None => format!("without {key}"),
    }
}

/// The totals of each metric, the dearest first.
pub fn by_metric(told: &[Told]) -> Vec<(Arc<str>, Credits)> {
    let mut totals: HashMap<Arc<str>, Credits> = HashMap::new();
    let costs = told
        .iter()
        .flat_map(|(_, one)| one)
        .flat_map(|one| &one.costs);
    for (name, credits) in costs.flat_map(|cost| cost.metrics.iter()) {
        *totals.entry(Arc::clone(name)).or_default() += *credits;
    }
    let mut totals: Vec<_> = totals.into_iter().collect();
    totals.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
    // What is left of a total is no metric and comes last.
    totals.sort_by_key(|(name, _)| &**name == NO_METRIC);
    totals
}

#[cfg(test)]
mod tests;
