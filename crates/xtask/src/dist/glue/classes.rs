//! Classes that libraries show to scripts. Nobody imports the console's script, so nobody makes one of them.

use std::collections::BTreeSet;

use wasm_encoder::{
    ExportSection, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Parser, Payload};

use crate::report::{Outcome, While};

/// The script without them, and the names of the wasm's functions that only they call.
pub(in crate::dist) fn without_classes(script: &str) -> (String, BTreeSet<String>) {
    let (mut kept, mut left) = (String::with_capacity(script.len()), String::new());
    let mut classes = vec![];
    let mut lines = script.lines().peekable();
    while let Some(line) = lines.next() {
        let class = line
            .strip_prefix("export class ")
            .and_then(|rest| rest.split(' ').next());
        let is_of_class = |line: &str| {
            let mut classes = classes.iter();
            classes.any(|class| {
                line.starts_with(&format!("if (Symbol.dispose) {class}.prototype"))
                    || line.starts_with(&format!("const {class}Finalization = "))
            })
        };
        if class.is_none() && !is_of_class(line) {
            kept.push_str(line);
            kept.push('\n');
            continue;
        }
        classes.extend(class.map(str::to_owned));
        left.push_str(line);
        // What belongs to a statement is indented, but for what closes it.
        while let Some(line) = lines.next_if(|line| line.starts_with([' ', '}', ':', '?'])) {
            left.push_str(line);
        }
    }
    let still_called = called(&kept);
    let only_theirs = called(&left)
        .difference(&still_called)
        .map(|name| (*name).to_owned())
        .collect();
    (kept, only_theirs)
}

/// What is called of the wasm.
fn called(script: &str) -> BTreeSet<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mentions = script.split("wasm.").skip(1);
    mentions
        .filter_map(|rest| rest.split(|c| !is_part(c)).next())
        .collect()
}

/// The wasm without these exports; wasm-opt leaves out what nothing else calls.
pub(in crate::dist) fn without_exports(wasm: &[u8], names: &BTreeSet<String>) -> Outcome<Vec<u8>> {
    const READING: &str = "reading the exports of the main module";
    let mut kept = wasm_encoder::Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.or_problem(READING)?;
        if let Payload::ExportSection(exports) = &payload {
            let mut section = ExportSection::new();
            for export in exports.clone() {
                let export = export.or_problem(READING)?;
                if !names.contains(export.name) {
                    let kind = RoundtripReencoder
                        .export_kind(export.kind)
                        .or_problem(READING)?;
                    section.export(export.name, kind, export.index);
                }
            }
            kept.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let [start, end] = [range.start, range.end].map(usize::try_from);
            let data = &wasm[start.or_problem(READING)?..end.or_problem(READING)?];
            kept.section(&RawSection { id, data });
        }
    }
    Ok(kept.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "let wasm;
export class Sink {
    free() {
        wasm.__wbg_sink_free(this.ptr, 0);
    }
    write(chunk) {
        wasm.sink_write(this.ptr, wasm.shared());
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;
function other() {
    return wasm.shared();
}
const SinkFinalization = (typeof FinalizationRegistry === 'undefined')
    ? { register: () => {} }
    : new FinalizationRegistry(ptr => wasm.__wbg_sink_free(ptr, 1));
export { other };
";

    #[test]
    fn classes_leave_the_script_with_what_only_they_call() {
        let (script, theirs) = without_classes(SCRIPT);
        assert_eq!(
            script,
            "let wasm;\nfunction other() {\n    return wasm.shared();\n}\nexport { other };\n"
        );
        let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
        assert_eq!(theirs, ["__wbg_sink_free", "sink_write"]);
    }

    #[test]
    fn only_the_exports_of_these_names_go() {
        let wasm = wat::parse_str(
            "(module (func (export \"sink_write\")) (func (export \"shared\")) (memory (export \"memory\") 1))",
        )
        .expect("a module");
        let kept = without_exports(&wasm, &BTreeSet::from([String::from("sink_write")]));
        let kept = exports_of(&kept.expect("wasm"));
        assert_eq!(kept, ["shared", "memory"]);
    }

    fn exports_of(wasm: &[u8]) -> Vec<String> {
        let payloads = Parser::new(0)
            .parse_all(wasm)
            .map(|payload| payload.expect("wasm"));
        payloads
            .filter_map(|payload| match payload {
                Payload::ExportSection(exports) => Some(exports),
                _ => None,
            })
            .flatten()
            .map(|export| export.expect("an export").name.to_owned())
            .collect()
    }
}
