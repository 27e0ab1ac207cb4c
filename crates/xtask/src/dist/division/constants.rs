//! Constants that only late modules read come with them.
//!
//! Which functions name a constant, the linker noted; which of them stay in the main module, the plan says. Where
//! they are not in the main module its memory is zero until the late one is there.

use std::{collections::BTreeSet, convert::Infallible, ops::Range};

use wasm_encoder::reencode::{self, Reencode};
use wasmparser::Operator;

use super::{
    Late,
    linked::{Address, Linked},
    module::{self, Module},
    plan::Plan,
};
use crate::report::{Outcome, While};

/// What a segment of a late module costs besides its bytes; so many bytes between two are rather said twice.
const SEGMENT: usize = 8;

/// Fewer bytes are not worth leaving out.
const SMALL: usize = 12;

/// The data of a module, and what of it goes where.
pub(super) struct Constants {
    /// Of each segment, in the order of the module: its bytes, those that come later zero.
    pub(super) main: Vec<Vec<u8>>,
    /// By late module.
    pub(super) late: [Vec<Piece>; Late::ALL.len()],
}

/// Bytes and their place in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) address: u32,
    pub(super) bytes: Vec<u8>,
}

impl Constants {
    pub(super) fn of(module: &Module<'_>, plan: &Plan<'_>, linked: &Linked) -> Outcome<Self> {
        let mut constants = Self {
            main: module.data.iter().map(|data| data.data.to_vec()).collect(),
            late: Late::ALL.map(|_| vec![]),
        };
        let readers = Readers {
            module,
            plan,
            linked,
        };
        let main = linked.with_what_they_name(readers.main()?);
        let sign_in = linked.with_what_they_name(readers.sign_in()?);
        for (data, kept) in module.data.iter().zip(&mut constants.main) {
            let Some(address) = module::address(data)? else {
                continue;
            };
            let comes_later = linked.comes_later(&main, address, data.data);
            for late in Late::ALL {
                let wanted = (address..).zip(&comes_later).map(|(address, later)| {
                    *later && (late == Late::Deferred || linked.is_of(&sign_in, address))
                });
                let wanted: Vec<bool> = wanted.collect();
                constants.late[late as usize].extend(pieces(&wanted, address, data.data));
            }
            for (byte, later) in kept.iter_mut().zip(comes_later) {
                if later {
                    *byte = 0;
                }
            }
        }
        Ok(constants)
    }
}

impl Linked {
    /// Constants, and all that is reached from them.
    fn with_what_they_name(&self, constants: BTreeSet<usize>) -> BTreeSet<usize> {
        let mut left: Vec<usize> = constants.iter().copied().collect();
        let mut found = constants;
        while let Some(next) = left.pop() {
            let named = self.named_by.get(&next).into_iter().flatten();
            left.extend(named.copied().filter(|constant| found.insert(*constant)));
        }
        found
    }

    fn is_of(&self, constants: &BTreeSet<usize>, address: u32) -> bool {
        let mut holding = self.constants.holding(address);
        holding.any(|number| constants.contains(&number))
    }

    /// Which of the bytes from `address` on the main module does without.
    fn comes_later(&self, main: &BTreeSet<usize>, address: u32, bytes: &[u8]) -> Vec<bool> {
        let mut before = false;
        let places = (address..).zip(bytes).map(|(address, byte)| {
            let is_later = match self.constants.holding(address).next() {
                Some(_) => !self.is_of(main, address),
                // Between constants lie zeros, which belong to nobody.
                None => *byte == 0 && before,
            };
            before = self.memory.contains(&address) && is_later;
            before
        });
        let mut places: Vec<bool> = places.collect();
        for run in places.chunk_by_mut(|one, other| one == other) {
            if run.len() < SMALL {
                run.fill(false);
            }
        }
        places
    }
}

/// The bytes that are wanted; what lies between two pieces comes with them where that is shorter.
fn pieces(wanted: &[bool], address: u32, bytes: &[u8]) -> Vec<Piece> {
    let mut runs: Vec<Range<usize>> = vec![];
    for (at, _) in wanted.iter().enumerate().filter(|(_, wanted)| **wanted) {
        match runs.last_mut() {
            Some(run) if at - run.end <= SEGMENT => run.end = at + 1,
            _ => runs.push(at..at + 1),
        }
    }
    let pieces = runs.into_iter().map(|run| Piece {
        address: address + u32::try_from(run.start).unwrap_or(u32::MAX),
        bytes: bytes[run].to_vec(),
    });
    pieces.collect()
}

/// Which constants functions name.
struct Readers<'p, 'a> {
    module: &'p Module<'a>,
    plan: &'p Plan<'a>,
    linked: &'p Linked,
}

impl Readers<'_, '_> {
    /// What functions of the main module name, and what is no constant.
    fn main(&self) -> Outcome<BTreeSet<usize>> {
        let mut found: BTreeSet<usize> = self.linked.named_elsewhere.iter().copied().collect();
        for global in &self.module.globals {
            let value = global.init_expr.get_operators_reader().into_iter();
            found.extend(self.named_in(value)?);
        }
        for function in &self.plan.kept {
            let all = self.all(*function);
            let Some(parted) = self.plan.parted.get(function) else {
                found.extend(self.named_in(all)?);
                found.extend(self.addresses(*function).map(|address| address.constant));
                continue;
            };
            let whole = Numbers::of(all)?;
            let kept = Numbers::of(parted.kept().cloned().map(Ok))?;
            found.extend(kept.constants(self.linked));
            // An address that the optimiser made something else of may be reckoned with anywhere.
            let addresses = self.addresses(*function).filter(|address| {
                kept.0.contains(&address.value) || !whole.0.contains(&address.value)
            });
            found.extend(addresses.map(|address| address.constant));
        }
        Ok(found)
    }

    /// What functions and parts name that come with signing in.
    fn sign_in(&self) -> Outcome<BTreeSet<usize>> {
        let mut found = BTreeSet::new();
        for lot in self.plan.lots.iter().filter(|lot| lot.late == Late::SignIn) {
            for function in &lot.functions {
                found.extend(self.named_in(self.all(*function))?);
                found.extend(self.addresses(*function).map(|address| address.constant));
            }
        }
        for (function, parted) in &self.plan.parted {
            for part in parted.parts.iter().filter(|part| part.late == Late::SignIn) {
                let taken = Numbers::of(parted.taken(part).iter().cloned().map(Ok))?;
                found.extend(taken.constants(self.linked));
                let addresses = self.addresses(*function);
                let addresses = addresses.filter(|address| taken.0.contains(&address.value));
                found.extend(addresses.map(|address| address.constant));
            }
        }
        Ok(found)
    }

    fn all(&self, function: u32) -> impl Iterator<Item = wasmparser::Result<Operator<'_>>> {
        let body = self.module.body(function);
        body.get_operators_reader().into_iter().flatten()
    }

    fn addresses(&self, function: u32) -> impl Iterator<Item = &Address> {
        let found = self.linked.functions.get(self.module.name(function));
        found.into_iter().flatten()
    }

    fn named_in<'o>(
        &self,
        operators: impl Iterator<Item = wasmparser::Result<Operator<'o>>>,
    ) -> Outcome<BTreeSet<usize>> {
        Ok(Numbers::of(operators)?.constants(self.linked).collect())
    }
}

/// The numbers in instructions that may be addresses.
#[derive(Default)]
struct Numbers(BTreeSet<u32>);

impl Numbers {
    fn of<'o>(operators: impl Iterator<Item = wasmparser::Result<Operator<'o>>>) -> Outcome<Self> {
        let mut numbers = Self::default();
        for operator in operators {
            let operator = operator.or_problem("reading the instructions of a function")?;
            if let Operator::I32Const { value } = operator {
                numbers.0.insert(value.cast_unsigned());
            }
            numbers
                .instruction(operator)
                .or_problem("reading the instructions of a function")?;
        }
        Ok(numbers)
    }

    fn constants(&self, linked: &Linked) -> impl Iterator<Item = usize> {
        self.0
            .iter()
            .flat_map(|number| linked.constants.at(*number))
    }
}

/// Only to be shown every place of memory that an instruction mentions.
impl Reencode for Numbers {
    type Error = Infallible;

    fn mem_arg(
        &mut self,
        arg: wasmparser::MemArg,
    ) -> Result<wasm_encoder::MemArg, reencode::Error<Infallible>> {
        self.0.extend(u32::try_from(arg.offset));
        reencode::utils::mem_arg(self, arg)
    }
}
