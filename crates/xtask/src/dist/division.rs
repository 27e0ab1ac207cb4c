//! The main module in three: what the first view runs, what signing in runs besides, and the rest, which comes later.
//!
//! The chunks keep whole pages out of the first view, but half of what stays is not run before the first list
//! stands: most of it in libraries, in no place of its own. What it is was watched in a browser (`cargo xtask
//! profile`) and is kept in `division/unused.txt`: functions, and regions of functions that are run otherwise.
//!
//! In the place of such a function the main module has a stand-in of a few bytes, and in the place of a region a
//! call. They go through a table that the late modules fill; what is called earlier has the page fetch its module
//! there and then. So a list that is out of date costs bytes or time and is never wrong.

mod bindings;
mod constants;
mod copying;
mod late_module;
mod linked;
mod liveness;
mod main_module;
mod module;
mod names;
mod order;
mod outlining;
mod parts;
mod plan;
mod profile;
mod regions;
mod stalls;
mod watched;

use std::collections::BTreeSet;

use wasm_encoder::{CustomSection, Section};

use constants::Constants;
use linked::Linked;
use module::Module;
use names::Names;
use plan::Plan;
use profile::Profile;

use crate::report::{Outcome, While};
pub(crate) use profile::{Ran, note_unused};
pub(super) use watched::watched;

/// What loads the late modules; a part of the console's script.
pub(super) const LOADER: &str = include_str!("division/loader.js");

/// What stands in its place while the functions are watched.
pub(super) const WATCHER: &str = include_str!("division/watcher.js");

/// The script's module for the functions that this division adds to it.
const LOADER_MODULE: &str = "late";

/// The names under which the main module shows the late ones what both use.
const TABLE: &str = "late";
const MAIN_MODULE: &str = "main";
const PLACE: &str = "called";

/// Under which name a late module carries styles, which its loader gives to the page.
const STYLES: &str = "styles";

/// Under which name it carries functions of the script in words, a line each: the function's name, and its word.
const BINDINGS: &str = "bindings";

/// Adds styles that the page needs once the module is there.
pub(super) fn append_styles(wasm: &mut Vec<u8>, styles: &str) {
    append(wasm, STYLES, styles);
}

fn append(wasm: &mut Vec<u8>, name: &str, text: &str) {
    CustomSection {
        name: name.into(),
        data: text.as_bytes().into(),
    }
    .append_to(wasm);
}

/// A module that comes after the main one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Late {
    SignIn,
    Deferred,
}

impl Late {
    const ALL: [Self; 2] = [Self::SignIn, Self::Deferred];

    /// As in the name of its file.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::SignIn => "sign_in",
            Self::Deferred => "deferred",
        }
    }

    /// The name of the global that says whether it is there.
    fn connected(self) -> String {
        format!("{}_is_there", self.name())
    }
}

pub(super) struct Divided {
    pub(super) main: Vec<u8>,
    pub(super) late: Vec<LateModule>,
    /// The names that the script has to follow.
    pub(super) names: Names,
}

/// What comes after the main module.
pub(super) struct LateModule {
    pub(super) late: Late,
    pub(super) wasm: Vec<u8>,
    /// The functions of the script that it takes and the main module does not.
    own_imports: BTreeSet<String>,
}

impl Divided {
    /// Moves functions of the script that only late modules take to them, where a word says what they do.
    pub(super) fn take_bindings(&mut self, script: &str) -> String {
        let is_late = |name: &str| {
            self.late
                .iter()
                .any(|module| module.own_imports.contains(name))
        };
        let (script, words) = bindings::take(script, is_late);
        for module in &mut self.late {
            let own = words
                .iter()
                .filter(|(name, _)| module.own_imports.contains(*name));
            let lines = own.map(|(name, word)| format!("{} {word}", self.names.short(name)));
            let lines: Vec<String> = lines.collect();
            append(&mut module.wasm, BINDINGS, &lines.join("\n"));
        }
        script
    }
}

/// Divides a module that has the names of its functions; what comes of it has none.
/// `linked` is what it was made of, with the linker's notes, and `split` what the splitter left of that.
pub(super) fn divide(wasm: &[u8], linked: &[u8], split: &[u8]) -> Outcome<Divided> {
    divide_by(wasm, &Profile::noted(), &Linked::read(linked, split)?)
}

fn divide_by(wasm: &[u8], profile: &Profile, linked: &Linked) -> Outcome<Divided> {
    let module = Module::read(wasm)?;
    let plan = Plan::of(&module, module::to_validate(wasm)?, profile)?;
    let constants = Constants::of(&module, &plan, linked)?;
    let shared = main_module::Shared::of(&module);
    let names = Names::of(&module);
    let main = main_module::encode(&module, &plan, &constants, &shared, &names);
    let late = plan.lots.iter().map(|lot| {
        let own = &constants.late[lot.late as usize];
        let encoded = late_module::encode(&module, &plan, lot, own, &shared, &names);
        let own_imports = lot.imported.difference(&plan.imported_by_main);
        let name = |import: &u32| module.imports[*import as usize].name.to_owned();
        Ok(LateModule {
            late: lot.late,
            wasm: encoded.or_problem("writing a late module")?,
            own_imports: own_imports.map(name).collect(),
        })
    });
    let late = late.collect::<Outcome<_>>()?;
    Ok(Divided {
        main: main.or_problem("writing the main module")?,
        late,
        names,
    })
}

#[cfg(test)]
mod running_tests;
#[cfg(test)]
mod tests;
