//! Records of the audit log, small enough that 100 000 of them are no burden: what repeats is held once.

use std::{collections::HashSet, fmt, hash::Hash, sync::Arc};

use cloud_api::activities::{Group, note_type};
use serde::{
    Deserialize, Deserializer,
    de::{SeqAccess, Visitor},
};

use super::{
    text::{Text, Texts},
    words::words,
};
use crate::ui::list::moment;

/// One record (schema `Activity`), as far as a list shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    pub id: Box<str>,
    /// Milliseconds since the epoch; not a number where the API gave no date that can be read.
    pub at: f64,
    pub what: Arc<What>,
    pub who: Arc<Who>,
    pub service: Option<Arc<str>>,
    pub touched: Option<Arc<Touched>>,
}

/// What was done.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct What {
    /// The API's word.
    pub kind: Box<str>,
}

impl What {
    /// In words; the API's own where this version knows none.
    pub fn label(&self) -> &str {
        match &*self.kind {
            "" => "Unknown activity",
            kind => words(kind).unwrap_or(kind),
        }
    }

    pub fn group(&self) -> &'static str {
        Group::of(&self.kind).map_or("Other", group_label)
    }
}

pub fn group_label(group: Group) -> &'static str {
    match group {
        Group::Organization => "Organization",
        Group::Billing => "Billing",
        Group::Users => "Users",
        Group::Keys => "API keys",
        Group::Services => "Services",
        Group::Backups => "Backups",
        Group::Roles => "Roles",
        Group::SchemaAdvisor => "Schema advisor",
        Group::Udfs => "UDFs",
    }
}

/// Who did it, from where and with what.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct Who {
    pub kind: Option<Box<str>>,
    pub id: Option<Box<str>>,
    pub details: Option<Box<str>>,
    pub address: Option<Box<str>>,
    pub agent: Option<Box<str>>,
}

impl Who {
    /// The e-mail address of a user, the name of a key, or whatever else tells who it was.
    pub fn label(&self) -> &str {
        let known = [&self.details, &self.id, &self.kind];
        known
            .into_iter()
            .flatten()
            .find(|text| !text.is_empty())
            .map_or("", |text| text)
    }

    /// What makes two records those of one actor.
    pub fn actor(&self) -> &str {
        self.id.as_deref().unwrap_or_else(|| self.label())
    }
}

/// What it touched beside a service.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
pub struct Touched {
    pub key: Option<Box<str>>,
    pub key_update: Option<Box<str>>,
    pub role_ids: Vec<Box<str>>,
    pub role_names: Vec<Box<str>>,
    pub actors: Vec<Box<str>>,
    pub resources: Vec<Box<str>>,
}

/// What is held once.
#[derive(Debug, Default)]
pub struct Pool {
    whats: HashSet<Arc<What>>,
    known_actors: HashSet<Arc<Who>>,
    services: HashSet<Arc<str>>,
    touched: HashSet<Arc<Touched>>,
}

impl Pool {
    /// One that was not met before is looked up, because it may be news.
    fn what(&mut self, what: What) -> Arc<What> {
        if let Some(held) = self.whats.get(&what) {
            return Arc::clone(held);
        }
        note_type(&what.kind);
        one(&mut self.whats, Arc::new(what))
    }

    /// Replaces the parts of a record of another pool by those of this one.
    pub fn adopt(&mut self, record: &mut Record) {
        record.what = one(&mut self.whats, Arc::clone(&record.what));
        record.who = one(&mut self.known_actors, Arc::clone(&record.who));
        record.service = record
            .service
            .take()
            .map(|service| one(&mut self.services, service));
        record.touched = record
            .touched
            .take()
            .map(|touched| one(&mut self.touched, touched));
    }
}

fn one<T: Eq + Hash + ?Sized>(pool: &mut HashSet<Arc<T>>, wanted: Arc<T>) -> Arc<T> {
    if let Some(held) = pool.get(&wanted) {
        return Arc::clone(held);
    }
    pool.insert(Arc::clone(&wanted));
    wanted
}

/// A list of records read straight into [`Record`]s.
#[derive(Debug, Default)]
pub struct Slice(pub Vec<Record>);

impl<'de> Deserialize<'de> for Slice {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(OfSlice)
    }
}

struct OfSlice;

impl<'de> Visitor<'de> for OfSlice {
    type Value = Slice;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of activities")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Slice, A::Error> {
        let mut pool = Pool::default();
        let mut records = Vec::new();
        while let Some(wire) = seq.next_element::<Wire<'de>>()? {
            records.extend(wire.record(&mut pool));
        }
        Ok(Slice(records))
    }
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Wire<'a> {
    #[serde(borrow)]
    id: Text<'a>,
    #[serde(borrow)]
    created_at: Text<'a>,
    #[serde(borrow)]
    r#type: Text<'a>,
    #[serde(borrow)]
    actor_type: Text<'a>,
    #[serde(borrow)]
    actor_id: Text<'a>,
    #[serde(borrow)]
    actor_details: Text<'a>,
    #[serde(borrow)]
    actor_ip_address: Text<'a>,
    #[serde(borrow)]
    service_id: Text<'a>,
    #[serde(borrow)]
    user_agent: Text<'a>,
    #[serde(borrow)]
    target_key_id: Text<'a>,
    #[serde(borrow)]
    key_update_type: Text<'a>,
    target_role_ids: Texts,
    target_role_names: Texts,
    target_actor_ids: Texts,
    target_resource_ids: Texts,
}

impl Wire<'_> {
    /// Nothing without an id: there would be no page to show it on.
    fn record(self, pool: &mut Pool) -> Option<Record> {
        let id = self.id.boxed()?;
        let at = self.created_at.0.as_deref().and_then(moment);
        let what = What {
            kind: self.r#type.boxed().unwrap_or_default(),
        };
        let who = Who {
            kind: self.actor_type.boxed(),
            id: self.actor_id.boxed(),
            details: self.actor_details.boxed(),
            address: self.actor_ip_address.boxed(),
            agent: self.user_agent.boxed(),
        };
        let touched = Touched {
            key: self.target_key_id.boxed(),
            key_update: self.key_update_type.boxed(),
            role_ids: self.target_role_ids.0,
            role_names: self.target_role_names.0,
            actors: self.target_actor_ids.0,
            resources: self.target_resource_ids.0,
        };
        let is_something = touched != Touched::default();
        let service = self.service_id.boxed();
        Some(Record {
            id,
            at: at.unwrap_or(f64::NAN),
            what: pool.what(what),
            who: one(&mut pool.known_actors, Arc::new(who)),
            service: service.map(|service| one(&mut pool.services, Arc::from(service))),
            touched: is_something.then(|| one(&mut pool.touched, Arc::new(touched))),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_share_what_repeats() {
        let record = r#"{"id":"a","createdAt":"2026-11-24T05:55:00Z","type":"service_stop","actorType":"api",
            "actorDetails":"ci\u0021","actorIpAddress":"203.0.113.7","serviceId":"s"}"#;
        let text = format!("[{record},{record}]");
        let Slice(records) = serde_json::from_str(&text).expect("readable");
        assert!((records[0].at - 1_795_499_700_000.0).abs() < 1.0);
        assert_eq!(records[0].who.label(), "ci!");
        assert!(Arc::ptr_eq(&records[0].what, &records[1].what));
        assert!(Arc::ptr_eq(&records[0].who, &records[1].who));
        assert_eq!(records[0].touched, None);
    }

    #[test]
    fn odd_fields_and_unknown_words_cost_no_record() {
        let text = r#"[{"id":"a","createdAt":7,"type":"service_defragment","actorType":null,"actorId":["x"],
            "targetRoleIds":"r","targetActorIds":["user/1",2],"new":{"a":[1]}},{"type":"no id"}]"#;
        let Slice(records) = serde_json::from_str(text).expect("readable");
        assert_eq!(records.len(), 1);
        assert!(records[0].at.is_nan());
        assert_eq!(records[0].what.label(), "service_defragment");
        assert_eq!(records[0].what.group(), "Other");
        assert_eq!(records[0].who.label(), "");
        let touched = records[0].touched.as_ref().expect("an actor");
        assert_eq!(touched.actors, ["user/1".into()]);
    }
}
