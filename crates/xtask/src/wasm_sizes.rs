//! What the wasm consists of, by crate and by function, read from its name section.

use std::collections::BTreeMap;

use crate::report::{Outcome, Problem};

/// Bytes of code, the largest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) crates: Vec<(String, usize)>,
    pub(crate) functions: Vec<(String, usize)>,
    pub(crate) code: usize,
    /// Strings and tables that the module starts with.
    pub(crate) data: usize,
}

const CUSTOM: u8 = 0;
const IMPORT: u8 = 2;
const CODE: u8 = 10;
const DATA: u8 = 11;

pub(crate) fn of(wasm: &[u8]) -> Outcome<Sizes> {
    read(wasm).ok_or_else(|| Problem::new("the wasm to list the functions of is cut short"))
}

fn read(wasm: &[u8]) -> Option<Sizes> {
    let mut module = Reader(wasm.get(8..)?);
    let (mut imported, mut bodies, mut names, mut data) = (0, Vec::new(), BTreeMap::new(), 0);
    while !module.0.is_empty() {
        let kind = module.byte()?;
        let mut section = module.block()?;
        match kind {
            IMPORT => imported = imported_functions(&mut section)?,
            CODE => {
                for _ in 0..section.number()? {
                    bodies.push(section.block()?.0.len());
                }
            }
            DATA => data = section.0.len(),
            CUSTOM if section.text()? == "name" => names = function_names(&mut section)?,
            _ => {}
        }
    }
    let mut crates = BTreeMap::<String, usize>::new();
    let mut functions = Vec::new();
    for (index, size) in bodies.iter().enumerate() {
        let name = names
            .get(&(index + imported))
            .map_or("unnamed", String::as_str);
        *crates.entry(crate_of(name).to_owned()).or_default() += size;
        functions.push((without_hash(name).to_owned(), *size));
    }
    let mut sizes = Sizes {
        crates: crates.into_iter().collect(),
        functions,
        code: bodies.iter().sum(),
        data,
    };
    sizes.crates.sort_by_key(|(_, size)| usize::MAX - size);
    sizes.functions.sort_by_key(|(_, size)| usize::MAX - size);
    Some(sizes)
}

/// Function numbers count imported functions first.
fn imported_functions(section: &mut Reader) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.text()?;
        section.text()?;
        match section.byte()? {
            0 => {
                functions += 1;
                section.number()?;
            }
            1 => {
                section.byte()?;
                section.limits()?;
            }
            2 => section.limits()?,
            3 => {
                section.byte()?;
                section.byte()?;
            }
            _ => {
                section.byte()?;
                section.number()?;
            }
        }
    }
    Some(functions)
}

fn function_names(section: &mut Reader) -> Option<BTreeMap<usize, String>> {
    const FUNCTIONS: u8 = 1;
    let mut names = BTreeMap::new();
    while !section.0.is_empty() {
        let kind = section.byte()?;
        let mut part = section.block()?;
        if kind == FUNCTIONS {
            for _ in 0..part.number()? {
                names.insert(part.number()?, part.text()?.to_owned());
            }
        }
    }
    Some(names)
}

/// `leptos_router` for `<leptos_router::Route as …>::fmt::h0123456789abcdef`.
fn crate_of(name: &str) -> &str {
    let start = name.trim_start_matches(['<', '&', '*', '(', '[']);
    let start = start.strip_prefix("mut ").unwrap_or(start);
    let start = start.strip_prefix("dyn ").unwrap_or(start);
    let end = start
        .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .unwrap_or(start.len());
    if start[end..].starts_with("::") || start[end..].starts_with('[') {
        &start[..end]
    } else {
        "other"
    }
}

fn without_hash(name: &str) -> &str {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()) => {
            path
        }
        _ => name,
    }
}

/// Takes values of the binary format off the front of some bytes.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// An unsigned LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut value = 0_usize;
        for shift in (0..).step_by(7) {
            let byte = self.byte()?;
            value |= usize::from(byte & 0x7f).checked_shl(shift)?;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(value)
    }

    /// A length and that many bytes.
    fn block(&mut self) -> Option<Reader<'a>> {
        let length = self.number()?;
        let (block, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(Reader(block))
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.block()?.0).ok()
    }

    fn limits(&mut self) -> Option<()> {
        let has_maximum = self.byte()? & 1 == 1;
        self.number()?;
        if has_maximum {
            self.number()?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One imported function, then two of our own with bodies of 3 and 5 bytes.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x02\x07\x01\x01e\x01f\0\0\
        \x0a\x0b\x02\x03abc\x05abcde\
        \x00\x1d\x04name\x01\x16\x02\x01\x07core::a\x02\x0a<core::b>x";

    #[test]
    fn sizes_are_added_up_by_crate_and_listed_by_function() {
        let sizes = of(MODULE).expect("a whole module");
        assert_eq!(sizes.code, 8);
        assert_eq!(sizes.crates, [("core".to_owned(), 8)]);
        assert_eq!(
            sizes.functions,
            [("<core::b>x".to_owned(), 5), ("core::a".to_owned(), 3)]
        );
    }

    #[test]
    fn a_module_that_is_cut_short_is_a_problem() {
        assert!(of(&MODULE[..MODULE.len() - 1]).is_err());
    }

    #[test]
    fn the_crate_is_the_first_word_of_the_path() {
        assert_eq!(
            crate_of("<&mut serde_json::Map as core::fmt::Debug>::fmt"),
            "serde_json"
        );
        assert_eq!(crate_of("<dyn leptos::Thing>::x"), "leptos");
        assert_eq!(crate_of("__wbindgen_malloc"), "other");
    }

    #[test]
    fn the_hash_at_the_end_of_a_name_is_dropped() {
        assert_eq!(
            without_hash("core::fmt::write::h0123456789abcdef"),
            "core::fmt::write"
        );
        assert_eq!(without_hash("core::house"), "core::house");
    }
}
