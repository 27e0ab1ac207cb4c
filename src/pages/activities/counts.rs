//! What the rows shown amount to: by time, and by each facet.

use std::{collections::HashMap, hash::Hash, sync::Arc};

use super::{agent, log::Range, range::bar, row::Row};
use crate::ui::list::{Filter, Item, Operator, Term};

/// How many there are in each stretch of time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    pub range: Option<Range>,
    /// The start of the first one, which may lie before the range.
    pub start: f64,
    pub length: f64,
    pub counts: Vec<u32>,
}

impl Bars {
    pub fn new(range: Range, times: impl Iterator<Item = f64>) -> Self {
        let length = bar(range.length());
        let start = (range.from / length).floor() * length;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "about a hundred; below zero and no number saturate"
        )]
        let place = |at: f64| ((at - start) / length) as usize;
        let mut counts = vec![0; place(range.to - 1.0) + 1];
        for at in times.filter(|at| range.holds(*at)) {
            if let Some(count) = counts.get_mut(place(at)) {
                *count += 1;
            }
        }
        Self {
            range: Some(range),
            start,
            length,
            counts,
        }
    }

    pub fn most(&self) -> u32 {
        self.counts.iter().copied().max().unwrap_or_default()
    }

    /// From the first to the last bar named, within the range.
    pub fn stretch(&self, first: usize, last: usize) -> Range {
        #[expect(clippy::cast_precision_loss, reason = "about a hundred")]
        let start = |place: usize| self.start + place as f64 * self.length;
        let (from, to) = (start(first), start(last + 1));
        self.range.map_or(Range { from, to }, |range| Range {
            from: from.max(range.from),
            to: to.min(range.to),
        })
    }

    pub fn sum(&self, first: usize, last: usize) -> u32 {
        let counts = self.counts.get(first..=last);
        counts.map_or(0, |counts| counts.iter().sum())
    }
}

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

pub fn values<'a>(facet: Facet, rows: impl Iterator<Item = &'a Row>) -> Values {
    let who = |row: &'a Row| Some(&row.record.who);
    let counts = match facet {
        Facet::Group => by(
            rows,
            |row| Some(&row.record.what),
            |what| what.group().into(),
        ),
        Facet::ActorType => by(rows, who, |who| who.kind.as_deref().unwrap_or("").into()),
        Facet::Actor => by(rows, who, |who| who.label().into()),
        Facet::Service => by(rows, |row| row.place.as_ref(), |place| place.label().into()),
        Facet::Address => by(rows, who, |who| who.address.as_deref().unwrap_or("").into()),
        Facet::Agent => by(rows, who, |who| {
            agent::short(who.agent.as_deref().unwrap_or(""))
        }),
    };
    let mut values: Values = counts
        .into_iter()
        .filter(|(value, _)| !value.is_empty())
        .collect();
    values.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
    values
}

/// Counts parts that many rows share, and asks each part once for its value.
fn by<'a, P: 'a>(
    rows: impl Iterator<Item = &'a Row>,
    part: impl Fn(&'a Row) -> Option<&'a Arc<P>>,
    value: impl Fn(&P) -> String,
) -> HashMap<String, u32> {
    let mut parts: HashMap<Part<'a, P>, u32> = HashMap::new();
    for part in rows.filter_map(part) {
        *parts.entry(Part(part)).or_default() += 1;
    }
    let mut values = HashMap::new();
    for (part, count) in parts {
        *values.entry(value(part.0)).or_default() += count;
    }
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
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        Arc::as_ptr(self.0).hash(state);
    }
}

/// The values that a filter wants of a facet.
pub fn chosen(filter: &Filter, facet: Facet) -> Vec<String> {
    let items = filter.items.iter().filter(|item| is_of(item, facet));
    items
        .flat_map(|item| match &item.term {
            Term::Token { values, .. } => values.clone(),
            Term::Text(_) => Vec::new(),
        })
        .collect()
}

/// The filter without what it wants of a facet.
pub fn without(filter: &Filter, facet: Facet) -> Filter {
    let items = filter.items.iter().filter(|item| !is_of(item, facet));
    Filter {
        items: items.cloned().collect(),
    }
}

/// The filter with a value of a facet more or less.
pub fn toggled(filter: &Filter, facet: Facet, value: &str) -> Filter {
    let mut values = chosen(filter, facet);
    let before = values.len();
    values.retain(|known| !known.eq_ignore_ascii_case(value));
    if values.len() == before {
        values.push(value.to_owned());
    }
    let mut filter = without(filter, facet);
    if !values.is_empty() {
        filter.items.push(Item {
            negated: false,
            term: Term::Token {
                key: facet.key().to_owned(),
                operator: Operator::Is,
                values,
            },
        });
    }
    filter
}

fn is_of(item: &Item, facet: Facet) -> bool {
    let of_facet = |key: &str, operator: Operator| {
        key == facet.key() && matches!(operator, Operator::Is | Operator::Exactly)
    };
    match &item.term {
        Term::Token { key, operator, .. } => !item.negated && of_facet(key, *operator),
        Term::Text(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{super::row::tests::read, *};
    use crate::format::dates::{DAY, HOUR};

    /// 2026-11-24T00:00:00Z
    const MIDNIGHT: f64 = 1_795_478_400_000.0;

    #[test]
    fn bars_cover_the_range_and_nothing_else() {
        let range = Range {
            from: MIDNIGHT - DAY + 60_000.0,
            to: MIDNIGHT,
        };
        let times = [
            range.from,
            range.to - 1.0,
            range.to,
            range.from - 1.0,
            f64::NAN,
        ];
        let bars = Bars::new(range, times.into_iter());
        assert_eq!((bars.length, bars.counts.len()), (HOUR / 4.0, 96));
        assert_eq!((bars.counts[0], bars.counts[95], bars.most()), (1, 1, 1));
        assert_eq!(bars.sum(0, 95), 2);
        assert_eq!(bars.stretch(0, 95), range);
        assert!((bars.stretch(1, 1).length() - HOUR / 4.0).abs() < 1.0);
    }

    #[test]
    fn bars_do_not_stumble_over_a_change_of_clocks() {
        // The night in which clocks in Berlin went back: 25 hours by the clock on the wall, bars of UTC.
        let range = Range {
            from: 1_792_879_200_000.0,
            to: 1_792_879_200_000.0 + 25.0 * HOUR,
        };
        let hours = (0..25).map(|hour| range.from + f64::from(hour) * HOUR);
        let bars = Bars::new(range, hours);
        assert_eq!(bars.counts.iter().sum::<u32>(), 25);
        assert_eq!(bars.most(), 1);
    }

    #[test]
    fn values_are_counted_the_most_frequent_first() {
        let rows = read(&[
            r#"{"id":"1","type":"service_stop","actorDetails":"b","actorType":"user"}"#,
            r#"{"id":"2","type":"service_start","actorDetails":"a","actorType":"api","actorIpAddress":"::1"}"#,
            r#"{"id":"3","type":"brand_new","actorDetails":"b","actorType":"user"}"#,
        ]);
        let counted = |facet| values(facet, rows.iter());
        let two = |one: (&str, u32), other: (&str, u32)| {
            vec![(one.0.to_owned(), one.1), (other.0.to_owned(), other.1)]
        };
        assert_eq!(counted(Facet::Group), two(("Services", 2), ("Other", 1)));
        assert_eq!(counted(Facet::Actor), two(("b", 2), ("a", 1)));
        assert_eq!(counted(Facet::Address), [("::1".to_owned(), 1)]);
        assert!(counted(Facet::Service).is_empty());
    }

    #[test]
    fn a_facet_is_a_token_of_the_filter() {
        let filter = Filter::parse("stop -actor:x service:a");
        let more = toggled(&filter, Facet::Service, "b c");
        assert_eq!(more.to_string(), r#"stop -actor:x service:a,"b c""#);
        assert_eq!(chosen(&more, Facet::Service), ["a", "b c"]);
        let less = toggled(&more, Facet::Service, "A");
        assert_eq!(less.to_string(), r#"stop -actor:x service:"b c""#);
        assert_eq!(
            toggled(&less, Facet::Service, "b c").to_string(),
            "stop -actor:x"
        );
        assert!(chosen(&filter, Facet::Actor).is_empty());
    }
}
