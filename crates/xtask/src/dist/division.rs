//! The main module in two: what the first view runs, and the rest, which comes after it.
//!
//! The chunks keep whole pages out of the first view, but more than a third of what stays is not run before the
//! first list stands: most of it in libraries, in no place of its own. Which functions these are was watched in a
//! browser (`cargo xtask profile`) and is kept in `division/unused.txt`.
//!
//! In the place of such a function the first module has a stand-in of a few bytes. It calls through a table that the
//! second module fills; a stand-in that is called earlier has the page fetch the second module there and then. So a
//! list that is out of date costs bytes or time and is never wrong.

mod copying;
mod deferred;
mod main_module;
mod module;
mod names;
mod profile;
mod watched;

use std::collections::{BTreeMap, BTreeSet};

use module::Module;
use names::Names;

use crate::report::{Outcome, While};
pub(crate) use profile::note_unused;
pub(super) use watched::watched;

/// What loads the second module; a part of the console's script.
pub(super) const LOADER: &str = include_str!("division/loader.js");

/// What stands in its place while the functions are watched.
pub(super) const WATCHER: &str = include_str!("division/watcher.js");

/// The script's module for the functions that this division adds to it.
const LOADER_MODULE: &str = "deferred";

/// The names under which the first module shows the second what both use.
const TABLE: &str = "deferred";
const CONNECTED: &str = "connected";
const MAIN_MODULE: &str = "main";

/// A stand-in is no smaller than a body of so many bytes.
const SMALL: u64 = 18;

pub(super) struct Divided {
    pub(super) main: Vec<u8>,
    pub(super) deferred: Vec<u8>,
    /// The names that the script has to follow.
    pub(super) names: Names,
}

/// Divides a module that has the names of its functions; the two halves have none.
pub(super) fn divide(wasm: &[u8]) -> Outcome<Divided> {
    divide_by(wasm, &profile::unused())
}

fn divide_by(wasm: &[u8], unused: &BTreeSet<String>) -> Outcome<Divided> {
    let module = Module::read(wasm)?;
    let plan = Plan::of(&module, unused)?;
    let shared = main_module::Shared::of(&module);
    let names = Names::of(&module);
    Ok(Divided {
        main: main_module::encode(&module, &plan, &shared, &names)
            .or_problem("writing the main module")?,
        deferred: deferred::encode(&module, &plan, &shared, &names)
            .or_problem("writing the deferred module")?,
        names,
    })
}

/// Which function goes where; all numbers are those of the undivided module.
struct Plan {
    /// Functions of the main module.
    kept: Vec<u32>,
    /// Functions of the deferred module.
    later: BTreeSet<u32>,
    /// Deferred functions that the main module may call; each has a stand-in there.
    stand_ins: Vec<u32>,
    /// Functions of the main module that the deferred one calls.
    links: Vec<u32>,
    /// Imported functions by the module that calls them.
    imported_by_main: BTreeSet<u32>,
    imported_later: BTreeSet<u32>,
}

impl Plan {
    fn of(module: &Module<'_>, unused: &BTreeSet<String>) -> Outcome<Self> {
        let mut references = BTreeMap::new();
        let mut later = BTreeSet::new();
        for (index, body) in module.functions() {
            let found = module::references(body)?;
            if found.may_move && unused.contains(&profile::mark(module.name(index))) {
                later.insert(index);
            }
            references.insert(index, found.functions);
        }
        let outside = module.named_outside_of_code()?;
        for index in called_from_main(&outside, &references, &later) {
            if module.size(index) < SMALL {
                later.remove(&index);
            }
        }
        let mut stand_ins = called_from_main(&outside, &references, &later);
        // Alike ones beside each other: they compress to almost nothing.
        stand_ins.sort_by_key(|index| (module.type_of(*index), *index));
        let kept: Vec<u32> = module
            .functions()
            .map(|(index, _)| index)
            .filter(|index| !later.contains(index))
            .collect();
        let called = |from: &mut dyn Iterator<Item = &u32>| -> BTreeSet<u32> {
            from.flat_map(|index| &references[index]).copied().collect()
        };
        let from_main: BTreeSet<u32> = called(&mut kept.iter()).union(&outside).copied().collect();
        let from_later = called(&mut later.iter());
        let imported = |index: &u32| module.is_imported(*index);
        Ok(Self {
            links: from_later
                .iter()
                .copied()
                .filter(|index| !imported(index) && !later.contains(index))
                .collect(),
            imported_by_main: from_main.into_iter().filter(imported).collect(),
            imported_later: from_later.into_iter().filter(imported).collect(),
            kept,
            later,
            stand_ins,
        })
    }
}

fn called_from_main(
    outside: &BTreeSet<u32>,
    references: &BTreeMap<u32, BTreeSet<u32>>,
    later: &BTreeSet<u32>,
) -> Vec<u32> {
    let main = references
        .iter()
        .filter(|(index, _)| !later.contains(index))
        .flat_map(|(_, found)| found);
    let called: BTreeSet<u32> = outside.iter().chain(main).copied().collect();
    called.intersection(later).copied().collect()
}

#[cfg(test)]
mod tests;
