//! Writes kept functions without their parts, and the parts as functions.

use std::{borrow::Cow, collections::BTreeMap};

use wasm_encoder::{BlockType, Function, Instruction, ValType, reencode::Reencode};
use wasmparser::{FunctionBody, Operator};

use super::{
    Late,
    copying::{Copied, Numbers},
    parts::{Exit, Part, Parted},
};

/// How the main module reaches what the late ones have.
pub(super) struct Reach {
    /// By late module: gives back the slot it is given once that module is there.
    pub(super) ready: [u32; Late::ALL.len()],
    pub(super) table: u32,
}

/// The place of a part in the table, and its type.
#[derive(Clone, Copy)]
pub(super) struct Slot {
    pub(super) slot: usize,
    pub(super) kind: u32,
}

/// The function with a call in the place of each part.
pub(super) fn without_parts(
    numbers: &mut Numbers,
    body: &FunctionBody<'_>,
    parted: &Parted<'_>,
    slots: &[Slot],
    reach: &Reach,
) -> Copied<Function> {
    let mut function = numbers.new_function_with_parsed_locals(body)?;
    let mut at = 0;
    for (part, slot) in parted.parts.iter().zip(slots) {
        for operator in &parted.code.operators[at..part.region.start] {
            function.instruction(&numbers.instruction(operator.clone())?);
        }
        call(&mut function, part, *slot, reach);
        at = part.region.end;
    }
    for operator in &parted.code.operators[at..] {
        function.instruction(&numbers.instruction(operator.clone())?);
    }
    Ok(function)
}

/// Stands in the main module for a function of a late one.
pub(super) fn stand_in(parameters: u32, slot: Slot, late: Late, reach: &Reach) -> Function {
    let mut function = Function::new([]);
    for parameter in 0..parameters {
        function.instruction(&Instruction::LocalGet(parameter));
    }
    call_slot(&mut function, slot, late, reach);
    function.instruction(&Instruction::End);
    function
}

fn call_slot(function: &mut Function, slot: Slot, late: Late, reach: &Reach) {
    function
        .instruction(&Instruction::I32Const(number(slot.slot)))
        .instruction(&Instruction::Call(reach.ready[late as usize]))
        .instruction(&Instruction::CallIndirect {
            type_index: slot.kind,
            table_index: reach.table,
        });
}

fn call(function: &mut Function, part: &Part, slot: Slot, reach: &Reach) {
    for (local, _) in &part.inputs {
        function.instruction(&Instruction::LocalGet(*local));
    }
    call_slot(function, slot, part.late, reach);
    for (local, _) in part.outputs.iter().rev() {
        function.instruction(&Instruction::LocalSet(*local));
    }
    match part.exits[..] {
        [] => function.instruction(&Instruction::Unreachable),
        [Exit::End] => function,
        [Exit::Branch(depth)] => function.instruction(&Instruction::Br(depth)),
        [Exit::End, Exit::Branch(depth)] => function.instruction(&Instruction::BrIf(depth)),
        [Exit::Branch(first), Exit::Branch(second)] => function
            .instruction(&Instruction::BrIf(second))
            .instruction(&Instruction::Br(first)),
        ref exits => {
            let mut depths: Vec<u32> = exits
                .iter()
                .map(|exit| match exit {
                    // The label of its own block leads to that block's end.
                    Exit::End => 0,
                    Exit::Branch(depth) => *depth,
                })
                .collect();
            let last = depths.pop().unwrap_or_default();
            function.instruction(&Instruction::BrTable(Cow::Owned(depths), last))
        }
    };
}

/// The part as a function. Blocks around it stand for its exits, the first innermost; behind each, what tells which
/// it was.
pub(super) fn part(numbers: &mut Numbers, parted: &Parted<'_>, part: &Part) -> Copied<Function> {
    let given = part.operands.len() + part.inputs.len();
    let mut locals = BTreeMap::new();
    for (new, (local, _)) in (part.operands.len()..).zip(part.inputs.iter().chain(&part.own)) {
        locals.insert(*local, u32::try_from(new).unwrap_or(u32::MAX));
    }
    let left_by = u32::try_from(given + part.own.len()).unwrap_or(u32::MAX);
    let mut own = vec![];
    for (_, kind) in &part.own {
        own.push((1, numbers.val_type(*kind)?));
    }
    if part.exits.len() > 1 {
        own.push((1, ValType::I32));
    }
    let mut function = Function::new(own);
    let result = match part.results[..] {
        [kind] => BlockType::Result(numbers.val_type(kind)?),
        _ => BlockType::Empty,
    };
    if part.exits.len() > 1 {
        function.instruction(&Instruction::Block(BlockType::Empty));
    }
    for _ in &part.exits {
        function.instruction(&Instruction::Block(result));
    }
    for operand in (0..).take(part.operands.len()) {
        function.instruction(&Instruction::LocalGet(operand));
    }
    copy_region(&mut function, numbers, parted, part, &locals)?;
    for exit in 0..part.exits.len() {
        function.instruction(&Instruction::End);
        if part.exits.len() > 1 {
            let outer = part.exits.len() - 1 - exit;
            function
                .instruction(&Instruction::I32Const(number(exit)))
                .instruction(&Instruction::LocalSet(left_by))
                .instruction(&Instruction::Br(u32::try_from(outer).unwrap_or(u32::MAX)));
        }
    }
    if part.exits.len() > 1 {
        function
            .instruction(&Instruction::End)
            .instruction(&Instruction::LocalGet(left_by));
    }
    for (local, _) in &part.outputs {
        function.instruction(&Instruction::LocalGet(locals[local]));
    }
    function.instruction(&Instruction::End);
    Ok(function)
}

fn copy_region(
    function: &mut Function,
    numbers: &mut Numbers,
    parted: &Parted<'_>,
    part: &Part,
    locals: &BTreeMap<u32, u32>,
) -> Copied {
    let to_function = parted.code.depth(part.region.block) - 1;
    let mut inner = 0;
    let exit_of = |levels: u32| {
        let branch = part
            .exits
            .iter()
            .position(|exit| *exit == Exit::Branch(levels));
        // The label of a block that is no loop is its end, which is the first.
        u32::try_from(branch.unwrap_or(0)).unwrap_or(u32::MAX)
    };
    let depth_of = |inner: u32, depth: u32| match depth.checked_sub(inner) {
        Some(levels) => inner + exit_of(levels),
        None => depth,
    };
    for operator in &parted.code.operators[part.region.start..part.region.end] {
        let instruction = match operator {
            Operator::LocalGet { local_index } => Instruction::LocalGet(locals[local_index]),
            Operator::LocalSet { local_index } => Instruction::LocalSet(locals[local_index]),
            Operator::LocalTee { local_index } => Instruction::LocalTee(locals[local_index]),
            Operator::Br { relative_depth } => Instruction::Br(depth_of(inner, *relative_depth)),
            Operator::BrIf { relative_depth } => {
                Instruction::BrIf(depth_of(inner, *relative_depth))
            }
            Operator::Return => Instruction::Br(inner + exit_of(to_function)),
            Operator::BrTable { targets } => {
                let mut depths = vec![];
                for depth in targets.targets() {
                    depths.push(depth_of(inner, depth?));
                }
                Instruction::BrTable(Cow::Owned(depths), depth_of(inner, targets.default()))
            }
            other => {
                match other {
                    Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                        inner += 1;
                    }
                    Operator::End => inner -= 1,
                    _ => {}
                }
                numbers.instruction(other.clone())?
            }
        };
        function.instruction(&instruction);
    }
    Ok(())
}

fn number(value: impl TryInto<i32>) -> i32 {
    value.try_into().unwrap_or(i32::MAX)
}
