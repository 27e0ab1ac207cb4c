//! One script instead of two: the loader of the chunks moves into the script that wasm-bindgen wrote.
//!
//! The two import each other, which no name made from contents can follow, and a file fewer is a request fewer.

mod chunks;
mod classes;

use std::fmt::Write;

use crate::report::{Outcome, Problem};
pub(super) use classes::{without_classes, without_exports};

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
    // `initSync` is a function of the script that the loader moves into.
    let lines = loader.lines().filter(|line| !line.starts_with("import "));
    let lines: Vec<&str> = lines
        .map(|line| line.strip_prefix("export ").unwrap_or(line))
        .collect();
    let (body, exported) = chunks::told_shortly(&lines)?;
    let mut aliases = String::new();
    for name in others {
        writeln!(aliases, "const {name} = {first};").expect("a string takes every character");
    }
    Ok(format!(
        "const {first} = (() => {{\n{}\nreturn {{ {} }};\n}})();\n{aliases}{}\n",
        body.trim_end(),
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
        // What the page calls through the table it notes like the main module does (dist/division/stalls.rs).
        (
            "const sharedImports = getSharedImports();\n            sharedImports",
            "const sharedImports = getSharedImports();\n            late.calls(callbackIndex);\n            sharedImports",
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

    const LOADER_TEXT: &str = "import { initSync } from \"./console.js\";\nfunction wrapAsyncCb() {}\nexport const __wasm_split_load_a = wrapAsyncCb(makeLoad(() => {\n    fetch(\"./split_a.wasm\");\n}\n, []));";

    #[test]
    fn the_loader_takes_the_place_of_its_import() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nlet wasm;";
        let merged = with_loader(script, LOADER_TEXT).expect("a chunk");
        let start = "const import1 = (() => {\nfunction wrapAsyncCb() {}\nconst load =";
        assert!(merged.starts_with(start), "{merged}");
        let end = "const __wasm_split_load_a = area(\"a\", 1);\nreturn { __wasm_split_load_a };\n})();\nlet wasm;\n";
        assert!(merged.ends_with(end), "{merged}");
    }

    #[test]
    fn a_second_import_is_the_same_loader() {
        let script =
            "import * as a from \"./__wasm_split.js\"\nimport * as b from \"./__wasm_split.js\"";
        let merged = with_loader(script, LOADER_TEXT).expect("a chunk");
        assert!(merged.contains("const b = a;"), "{merged}");
        assert!(!merged.contains("import *"), "{merged}");
    }

    #[test]
    fn what_comes_later_takes_part_where_the_main_module_begins() {
        let load = "const { instance, module } = await __wbg_load(await module_or_path, imports);";
        let script = format!(
            "const sharedImports = getSharedImports();\n            sharedImports;\nawait Promise.all(parallelStuff);\nconst imports = __wbg_get_imports();\n{load}\nwasm.__wbindgen_start();"
        );
        let text = with_late(&script, "const late = {};").expect("all five places");
        assert_eq!(
            text,
            format!(
                "const late = {{}};\nconst sharedImports = getSharedImports();\n            late.calls(callbackIndex);\n            sharedImports;\nawait Promise.all([...parallelStuff, late.fetched()]);\nconst imports = late.imports(__wbg_get_imports());\n{load}\n    await late.awaited();\nlate.connect();\n    wasm.__wbindgen_start();\n    late.begin();"
            )
        );
        assert!(with_late("let wasm;", "").is_err(), "another version");
    }

    #[test]
    fn a_script_without_chunks_is_a_mistake() {
        assert!(with_loader("let wasm;", LOADER_TEXT).is_err());
    }
}
