//! The first of the two modules.

use wasm_encoder::{
    BlockType, ConstExpr, Elements, EntityType, ExportKind, Function, GlobalType, Instruction,
    RefType, TableType, ValType, reencode::Reencode,
};
use wasmparser::ExternalKind;

use super::{
    CONNECTED, LOADER_MODULE, Plan, TABLE,
    copying::{Copied, Numbers, Sections},
    module::{Module, count},
    names::Names,
};

/// Whether the second module is there.
pub(super) const CONNECTED_TYPE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// What the second module takes from the first, by number, and under which names.
pub(super) struct Shared {
    pub(super) tables: Vec<String>,
    pub(super) memories: Vec<String>,
    pub(super) globals: Vec<String>,
}

impl Shared {
    pub(super) fn of(module: &Module<'_>) -> Self {
        let names = |kind, count: u32, letter: char| {
            let name = |index| {
                let exported = module
                    .exports
                    .iter()
                    .find(|export| export.kind == kind && export.index == index);
                exported.map_or_else(
                    || format!("{letter}{index}"),
                    |export| export.name.to_owned(),
                )
            };
            (0..count).map(name).collect()
        };
        Self {
            tables: names(ExternalKind::Table, count(&module.tables), 't'),
            memories: names(ExternalKind::Memory, count(&module.memories), 'm'),
            globals: names(ExternalKind::Global, count(&module.globals), 'g'),
        }
    }
}

/// First the functions that the second module calls, then its own that this one calls.
pub(super) fn table_type(plan: &Plan) -> TableType {
    let size = (plan.links.len() + plan.stand_ins.len()) as u64;
    TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: size,
        maximum: Some(size),
        shared: false,
    }
}

pub(super) fn encode(
    module: &Module<'_>,
    plan: &Plan,
    shared: &Shared,
    names: &Names,
) -> Copied<Vec<u8>> {
    let mut sections = Sections::default();
    let mut numbers = Numbers::default();
    sections.copy_types(module, &mut numbers)?;
    let (nothing, number) = (count(&module.types), count(&module.types) + 1);
    sections.types.ty().function([], []);
    sections.types.ty().function([ValType::I32], [ValType::I32]);

    for (function, import) in (0..).zip(&module.imports) {
        if plan.imported_by_main.contains(&function) {
            let kind = numbers.entity_type(import.ty)?;
            sections
                .imports
                .import(import.module, names.short(import.name), kind);
            numbers.give(function);
        }
    }
    let load = numbers.give_new();
    sections
        .imports
        .import(LOADER_MODULE, "load", EntityType::Function(nothing));
    for function in plan.kept.iter().chain(&plan.stand_ins) {
        sections.functions.function(module.type_of(*function));
        numbers.give(*function);
    }
    let ready = numbers.give_new();
    sections.functions.function(number);

    sections.copy_state(module, &mut numbers, names)?;
    let table = count(&module.tables);
    sections.tables.table(table_type(plan));
    let connected = count(&module.globals);
    sections
        .globals
        .global(CONNECTED_TYPE, &ConstExpr::i32_const(0));
    export_shared(module, shared, &mut sections);
    let links = numbers.all(&plan.links)?;
    sections.elements.active(
        Some(table),
        &ConstExpr::i32_const(0),
        Elements::Functions(links.into()),
    );

    for function in &plan.kept {
        sections.copy_function(module, *function, &mut numbers)?;
    }
    for (slot, function) in (plan.links.len()..).zip(&plan.stand_ins) {
        let kind = module.type_of(*function);
        let parameters = count(module.types[kind as usize].params());
        let mut body = Function::new([]);
        for parameter in 0..parameters {
            body.instruction(&Instruction::LocalGet(parameter));
        }
        body.instruction(&Instruction::I32Const(
            i32::try_from(slot).unwrap_or(i32::MAX),
        ))
        .instruction(&Instruction::Call(ready))
        .instruction(&Instruction::CallIndirect {
            type_index: kind,
            table_index: table,
        })
        .instruction(&Instruction::End);
        sections.code.function(&body);
    }
    sections.code.function(&ready_body(connected, load));
    Ok(sections.finish(module))
}

/// Loads the second module unless it is there, and gives back the slot it was given.
fn ready_body(connected: u32, load: u32) -> Function {
    let mut body = Function::new([]);
    body.instruction(&Instruction::GlobalGet(connected))
        .instruction(&Instruction::I32Eqz)
        .instruction(&Instruction::If(BlockType::Empty))
        .instruction(&Instruction::Call(load))
        .instruction(&Instruction::End)
        .instruction(&Instruction::LocalGet(0))
        .instruction(&Instruction::End);
    body
}

fn export_shared(module: &Module<'_>, shared: &Shared, sections: &mut Sections) {
    let is_exported = |name: &str| module.exports.iter().any(|export| export.name == name);
    let mut export = |kind, names: &[String]| {
        for (index, name) in (0..).zip(names) {
            if !is_exported(name) {
                sections.exports.export(name, kind, index);
            }
        }
    };
    export(ExportKind::Table, &shared.tables);
    export(ExportKind::Memory, &shared.memories);
    export(ExportKind::Global, &shared.globals);
    let exports = &mut sections.exports;
    exports.export(TABLE, ExportKind::Table, count(&module.tables));
    exports.export(CONNECTED, ExportKind::Global, count(&module.globals));
}
