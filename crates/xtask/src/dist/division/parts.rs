//! Regions of kept functions that the first view does not run, as functions of a late module.
//!
//! A part takes the values on the stack and the locals it reads, and gives back the locals that matter after it, with
//! the way it was left by if there is more than one.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{
    BlockType, FuncToValidate, FuncType, FuncValidatorAllocations, FunctionBody, Operator, ValType,
    ValidatorResources,
};

use super::{
    Late,
    liveness::{Liveness, Locals},
    module::{Module, count},
    regions::{Code, Region},
};
use crate::report::{Outcome, While};

/// A kept function that parts were taken from.
pub(super) struct Parted<'a> {
    pub(super) code: Code<'a>,
    /// In the order of the function.
    pub(super) parts: Vec<Part>,
}

impl<'a> Parted<'a> {
    /// The instructions that stay.
    pub(super) fn kept(&self) -> impl Iterator<Item = &Operator<'a>> {
        let is_taken = |at: usize| {
            let mut regions = self.parts.iter().map(|part| part.region);
            regions.any(|region| (region.start..region.end).contains(&at))
        };
        let operators = self.code.operators.iter().enumerate();
        operators
            .filter(move |(at, _)| !is_taken(*at))
            .map(|(_, operator)| operator)
    }

    /// The instructions of a part.
    pub(super) fn taken(&self, part: &Part) -> &[Operator<'a>] {
        &self.code.operators[part.region.start..part.region.end]
    }
}

pub(super) struct Part {
    /// The module it goes to.
    pub(super) late: Late,
    pub(super) region: Region,
    /// What lies on the stack of its block where it starts.
    pub(super) operands: Vec<ValType>,
    /// The locals whose values it takes, with their types.
    pub(super) inputs: Vec<(u32, ValType)>,
    /// The other locals it uses.
    pub(super) own: Vec<(u32, ValType)>,
    /// The locals whose values matter after it.
    pub(super) outputs: Vec<(u32, ValType)>,
    /// How it is left; [`Exit::End`] comes first.
    pub(super) exits: Vec<Exit>,
    /// What it leaves on the stack: one value at most.
    pub(super) results: Vec<ValType>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Exit {
    /// Runs on to the end of its block.
    End,
    /// Branches to a block around it, so many levels up from its own.
    Branch(u32),
}

impl Part {
    pub(super) fn signature(&self) -> FuncType {
        let inputs = self.inputs.iter().map(|(_, kind)| *kind);
        let outputs = self.outputs.iter().map(|(_, kind)| *kind);
        let exit = (self.exits.len() > 1).then_some(ValType::I32);
        FuncType::new(
            self.operands.iter().copied().chain(inputs),
            self.results.iter().copied().chain(exit).chain(outputs),
        )
    }

    /// About how many bytes its call takes.
    fn call_size(&self) -> u64 {
        let moved = self.inputs.len() + self.outputs.len();
        10 + 2 * (moved as u64) + 2 * (self.exits.len() as u64)
    }
}

/// The parts to take from a function: the cold regions, or what of them can be taken.
pub(super) fn of<'a>(
    module: &Module<'_>,
    function: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'a>,
    code: Code<'a>,
    cold: &BTreeMap<usize, Late>,
) -> Outcome<Parted<'a>> {
    let kind = &module.types[function.ty as usize];
    let stacks = Stacks::of(function, body, &code)?;
    let liveness = Liveness::of(&code);
    let finder = Finder {
        module,
        kind,
        code: &code,
        stacks: &stacks,
        liveness: &liveness,
    };
    let (mut parts, mut end) = (vec![], 0);
    let (mut to, mut cold_end) = (Late::Deferred, 0);
    for (number, region) in code.regions.iter().enumerate() {
        if let Some(late) = cold.get(&number) {
            (to, cold_end) = (*late, region.end);
        }
        if region.start < end || region.start >= cold_end {
            continue;
        }
        if let Some(part) = finder.part(number, to) {
            let size = code.size(part.region);
            let gain = if part.exits.is_empty() { 1 } else { 2 };
            if size >= gain * part.call_size() {
                end = region.end;
                parts.push(part);
            }
        }
    }
    Ok(Parted { code, parts })
}

/// What the validator knows of a function.
struct Stacks {
    locals: Vec<ValType>,
    /// What lies on the stack of its block where a region starts; unknown if nothing gets there.
    operands: Vec<Option<Vec<ValType>>>,
    /// The instructions that nothing gets to.
    unreached: BTreeSet<usize>,
}

impl Stacks {
    fn of(
        function: FuncToValidate<ValidatorResources>,
        body: &FunctionBody<'_>,
        code: &Code<'_>,
    ) -> Outcome<Self> {
        const READING: &str = "validating the wasm to divide";
        let mut validator = function.into_validator(FuncValidatorAllocations::default());
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader).or_problem(READING)?;
        let mut stacks = Self {
            locals: (0..validator.len_locals())
                .filter_map(|local| validator.get_local_type(local))
                .collect(),
            operands: vec![],
            unreached: BTreeSet::new(),
        };
        let mut regions = code.regions.iter().peekable();
        for (at, operator) in code.operators.iter().enumerate() {
            if let Some(frame) = validator.get_control_frame(0) {
                if frame.unreachable {
                    stacks.unreached.insert(at);
                }
                if regions.next_if(|region| region.start == at).is_some() {
                    let height = validator.operand_stack_height() as usize - frame.height;
                    let operands = (0..height).rev();
                    let operands = operands
                        .map(|depth| validator.get_operand_type(depth).flatten())
                        .collect::<Option<_>>();
                    stacks
                        .operands
                        .push(operands.filter(|_| !frame.unreachable));
                }
            }
            validator.op(1, operator).or_problem(READING)?;
        }
        Ok(stacks)
    }
}

struct Finder<'f, 'a> {
    module: &'f Module<'f>,
    kind: &'f FuncType,
    code: &'f Code<'a>,
    stacks: &'f Stacks,
    liveness: &'f Liveness,
}

impl Finder<'_, '_> {
    /// The part that a region makes, unless it cannot be taken.
    fn part(&self, number: usize, late: Late) -> Option<Part> {
        let region = self.code.regions[number];
        let operands = self.stacks.operands[number].clone()?;
        let Uses {
            reads,
            writes,
            exits,
        } = self.uses(region)?;
        let results = self.results(region, &exits)?;
        let mut after = Locals::new();
        for exit in &exits {
            after.extend(match exit {
                Exit::End => self.liveness.after(region.block),
                Exit::Branch(depth) => self
                    .liveness
                    .at_label(self.code.target(region.block, *depth)),
            });
        }
        let outputs: Locals = writes.intersection(&after).copied().collect();
        let before = self.liveness.at_start(region.start);
        let mentioned: Locals = reads.union(&writes).copied().collect();
        let is_input = |local: &u32| {
            before.contains(local) && (reads.contains(local) || outputs.contains(local))
        };
        let (inputs, own): (Vec<u32>, Vec<u32>) = mentioned.iter().copied().partition(is_input);
        let with_types = |locals: Vec<u32>| -> Vec<(u32, ValType)> {
            locals
                .into_iter()
                .map(|local| (local, self.stacks.locals[local as usize]))
                .collect()
        };
        Some(Part {
            late,
            region,
            operands,
            inputs: with_types(inputs),
            own: with_types(own),
            outputs: with_types(outputs.into_iter().collect()),
            exits: exits.into_iter().collect(),
            results,
        })
    }

    fn uses(&self, region: Region) -> Option<Uses> {
        let mut uses = Uses::default();
        let mut inner = 0;
        let is_loop = self.is_loop(region.block);
        let mut leaves = |inner: u32, depth: u32| {
            if let Some(levels) = depth.checked_sub(inner) {
                uses.exits.insert(if levels == 0 && !is_loop {
                    Exit::End
                } else {
                    Exit::Branch(levels)
                });
            }
        };
        for operator in &self.code.operators[region.start..region.end] {
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => inner += 1,
                Operator::End => inner -= 1,
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                    leaves(inner, *relative_depth);
                }
                Operator::BrTable { targets } => {
                    leaves(inner, targets.default());
                    for depth in targets.targets() {
                        leaves(inner, depth.ok()?);
                    }
                }
                Operator::Return => leaves(inner, inner + self.code.depth(region.block) - 1),
                Operator::LocalGet { local_index } => {
                    uses.reads.insert(*local_index);
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    uses.writes.insert(*local_index);
                }
                // Of these only the main module has what they name, or they leave in ways of their own.
                Operator::MemoryInit { .. }
                | Operator::DataDrop { .. }
                | Operator::TableInit { .. }
                | Operator::ElemDrop { .. }
                | Operator::RefFunc { .. }
                | Operator::ReturnCall { .. }
                | Operator::ReturnCallIndirect { .. } => return None,
                _ => {}
            }
        }
        if !self.stacks.unreached.contains(&region.end) {
            uses.exits.insert(Exit::End);
        }
        Some(uses)
    }

    /// What lies on the stack after the part. There is a value only if there is one way out.
    fn results(&self, region: Region, exits: &BTreeSet<Exit>) -> Option<Vec<ValType>> {
        let mut results = vec![];
        for exit in exits {
            let (block, is_branch) = match exit {
                Exit::End => (region.block, false),
                Exit::Branch(depth) => (self.code.target(region.block, *depth), true),
            };
            let values = self.values(block, is_branch && self.is_loop(block));
            if exits.len() > 1 && !values.is_empty() || values.len() > 1 {
                return None;
            }
            results = values;
        }
        // A table of branches can go on behind a block, but not behind a loop.
        let is_table = exits.len() > 2 && exits.contains(&Exit::End);
        (!is_table || !self.is_loop(region.block)).then_some(results)
    }

    /// The types of what a block leaves, or takes where it begins again.
    fn values(&self, block: usize, begins: bool) -> Vec<ValType> {
        if block == 0 {
            return self.kind.results().to_vec();
        }
        let (Operator::Block { blockty } | Operator::Loop { blockty } | Operator::If { blockty }) =
            self.code.operators[self.code.blocks[block].start - 1]
        else {
            return vec![];
        };
        match blockty {
            BlockType::Empty => vec![],
            BlockType::Type(_) if begins => vec![],
            BlockType::Type(kind) => vec![kind],
            BlockType::FuncType(kind) => {
                let kind = &self.module.types[kind as usize];
                let values = if begins {
                    kind.params()
                } else {
                    kind.results()
                };
                values.to_vec()
            }
        }
    }

    fn is_loop(&self, block: usize) -> bool {
        block != 0
            && matches!(
                self.code.operators[self.code.blocks[block].start - 1],
                Operator::Loop { .. }
            )
    }
}

#[derive(Default)]
struct Uses {
    reads: Locals,
    writes: Locals,
    exits: BTreeSet<Exit>,
}

/// Adds the signatures of parts to a module's, and says the number of each.
pub(super) fn number_types<'p>(
    module: &Module<'_>,
    parts: impl Iterator<Item = &'p Part>,
) -> (Vec<FuncType>, Vec<u32>) {
    let mut added: Vec<FuncType> = vec![];
    let numbers = parts.map(|part| {
        let signature = part.signature();
        if let Some(known) = module.types.iter().position(|kind| *kind == signature) {
            return u32::try_from(known).unwrap_or(u32::MAX);
        }
        let place = added.iter().position(|kind| *kind == signature);
        let place = place.unwrap_or_else(|| {
            added.push(signature);
            added.len() - 1
        });
        count(&module.types) + u32::try_from(place).unwrap_or(u32::MAX)
    });
    let numbers = numbers.collect();
    (added, numbers)
}
