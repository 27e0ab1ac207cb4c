//! The main module with every function telling when it runs, to learn what the first view needs.

use wasm_encoder::{EntityType, Instruction, ValType, reencode::Reencode};

use super::{
    LOADER_MODULE,
    copying::{Copied, Numbers, Sections},
    module::{Module, count},
    names::Names,
};
use crate::report::{Outcome, While};

/// The undivided module in which each function first calls `ran` with its number.
pub(in crate::dist) fn watched(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let module = Module::read(wasm)?;
    encode(&module).or_problem("writing the watched module")
}

fn encode(module: &Module<'_>) -> Copied<Vec<u8>> {
    let mut numbers = Numbers::default();
    (0..module.imported()).for_each(|function| numbers.give(function));
    let ran = numbers.give_new();
    module
        .functions()
        .for_each(|(function, _)| numbers.give(function));
    let mut sections = Sections::default();
    sections.copy_types(module, &mut numbers)?;
    sections.types.ty().function([ValType::I32], []);
    for import in &module.imports {
        let kind = numbers.entity_type(import.ty)?;
        sections.imports.import(import.module, import.name, kind);
    }
    let tells = EntityType::Function(count(&module.types));
    sections.imports.import(LOADER_MODULE, "ran", tells);
    sections.copy_state(module, &mut numbers, &Names::default())?;
    for (function, body) in module.functions() {
        sections.functions.function(module.type_of(function));
        let mut told = numbers.new_function_with_parsed_locals(body)?;
        told.instruction(&Instruction::I32Const(
            i32::try_from(function).unwrap_or(i32::MAX),
        ))
        .instruction(&Instruction::Call(ran));
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            told.instruction(&numbers.instruction(operators.read()?)?);
        }
        sections.code.function(&told);
    }
    Ok(sections.finish(module))
}
