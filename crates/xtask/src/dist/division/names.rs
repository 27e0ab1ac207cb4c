//! Short names for what the main module takes from its script and shows to it.
//!
//! wasm-bindgen ends each name in a hash, which no compression makes smaller, in the wasm and again in the script.

use std::collections::BTreeMap;

use wasmparser::ExternalKind;

use super::module::Module;

/// Shorter names gain nothing.
const LONG: usize = 12;

/// What wasm-bindgen calls the module of its script's functions.
const SCRIPT_MODULE: &str = "./console_bg.js";

#[derive(Default)]
pub(in crate::dist) struct Names(BTreeMap<String, String>);

impl Names {
    pub(super) fn of(module: &Module<'_>) -> Self {
        let imports = module
            .imports
            .iter()
            .filter(|import| import.module == SCRIPT_MODULE)
            .map(|import| import.name);
        // Rust's own names of functions; chunks and loaders ask for others by theirs.
        let exports = module
            .exports
            .iter()
            .filter(|export| export.kind == ExternalKind::Func && export.name.starts_with("_R"))
            .map(|export| export.name);
        let long = imports.chain(exports).filter(|name| name.len() >= LONG);
        let mut names = BTreeMap::new();
        for name in long {
            let short = format!("b{}", names.len());
            names.entry(name.to_owned()).or_insert(short);
        }
        Self(names)
    }

    pub(super) fn short<'a>(&'a self, name: &'a str) -> &'a str {
        self.0.get(name).map_or(name, String::as_str)
    }

    /// The script with the short names.
    pub(in crate::dist) fn in_script(&self, script: &str) -> String {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
        let mut text = String::with_capacity(script.len());
        let mut rest = script;
        while let Some(start) = rest.find(is_part) {
            let (before, word) = rest.split_at(start);
            let end = word.find(|c| !is_part(c)).unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            text.push_str(before);
            text.push_str(self.short(word));
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_words_of_the_script_become_short() {
        let names = Names(BTreeMap::from([(
            "__wbg_append_0123456789abcdef".to_owned(),
            "b0".to_owned(),
        )]));
        let script =
            "import0 = { __wbg_append_0123456789abcdef: f, my__wbg_append_0123456789abcdef: g }";
        assert_eq!(
            names.in_script(script),
            "import0 = { b0: f, my__wbg_append_0123456789abcdef: g }"
        );
    }
}
