//! The parts of a module that matter here.

use std::{collections::BTreeMap, ops::Range};

use wasmparser::{
    DataKind, KnownCustom, Linking, Name, Operator, Parser, Payload, RelocationEntry, SymbolInfo,
    TypeRef,
};

/// Where the linker puts what is never written.
const CONSTANTS: &str = ".rodata";

#[derive(Default)]
pub(super) struct File<'a> {
    pub(super) segments: Vec<Segment<'a>>,
    /// The bodies of functions, and their places in the section of code.
    bodies: Vec<(u64, &'a [u8])>,
    imported: u32,
    names: BTreeMap<u32, &'a str>,
    /// By symbol: its segment, and its place there.
    symbols: Vec<Option<(usize, Range<u32>)>>,
    pub(super) code: Vec<RelocationEntry>,
    pub(super) data: Vec<RelocationEntry>,
}

#[derive(Default)]
pub(super) struct Segment<'a> {
    name: &'a str,
    address: u32,
    /// In the section of data.
    place: u64,
    bytes: &'a [u8],
}

/// Where an entry of the data stands.
pub(super) enum Place {
    /// In memory, in a constant.
    Constant(u32),
    Elsewhere,
}

impl<'a> File<'a> {
    pub(super) fn read(wasm: &'a [u8]) -> wasmparser::Result<Self> {
        let mut file = Self::default();
        let (mut code, mut data, mut at, mut section) = (None, None, 0, 0);
        let mut names = vec![];
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            let start = payload.as_section().map(|(_, range)| range.start);
            let number = section;
            section += u32::from(start.is_some());
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        file.imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionStart { .. } => {
                    (code, at) = (Some(number), start.unwrap_or_default());
                }
                Payload::CodeSectionEntry(body) => {
                    file.bodies.push((body.range().start - at, body.as_bytes()));
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

    /// The memory in which constants lie.
    pub(super) fn memory(&self) -> Range<u32> {
        let segment = self
            .segments
            .iter()
            .find(|segment| segment.name == CONSTANTS);
        segment.map_or(0..0, |segment| {
            let length = u32::try_from(segment.bytes.len()).unwrap_or(u32::MAX);
            segment.address..segment.address.saturating_add(length)
        })
    }

    /// The place in memory of a symbol that is a constant.
    pub(super) fn constant(&self, symbol: u32) -> Option<Range<u32>> {
        let (segment, place) = self.symbols.get(symbol as usize)?.as_ref()?;
        let segment = self.segments.get(*segment)?;
        let is_there = segment.name == CONSTANTS && !place.is_empty();
        is_there.then(|| segment.address + place.start..segment.address + place.end)
    }

    pub(super) fn constants(&self) -> impl Iterator<Item = Range<u32>> {
        let symbols = 0..u32::try_from(self.symbols.len()).unwrap_or(u32::MAX);
        symbols.filter_map(|symbol| self.constant(symbol))
    }

    /// The function with a byte at this place of the section of code: its name, its body, and where there.
    pub(super) fn function_at(&self, place: u32) -> Option<(&'a str, &'a [u8], usize)> {
        let place = u64::from(place);
        let later = self.bodies.partition_point(|(start, _)| *start <= place);
        let number = later.checked_sub(1)?;
        let (start, body) = self.bodies[number];
        let at = usize::try_from(place - start).ok()?;
        let name = self
            .names
            .get(&(self.imported + u32::try_from(number).ok()?))?;
        (at < body.len()).then_some((name, body, at))
    }

    /// Bodies by the names of their functions.
    pub(super) fn bodies(&self) -> BTreeMap<&'a str, &'a [u8]> {
        let bodies = (self.imported..).zip(&self.bodies);
        bodies
            .filter_map(|(function, (_, body))| Some((*self.names.get(&function)?, *body)))
            .collect()
    }

    pub(super) fn place_of(&self, entry: &RelocationEntry) -> Place {
        let at = u64::from(entry.offset);
        let of = self.segments.iter().find_map(|segment| {
            let at = usize::try_from(at.checked_sub(segment.place)?).ok()?;
            (at < segment.bytes.len()).then_some((segment, at))
        });
        match of {
            Some((segment, at)) if segment.name == CONSTANTS => {
                Place::Constant(segment.address + u32::try_from(at).unwrap_or_default())
            }
            _ => Place::Elsewhere,
        }
    }

    /// The number that stands at an address of memory from the start.
    pub(super) fn word(&self, address: u32) -> Option<u32> {
        self.segments.iter().find_map(|segment| {
            let at = address.checked_sub(segment.address)? as usize;
            let bytes = segment.bytes.get(at..at + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().ok()?))
        })
    }
}

impl<'a> Segment<'a> {
    fn of(data: &wasmparser::Data<'a>, section: u64) -> wasmparser::Result<Self> {
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
            place: data.range.end - section - data.data.len() as u64,
            bytes: data.data,
        })
    }
}
