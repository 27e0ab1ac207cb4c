//! A module that comes after the main one: all of its state is the main one's, but for the constants it brings.

use std::collections::BTreeMap;

use wasm_encoder::{
    ConstExpr, Elements, EntityType, Function, Instruction, StartSection, reencode::Reencode,
};

use super::{
    MAIN_MODULE, PLACE, TABLE,
    constants::Piece,
    copying::{Copied, Numbers, Sections},
    main_module::{CONNECTED_TYPE, Shared, table_type},
    module::{Module, count},
    names::Names,
    outlining,
    plan::{Lot, Plan},
    stalls::{Noting, PLACE_TYPE},
};

pub(super) fn encode(
    module: &Module<'_>,
    plan: &Plan<'_>,
    lot: &Lot,
    constants: &[Piece],
    shared: &Shared,
    names: &Names,
) -> Copied<Vec<u8>> {
    let mut sections = Sections::default();
    let mut numbers = Numbers::default();
    sections.copy_types(module, plan, &mut numbers)?;
    let nothing = sections.types.len();
    sections.types.ty().function([], []);

    sections.import_functions(module, &lot.imported, names, &mut numbers)?;
    // A function has no name of its own in the main module: it is asked for by its place in a table.
    let links = (0..)
        .zip(&plan.links)
        .map(|(slot, function)| (TABLE, slot, function));
    let places = plan
        .places
        .iter()
        .map(|(function, place)| (&*shared.tables[0], *place, function));
    for (table, place, function) in links.chain(places) {
        if lot.links.contains(function) {
            let kind = EntityType::Function(module.type_of(*function));
            sections.imports.import(table, &place.to_string(), kind);
            numbers.give(*function);
        }
    }
    let through = Noting::of(module, plan, Some(lot.late));
    import_state(module, plan, lot, shared, &mut numbers, &mut sections)?;
    if !through.is_empty() {
        let kind = EntityType::Global(PLACE_TYPE);
        sections.imports.import(MAIN_MODULE, PLACE, kind);
    }
    for function in &lot.functions {
        sections.functions.function(module.type_of(*function));
        numbers.give(*function);
    }
    let mut parts = vec![];
    for kind in &lot.part_types {
        sections.functions.function(*kind);
        parts.push(numbers.give_new());
    }
    sections.functions.function(nothing);
    let start = numbers.give_new();
    through.declare(module, &mut sections, &mut numbers)?;

    let first = i32::try_from(lot.first_slot).unwrap_or(i32::MAX);
    let mut filled = numbers.all(&lot.stand_ins)?;
    filled.extend(parts);
    sections.elements.active(
        Some(count(&module.tables)),
        &ConstExpr::i32_const(first),
        Elements::Functions(filled.into()),
    );
    for run in runs(&lot.pointed_at) {
        let functions = numbers.all(run.iter().map(|(_, function)| function))?;
        let place = run.first().map_or(0, |(place, _)| *place);
        sections.elements.active(
            None,
            &ConstExpr::i32_const(place.cast_signed()),
            Elements::Functions(functions.into()),
        );
    }
    for function in &lot.functions {
        sections.copy_function(module, *function, &mut numbers)?;
    }
    for (parted, part) in plan.parts_of(lot.late) {
        sections
            .code
            .function(&outlining::part(&mut numbers, parted, part)?);
    }
    let mut connect = Function::new([]);
    connect
        .instruction(&Instruction::I32Const(1))
        .instruction(&Instruction::GlobalSet(count(&module.globals)))
        .instruction(&Instruction::End);
    sections.code.function(&connect);
    through.write(module, count(&module.globals) + 1, &mut sections);
    for Piece { address, bytes } in constants {
        let address = ConstExpr::i32_const(address.cast_signed());
        sections.data.active(0, &address, bytes.iter().copied());
    }

    let mut wasm = wasm_encoder::Module::new();
    wasm.section(&sections.types)
        .section(&sections.imports)
        .section(&sections.functions)
        .section(&StartSection {
            function_index: start,
        })
        .section(&sections.elements)
        .section(&sections.code)
        .section(&sections.data);
    Ok(wasm.finish())
}

/// Places that follow each other, with their functions.
fn runs(pointed_at: &BTreeMap<u32, u32>) -> Vec<Vec<(u32, u32)>> {
    let mut runs: Vec<Vec<(u32, u32)>> = vec![];
    for (place, function) in pointed_at {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|(last, _)| last + 1 == *place) => {
                run.push((*place, *function));
            }
            _ => runs.push(vec![(*place, *function)]),
        }
    }
    runs
}

/// All of it and in its order, so that it keeps its numbers.
fn import_state(
    module: &Module<'_>,
    plan: &Plan<'_>,
    lot: &Lot,
    shared: &Shared,
    numbers: &mut Numbers,
    sections: &mut Sections,
) -> Copied {
    let mut import = |name: &str, kind: EntityType| {
        sections.imports.import(MAIN_MODULE, name, kind);
    };
    for (table, name) in module.tables.iter().zip(&shared.tables) {
        import(name, EntityType::Table(numbers.table_type(table.ty)?));
    }
    import(TABLE, EntityType::Table(table_type(plan)));
    for (memory, name) in module.memories.iter().zip(&shared.memories) {
        import(name, EntityType::Memory(numbers.memory_type(*memory)?));
    }
    for (global, name) in module.globals.iter().zip(&shared.globals) {
        import(name, EntityType::Global(numbers.global_type(global.ty)?));
    }
    import(&lot.late.connected(), EntityType::Global(CONNECTED_TYPE));
    Ok(())
}
