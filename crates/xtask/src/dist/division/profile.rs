//! Which functions the first view does not run.

use std::{collections::BTreeSet, fmt::Write, fs};

use sha2::{Digest, Sha256};

use super::module::Module;
use crate::{
    places,
    report::{Outcome, While},
};

const FILE: &str = "crates/xtask/src/dist/division/unused.txt";

/// Marks of the functions that `cargo xtask profile` did not see run.
pub(super) fn unused() -> BTreeSet<String> {
    include_str!("unused.txt")
        .lines()
        .map(str::to_owned)
        .collect()
}

/// Stands for a function in the list: names of generic functions are thousands of characters long, and a number
/// changes with every build. The hashes that compilers put into names are left out.
pub(super) fn mark(name: &str) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut mark = String::new();
    for byte in &Sha256::digest(name)[..4] {
        write!(mark, "{byte:02x}").expect("a string takes every character");
    }
    mark
}

/// Writes the list anew: the functions of `wasm` that are not among those that ran. Functions that share a mark are
/// in it only if none of them ran.
pub(crate) fn note_unused(wasm: &[u8], ran: &BTreeSet<u32>) -> Outcome {
    let module = Module::read(wasm)?;
    let (mut used, mut unused, mut bytes) = (BTreeSet::new(), BTreeSet::new(), 0);
    for (function, _) in module.functions() {
        let mark = mark(module.name(function));
        if ran.contains(&function) {
            used.insert(mark);
        } else {
            unused.insert(mark);
            bytes += module.size(function);
        }
    }
    let lines: Vec<&str> = unused.difference(&used).map(String::as_str).collect();
    println!(
        "   {} functions ran; {} did not, {bytes} bytes of code",
        ran.len(),
        unused.len()
    );
    fs::write(places::root().join(FILE), lines.join("\n") + "\n")
        .or_problem(format!("writing {FILE}"))
}
