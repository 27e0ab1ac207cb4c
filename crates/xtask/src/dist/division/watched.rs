//! The main module with every region of its functions telling when it runs, to learn what the first view needs.

use wasm_encoder::{EntityType, Instruction, ValType, reencode::Reencode};

use super::{
    LOADER_MODULE,
    copying::{Copied, Numbers, Sections},
    module::{Module, count},
    names::Names,
    plan::Plan,
    regions::Code,
};
use crate::report::{Outcome, While};

/// The undivided module in which each region first calls `ran` with its number. Regions are numbered through all
/// functions, in their order.
pub(in crate::dist) fn watched(wasm: &[u8]) -> Outcome<Vec<u8>> {
    let module = Module::read(wasm)?;
    let code = module
        .functions()
        .map(|(_, body)| Code::read(body))
        .collect::<Outcome<Vec<_>>>()?;
    encode(&module, &code).or_problem("writing the watched module")
}

fn encode(module: &Module<'_>, code: &[Code<'_>]) -> Copied<Vec<u8>> {
    let mut numbers = Numbers::default();
    (0..module.imported()).for_each(|function| numbers.give(function));
    let ran = numbers.give_new();
    module
        .functions()
        .for_each(|(function, _)| numbers.give(function));
    let mut sections = Sections::default();
    sections.copy_types(module, &Plan::default(), &mut numbers)?;
    sections.types.ty().function([ValType::I32], []);
    for import in &module.imports {
        let kind = numbers.entity_type(import.ty)?;
        sections.imports.import(import.module, import.name, kind);
    }
    let tells = EntityType::Function(count(&module.types));
    sections.imports.import(LOADER_MODULE, "ran", tells);
    sections.copy_state(module, &mut numbers, &Names::default())?;
    let data = module.data.iter().map(|data| data.data);
    sections.copy_data(module, data, &mut numbers)?;
    let mut region = 0;
    for ((function, body), code) in module.functions().zip(code) {
        sections.functions.function(module.type_of(function));
        let mut told = numbers.new_function_with_parsed_locals(body)?;
        let mut starts = code.regions.iter().map(|region| region.start).peekable();
        for (at, operator) in code.operators.iter().enumerate() {
            if starts.next_if_eq(&at).is_some() {
                told.instruction(&Instruction::I32Const(region))
                    .instruction(&Instruction::Call(ran));
                region += 1;
            }
            told.instruction(&numbers.instruction(operator.clone())?);
        }
        sections.code.function(&told);
    }
    Ok(sections.finish(module))
}
