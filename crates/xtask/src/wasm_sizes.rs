//! What the wasm consists of, by crate and by function, read from its name section.

use std::collections::BTreeMap;

use wasmparser::{KnownCustom, Name, Parser, Payload, TypeRef};

use crate::report::{Outcome, While};

/// Bytes of code, the largest first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sizes {
    pub(crate) crates: Vec<(String, usize)>,
    pub(crate) functions: Vec<(String, usize)>,
    pub(crate) code: usize,
    /// Strings and tables that the module starts with.
    pub(crate) data: usize,
}

pub(crate) fn of(wasm: &[u8]) -> Outcome<Sizes> {
    read(wasm).or_problem("listing the functions of the wasm")
}

fn read(wasm: &[u8]) -> wasmparser::Result<Sizes> {
    // Function numbers count imported functions first.
    let (mut imported, mut bodies, mut names, mut data) = (0, Vec::new(), BTreeMap::new(), 0);
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => bodies.push(length(body.range())),
            Payload::DataSection(section) => data = length(section.range()),
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(section) = section.as_known() {
                    // Parts that this reader does not know are of no use here.
                    for part in section.into_iter().flatten() {
                        if let Name::Function(functions) = part {
                            for naming in functions {
                                let naming = naming?;
                                names.insert(naming.index, readable(naming.name));
                            }
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut crates = BTreeMap::<String, usize>::new();
    let mut functions = Vec::new();
    for (index, size) in (imported..).zip(&bodies) {
        let name = names.get(&index).map_or("unnamed", String::as_str);
        *crates.entry(crate_of(name).to_owned()).or_default() += size;
        functions.push((name.to_owned(), *size));
    }
    let mut sizes = Sizes {
        crates: crates.into_iter().collect(),
        functions,
        code: bodies.iter().sum(),
        data,
    };
    sizes.crates.sort_by_key(|(_, size)| usize::MAX - size);
    sizes.functions.sort_by_key(|(_, size)| usize::MAX - size);
    Ok(sizes)
}

fn length(range: std::ops::Range<u64>) -> usize {
    usize::try_from(range.end - range.start).unwrap_or(usize::MAX)
}

/// A name as its author wrote it, without the hashes of compilers.
fn readable(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Two functions with bodies of 4 and 6 bytes, and their names.
    const MODULE: &[u8] = b"\0asm\x01\0\0\0\
        \x01\x04\x01\x60\0\0\
        \x03\x03\x02\0\0\
        \x0a\x0d\x02\x04\0\x01\x01\x0b\x06\0\x01\x01\x01\x01\x0b\
        \x00\x1d\x04name\x01\x16\x02\x00\x07core::a\x01\x0a<core::b>x";

    #[test]
    fn sizes_are_added_up_by_crate_and_listed_by_function() {
        let sizes = of(MODULE).expect("a whole module");
        assert_eq!(sizes.code, 10);
        assert_eq!(sizes.crates, [("core".to_owned(), 10)]);
        assert_eq!(
            sizes.functions,
            [("<core::b>x".to_owned(), 6), ("core::a".to_owned(), 4)]
        );
    }

    #[test]
    fn a_module_that_is_cut_short_is_a_problem() {
        assert!(of(&MODULE[..MODULE.len() - 40]).is_err());
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
            readable("_ZN4core3fmt5write17h0123456789abcdefE"),
            "core::fmt::write"
        );
        assert_eq!(readable("core::house"), "core::house");
    }
}
