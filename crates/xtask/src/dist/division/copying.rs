//! Copies the parts of a module that stay as they are, with new numbers for its functions.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, ExportSection, FunctionSection,
    GlobalSection, ImportSection, Instruction, MemorySection, TableSection, TypeSection,
    reencode::{self, Reencode},
};
use wasmparser::{Data, ElementItems, FuncType, Operator};

use super::{
    module::{Module, count},
    names::Names,
    plan::Plan,
    stalls::POINTED_AT,
};

pub(super) type Copied<T = ()> = Result<T, reencode::Error<Elsewhere>>;

/// A function that a part names but its module does not have: a mistake of the plan.
#[derive(Debug)]
pub(super) struct Elsewhere(u32);

impl fmt::Display for Elsewhere {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "function {} is in the other module", self.0)
    }
}

impl std::error::Error for Elsewhere {}

/// New numbers of functions by their old ones, given in the order of asking.
#[derive(Default)]
pub(super) struct Numbers {
    new: BTreeMap<u32, u32>,
    next: u32,
    /// New functions through which calls of a type go.
    through: BTreeMap<u32, u32>,
}

impl Numbers {
    /// The next number, for a function that the old module has.
    pub(super) fn give(&mut self, old: u32) {
        let new = self.give_new();
        self.new.insert(old, new);
    }

    /// In the place of a function that the old module has stands another one.
    pub(super) fn stands_for(&mut self, old: u32, new: u32) {
        self.new.insert(old, new);
    }

    /// Calls of this type through the table of pointers become calls of `function`.
    pub(super) fn call_through(&mut self, kind: u32, function: u32) {
        self.through.insert(kind, function);
    }

    /// The next number, for a function that is new.
    pub(super) fn give_new(&mut self) -> u32 {
        let new = self.next;
        self.next += 1;
        new
    }

    pub(super) fn all<'a>(&self, old: impl IntoIterator<Item = &'a u32>) -> Copied<Vec<u32>> {
        old.into_iter().map(|old| self.of(*old)).collect()
    }

    fn of(&self, old: u32) -> Copied<u32> {
        let new = self.new.get(&old).copied();
        new.ok_or(reencode::Error::UserError(Elsewhere(old)))
    }
}

impl Reencode for Numbers {
    type Error = Elsewhere;

    fn function_index(&mut self, old: u32) -> Copied<u32> {
        self.of(old)
    }

    fn instruction<'o>(&mut self, operator: Operator<'o>) -> Copied<Instruction<'o>> {
        if let Operator::CallIndirect {
            type_index,
            table_index: POINTED_AT,
        } = operator
            && let Some(function) = self.through.get(&type_index)
        {
            return Ok(Instruction::Call(*function));
        }
        reencode::utils::instruction(self, operator)
    }
}

/// The sections of a module in the making.
#[derive(Default)]
pub(super) struct Sections {
    pub(super) types: TypeSection,
    pub(super) imports: ImportSection,
    pub(super) functions: FunctionSection,
    pub(super) tables: TableSection,
    pub(super) memories: MemorySection,
    pub(super) globals: GlobalSection,
    pub(super) exports: ExportSection,
    pub(super) elements: ElementSection,
    pub(super) code: CodeSection,
    pub(super) data: DataSection,
}

impl Sections {
    /// The number of a type that is new.
    pub(super) fn add_type(&mut self, kind: FuncType, numbers: &mut Numbers) -> Copied<u32> {
        let number = self.types.len();
        let kind = numbers.func_type(kind)?;
        self.types.ty().func_type(&kind);
        Ok(number)
    }

    pub(super) fn copy_types(
        &mut self,
        module: &Module<'_>,
        plan: &Plan<'_>,
        numbers: &mut Numbers,
    ) -> Copied {
        for kind in module.types.iter().chain(&plan.added_types) {
            let kind = numbers.func_type(kind.clone())?;
            self.types.ty().func_type(&kind);
        }
        Ok(())
    }

    /// Functions of the script.
    pub(super) fn import_functions(
        &mut self,
        module: &Module<'_>,
        functions: &BTreeSet<u32>,
        names: &Names,
        numbers: &mut Numbers,
    ) -> Copied {
        for function in functions {
            let import = &module.imports[*function as usize];
            let kind = numbers.entity_type(import.ty)?;
            let name = names.short(import.name);
            self.imports.import(import.module, name, kind);
            numbers.give(*function);
        }
        Ok(())
    }

    /// Tables, memories, globals, exports and elements.
    pub(super) fn copy_state(
        &mut self,
        module: &Module<'_>,
        numbers: &mut Numbers,
        names: &Names,
    ) -> Copied {
        for table in &module.tables {
            numbers.parse_table(&mut self.tables, table.clone())?;
        }
        for memory in &module.memories {
            self.memories.memory(numbers.memory_type(*memory)?);
        }
        for global in &module.globals {
            numbers.parse_global(&mut self.globals, global.clone())?;
        }
        for export in &module.exports {
            let kind = numbers.export_kind(export.kind)?;
            let index = numbers.external_index(export.kind, export.index)?;
            self.exports.export(names.short(export.name), kind, index);
        }
        for element in &module.elements {
            // Tables are empty to begin with; what the splitter reserves for its chunks need not be said.
            if !is_empty(&element.items)? {
                numbers.parse_element(&mut self.elements, element.clone())?;
            }
        }
        Ok(())
    }

    /// Each segment with the bytes that are in its place now.
    pub(super) fn copy_data<'b>(
        &mut self,
        module: &Module<'_>,
        bytes: impl IntoIterator<Item = &'b [u8]>,
        numbers: &mut Numbers,
    ) -> Copied {
        for (data, bytes) in module.data.iter().zip(bytes) {
            let data = Data {
                data: bytes,
                ..data.clone()
            };
            numbers.parse_data(&mut self.data, data)?;
        }
        Ok(())
    }

    pub(super) fn copy_function(
        &mut self,
        module: &Module<'_>,
        function: u32,
        numbers: &mut Numbers,
    ) -> Copied {
        numbers.parse_function_body(&mut self.code, module.body(function).clone())
    }

    pub(super) fn finish(self, module: &Module<'_>) -> Vec<u8> {
        let mut wasm = wasm_encoder::Module::new();
        wasm.section(&self.types)
            .section(&self.imports)
            .section(&self.functions)
            .section(&self.tables)
            .section(&self.memories)
            .section(&self.globals)
            .section(&self.exports)
            .section(&self.elements)
            .section(&DataCountSection {
                count: count(&module.data),
            })
            .section(&self.code)
            .section(&self.data);
        wasm.finish()
    }
}

fn is_empty(items: &ElementItems<'_>) -> Copied<bool> {
    let ElementItems::Expressions(_, expressions) = items else {
        return Ok(false);
    };
    for expression in expressions.clone() {
        for operator in expression?.get_operators_reader() {
            if !matches!(operator?, Operator::RefNull { .. } | Operator::End) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
