//! Late functions that are called through the table of the undivided module and in no other way.
//!
//! They are most of what comes later, and need no stand-ins of their own: in their places stand stalls, one for all
//! of a type, which have the page fetch the module and call what then stands in the place. Which place it is the
//! caller notes: calls of such types go through a function that does.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::{Function, GlobalType, Instruction, ValType};
use wasmparser::FuncType;

use super::{
    Late,
    copying::{Copied, Numbers, Sections},
    module::{Module, count},
    plan::Plan,
};

/// The global that holds the place called last.
pub(super) const PLACE_TYPE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// The table that Rust's pointers to functions are places of.
pub(super) const POINTED_AT: u32 = 0;

/// By the module they wait for: stalls of the main module by their types, each with the functions it stands for.
pub(super) fn by_type(module: &Module<'_>, plan: &Plan<'_>) -> Vec<(Late, u32, BTreeSet<u32>)> {
    let mut stalls = vec![];
    for lot in &plan.lots {
        let mut by_type: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for function in lot.pointed_at.values() {
            let functions = by_type.entry(module.type_of(*function)).or_default();
            functions.insert(*function);
        }
        stalls.extend(
            by_type
                .into_iter()
                .map(|(kind, functions)| (lot.late, kind, functions)),
        );
    }
    stalls
}

/// Waits for the module and calls what then stands in the place that was noted.
pub(super) fn stall(module: &Module<'_>, kind: u32, place: u32, ready: u32) -> Function {
    let mut body = Function::new([]);
    for parameter in 0..parameters(module, kind) {
        body.instruction(&Instruction::LocalGet(parameter));
    }
    body.instruction(&Instruction::GlobalGet(place))
        .instruction(&Instruction::Call(ready))
        .instruction(&Instruction::CallIndirect {
            type_index: kind,
            table_index: POINTED_AT,
        })
        .instruction(&Instruction::End);
    body
}

/// The functions of a module through which it calls what may be a stall.
pub(super) struct Noting {
    /// Of their calls.
    kinds: Vec<u32>,
}

impl Noting {
    /// For a module that is there before those that come later than it; the main one comes before all.
    pub(super) fn of(module: &Module<'_>, plan: &Plan<'_>, after: Option<Late>) -> Self {
        let later = plan.lots.iter().filter(|lot| Some(lot.late) > after);
        let functions = later.flat_map(|lot| lot.pointed_at.values());
        let kinds: BTreeSet<u32> = functions
            .map(|function| first_equal(&module.types, module.type_of(*function)))
            .collect();
        Self {
            kinds: kinds.into_iter().collect(),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// Adds their types and numbers; from now on instructions are written with calls of them.
    pub(super) fn declare(
        &self,
        module: &Module<'_>,
        sections: &mut Sections,
        numbers: &mut Numbers,
    ) -> Copied {
        for kind in &self.kinds {
            let called = &module.types[*kind as usize];
            let parameters = called.params().iter().copied();
            let place = [wasmparser::ValType::I32];
            let noting = FuncType::new(parameters.chain(place), called.results().iter().copied());
            let noting_kind = sections.add_type(noting, numbers)?;
            sections.functions.function(noting_kind);
            let function = numbers.give_new();
            for (equal, _) in (0..)
                .zip(&module.types)
                .filter(|(_, other)| *other == called)
            {
                numbers.call_through(equal, function);
            }
        }
        Ok(())
    }

    pub(super) fn write(&self, module: &Module<'_>, place: u32, sections: &mut Sections) {
        for kind in &self.kinds {
            let last = parameters(module, *kind);
            let mut body = Function::new([]);
            body.instruction(&Instruction::LocalGet(last))
                .instruction(&Instruction::GlobalSet(place));
            for parameter in 0..=last {
                body.instruction(&Instruction::LocalGet(parameter));
            }
            body.instruction(&Instruction::CallIndirect {
                type_index: *kind,
                table_index: POINTED_AT,
            })
            .instruction(&Instruction::End);
            sections.code.function(&body);
        }
    }
}

fn parameters(module: &Module<'_>, kind: u32) -> u32 {
    count(module.types[kind as usize].params())
}

/// Equal types are one to a call through a table.
fn first_equal(types: &[FuncType], kind: u32) -> u32 {
    let of = &types[kind as usize];
    let first = types.iter().position(|other| other == of);
    first.map_or(kind, |first| u32::try_from(first).unwrap_or(kind))
}
