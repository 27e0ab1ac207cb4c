//! A wasm module, taken apart as far as dividing it needs.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{
    CompositeInnerType, ConstExpr, Data, DataKind, Element, ElementItems, ElementKind, Export,
    ExternalKind, FuncToValidate, FuncType, FunctionBody, Global, Import, KnownCustom, MemoryType,
    Name, Operator, Parser, Payload, Table, TypeRef, ValidPayload, Validator, ValidatorResources,
    WasmFeatures,
};

use crate::report::{Outcome, Problem, While};

/// The sections of a module. Functions are numbered as in wasm: the imported ones first.
#[derive(Default)]
pub(super) struct Module<'a> {
    pub(super) types: Vec<FuncType>,
    /// Only functions: what wasm-bindgen writes imports nothing else.
    pub(super) imports: Vec<Import<'a>>,
    function_types: Vec<u32>,
    pub(super) tables: Vec<Table<'a>>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<Global<'a>>,
    pub(super) exports: Vec<Export<'a>>,
    pub(super) elements: Vec<Element<'a>>,
    pub(super) data: Vec<Data<'a>>,
    bodies: Vec<FunctionBody<'a>>,
    names: BTreeMap<u32, &'a str>,
}

impl<'a> Module<'a> {
    pub(super) fn read(wasm: &'a [u8]) -> Outcome<Self> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.add(payload.or_problem("reading the wasm to divide")?)?;
        }
        Ok(module)
    }

    fn add(&mut self, payload: Payload<'a>) -> Outcome {
        const READING: &str = "reading a section of the wasm to divide";
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    for kind in group.or_problem(READING)?.into_types() {
                        let CompositeInnerType::Func(kind) = kind.composite_type.inner else {
                            return Err(unexpected("a type that is not a function's"));
                        };
                        self.types.push(kind);
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.or_problem(READING)?;
                    let TypeRef::Func(kind) = import.ty else {
                        return Err(unexpected("an import that is not a function"));
                    };
                    self.function_types.push(kind);
                    self.imports.push(import);
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.function_types.push(kind.or_problem(READING)?);
                }
            }
            Payload::TableSection(section) => self.tables = all(section)?,
            Payload::MemorySection(section) => self.memories = all(section)?,
            Payload::GlobalSection(section) => self.globals = all(section)?,
            Payload::ExportSection(section) => self.exports = all(section)?,
            Payload::ElementSection(section) => self.elements = all(section)?,
            Payload::DataSection(section) => self.data = all(section)?,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::StartSection { .. } => return Err(unexpected("a start function")),
            Payload::TagSection(_) => return Err(unexpected("exceptions")),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for part in names {
                        // Parts that a newer tool writes and this reader does not know.
                        let Ok(Name::Function(functions)) = part else {
                            continue;
                        };
                        for naming in functions {
                            let naming = naming.or_problem(READING)?;
                            self.names.insert(naming.index, naming.name);
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The functions that the module defines, with their numbers.
    pub(super) fn functions(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported()..).zip(&self.bodies)
    }

    pub(super) fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported()) as usize]
    }

    /// Bytes of a function's body.
    pub(super) fn size(&self, function: u32) -> u64 {
        let range = self.body(function).range();
        range.end - range.start
    }

    pub(super) fn type_of(&self, function: u32) -> u32 {
        self.function_types[function as usize]
    }

    /// The name of the linker; empty if the module has none.
    pub(super) fn name(&self, function: u32) -> &'a str {
        self.names.get(&function).copied().unwrap_or_default()
    }

    /// How many functions are imported, which is the number of the first defined one.
    pub(super) fn imported(&self) -> u32 {
        count(&self.imports)
    }

    pub(super) fn is_imported(&self, function: u32) -> bool {
        function < self.imported()
    }

    /// Functions that stand in the first table from the start, by their places.
    pub(super) fn in_table(&self) -> Outcome<BTreeMap<u32, u32>> {
        let mut places = BTreeMap::new();
        for element in &self.elements {
            let (Some(first), ElementItems::Functions(items)) =
                (first_place(&element.kind)?, element.items.clone())
            else {
                continue;
            };
            places.extend((first..).zip(all(items)?));
        }
        Ok(places)
    }

    /// Functions that are exported, imported ones that stand in the first table, and all that stand in another way
    /// in a table.
    pub(super) fn named_outside_of_code(&self) -> Outcome<BTreeSet<u32>> {
        let mut found: BTreeSet<u32> = self
            .exports
            .iter()
            .filter(|export| export.kind == ExternalKind::Func)
            .map(|export| export.index)
            .collect();
        for element in &self.elements {
            match element.items.clone() {
                ElementItems::Functions(items) => {
                    let plain = first_place(&element.kind)?.is_some();
                    let items = all(items)?.into_iter();
                    found.extend(items.filter(|item| !plain || self.is_imported(*item)));
                }
                ElementItems::Expressions(_, items) => {
                    for item in all(items)? {
                        found.extend(function_of(&item)?);
                    }
                }
            }
        }
        Ok(found)
    }
}

/// Where an element begins in the first table.
fn first_place(kind: &ElementKind<'_>) -> Outcome<Option<u32>> {
    let ElementKind::Active {
        table_index: None | Some(0),
        offset_expr,
    } = kind
    else {
        return Ok(None);
    };
    let mut operators = offset_expr.get_operators_reader();
    let first = operators
        .read()
        .or_problem("reading where an element begins")?;
    Ok(match first {
        Operator::I32Const { value } => value.try_into().ok(),
        _ => None,
    })
}

/// Where in memory a segment begins that is there from the start.
pub(super) fn address(data: &Data<'_>) -> Outcome<Option<u32>> {
    let DataKind::Active { offset_expr, .. } = &data.kind else {
        return Ok(None);
    };
    let mut operators = offset_expr.get_operators_reader();
    let first = operators
        .read()
        .or_problem("reading where a segment begins")?;
    Ok(match first {
        Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    })
}

fn function_of(expression: &ConstExpr<'_>) -> Outcome<Option<u32>> {
    for operator in expression.get_operators_reader() {
        if let Operator::RefFunc { function_index } =
            operator.or_problem("reading an element of a table")?
        {
            return Ok(Some(function_index));
        }
    }
    Ok(None)
}

/// What instructions mention.
pub(super) struct References {
    pub(super) functions: BTreeSet<u32>,
    /// Not if it uses segments, which only one module has.
    pub(super) may_move: bool,
}

pub(super) fn references<'o>(operators: impl IntoIterator<Item = &'o Operator<'o>>) -> References {
    let mut found = References {
        functions: BTreeSet::new(),
        may_move: true,
    };
    for operator in operators {
        match operator {
            Operator::Call { function_index }
            | Operator::ReturnCall { function_index }
            | Operator::RefFunc { function_index } => {
                found.functions.insert(*function_index);
            }
            Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. } => found.may_move = false,
            _ => {}
        }
    }
    found
}

/// What validating each function of a module takes, by its number.
pub(super) fn to_validate(
    wasm: &[u8],
) -> Outcome<BTreeMap<u32, FuncToValidate<ValidatorResources>>> {
    const READING: &str = "validating the wasm to divide";
    let mut validator = Validator::new_with_features(WasmFeatures::all());
    let mut functions = BTreeMap::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.or_problem(READING)?;
        if let ValidPayload::Func(function, _) = validator.payload(&payload).or_problem(READING)? {
            functions.insert(function.index, function);
        }
    }
    Ok(functions)
}

/// Wasm counts in 32 bits.
pub(super) fn count<T>(items: &[T]) -> u32 {
    u32::try_from(items.len()).unwrap_or(u32::MAX)
}

fn all<T>(section: impl IntoIterator<Item = wasmparser::Result<T>>) -> Outcome<Vec<T>> {
    section
        .into_iter()
        .collect::<wasmparser::Result<_>>()
        .or_problem("reading a section of the wasm to divide")
}

fn unexpected(what: &str) -> Problem {
    Problem::new(format!(
        "the wasm to divide has {what}, which dist/division.rs does not know"
    ))
}
