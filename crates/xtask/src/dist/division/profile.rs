//! Which functions, and which regions of the others, the first view does not run.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::{self, Write},
    fs,
};

use sha2::{Digest, Sha256};

use super::{Late, module::Module, regions::Code};
use crate::{
    places,
    report::{Outcome, While},
};

const FILE: &str = "crates/xtask/src/dist/division/unused.txt";

/// Stands for a function in the list as long as it has the same name and the same instructions: then its regions have
/// the same numbers, and a closure that got the name of another one is not taken for it. What changed since the list
/// was written stays in the main module and costs bytes there, but never has the first view wait.
///
/// Names of generic functions are thousands of characters long, and a number changes with every build. The hashes
/// that compilers put into names are left out.
pub(super) fn mark(name: &str, shape: [u8; 4]) -> String {
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut mark = String::new();
    for byte in Sha256::digest(name)[..4].iter().chain(&shape) {
        write!(mark, "{byte:02x}").expect("a string takes every character");
    }
    mark
}

/// What the first view does not run.
#[derive(Default)]
pub(super) struct Profile {
    /// Where functions go, by their marks.
    pub(super) unused: BTreeMap<String, Late>,
    /// Where regions go that do not run in functions that do, by the mark of the function.
    pub(super) cold: BTreeMap<String, BTreeMap<usize, Late>>,
}

/// Follows the mark or the number of what signing in runs.
const BY_SIGN_IN: char = '+';

impl Profile {
    /// As `cargo xtask profile` last wrote it.
    pub(super) fn noted() -> Self {
        Self::read(include_str!("unused.txt"))
    }

    pub(super) fn read(text: &str) -> Self {
        let mut profile = Self::default();
        let late = |word: &str| match word.strip_suffix(BY_SIGN_IN) {
            Some(word) => (word.to_owned(), Late::SignIn),
            None => (word.to_owned(), Late::Deferred),
        };
        for line in text.lines() {
            let mut words = line.split(' ').map(late);
            let Some((mark, to)) = words.next() else {
                continue;
            };
            let regions = words.filter_map(|(word, to)| Some((word.parse().ok()?, to)));
            let regions: BTreeMap<usize, Late> = regions.collect();
            if regions.is_empty() {
                profile.unused.insert(mark, to);
            } else {
                profile.cold.insert(mark, regions);
            }
        }
        profile
    }

    /// From the numbers of the regions of `module` that ran. Of functions that share a mark all is noted that one
    /// of them runs.
    pub(super) fn of(module: &Module<'_>, ran: &Ran) -> Outcome<Self> {
        let mut profile = Self::default();
        let mut used = BTreeSet::new();
        let mut first = 0;
        for (function, body) in module.functions() {
            let code = Code::read(body)?;
            let name = module.name(function);
            let mark = mark(name, code.shape(body));
            if code.regions.is_empty() || ran.first_view.contains(&first) {
                used.insert(mark.clone());
                let may_move = |number| says_enough(name) || code.never_goes_on(number);
                let regions = code.largest(|number| {
                    !ran.first_view.contains(&(first + number))
                        && code.size(code.regions[number])
                            >= worth_a_number(code.never_goes_on(number))
                        && may_move(number)
                });
                let regions: BTreeMap<usize, Late> = regions
                    .into_iter()
                    .map(|number| (number, ran.late(first + number)))
                    .collect();
                profile
                    .cold
                    .entry(mark)
                    .and_modify(|known| {
                        known.retain(|region, _| regions.contains_key(region));
                        for (region, late) in known {
                            *late = (*late).min(regions[region]);
                        }
                    })
                    .or_insert(regions);
            } else {
                let late = ran.late(first);
                let known = profile.unused.entry(mark).or_insert(late);
                *known = late.min(*known);
            }
            first += code.regions.len();
        }
        profile.unused.retain(|mark, _| !used.contains(mark));
        profile.cold.retain(|_, regions| !regions.is_empty());
        Ok(profile)
    }
}

impl fmt::Display for Profile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |late: &Late| match late {
            Late::SignIn => String::from(BY_SIGN_IN),
            Late::Deferred => String::new(),
        };
        for (mark, late) in &self.unused {
            writeln!(formatter, "{mark}{}", end(late))?;
        }
        for (mark, regions) in &self.cold {
            formatter.write_str(mark)?;
            for (region, late) in regions {
                write!(formatter, " {region}{}", end(late))?;
            }
            formatter.write_char('\n')?;
        }
        Ok(())
    }
}

/// The numbers of the regions that ran.
pub(crate) struct Ran {
    /// With a session, until the list of services stands and a little longer.
    pub(crate) first_view: BTreeSet<usize>,
    /// From the page of sign-in on.
    pub(crate) sign_in: BTreeSet<usize>,
}

impl Ran {
    fn late(&self, region: usize) -> Late {
        if self.sign_in.contains(&region) {
            Late::SignIn
        } else {
            Late::Deferred
        }
    }
}

/// Marks of functions by their names.
#[cfg(test)]
pub(super) fn marks(wasm: &[u8], unused: &[(&str, Late)]) -> BTreeMap<String, Late> {
    let module = Module::read(wasm).expect("wasm");
    let named = module.functions().filter_map(|(function, body)| {
        let name = module.name(function);
        let (_, late) = unused.iter().find(|(unused, _)| *unused == name)?;
        let shape = Code::read(body).expect("code").shape(body);
        Some((mark(name, shape), *late))
    });
    named.collect()
}

/// Whether one run of a function says which of its arms another will take: not of numbers, texts and maps, where it
/// depends on what they hold.
fn says_enough(name: &str) -> bool {
    const CRATES: [&str; 5] = [
        "wheelhouse",
        "leptos",
        "leptos_router",
        "tachys",
        "reactive_graph",
    ];
    let name = format!("{:#}", rustc_demangle::demangle(name));
    let mut words = name.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.any(|word| CRATES.contains(&word))
}

/// A smaller region is not worth its number. What a panic says goes with the call that says it.
fn worth_a_number(never_goes_on: bool) -> u64 {
    if never_goes_on { 12 } else { 24 }
}

/// Writes the list anew, from what of `wasm` ran.
pub(crate) fn note_unused(wasm: &[u8], ran: &Ran) -> Outcome {
    let profile = Profile::of(&Module::read(wasm)?, ran)?;
    let regions: usize = profile.cold.values().map(BTreeMap::len).sum();
    println!(
        "   {} functions did not run, and {regions} regions of {} that did",
        profile.unused.len(),
        profile.cold.len()
    );
    fs::write(places::root().join(FILE), profile.to_string()).or_problem(format!("writing {FILE}"))
}
