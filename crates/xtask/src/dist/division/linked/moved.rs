//! Where the splitter put the constants.

use std::{collections::BTreeMap, ops::Range};

use wasmparser::RelocationEntry;

use super::{
    Address, Linked, Places,
    file::{File, Place},
};

/// As far as the main module tells, which is as far as it uses them.
pub(super) struct Moved {
    before: Places,
    /// New first bytes, by their numbers before.
    starts: BTreeMap<usize, u32>,
}

impl Moved {
    /// `None` where the two modules do not fit.
    pub(super) fn of(linked: &File<'_>, split: &File<'_>) -> Option<Self> {
        let mut moved = Self {
            before: Places::new(linked.constants().collect()),
            starts: BTreeMap::new(),
        };
        let bodies = split.bodies();
        for entry in &linked.code {
            let Some((name, before, at)) = linked.function_at(entry.offset) else {
                continue;
            };
            // Addresses are written in five bytes, so that another one fits into the place.
            let now = bodies.get(name).filter(|now| now.len() == before.len());
            if let Some(now) = now {
                moved.note(linked, entry, padded(now.get(at..at + 5)?)?)?;
            }
        }
        // What a known constant names is known, too.
        loop {
            let known = moved.starts.len();
            for entry in &linked.data {
                let Place::Constant(address) = linked.place_of(entry) else {
                    continue;
                };
                if let Some(now) = moved.address(address).and_then(|now| split.word(now)) {
                    moved.note(linked, entry, now)?;
                }
            }
            if moved.starts.len() == known {
                return Some(moved);
            }
        }
    }

    /// Keeps where the constant of an entry begins now that `value` stands there; `None` if it was elsewhere before.
    fn note(&mut self, linked: &File<'_>, entry: &RelocationEntry, value: u32) -> Option<()> {
        let Some(number) = self.number(linked, entry) else {
            return Some(());
        };
        let start = value.wrapping_sub(addend(entry));
        (*self.starts.entry(number).or_insert(start) == start).then_some(())
    }

    fn number(&self, linked: &File<'_>, entry: &RelocationEntry) -> Option<usize> {
        self.before.number(&linked.constant(entry.index)?)
    }

    /// Where the byte is now that was at `address`.
    fn address(&self, address: u32) -> Option<u32> {
        self.before.holding(address).find_map(|number| {
            Some(self.starts.get(&number)? + (address - self.before.all[number].start))
        })
    }

    fn now(&self, number: usize) -> Option<Range<u32>> {
        let before = &self.before.all[number];
        let start = *self.starts.get(&number)?;
        Some(start..start + (before.end - before.start))
    }

    pub(super) fn linked(&self, linked: &File<'_>, split: &File<'_>) -> Linked {
        let numbers = 0..self.before.all.len();
        let mut found = Linked {
            memory: linked.memory(),
            constants: Places::new(numbers.filter_map(|number| self.now(number)).collect()),
            ..Linked::default()
        };
        let number = |before: usize| found.constants.number(&self.now(before)?);
        let named = |entry: &RelocationEntry| {
            let before = self.number(linked, entry)?;
            Some(Address {
                value: self.starts.get(&before)?.wrapping_add(addend(entry)),
                constant: number(before)?,
            })
        };
        let bodies = split.bodies();
        for entry in &linked.code {
            let (Some((name, ..)), Some(address)) =
                (linked.function_at(entry.offset), named(entry))
            else {
                continue;
            };
            if bodies.contains_key(name) {
                let addresses = found.functions.entry(name.to_owned()).or_default();
                addresses.push(address);
            }
        }
        for entry in &linked.data {
            let Some(address) = named(entry) else {
                continue;
            };
            let holders: Option<Vec<usize>> = match linked.place_of(entry) {
                Place::Constant(at) => self.before.holding(at).map(number).collect(),
                Place::Elsewhere => None,
            };
            match holders {
                Some(holders) if !holders.is_empty() => {
                    for holder in holders {
                        let named = found.named_by.entry(holder).or_default();
                        named.push(address.constant);
                    }
                }
                // What holds it may be used in ways that nothing is known of.
                _ => found.named_elsewhere.push(address.constant),
            }
        }
        found
    }
}

fn addend(entry: &RelocationEntry) -> u32 {
    i32::try_from(entry.addend)
        .unwrap_or_default()
        .cast_unsigned()
}

/// A number in five bytes of seven bits.
fn padded(bytes: &[u8]) -> Option<u32> {
    let continues = bytes[..4].iter().all(|byte| byte & 0x80 != 0);
    let bits = |(place, byte): (u32, &u8)| u32::from(byte & 0x7f).wrapping_shl(7 * place);
    continues.then(|| (0..).zip(bytes).map(bits).fold(0, |all, bits| all | bits))
}
