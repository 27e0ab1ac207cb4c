//! The module that the first view waits for.

use wasm_encoder::{
    BlockType, ConstExpr, Elements, EntityType, ExportKind, Function, GlobalType, Instruction,
    RefType, TableType, ValType,
};
use wasmparser::ExternalKind;

use super::{
    LOADER_MODULE, Late, PLACE, TABLE,
    constants::Constants,
    copying::{Copied, Numbers, Sections},
    module::{Module, count},
    names::Names,
    outlining::{self, Reach, Slot},
    plan::Plan,
    stalls::{self, Noting, PLACE_TYPE},
};

/// Whether a late module is there.
pub(super) const CONNECTED_TYPE: GlobalType = GlobalType {
    val_type: ValType::I32,
    mutable: true,
    shared: false,
};

/// What late modules take from the main one, by number, and under which names.
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

pub(super) fn table_type(plan: &Plan<'_>) -> TableType {
    let size = plan.table_size() as u64;
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
    plan: &Plan<'_>,
    constants: &Constants,
    shared: &Shared,
    names: &Names,
) -> Copied<Vec<u8>> {
    let mut sections = Sections::default();
    let mut numbers = Numbers::default();
    sections.copy_types(module, plan, &mut numbers)?;
    let nothing = sections.types.len();
    let number = nothing + 1;
    sections.types.ty().function([], []);
    sections.types.ty().function([ValType::I32], [ValType::I32]);

    sections.import_functions(module, &plan.imported_by_main, names, &mut numbers)?;
    let load = plan.lots.iter().map(|lot| {
        let kind = EntityType::Function(nothing);
        sections
            .imports
            .import(LOADER_MODULE, lot.late.name(), kind);
        numbers.give_new()
    });
    let load: Vec<u32> = load.collect();
    let stand_ins = plan.lots.iter().flat_map(|lot| &lot.stand_ins);
    for function in plan.kept.iter().chain(stand_ins) {
        sections.functions.function(module.type_of(*function));
        numbers.give(*function);
    }
    let ready = Late::ALL.map(|_| {
        sections.functions.function(number);
        numbers.give_new()
    });
    let stalls = stalls::by_type(module, plan);
    for (_, kind, functions) in &stalls {
        sections.functions.function(*kind);
        let stall = numbers.give_new();
        for function in functions {
            numbers.stands_for(*function, stall);
        }
    }
    let through = Noting::of(module, plan, None);
    through.declare(module, &mut sections, &mut numbers)?;

    sections.copy_state(module, &mut numbers, names)?;
    let data = constants.main.iter().map(Vec::as_slice);
    sections.copy_data(module, data, &mut numbers)?;
    let table = count(&module.tables);
    sections.tables.table(table_type(plan));
    let connected = count(&module.globals)..;
    let zero = ConstExpr::i32_const(0);
    for _ in Late::ALL {
        sections.globals.global(CONNECTED_TYPE, &zero);
    }
    let place = sections.globals.len();
    sections.globals.global(PLACE_TYPE, &zero);
    export_shared(module, shared, &mut sections);
    let links = numbers.all(&plan.links)?;
    sections.elements.active(
        Some(table),
        &ConstExpr::i32_const(0),
        Elements::Functions(links.into()),
    );

    let reach = Reach { ready, table };
    copy_kept(module, plan, &mut numbers, &mut sections, &reach)?;
    for lot in &plan.lots {
        for (slot, function) in (lot.first_slot..).zip(&lot.stand_ins) {
            let kind = module.type_of(*function);
            let slot = Slot { slot, kind };
            let parameters = count(module.types[kind as usize].params());
            let body = outlining::stand_in(parameters, slot, lot.late, &reach);
            sections.code.function(&body);
        }
    }
    for (connected, load) in connected.zip(load) {
        sections.code.function(&ready_body(connected, load));
    }
    for (late, kind, _) in stalls {
        let stall = stalls::stall(module, kind, place, ready[late as usize]);
        sections.code.function(&stall);
    }
    through.write(module, place, &mut sections);
    Ok(sections.finish(module))
}

fn copy_kept(
    module: &Module<'_>,
    plan: &Plan<'_>,
    numbers: &mut Numbers,
    sections: &mut Sections,
    reach: &Reach,
) -> Copied {
    let slots = plan.slots_by_function();
    for function in &plan.kept {
        let Some(parted) = plan.parted.get(function) else {
            sections.copy_function(module, *function, numbers)?;
            continue;
        };
        let body = module.body(*function);
        let body = outlining::without_parts(numbers, body, parted, &slots[function], reach)?;
        sections.code.function(&body);
    }
    Ok(())
}

/// Loads a late module unless it is there, and gives back the slot it was given.
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
    let connected = Late::ALL.map(Late::connected);
    let own = connected.iter().map(String::as_str).chain([PLACE]);
    for (global, name) in (count(&module.globals)..).zip(own) {
        exports.export(name, ExportKind::Global, global);
    }
}
