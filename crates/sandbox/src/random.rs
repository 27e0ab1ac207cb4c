//! Randomness that a seed number reproduces.

use std::fmt;

use serde::{Serialize, Serializer};
use uuid::{Builder, Uuid};

use crate::clock::Moment;

#[derive(Clone)]
pub(crate) struct Random(fastrand::Rng);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(fastrand::Rng::with_seed(seed))
    }

    /// What would be drawn next.
    pub(crate) fn peek(&self) -> u32 {
        self.0.clone().u32(..)
    }

    /// Randomness for one thing, whatever was drawn for others: what is made of it does not depend on
    /// when, or how often, somebody looks.
    pub(crate) fn of(id: Uuid, number: u64) -> Self {
        let (high, low) = id.as_u64_pair();
        let mixed = number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        Self::new(high ^ low.rotate_left(17) ^ mixed)
    }

    pub(crate) fn uuid(&mut self) -> Uuid {
        Builder::from_random_bytes(self.0.u128(..).to_be_bytes()).into_uuid()
    }

    /// A number below `end`, which is at least 1.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end)
    }

    /// A number of milliseconds up to and including `most`.
    pub(crate) fn up_to(&mut self, most: u64) -> u64 {
        self.0.u64(..=most)
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    /// A number from 0 up to 1.
    pub(crate) fn share(&mut self) -> f64 {
        self.0.f64()
    }

    /// True in `share` of the cases, 0 to 1.
    pub(crate) fn chance(&mut self, share: f64) -> bool {
        share > 0.0 && self.0.f64() < share
    }

    pub(crate) fn text(&mut self, alphabet: &[u8], length: usize) -> String {
        (0..length)
            .map(|_| char::from(self.pick(alphabet)))
            .collect()
    }

    /// The first label of a service's host name.
    pub(crate) fn host(&mut self) -> String {
        self.text(b"abcdefghijklmnopqrstuvwxyz0123456789", 10)
    }

    /// A password as the API makes them: letters, digits, `~`, `_` and `.`.
    pub(crate) fn password(&mut self) -> String {
        self.text(
            b"abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789~_.",
            24,
        )
    }

    pub(crate) fn sortable_id(&mut self, moment: Moment) -> SortableId {
        let random = self.0.u128(..) & ((1 << 80) - 1);
        SortableId((u128::from(moment.0) << 80) | random)
    }
}

/// An id that carries its moment, so that a sorted list finds it without an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SortableId(u128);

/// Crockford's alphabet of base 32.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const LENGTH: usize = 26;

impl SortableId {
    pub(crate) fn moment(self) -> Moment {
        Moment(u64::try_from(self.0 >> 80).unwrap_or(u64::MAX))
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        if text.len() != LENGTH {
            return None;
        }
        let mut number = 0_u128;
        for byte in text.bytes() {
            let digit = DIGITS.iter().position(|digit| *digit == byte)?;
            number = number
                .checked_mul(32)?
                .checked_add(u128::try_from(digit).ok()?)?;
        }
        Some(Self(number))
    }
}

impl fmt::Display for SortableId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [b'0'; LENGTH];
        let mut rest = self.0;
        for place in text.iter_mut().rev() {
            *place = DIGITS[usize::from((rest & 31) as u8)];
            rest >>= 5;
        }
        formatter.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl Serialize for SortableId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_ids() {
        let (mut one, mut other) = (Random::new(7), Random::new(7));
        assert_eq!(one.uuid(), other.uuid());
        assert_ne!(one.uuid(), Random::new(8).uuid());
        assert_eq!(one.uuid().get_version_num(), 4);
    }

    #[test]
    fn a_sortable_id_is_read_back_with_its_moment() {
        let id = Random::new(1).sortable_id(Moment(1_780_000_000_123));
        let text = id.to_string();
        assert!(text.len() >= 20);
        assert_eq!(SortableId::parse(&text), Some(id));
        assert_eq!(id.moment(), Moment(1_780_000_000_123));
        assert_eq!(SortableId::parse("ilou"), None);
        assert_eq!(SortableId::parse(&"z".repeat(26)), None);
    }
}
