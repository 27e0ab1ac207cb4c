//! The parts of a function that are entered in one place: what a branch skips may never run where the function does.
//!
//! Wasm's control is structured, so what follows a branch runs on to the end of its block and nothing jumps into it
//! from outside. Such a region starts after each conditional branch, in each arm, and after each inner block.

use sha2::{Digest, Sha256};
use wasmparser::{FunctionBody, Operator};

use crate::report::{Outcome, While};

/// A function's instructions and how its blocks lie in each other.
pub(super) struct Code<'a> {
    pub(super) operators: Vec<Operator<'a>>,
    offsets: Vec<u64>,
    /// The blocks in the order of their beginnings; the first is the function itself.
    pub(super) blocks: Vec<Block>,
    pub(super) regions: Vec<Region>,
}

/// A block, loop, `if` or the function.
#[derive(Clone, Copy)]
pub(super) struct Block {
    /// Its first instruction within.
    pub(super) start: usize,
    /// Where the `else` is, if it has one.
    pub(super) otherwise: Option<usize>,
    /// Its `end`.
    pub(super) end: usize,
    /// The block around it; the function is its own.
    pub(super) around: usize,
}

/// From an instruction to the `end` or `else` of the block it is in. The first region is the whole function.
#[derive(Clone, Copy)]
pub(super) struct Region {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) block: usize,
}

impl<'a> Code<'a> {
    pub(super) fn read(body: &FunctionBody<'a>) -> Outcome<Self> {
        const READING: &str = "reading a function of the wasm to divide";
        let (mut operators, mut offsets) = (vec![], vec![]);
        let reader = body.get_operators_reader().or_problem(READING)?;
        for item in reader.into_iter_with_offsets() {
            let (operator, offset) = item.or_problem(READING)?;
            operators.push(operator);
            offsets.push(offset);
        }
        offsets.push(body.range().end);
        let mut code = Self {
            operators,
            offsets,
            blocks: vec![Block {
                start: 0,
                otherwise: None,
                end: 0,
                around: 0,
            }],
            regions: vec![],
        };
        code.find_regions();
        Ok(code)
    }

    fn find_regions(&mut self) {
        // The regions that are not ended, by the block they are in.
        let mut open: Vec<(usize, Vec<usize>)> = vec![(0, vec![])];
        let mut begins = true;
        for at in 0..self.operators.len() {
            let ends_at_once = matches!(self.operators[at], Operator::Else | Operator::End);
            if let Some((block, started)) = open.last_mut().filter(|_| begins && !ends_at_once) {
                started.push(self.regions.len());
                self.regions.push(Region {
                    start: at,
                    end: at,
                    block: *block,
                });
            }
            begins = matches!(
                self.operators[at],
                Operator::If { .. } | Operator::Else | Operator::End | Operator::BrIf { .. }
            );
            match self.operators[at] {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                    let around = open.last().map_or(0, |(block, _)| *block);
                    open.push((self.blocks.len(), vec![]));
                    self.blocks.push(Block {
                        start: at + 1,
                        otherwise: None,
                        end: at,
                        around,
                    });
                }
                Operator::Else => {
                    if let Some((block, started)) = open.last_mut() {
                        self.blocks[*block].otherwise = Some(at);
                        for region in started.drain(..) {
                            self.regions[region].end = at;
                        }
                    }
                }
                Operator::End => {
                    if let Some((block, started)) = open.pop() {
                        self.blocks[block].end = at;
                        for region in started {
                            self.regions[region].end = at;
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Bytes of a region.
    pub(super) fn size(&self, region: Region) -> u64 {
        self.offsets[region.end] - self.offsets[region.start]
    }

    /// Whether a region ends in a trap, as a panic does.
    pub(super) fn never_goes_on(&self, region: usize) -> bool {
        matches!(
            self.operators[self.regions[region].end - 1],
            Operator::Unreachable
        )
    }

    /// How many blocks lie around the inside of this one, the function counted.
    pub(super) fn depth(&self, block: usize) -> u32 {
        let (mut depth, mut at) = (1, block);
        while at != 0 {
            at = self.blocks[at].around;
            depth += 1;
        }
        depth
    }

    /// The block a branch of this depth names, seen from inside a block.
    pub(super) fn target(&self, mut block: usize, depth: u32) -> usize {
        for _ in 0..depth {
            block = self.blocks[block].around;
        }
        block
    }

    /// Stands for the shape of a function: the same as long as its instructions are, whatever they name.
    pub(super) fn shape(&self, body: &FunctionBody<'_>) -> [u8; 4] {
        let start = body.range().start;
        let bytes = body.as_bytes();
        let mut hash = Sha256::new();
        for offset in &self.offsets[..self.operators.len()] {
            hash.update([bytes[usize::try_from(offset - start).unwrap_or_default()]]);
        }
        let hash = hash.finalize();
        [hash[0], hash[1], hash[2], hash[3]]
    }

    /// The largest regions for which this is true.
    pub(super) fn largest(&self, mut is_wanted: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut found = vec![];
        let mut end = 0;
        for (number, region) in self.regions.iter().enumerate() {
            if region.start >= end && is_wanted(number) {
                found.push(number);
                end = region.end;
            }
        }
        found
    }
}
