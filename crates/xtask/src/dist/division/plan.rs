//! What goes into which module; all numbers of functions are those of the undivided one.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{FuncToValidate, FuncType, ValidatorResources};

use super::{
    Late,
    module::{self, Module},
    order::by_likeness,
    outlining::Slot,
    parts::{self, Part, Parted},
    profile::{self, Profile},
    regions::Code,
};
use crate::report::Outcome;

/// A stand-in is no smaller than a body of so many bytes.
const SMALL: u64 = 18;

#[derive(Default)]
pub(super) struct Plan<'a> {
    /// Functions of the main module, in its order.
    pub(super) kept: Vec<u32>,
    /// Those of them that regions were taken from.
    pub(super) parted: BTreeMap<u32, Parted<'a>>,
    /// Types of parts that the undivided module has not.
    pub(super) added_types: Vec<FuncType>,
    /// What comes after the main module.
    pub(super) lots: Vec<Lot>,
    /// Functions of the main module, stand-ins among them, that a late one calls; in their order there.
    pub(super) links: Vec<u32>,
    /// Where those of them are that stand in the table of the undivided module anyway.
    pub(super) places: BTreeMap<u32, u32>,
    pub(super) imported_by_main: BTreeSet<u32>,
}

/// A late module.
pub(super) struct Lot {
    pub(super) late: Late,
    /// In its order.
    pub(super) functions: Vec<u32>,
    /// Those of them that another module may call; each has a stand-in in the main module.
    pub(super) stand_ins: Vec<u32>,
    /// The types of its parts, in the order of their functions.
    pub(super) part_types: Vec<u32>,
    /// Those of its functions that only the table of the undivided module has, by their places there.
    pub(super) pointed_at: BTreeMap<u32, u32>,
    /// Where its stand-ins begin in the table; its parts follow.
    pub(super) first_slot: usize,
    /// Functions of the main module, stand-ins among them, that it calls; those without a place in the table of the
    /// undivided module are among the links of the plan.
    pub(super) links: BTreeSet<u32>,
    /// Imported functions that it calls.
    pub(super) imported: BTreeSet<u32>,
}

impl Lot {
    fn slots(&self) -> usize {
        self.stand_ins.len() + self.part_types.len()
    }

    /// Places and types of its parts.
    fn part_slots(&self) -> impl Iterator<Item = Slot> {
        let slots = self.first_slot + self.stand_ins.len()..;
        let types = self.part_types.iter();
        slots
            .zip(types)
            .map(|(slot, kind)| Slot { slot, kind: *kind })
    }
}

impl<'a> Plan<'a> {
    pub(super) fn of(
        module: &Module<'a>,
        to_validate: BTreeMap<u32, FuncToValidate<ValidatorResources>>,
        profile: &Profile,
    ) -> Outcome<Self> {
        let mut sorted = Sorted::of(module, to_validate, profile)?;
        let outside = module.named_outside_of_code()?;
        sorted.keep_small(module, &outside);
        let links_of = Late::ALL.map(|late| sorted.called_by(Some(late)));
        let mut from_main = sorted.called_by(None);
        from_main.extend(outside);
        let is_imported = |index: &u32| module.is_imported(*index);
        let in_table = module.in_table()?;

        let (added_types, part_types) = parts::number_types(module, sorted.parts());
        let lots = Late::ALL.map(|late| {
            let other = |from: &&u32| sorted.late.get(from) == Some(&late);
            let called = Late::ALL.into_iter().filter(|other| *other != late);
            let called = called
                .flat_map(|other| &links_of[other as usize])
                .chain(&from_main);
            let mut stand_ins: Vec<u32> = called.filter(other).copied().collect();
            // Alike ones beside each other: they compress to almost nothing.
            stand_ins.sort_by_key(|index| (module.type_of(*index), *index));
            stand_ins.dedup();
            let only_there = |function: &u32| {
                sorted.late.get(function) == Some(&late) && !stand_ins.contains(function)
            };
            let pointed_at = in_table.iter().filter(|(_, function)| only_there(function));
            let pointed_at = pointed_at.map(|(place, function)| (*place, *function));
            let types = sorted.parts().zip(&part_types);
            let types = types.filter(|(part, _)| part.late == late);
            let of_others = links_of[late as usize].iter().filter(|from| !other(from));
            Lot {
                late,
                functions: by_likeness(module, sorted.going(module, Some(late))),
                pointed_at: pointed_at.collect(),
                stand_ins,
                part_types: types.map(|(_, kind)| *kind).collect(),
                first_slot: 0,
                links: of_others
                    .clone()
                    .copied()
                    .filter(|index| !is_imported(index))
                    .collect(),
                imported: of_others.copied().filter(is_imported).collect(),
            }
        });
        let links: BTreeSet<u32> = lots.iter().flat_map(|lot| &lot.links).copied().collect();
        let kept = by_likeness(module, sorted.going(module, None));
        let mut places = BTreeMap::new();
        for (place, function) in &in_table {
            places.entry(*function).or_insert(*place);
        }
        // Ascending numbers compress better than mixed ones.
        let in_main = kept
            .iter()
            .chain(lots.iter().flat_map(|lot| &lot.stand_ins));
        let in_main = in_main.filter(|index| links.contains(index) && !places.contains_key(index));
        let mut plan = Self {
            links: in_main.copied().collect(),
            places,
            kept,
            parted: sorted.parted,
            added_types,
            lots: lots.into(),
            imported_by_main: from_main.into_iter().filter(is_imported).collect(),
        };
        let mut first = plan.links.len();
        for lot in &mut plan.lots {
            lot.first_slot = first;
            first += lot.slots();
        }
        Ok(plan)
    }

    /// The table that connects the modules: what late ones call of the main one, then what each of them brings.
    pub(super) fn table_size(&self) -> usize {
        self.links.len() + self.lots.iter().map(Lot::slots).sum::<usize>()
    }

    /// The slots of the parts of each function.
    pub(super) fn slots_by_function(&self) -> BTreeMap<u32, Vec<Slot>> {
        let mut slots: Vec<_> = self.lots.iter().map(Lot::part_slots).collect();
        let functions = self.parted.iter().map(|(function, parted)| {
            let parts = parted.parts.iter();
            let own = parts.filter_map(|part| slots[part.late as usize].next());
            (*function, own.collect())
        });
        functions.collect()
    }

    /// Parts with their functions, in the order of their slots.
    pub(super) fn parts_of(&self, late: Late) -> impl Iterator<Item = (&Parted<'a>, &Part)> {
        let all = self.parted.values();
        let all = all.flat_map(|function| function.parts.iter().map(move |part| (function, part)));
        all.filter(move |(_, part)| part.late == late)
    }
}

/// The functions by where they go.
struct Sorted<'a> {
    late: BTreeMap<u32, Late>,
    parted: BTreeMap<u32, Parted<'a>>,
    /// What each function calls, without its parts.
    references: BTreeMap<u32, BTreeSet<u32>>,
}

impl<'a> Sorted<'a> {
    fn of(
        module: &Module<'a>,
        mut to_validate: BTreeMap<u32, FuncToValidate<ValidatorResources>>,
        profile: &Profile,
    ) -> Outcome<Self> {
        let mut sorted = Self {
            late: BTreeMap::new(),
            parted: BTreeMap::new(),
            references: BTreeMap::new(),
        };
        for (index, body) in module.functions() {
            let code = Code::read(body)?;
            let name = module.name(index);
            let found = module::references(&code.operators);
            let mark = profile::mark(name, code.shape(body));
            let late = profile.unused.get(&mark);
            let cold = profile.cold.get(&mark);
            if let Some(late) = late.filter(|_| found.may_move) {
                sorted.late.insert(index, *late);
            } else if let Some((cold, function)) = cold.zip(to_validate.remove(&index)) {
                let function = parts::of(module, function, body, code, cold)?;
                let kept = module::references(function.kept());
                sorted.references.insert(index, kept.functions);
                sorted.parted.insert(index, function);
                continue;
            }
            sorted.references.insert(index, found.functions);
        }
        Ok(sorted)
    }

    /// The functions that go to a late module, or stay in the main one.
    fn going(&self, module: &Module<'_>, to: Option<Late>) -> Vec<u32> {
        let functions = module.functions().map(|(index, _)| index);
        functions
            .filter(|index| self.late.get(index).copied() == to)
            .collect()
    }

    /// Keeps in the main module what is smaller than its stand-in there.
    fn keep_small(&mut self, module: &Module<'_>, outside: &BTreeSet<u32>) {
        let mut called = self.called_by(None);
        called.extend(outside);
        for late in Late::ALL {
            let called_by_it = self.called_by(Some(late));
            called.extend(
                called_by_it
                    .iter()
                    .filter(|index| self.late.get(index) != Some(&late)),
            );
        }
        self.late
            .retain(|index, _| !called.contains(index) || module.size(*index) >= SMALL);
    }

    /// What a late module calls, or the main one.
    fn called_by(&self, late: Option<Late>) -> BTreeSet<u32> {
        let whole = self.references.iter();
        let whole = whole.filter(|(index, _)| self.late.get(index).copied() == late);
        let mut called: BTreeSet<u32> = whole.flat_map(|(_, found)| found).copied().collect();
        for function in self.parted.values() {
            for part in function.parts.iter().filter(|part| Some(part.late) == late) {
                called.extend(module::references(function.taken(part)).functions);
            }
        }
        called
    }

    fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parted.values().flat_map(|function| &function.parts)
    }
}
