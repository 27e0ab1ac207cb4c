//! Which locals of a function still matter, place by place.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::Operator;

use super::regions::Code;

pub(super) type Locals = BTreeSet<u32>;

pub(super) struct Liveness {
    /// What matters where a region starts, by its first instruction.
    at_start: BTreeMap<usize, Locals>,
    /// What matters where a branch to a block leads.
    at_label: Vec<Locals>,
    /// What matters after a block's end.
    after: Vec<Locals>,
}

impl Liveness {
    pub(super) fn of(code: &Code<'_>) -> Self {
        let blocks = code.blocks.len();
        let mut walk = Walk {
            code,
            starts: code.regions.iter().map(|region| region.start).collect(),
            ending: (0..blocks)
                .map(|block| (code.blocks[block].end, block))
                .collect(),
            found: Self {
                at_start: BTreeMap::new(),
                at_label: vec![Locals::new(); blocks],
                after: vec![Locals::new(); blocks],
            },
        };
        walk.back(0, 0, code.blocks[0].end, Locals::new());
        walk.found
    }

    pub(super) fn at_start(&self, start: usize) -> Locals {
        self.at_start.get(&start).cloned().unwrap_or_default()
    }

    pub(super) fn at_label(&self, block: usize) -> &Locals {
        &self.at_label[block]
    }

    pub(super) fn after(&self, block: usize) -> &Locals {
        &self.after[block]
    }
}

struct Walk<'c, 'a> {
    code: &'c Code<'a>,
    starts: BTreeSet<usize>,
    ending: BTreeMap<usize, usize>,
    found: Liveness,
}

impl Walk<'_, '_> {
    /// From the end of a part of a block to its beginning; gives what matters there.
    fn back(&mut self, block: usize, from: usize, to: usize, mut live: Locals) -> Locals {
        let code = self.code;
        let mut at = to;
        while at > from {
            at -= 1;
            match &code.operators[at] {
                Operator::End => {
                    let inner = self.ending[&at];
                    live = self.through(inner, live);
                    at = code.blocks[inner].start - 1;
                }
                Operator::Br { relative_depth } => live = self.label(block, *relative_depth),
                Operator::BrIf { relative_depth } => {
                    live.extend(self.label(block, *relative_depth));
                }
                Operator::BrTable { targets } => {
                    live = self.label(block, targets.default());
                    for depth in targets.targets().flatten() {
                        live.extend(self.label(block, depth));
                    }
                }
                Operator::Return | Operator::Unreachable => live.clear(),
                Operator::LocalGet { local_index } => {
                    live.insert(*local_index);
                }
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    live.remove(local_index);
                }
                _ => {}
            }
            if self.starts.contains(&at) {
                self.found.at_start.insert(at, live.clone());
            }
        }
        live
    }

    fn through(&mut self, inner: usize, live: Locals) -> Locals {
        let block = self.code.blocks[inner];
        self.found.after[inner].clone_from(&live);
        match self.code.operators[block.start - 1] {
            Operator::Loop { .. } => loop {
                let before = self.back(inner, block.start, block.end, live.clone());
                let label = &mut self.found.at_label[inner];
                if before.is_subset(label) {
                    return label.clone();
                }
                label.extend(before);
            },
            Operator::If { .. } => {
                self.found.at_label[inner].clone_from(&live);
                let mut before = match block.otherwise {
                    Some(otherwise) => self.back(inner, otherwise + 1, block.end, live.clone()),
                    None => live.clone(),
                };
                let then = block.otherwise.unwrap_or(block.end);
                before.extend(self.back(inner, block.start, then, live));
                before
            }
            _ => {
                self.found.at_label[inner].clone_from(&live);
                self.back(inner, block.start, block.end, live)
            }
        }
    }

    fn label(&self, block: usize, depth: u32) -> Locals {
        self.found.at_label[self.code.target(block, depth)].clone()
    }
}
