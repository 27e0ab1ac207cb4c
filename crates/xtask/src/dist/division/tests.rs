use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, ImportSection, Instruction, MemorySection, MemoryType, NameMap,
    NameSection, RefType, TableSection, TableType, TypeSection, ValType,
};
use wasmparser::{Validator, WasmFeatures};

use std::collections::BTreeSet;

use super::*;

/// One imported function (0) and four of its own: `main` (1) calls `rare` (2) and `small` (3); `rare` calls the
/// import and `common` (4); `rare` and `common` stand in a table.
fn undivided() -> Vec<u8> {
    let mut types = TypeSection::new();
    types.ty().function([ValType::I32], [ValType::I32]);
    let mut imports = ImportSection::new();
    let kind = EntityType::Function(0);
    imports.import("./console_bg.js", "__wbg_ask_0123456789abcdef", kind);
    let mut functions = FunctionSection::new();
    (1..=4).for_each(|_| {
        functions.function(0);
    });
    let mut tables = TableSection::new();
    tables.table(TableType {
        element_type: RefType::FUNCREF,
        table64: false,
        minimum: 3,
        maximum: None,
        shared: false,
    });
    let mut memories = MemorySection::new();
    memories.memory(MemoryType {
        minimum: 1,
        maximum: None,
        memory64: false,
        shared: false,
        page_size_log2: None,
    });
    let mut exports = ExportSection::new();
    exports.export("start", ExportKind::Func, 1);
    exports.export("memory", ExportKind::Memory, 0);
    let mut elements = ElementSection::new();
    elements.active(
        None,
        &ConstExpr::i32_const(1),
        Elements::Functions((&[2, 4][..]).into()),
    );
    let mut code = CodeSection::new();
    let body = |calls: &[u32], padding: usize| {
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(0));
        for called in calls {
            body.instruction(&Instruction::Call(*called));
        }
        for _ in 0..padding {
            body.instruction(&Instruction::I32Eqz);
        }
        body.instruction(&Instruction::End);
        body
    };
    code.function(&body(&[2, 3], 0));
    code.function(&body(&[0, 4], 30));
    code.function(&body(&[], 1));
    code.function(&body(&[], 30));
    let mut names = NameMap::new();
    for (index, name) in (1..).zip(["main", "rare", "small", "common"]) {
        names.append(index, name);
    }
    let mut section = NameSection::new();
    section.functions(&names);
    let mut wasm = wasm_encoder::Module::new();
    wasm.section(&types)
        .section(&imports)
        .section(&functions)
        .section(&tables)
        .section(&memories)
        .section(&exports)
        .section(&elements)
        .section(&code)
        .section(&section);
    wasm.finish()
}

fn unused(names: &[&str]) -> Profile {
    let names: Vec<_> = names.iter().map(|name| (*name, Late::Deferred)).collect();
    Profile {
        unused: profile::marks(&undivided(), &names),
        ..Profile::default()
    }
}

fn check(wasm: &[u8]) {
    Validator::new_with_features(WasmFeatures::default())
        .validate_all(wasm)
        .expect("valid wasm");
}

fn imports(wasm: &[u8]) -> Vec<(String, String)> {
    let module = wasmparser::Parser::new(0);
    let mut found = Vec::new();
    for payload in module.parse_all(wasm) {
        if let wasmparser::Payload::ImportSection(section) = payload.expect("wasm") {
            for import in section.into_imports() {
                let import = import.expect("an import");
                found.push((import.module.to_owned(), import.name.to_owned()));
            }
        }
    }
    found
}

#[test]
fn what_the_first_view_does_not_run_moves_with_what_only_it_calls() {
    let wasm = undivided();
    let module = Module::read(&wasm).expect("wasm");
    let plan = Plan::of(
        &module,
        module::to_validate(&wasm).expect("valid wasm"),
        &unused(&["rare"]),
    )
    .expect("a plan");
    assert_eq!(plan.kept, [1, 3, 4]);
    assert_eq!(plan.lots[1].functions, [2]);
    assert_eq!(plan.lots[1].stand_ins, [2], "main calls it");
    assert!(plan.lots[1].links.contains(&4), "it calls common");
    assert_eq!(plan.places[&4], 2);
    assert!(plan.links.is_empty(), "the table has common already");
    assert!(
        plan.imported_by_main.is_empty(),
        "only rare asks the script"
    );
    assert_eq!(plan.lots[1].imported, BTreeSet::from([0]));
}

#[test]
fn a_function_smaller_than_its_stand_in_stays() {
    let wasm = undivided();
    let module = Module::read(&wasm).expect("wasm");
    let plan = Plan::of(
        &module,
        module::to_validate(&wasm).expect("valid wasm"),
        &unused(&["small"]),
    )
    .expect("a plan");
    assert!(plan.lots[1].functions.is_empty());
}

#[test]
fn both_modules_are_valid_and_fit_together() {
    let wasm = undivided();
    check(&wasm);
    let divided = divide_by(&wasm, &unused(&["rare"]), &Linked::default()).expect("two modules");
    check(&divided.main);
    check(&divided.late[1].wasm);
    let pair = |from: &str, name: &str| (from.to_owned(), name.to_owned());
    assert_eq!(
        imports(&divided.main),
        [pair("late", "sign_in"), pair("late", "deferred")]
    );
    assert_eq!(
        imports(&divided.late[1].wasm),
        [
            pair("./console_bg.js", "b0"),
            pair("t0", "2"),
            pair("main", "t0"),
            pair("main", "late"),
            pair("main", "memory"),
            pair("main", "deferred_is_there"),
        ]
    );
    assert_eq!(
        divided.names.in_script("__wbg_ask_0123456789abcdef"),
        "b0",
        "the script follows"
    );
}

#[test]
fn a_module_without_anything_to_defer_stays_whole() {
    let divided =
        divide_by(&undivided(), &Profile::default(), &Linked::default()).expect("two modules");
    check(&divided.main);
    check(&divided.late[1].wasm);
}

#[test]
fn a_watched_module_is_valid_and_tells() {
    let watched = watched(&undivided()).expect("a module");
    check(&watched);
    let tells = ("late".to_owned(), "ran".to_owned());
    assert!(imports(&watched).contains(&tells));
}

#[test]
fn a_mark_leaves_the_hashes_of_compilers_out() {
    let legacy = |hash| format!("_ZN7console4main17h{hash}E");
    assert_eq!(
        profile::mark(&legacy("0123456789abcdef"), [1; 4]),
        profile::mark(&legacy("fedcba9876543210"), [1; 4])
    );
    assert_ne!(profile::mark("main", [1; 4]), profile::mark("rare", [1; 4]));
    let changed = profile::mark("main", [2; 4]);
    assert_ne!(changed, profile::mark("main", [1; 4]), "it may do anything");
}
