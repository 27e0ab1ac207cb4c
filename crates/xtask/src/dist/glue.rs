//! One script instead of two: the loader of the chunks moves into the script that wasm-bindgen wrote.
//!
//! The two import each other, which no name made from contents can follow, and a file fewer is a request fewer.

use std::fmt::Write;

use crate::report::{Outcome, Problem};

/// What the splitter calls its loader.
pub(super) const LOADER: &str = "__wasm_split.js";

/// The script with the loader in the place of its import.
pub(super) fn with_loader(script: &str, loader: &str) -> Outcome<String> {
    let mut names = Vec::new();
    let mut rest = Vec::new();
    for line in script.lines() {
        match imported(line) {
            Some(name) => names.push(name),
            None => rest.push(line),
        }
    }
    let Some((first, others)) = names.split_first() else {
        return Err(Problem::new(format!(
            "wasm-bindgen's script does not import {LOADER}: is there a chunk?"
        )));
    };
    let mut exported = Vec::new();
    let mut body = Vec::new();
    for line in loader.lines() {
        if line.starts_with("import ") {
            // `initSync` of the script that the loader moves into.
            continue;
        }
        if let Some(declared) = line.strip_prefix("export const ") {
            let name = declared.split([' ', '=']).next().unwrap_or_default();
            exported.push(name.to_owned());
            body.push(line.trim_start_matches("export "));
        } else {
            body.push(line);
        }
    }
    let mut aliases = String::new();
    for name in others {
        writeln!(aliases, "const {name} = {first};").expect("a string takes every character");
    }
    Ok(format!(
        "const {first} = (() => {{\n{}\nreturn {{ {} }};\n}})();\n{aliases}{}\n",
        body.join("\n"),
        exported.join(", "),
        rest.join("\n")
    ))
}

/// The script with the loader of what comes after the main module at the places where it takes part.
pub(super) fn with_late(script: &str, loader: &str) -> Outcome<String> {
    let parts = [
        (
            "const imports = __wbg_get_imports();",
            "const imports = late.imports(__wbg_get_imports());",
        ),
        (
            "const { instance, module } = await __wbg_load(await module_or_path, imports);",
            "const { instance, module } = await __wbg_load(await module_or_path, imports);\n    await late.awaited();",
        ),
        (
            "wasm.__wbindgen_start();",
            "late.connect();\n    wasm.__wbindgen_start();\n    late.begin();",
        ),
        // A chunk may use anything of the main module.
        (
            "await Promise.all(parallelStuff);",
            "await Promise.all([...parallelStuff, late.fetched()]);",
        ),
    ];
    let mut text = script.to_owned();
    for (theirs, ours) in parts {
        if !text.contains(theirs) {
            return Err(Problem::new(format!(
                "the script of wasm-bindgen and the splitter has no `{theirs}`: dist/glue.rs expects another version"
            )));
        }
        text = text.replace(theirs, ours);
    }
    let loader = loader.lines().filter(|line| !line.trim().starts_with("//"));
    Ok(format!("{}\n{text}", loader.collect::<Vec<_>>().join("\n")))
}

/// The name that a line gives to the loader.
fn imported(line: &str) -> Option<&str> {
    let (name, from) = line.strip_prefix("import * as ")?.split_once(" from ")?;
    from.contains(LOADER).then(|| name.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER_TEXT: &str = "import { initSync } from \"./console.js\";\nfunction load() {}\nexport const __wasm_split_load_a = load(() => {\n});";

    #[test]
    fn the_loader_takes_the_place_of_its_import() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;";
        let merged = with_loader(script, LOADER_TEXT).expect("a chunk");
        assert_eq!(
            merged,
            "const import1 = (() => {\nfunction load() {}\nconst __wasm_split_load_a = load(() => {\n});\nreturn { __wasm_split_load_a };\n})();\nlet wasm;\n"
        );
    }

    #[test]
    fn a_second_import_is_the_same_loader() {
        let script =
            "import * as a from \"./__wasm_split.js\"\nimport * as b from \"./__wasm_split.js\"";
        let merged = with_loader(script, LOADER_TEXT).expect("a chunk");
        assert!(merged.contains("const b = a;"), "{merged}");
        assert!(!merged.contains("import"), "{merged}");
    }

    #[test]
    fn what_comes_later_takes_part_where_the_main_module_begins() {
        let load = "const { instance, module } = await __wbg_load(await module_or_path, imports);";
        let script = format!(
            "await Promise.all(parallelStuff);\nconst imports = __wbg_get_imports();\n{load}\nwasm.__wbindgen_start();"
        );
        let text = with_late(&script, "const late = {};").expect("all four places");
        assert_eq!(
            text,
            format!(
                "const late = {{}};\nawait Promise.all([...parallelStuff, late.fetched()]);\nconst imports = late.imports(__wbg_get_imports());\n{load}\n    await late.awaited();\nlate.connect();\n    wasm.__wbindgen_start();\n    late.begin();"
            )
        );
        assert!(with_late("let wasm;", "").is_err(), "another version");
    }

    #[test]
    fn a_script_without_chunks_is_a_mistake() {
        assert!(with_loader("let wasm;", LOADER_TEXT).is_err());
    }
}
