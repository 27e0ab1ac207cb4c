//! What the linker knew and noted: which constants there are, and which functions and constants name them.

use std::{collections::BTreeMap, ops::Range};

use wasmparser::{
    DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry, SymbolInfo,
};

use crate::report::{Outcome, While};

/// Where the linker puts what is never written.
const CONSTANTS: &str = ".rodata";

/// The constants of a module as the linker wrote it, by their places in memory. Nothing later moves them.
#[derive(Default)]
pub(super) struct Linked {
    /// The memory they lie in.
    pub(super) memory: Range<u32>,
    /// In the order of their first bytes; some share bytes.
    pub(super) constants: Vec<Range<u32>>,
    /// The furthest end of the constants up to each.
    reach: Vec<u32>,
    /// The constants that each one names, by their numbers in that order.
    pub(super) named_by: BTreeMap<usize, Vec<usize>>,
    /// What is written when the program runs names these.
    pub(super) named_by_variables: Vec<usize>,
    /// The addresses in each function, by its name.
    pub(super) functions: BTreeMap<String, Vec<Address>>,
}

/// An address of a constant, or one from which a function reckons such an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) value: u32,
    pub(super) constant: usize,
}

impl Linked {
    pub(super) fn read(wasm: &[u8]) -> Outcome<Self> {
        let file = File::read(wasm).or_problem("reading what the linker noted")?;
        Ok(file.linked())
    }

    pub(super) fn new(memory: Range<u32>, mut constants: Vec<Range<u32>>) -> Self {
        constants.sort_by_key(|constant| (constant.start, constant.end));
        constants.dedup();
        let reach = constants.iter().scan(0, |reach, constant| {
            *reach = constant.end.max(*reach);
            Some(*reach)
        });
        Self {
            memory,
            reach: reach.collect(),
            constants,
            ..Self::default()
        }
    }

    fn number(&self, constant: &Range<u32>) -> Option<usize> {
        let key = (constant.start, constant.end);
        let found = self
            .constants
            .binary_search_by_key(&key, |other| (other.start, other.end));
        found.ok()
    }

    /// The constants that have a byte at `address`, or end there.
    pub(super) fn at(&self, address: u32) -> impl Iterator<Item = usize> {
        let later = self
            .constants
            .partition_point(|constant| constant.start <= address);
        let reaches = move |number: &usize| self.reach[*number] >= address;
        let holds = move |number: &usize| self.constants[*number].end >= address;
        (0..later).rev().take_while(reaches).filter(holds)
    }
}

/// The parts of the file that matter here.
#[derive(Default)]
struct File<'a> {
    segments: Vec<Segment<'a>>,
    /// Places of functions' bodies in the section of code.
    bodies: Vec<Range<u64>>,
    imported: u32,
    names: BTreeMap<u32, &'a str>,
    /// By symbol: its segment, and its place there.
    symbols: Vec<Option<(usize, Range<u32>)>>,
    code: Vec<RelocationEntry>,
    data: Vec<RelocationEntry>,
}

#[derive(Default)]
struct Segment<'a> {
    name: &'a str,
    address: u32,
    /// In the section of data.
    place: Range<u64>,
}

impl<'a> File<'a> {
    fn read(wasm: &'a [u8]) -> wasmparser::Result<Self> {
        let mut file = Self::default();
        let (mut code, mut data, mut at, mut section) = (None, None, 0, 0);
        let mut names = vec![];
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let (number, start) = (section, payload.as_section().map(|(_, range)| range.start));
            section += u32::from(start.is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, wasmparser::TypeRef::Func(_));
                        file.imported += u32::from(is_function);
                    }
                }
                Payload::CodeSectionStart { .. } => {
                    (code, at) = (Some(number), start.unwrap_or_default());
                }
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    file.bodies.push(range.start - at..range.end - at);
                }
                Payload::DataSection(segments) => {
                    data = Some(number);
                    let start = segments.range().start;
                    for segment in segments {
                        file.segments.push(Segment::of(&segment?, start)?);
                    }
                }
                Payload::CustomSection(custom) => match custom.as_known() {
                    KnownCustom::Linking(linking) => {
                        for part in linking.subsections() {
                            file.add_linking(part?, &mut names)?;
                        }
                    }
                    KnownCustom::Reloc(reloc) => {
                        let of = Some(reloc.section_index());
                        let entries = reloc.entries().into_iter();
                        if of == code {
                            file.code = entries.collect::<wasmparser::Result<_>>()?;
                        } else if of == data {
                            file.data = entries.collect::<wasmparser::Result<_>>()?;
                        }
                    }
                    KnownCustom::Name(parts) => {
                        for part in parts {
                            if let Ok(Name::Function(functions)) = part {
                                for naming in functions {
                                    let naming = naming?;
                                    file.names.insert(naming.index, naming.name);
                                }
                            }
                        }
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        for (segment, name) in file.segments.iter_mut().zip(names) {
            segment.name = name;
        }
        Ok(file)
    }

    fn add_linking(
        &mut self,
        part: Linking<'a>,
        names: &mut Vec<&'a str>,
    ) -> wasmparser::Result<()> {
        match part {
            Linking::SegmentInfo(segments) => {
                for segment in segments {
                    names.push(segment?.name);
                }
            }
            Linking::SymbolTable(symbols) => {
                for symbol in symbols {
                    let SymbolInfo::Data {
                        symbol: Some(symbol),
                        ..
                    } = symbol?
                    else {
                        self.symbols.push(None);
                        continue;
                    };
                    let place = symbol.offset..symbol.offset.saturating_add(symbol.size);
                    self.symbols.push(Some((symbol.index as usize, place)));
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn linked(&self) -> Linked {
        let constant = |symbol: &Option<(usize, Range<u32>)>| {
            let (segment, place) = symbol.as_ref()?;
            let segment = self.segments.get(*segment)?;
            let address = segment.address;
            (segment.name == CONSTANTS).then(|| address + place.start..address + place.end)
        };
        let by_symbol: Vec<_> = self.symbols.iter().map(constant).collect();
        let segment = self
            .segments
            .iter()
            .find(|segment| segment.name == CONSTANTS);
        let memory = segment.map(Segment::memory).unwrap_or_default();
        let mut linked = Linked::new(memory, by_symbol.iter().flatten().cloned().collect());
        let named = |linked: &Linked, entry: &RelocationEntry| {
            let constant = by_symbol.get(entry.index as usize)?.as_ref()?;
            let value = i64::from(constant.start) + entry.addend;
            Some(Address {
                value: u32::try_from(value).unwrap_or(u32::MAX),
                constant: linked.number(constant)?,
            })
        };
        for entry in &self.code {
            if let Some(address) = named(&linked, entry) {
                let name = self.function_at(u64::from(entry.offset));
                let addresses = linked.functions.entry(name.to_owned()).or_default();
                addresses.push(address);
            }
        }
        for entry in &self.data {
            let at = u64::from(entry.offset);
            let holds = |segment: &&Segment<'_>| segment.place.contains(&at);
            let place = self.segments.iter().find(holds);
            let (Some(address), Some(segment)) = (named(&linked, entry), place) else {
                continue;
            };
            if segment.name != CONSTANTS {
                linked.named_by_variables.push(address.constant);
                continue;
            }
            let place = u32::try_from(at - segment.place.start).unwrap_or(u32::MAX);
            let holders: Vec<usize> = linked.at(segment.address.saturating_add(place)).collect();
            for holder in holders {
                let named = linked.named_by.entry(holder).or_default();
                named.push(address.constant);
            }
        }
        linked
    }

    /// The name of the function whose body has a byte at this place of the section of code.
    fn function_at(&self, at: u64) -> &'a str {
        let body = self.bodies.partition_point(|body| body.end <= at);
        let function = self.imported + u32::try_from(body).unwrap_or(u32::MAX);
        self.names.get(&function).copied().unwrap_or_default()
    }
}

impl<'a> Segment<'a> {
    fn memory(&self) -> Range<u32> {
        let length = u32::try_from(self.place.end - self.place.start).unwrap_or(u32::MAX);
        self.address..self.address.saturating_add(length)
    }

    fn of(data: &wasmparser::Data<'a>, section: u64) -> wasmparser::Result<Self> {
        let end = data.range.end - section;
        let address = match &data.kind {
            DataKind::Active { offset_expr, .. } => {
                match offset_expr.get_operators_reader().read()? {
                    Operator::I32Const { value } => value.cast_unsigned(),
                    _ => 0,
                }
            }
            DataKind::Passive => 0,
        };
        Ok(Self {
            name: "",
            address,
            place: end - data.data.len() as u64..end,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A section's number, the length of its bytes, and they.
    fn section(number: u8, bytes: &[u8]) -> Vec<u8> {
        let length = u8::try_from(bytes.len()).expect("a short section");
        [&[number, length], bytes].concat()
    }

    fn named(name: &str, bytes: &[u8]) -> Vec<u8> {
        let length = u8::try_from(name.len()).expect("a short name");
        [&[length], name.as_bytes(), bytes].concat()
    }

    #[test]
    fn what_names_a_constant_is_read_from_the_linker_s_notes() {
        let mut wasm = wat::parse_str(
            r#"(module (memory 1)
              (func $f (drop (i32.load8_u offset=8 (i32.const 64))))
              (data (i32.const 64) "one two three...")
              (data (i32.const 96) "variable"))"#,
        )
        .expect("a module");
        let segments = [
            &[2][..],
            &named(CONSTANTS, &[2, 0]),
            &named(".data", &[2, 0]),
        ]
        .concat();
        let symbol = |segment, offset, size| [1, 0, 1, b's', segment, offset, size];
        let symbols = [
            &[3][..],
            &symbol(0, 0, 4),
            &symbol(0, 4, 12),
            &symbol(1, 0, 8),
        ]
        .concat();
        let linking = [&[2][..], &section(5, &segments), &section(8, &symbols)].concat();
        wasm.extend(section(0, &named("linking", &linking)));
        // R_WASM_MEMORY_ADDR_SLEB: at 6 of the code, the second constant and 3.
        wasm.extend(section(0, &named("reloc.CODE", &[3, 1, 4, 6, 1, 3])));
        // R_WASM_MEMORY_ADDR_I32: in the first constant the second, and in the variable the first.
        let data = [4, 2, 5, 8, 1, 0, 5, 30, 0, 0];
        wasm.extend(section(0, &named("reloc.DATA", &data)));

        let linked = Linked::read(&wasm).expect("notes");
        assert_eq!(linked.memory, 64..80);
        assert_eq!(linked.constants, [64..68, 68..80]);
        let address = Address {
            value: 71,
            constant: 1,
        };
        assert_eq!(linked.functions["f"], [address]);
        assert_eq!(linked.named_by, BTreeMap::from([(0, vec![1])]));
        assert_eq!(linked.named_by_variables, [0]);
        assert_eq!(linked.at(68).collect::<Vec<_>>(), [1, 0], "one ends there");
        assert_eq!(linked.at(63).count(), 0);
    }
}
