//! Records as a list shows them: with the names of services, and with marks.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use cloud_api::{OrganizationId, ServiceId};

use super::record::{Record, Who};

/// A service that a record names, which may no longer exist.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    pub id: Arc<str>,
    /// Of a service that still exists.
    pub name: Option<String>,
    pub service: Option<ServiceId>,
}

impl Place {
    pub fn label(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.id)
    }
}

/// Seen for the first time in what is on view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub address: bool,
    pub agent: bool,
}

#[derive(Clone, Debug)]
pub struct Row {
    pub record: Arc<Record>,
    pub place: Option<Arc<Place>>,
    pub organization: Arc<OrganizationId>,
    pub marks: Marks,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        let is_one = Arc::ptr_eq(&self.record, &other.record) || self.record == other.record;
        is_one && self.marks == other.marks && self.place == other.place
    }
}

/// Rows of records, newest first; `names` are those of the services that exist.
pub fn rows(
    records: Vec<Arc<Record>>,
    organization: &OrganizationId,
    names: &HashMap<ServiceId, String>,
    is_whole: bool,
) -> Vec<Row> {
    let organization = Arc::new(organization.clone());
    let mut places: HashMap<Arc<str>, Arc<Place>> = HashMap::new();
    let mut place = |id: &Arc<str>| {
        let place = places.entry(Arc::clone(id)).or_insert_with(|| {
            let service: Option<ServiceId> = id.parse().ok();
            let name = service.as_ref().and_then(|service| names.get(service));
            Arc::new(Place {
                id: Arc::clone(id),
                service: service.filter(|_| name.is_some()),
                name: name.cloned(),
            })
        });
        Arc::clone(place)
    };
    let mut rows: Vec<Row> = records
        .into_iter()
        .map(|record| Row {
            place: record.service.as_ref().map(&mut place),
            record,
            organization: Arc::clone(&organization),
            marks: Marks::default(),
        })
        .collect();
    // While older records are on their way, nobody can say what is new.
    if is_whole {
        mark(&mut rows);
    }
    rows
}

/// The addresses and the agents that an actor used.
type Used = (HashSet<Box<str>>, HashSet<Box<str>>);

/// Marks the first record of an actor from an address or with an agent that the actor did not use before.
///
/// An actor's very first record is not marked: there is nothing to compare it with.
fn mark(rows: &mut [Row]) {
    let mut seen: HashSet<*const Who> = HashSet::new();
    let mut before: HashMap<String, Used> = HashMap::new();
    for row in rows.iter_mut().rev() {
        // What repeats is held once, so most rows end here.
        if !seen.insert(Arc::as_ptr(&row.record.who)) {
            continue;
        }
        let who = &row.record.who;
        let known = before.entry(who.actor().to_owned()).or_default();
        let is_new = |known: &mut HashSet<Box<str>>, now: Option<&str>| match now {
            Some(now) if !now.is_empty() => {
                let had_some = !known.is_empty();
                known.insert(now.into()) && had_some
            }
            _ => false,
        };
        row.marks = Marks {
            address: is_new(&mut known.0, who.address.as_deref()),
            agent: is_new(&mut known.1, who.agent.as_deref()),
        };
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::pages::activities::record::Slice;

    pub fn read(texts: &[&str]) -> Vec<Row> {
        let text = format!("[{}]", texts.join(","));
        let Slice(records) = serde_json::from_str(&text).expect("readable");
        let id = "6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11";
        let names = HashMap::from([(id.parse().expect("a UUID"), "events".to_owned())]);
        let records = records.into_iter().map(Arc::new).collect();
        rows(records, &id.parse().expect("a UUID"), &names, true)
    }

    fn by(actor: &str, address: &str, agent: &str) -> String {
        format!(
            r#"{{"id":"x","actorId":"{actor}","actorIpAddress":"{address}","userAgent":"{agent}"}}"#
        )
    }

    #[test]
    fn a_new_address_or_agent_of_a_known_actor_is_marked_once() {
        // Newest first.
        let told = [
            by("a", "2", "curl"),
            by("b", "1", "curl"),
            by("a", "2", "wget"),
            by("a", "1", "curl"),
            by("a", "1", "curl"),
        ];
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        let marks: Vec<(bool, bool)> = read(&told)
            .iter()
            .map(|row| (row.marks.address, row.marks.agent))
            .collect();
        assert_eq!(
            marks,
            [
                (false, false),
                (false, false),
                (true, true),
                (false, false),
                (false, false)
            ]
        );
    }

    #[test]
    fn who_has_no_address_is_not_marked() {
        let rows = read(&[
            r#"{"id":"y","actorId":"system"}"#,
            r#"{"id":"x","actorId":"system","actorIpAddress":""}"#,
        ]);
        assert!(rows.iter().all(|row| row.marks == Marks::default()));
    }

    #[test]
    fn a_service_that_is_gone_is_called_by_its_id() {
        let rows = read(&[
            r#"{"id":"x","serviceId":"6f0f2c4e-2a47-4a0b-9b3d-0c8a5b1f7e11"}"#,
            r#"{"id":"y","serviceId":"00000000-2a47-4a0b-9b3d-0c8a5b1f7e11"}"#,
        ]);
        let label = |row: &Row| row.place.as_ref().map(|place| place.label().to_owned());
        assert_eq!(label(&rows[0]).as_deref(), Some("events"));
        assert_eq!(
            label(&rows[1]).as_deref(),
            Some("00000000-2a47-4a0b-9b3d-0c8a5b1f7e11")
        );
    }
}
