//! What the list of services adds to the costs: today's names and tags, and who is gone.

use std::collections::HashMap;

use cloud_api::{ServiceId, services::Service};

use super::{held::Told, report::Entity};

/// One service that is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Present {
    pub id: ServiceId,
    pub name: String,
    /// Key, and value if it has one.
    pub tags: Vec<(String, Option<String>)>,
}

/// What is known beside the costs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// Whether the list has answered; until then nobody is called gone.
    pub is_read: bool,
    services: HashMap<String, Present>,
    /// The primary of each warehouse.
    primaries: HashMap<String, String>,
    /// What the costs call services and warehouses, for those that are gone.
    told: HashMap<Box<str>, Box<str>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Present,
    Gone,
    /// The list of services has not answered, or this is none of its things.
    Unknown,
}

impl Standing {
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Gone => "gone",
            Self::Unknown => "not known",
        }
    }
}

impl Known {
    pub fn new(all: Option<&[Service]>) -> Self {
        let mut known = Self {
            is_read: all.is_some(),
            ..Self::default()
        };
        for service in all.unwrap_or_default() {
            let id = service.id.to_string();
            if let Some(warehouse) = &service.data_warehouse_id
                && (service.is_primary != Some(false) || !known.primaries.contains_key(warehouse))
            {
                known.primaries.insert(warehouse.clone(), id.clone());
            }
            let tags = service.tags.iter().flatten();
            let tags = tags.map(|tag| (tag.key.clone(), tag.value.clone()));
            let present = Present {
                id: service.id.clone(),
                name: service.label().to_owned(),
                tags: tags.collect(),
            };
            known.services.insert(id, present);
        }
        known
    }

    /// The same with the names that the costs tell, of which the latest holds.
    #[must_use]
    pub fn named_by(mut self, told: &[Told]) -> Self {
        let costs = told.iter().flat_map(|(_, one)| one);
        for cost in costs.flat_map(|one| &one.costs) {
            let Entity { kind, id, name, .. } = &*cost.entity;
            let is_own = matches!(&**kind, "service" | "datawarehouse");
            if is_own && !name.is_empty() && self.told.get(id) != Some(name) {
                self.told.insert(id.clone(), name.clone());
            }
        }
        self
    }

    pub fn told_name(&self, id: &str) -> Option<&str> {
        self.told.get(id).map(|name| &**name)
    }

    pub fn service(&self, id: &str) -> Option<&Present> {
        self.services.get(id)
    }

    /// The primary of a warehouse, or whichever service of it is there.
    pub fn primary(&self, warehouse: &str) -> Option<&Present> {
        self.service(self.primaries.get(warehouse)?)
    }

    /// The service whose tags count for what an entity costs.
    pub fn owner(&self, entity: &Entity) -> Option<&Present> {
        match service_of(entity) {
            Some(service) => self.service(service),
            None => self.primary(warehouse_of(entity)?),
        }
    }

    pub fn standing(&self, is_there: bool) -> Standing {
        match (self.is_read, is_there) {
            (_, true) => Standing::Present,
            (true, false) => Standing::Gone,
            (false, false) => Standing::Unknown,
        }
    }

    /// The keys of all tags, the most frequent first.
    pub fn tag_keys(&self) -> Vec<String> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (key, _) in self.services.values().flat_map(|service| &service.tags) {
            *counts.entry(key).or_default() += 1;
        }
        let mut keys: Vec<(&str, usize)> = counts.into_iter().collect();
        keys.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
        keys.into_iter().map(|(key, _)| key.to_owned()).collect()
    }
}

/// The service that an entity is or belongs to.
pub fn service_of(entity: &Entity) -> Option<&str> {
    let own = (&*entity.kind == "service" && !entity.id.is_empty()).then_some(&*entity.id);
    entity.service.as_deref().or(own)
}

/// The warehouse that an entity is or belongs to.
pub fn warehouse_of(entity: &Entity) -> Option<&str> {
    let own = (&*entity.kind == "datawarehouse" && !entity.id.is_empty()).then_some(&*entity.id);
    entity.warehouse.as_deref().or(own)
}
