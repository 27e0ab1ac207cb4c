//! What the linker knew and noted: which constants there are, and which functions and constants name them.
//!
//! The splitter drops the notes and puts the constants into another order. It writes each address where the old one
//! was, so the new ones are read at the places that the notes name.

mod file;
mod moved;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, ops::Range};

use file::File;
use moved::Moved;

use crate::report::{Outcome, Problem, While};

/// The constants of the main module as the splitter wrote it, by their places in memory. Nothing later moves them.
#[derive(Default)]
pub(super) struct Linked {
    /// The memory they lie in.
    pub(super) memory: Range<u32>,
    pub(super) constants: Places,
    /// The constants that each one names, by their numbers.
    pub(super) named_by: BTreeMap<usize, Vec<usize>>,
    /// Those that are named from elsewhere: what is written when the program runs, and what nothing is known of.
    pub(super) named_elsewhere: Vec<usize>,
    /// The addresses in each function, by its name.
    pub(super) functions: BTreeMap<String, Vec<Address>>,
}

/// An address of a constant, or one from which a function reckons such an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) value: u32,
    pub(super) constant: usize,
}

impl Linked {
    /// From the module with the linker's notes, and from the main module that the splitter made of it.
    pub(super) fn read(linked: &[u8], split: &[u8]) -> Outcome<Self> {
        const READING: &str = "reading what the linker noted";
        let linked = File::read(linked).or_problem(READING)?;
        let split = File::read(split).or_problem(READING)?;
        let moved = Moved::of(&linked, &split).ok_or_else(|| {
            Problem::new("the splitter's main module does not fit to the linker's: dist/division/linked.rs expects another version")
        })?;
        Ok(moved.linked(&linked, &split))
    }
}

/// Places in memory in the order of their first bytes; some share bytes.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) all: Vec<Range<u32>>,
    /// The furthest end of the places up to each.
    reach: Vec<u32>,
}

impl Places {
    pub(super) fn new(mut all: Vec<Range<u32>>) -> Self {
        all.sort_by_key(|place| (place.start, place.end));
        all.dedup();
        let reach = all.iter().scan(0, |reach, place| {
            *reach = place.end.max(*reach);
            Some(*reach)
        });
        Self {
            reach: reach.collect(),
            all,
        }
    }

    fn number(&self, place: &Range<u32>) -> Option<usize> {
        let key = (place.start, place.end);
        let found = self
            .all
            .binary_search_by_key(&key, |other| (other.start, other.end));
        found.ok()
    }

    /// Those that have a byte at `address`, or end there.
    pub(super) fn at(&self, address: u32) -> impl Iterator<Item = usize> {
        let later = self.all.partition_point(|place| place.start <= address);
        let reaches = move |number: &usize| self.reach[*number] >= address;
        let touches = move |number: &usize| self.all[*number].end >= address;
        (0..later).rev().take_while(reaches).filter(touches)
    }

    pub(super) fn holding(&self, address: u32) -> impl Iterator<Item = usize> {
        let holds = move |number: &usize| self.all[*number].contains(&address);
        self.at(address).filter(holds)
    }
}
