//! The splitter's loader, with one line for all chunks.
//!
//! It writes a function with a file's name for every chunk, and for every area a list of the chunks it takes: most
//! of the script, of which the first view runs nothing. Which areas take a chunk is a number of as many bits.

use std::fmt::Write;

use crate::{
    dist::names::OF_CHUNKS,
    report::{Outcome, Problem},
};

/// What stands between the wasm's address and its name, in the splitter's words.
const MAKES: &str = "makeLoad(() => {";

/// The chunks of areas, by their numbers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Chunks {
    areas: Vec<String>,
    /// By the number of a chunk, a bit for each area that takes it; none for numbers that are no chunk's.
    users: Vec<u32>,
}

/// `lines` of the splitter's loader in fewer words, and the names that it shows.
pub(super) fn told_shortly(lines: &[&str]) -> Outcome<(String, Vec<String>)> {
    let text = lines.join("\n");
    let first = text
        .find("const __chunk_")
        .or_else(|| text.find("const __wasm_split_load_"));
    let Some(first) = first else {
        return Err(another("no chunk"));
    };
    // A comment says whose chunk it is.
    let head = text[..first].trim_end();
    let head = head
        .rfind("/*")
        .filter(|_| head.ends_with("*/"))
        .map_or(head, |at| &head[..at]);
    let chunks = Chunks::read(&text[first..])?;
    let mut short = String::from(head);
    let users: Vec<String> = chunks.users.iter().map(u32::to_string).collect();
    write!(
        short,
        r"
const load = (name, deps) => makeLoad(() => {{
    const src = fetch(new URL(`./${{name}}-{OF_CHUNKS}.wasm`, import.meta.url));
    src.catch(() => {{}});
    return async (imports) => WebAssembly.instantiateStreaming(src, imports);
}}, deps);
const users = [{}];
const chunks = users.map((areas, number) => areas && load(`chunk_${{number}}`, []));
const area = (name, bit) => wrapAsyncCb(load(`split_${{name}}`, chunks.filter((_, number) => users[number] & bit)));
",
        users.join(",")
    )
    .expect("a string takes every character");
    let mut names = vec![];
    for (bit, area) in chunks.areas.iter().enumerate() {
        let name = format!("__wasm_split_load_{area}");
        writeln!(short, "const {name} = area(\"{area}\", {});", 1 << bit)
            .expect("a string takes every character");
        names.push(name);
    }
    Ok((short, names))
}

impl Chunks {
    /// From statements `const __chunk_8 = makeLoad(…"./chunk_8.wasm"…, []);` and
    /// `const __wasm_split_load_a = wrapAsyncCb(makeLoad(…"./split_a.wasm"…, [__chunk_8]));`.
    fn read(text: &str) -> Outcome<Self> {
        let mut chunks = Self::default();
        let statements = text.split(";\nconst ").map(|statement| {
            let statement = statement.strip_prefix("const ").unwrap_or(statement);
            statement.trim()
        });
        // A comment before the next statement keeps two of them together.
        let statements = statements.flat_map(|statement| statement.split("*/\nconst "));
        for statement in statements {
            let (name, made) = statement
                .split_once(" = ")
                .filter(|(_, made)| made.contains(MAKES))
                .ok_or_else(|| another(statement))?;
            let taken = made
                .rsplit_once(", [")
                .and_then(|(_, end)| end.split_once(']'))
                .map(|(taken, _)| taken)
                .ok_or_else(|| another(statement))?;
            if let Some(number) = number_of(name) {
                let is_its_file = made.contains(&format!("\"./chunk_{number}.wasm\""));
                if !taken.is_empty() || !is_its_file {
                    return Err(another(statement));
                }
                continue;
            }
            let area = name.strip_prefix("__wasm_split_load_");
            let area = area.filter(|area| made.contains(&format!("\"./split_{area}.wasm\"")));
            let area = area.ok_or_else(|| another(statement))?;
            let bit = 1 << chunks.areas.len();
            chunks.areas.push(area.to_owned());
            for chunk in taken.split(", ").filter(|chunk| !chunk.is_empty()) {
                let number = number_of(chunk).ok_or_else(|| another(statement))?;
                if chunks.users.len() <= number {
                    chunks.users.resize(number + 1, 0);
                }
                chunks.users[number] |= bit;
            }
        }
        if chunks.areas.len() > 31 {
            return Err(another("more areas than a number has bits"));
        }
        Ok(chunks)
    }
}

fn number_of(chunk: &str) -> Option<usize> {
    chunk.strip_prefix("__chunk_")?.parse().ok()
}

fn another(statement: &str) -> Problem {
    let start: String = statement.chars().take(60).collect();
    Problem::new(format!(
        "the splitter's loader has `{start}`: dist/glue/chunks.rs expects another version"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(file: &str, taken: &str) -> String {
        format!(
            "makeLoad(() => {{\n    const src = fetch(new URL(\"./{file}.wasm\", import.meta.url));\n    src.catch(() => {{}});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}}\n, [{taken}])"
        )
    }

    fn loader() -> String {
        format!(
            "function makeLoad() {{}}\n/* a, b */\nconst __chunk_2 = {};\n/* b */\nconst __chunk_3 = {};\nconst __wasm_split_load_a = wrapAsyncCb({});\nconst __wasm_split_load_b = wrapAsyncCb({});",
            made("chunk_2", ""),
            made("chunk_3", ""),
            made("split_a", "__chunk_2"),
            made("split_b", "__chunk_2, __chunk_3"),
        )
    }

    #[test]
    fn each_chunk_says_in_bits_which_areas_take_it() {
        let text = loader();
        let lines: Vec<&str> = text.lines().collect();
        let (short, names) = told_shortly(&lines).expect("the splitter's words");
        assert_eq!(names, ["__wasm_split_load_a", "__wasm_split_load_b"]);
        assert!(short.starts_with("function makeLoad() {}\n"), "{short}");
        assert!(short.contains("const users = [0,0,3,2];"), "{short}");
        assert!(
            short.contains("const __wasm_split_load_b = area(\"b\", 2);"),
            "{short}"
        );
        assert!(!short.contains("chunk_2"), "{short}");
    }

    #[test]
    fn other_words_are_refused() {
        for (theirs, other) in [
            ("makeLoad(() => {\n", "load({\n"),
            ("./chunk_3.wasm", "./chunk_4.wasm"),
            (", [__chunk_2])", ", [__split_b])"),
            ("\n, [])", "\n, [__chunk_3])"),
        ] {
            let text = loader();
            assert!(text.contains(theirs), "{theirs}");
            let text = text.replacen(theirs, other, 1);
            let lines: Vec<&str> = text.lines().collect();
            assert!(told_shortly(&lines).is_err(), "{other}");
        }
    }
}
