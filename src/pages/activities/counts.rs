//! What the rows shown amount to by each facet.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hash, Hasher},
    sync::Arc,
};

use super::{
    agent,
    record::{What, Who},
    row::{Place, Row},
};

/// What rows can be narrowed by; each is a column of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Facet {
    Group,
    ActorType,
    Actor,
    Service,
    Address,
    Agent,
}

impl Facet {
    pub const ALL: [Self; 6] = [
        Self::Group,
        Self::ActorType,
        Self::Actor,
        Self::Service,
        Self::Address,
        Self::Agent,
    ];

    /// The column in a filter.
    pub fn key(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::ActorType => "actor-type",
            Self::Actor => "actor",
            Self::Service => "service",
            Self::Address => "ip",
            Self::Agent => "agent",
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Self::Group => "Group",
            Self::ActorType => "Actor type",
            Self::Actor => "Actor",
            Self::Service => "Service",
            Self::Address => "IP address",
            Self::Agent => "Agent",
        }
    }
}

/// Values and how many rows have each, the most frequent first.
pub type Values = Vec<(String, u32)>;

/// How many rows share each part. A facet is counted from these few and not from every row: 100 000 rows have some
/// hundred actors.
pub struct Tally<'a> {
    whats: Counts<'a, What>,
    known_actors: Counts<'a, Who>,
    places: Counts<'a, Place>,
}

type Counts<'a, P> = HashMap<Part<'a, P>, u32, BuildHasherDefault<ByAddress>>;

impl<'a> Tally<'a> {
    pub fn of(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut tally = Self {
            whats: Counts::default(),
            known_actors: Counts::default(),
            places: Counts::default(),
        };
        for row in rows {
            *tally.whats.entry(Part(&row.record.what)).or_default() += 1;
            *tally.known_actors.entry(Part(&row.record.who)).or_default() += 1;
            if let Some(place) = &row.place {
                *tally.places.entry(Part(place)).or_default() += 1;
            }
        }
        tally
    }

    pub fn values(&self, facet: Facet) -> Values {
        let text = |text: &Option<Box<str>>| text.as_deref().unwrap_or_default().to_owned();
        match facet {
            Facet::Group => values(&self.whats, |what| what.group().into()),
            Facet::ActorType => values(&self.known_actors, |who| text(&who.kind)),
            Facet::Actor => values(&self.known_actors, |who| who.label().into()),
            Facet::Service => values(&self.places, |place| place.label().into()),
            Facet::Address => values(&self.known_actors, |who| text(&who.address)),
            Facet::Agent => values(&self.known_actors, |who| {
                agent::short(who.agent.as_deref().unwrap_or_default())
            }),
        }
    }
}

fn values<P>(counts: &Counts<'_, P>, value: impl Fn(&P) -> String) -> Values {
    let mut found: HashMap<String, u32> = HashMap::new();
    for (part, count) in counts {
        *found.entry(value(part.0)).or_default() += count;
    }
    found.remove("");
    let mut values: Values = found.into_iter().collect();
    values.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
    values
}

/// A part that is equal to itself only.
struct Part<'a, P>(&'a Arc<P>);

impl<P> PartialEq for Part<'_, P> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(self.0, other.0)
    }
}

impl<P> Eq for Part<'_, P> {}

impl<P> Hash for Part<'_, P> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Arc::as_ptr(self.0).hash(state);
    }
}

/// An address is a number that no other part has; the standard hasher would cost more than all the counting.
#[derive(Default)]
struct ByAddress(u64);

impl Hasher for ByAddress {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_usize(&mut self, address: usize) {
        // The low bits, which choose the place, are the same for all addresses until they are mixed.
        self.0 = (address as u64)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(26);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::read, *};

    #[test]
    fn values_are_counted_the_most_frequent_first() {
        let rows = read(&[
            r#"{"id":"1","type":"service_stop","actorDetails":"b","actorType":"user"}"#,
            r#"{"id":"2","type":"service_start","actorDetails":"a","actorType":"api","actorIpAddress":"::1"}"#,
            r#"{"id":"3","type":"brand_new","actorDetails":"b","actorType":"user","actorIpAddress":"10.0.0.1"}"#,
        ]);
        let tally = Tally::of(rows.iter());
        let counted = |facet| tally.values(facet);
        let two = |one: (&str, u32), other: (&str, u32)| {
            vec![(one.0.to_owned(), one.1), (other.0.to_owned(), other.1)]
        };
        assert_eq!(counted(Facet::Group), two(("Services", 2), ("Other", 1)));
        assert_eq!(counted(Facet::Actor), two(("b", 2), ("a", 1)));
        // As often: by the alphabet.
        assert_eq!(counted(Facet::Address), two(("10.0.0.1", 1), ("::1", 1)));
        assert!(counted(Facet::Service).is_empty());
    }
}
