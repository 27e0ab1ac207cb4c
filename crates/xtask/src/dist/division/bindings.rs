//! Functions of the script that only late modules take, said in a word each.
//!
//! wasm-bindgen writes a function for everything of the browser that Rust mentions. Those that read or write a
//! property or call a method are all alike: a late module brings their names, and its loader makes them of that.

use std::collections::BTreeMap;

/// What a function does: the word for it, and its text in wasm-bindgen's words, `NAME` standing for the property.
/// The loader knows the same words.
const KINDS: [(&str, &str); 9] = [
    ("get", "(arg0) { const ret = arg0.NAME; return ret; }"),
    (
        "find",
        "(arg0) { const ret = arg0.NAME; return isLikeNone(ret) ? 0 : addToExternrefTable0(ret); }",
    ),
    (
        "text",
        "(arg0, arg1) { const ret = arg1.NAME; const ptr1 = passStringToWasm0(ret, wasm.__wbindgen_malloc, wasm.__wbindgen_realloc); const len1 = WASM_VECTOR_LEN; getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 1, len1, true); getDataViewMemory0().setInt32((arg0 >>> 0) + 4 * 0, ptr1, true); }",
    ),
    ("set", "(arg0, arg1) { arg0.NAME = arg1; }"),
    (
        "write",
        "(arg0, arg1, arg2) { arg0.NAME = getStringFromWasm0(arg1, arg2); }",
    ),
    ("call", "(arg0) { arg0.NAME(); }"),
    ("call", "(arg0) { const ret = arg0.NAME(); return ret; }"),
    (
        "call",
        "(arg0, arg1) { const ret = arg0.NAME(arg1); return ret; }",
    ),
    ("call", "(arg0, arg1) { arg0.NAME(arg1); }"),
];

/// Stands after the word where what the function throws goes to Rust.
const MAY_FAIL: &str = "!";

/// Takes those that `is_late` out of the script: words by the names of the functions.
pub(in crate::dist) fn take(
    script: &str,
    is_late: impl Fn(&str) -> bool,
) -> (String, BTreeMap<String, String>) {
    let mut kept = String::with_capacity(script.len());
    let mut words = BTreeMap::new();
    let mut lines = script.lines();
    while let Some(line) = lines.next() {
        let name = line
            .strip_prefix("        ")
            .and_then(|line| line.split_once(": function("));
        let Some((name, _)) = name.filter(|(name, _)| is_late(name)) else {
            kept.push_str(line);
            kept.push('\n');
            continue;
        };
        let mut function = vec![line];
        for line in lines.by_ref() {
            function.push(line);
            if line.starts_with("        }") {
                break;
            }
        }
        if let Some(word) = word(&function) {
            words.insert(name.to_owned(), word);
        } else {
            kept.push_str(&function.join("\n"));
            kept.push('\n');
        }
    }
    (kept, words)
}

/// The kind of a function and the property, if it is one of those.
fn word(function: &[&str]) -> Option<String> {
    let text = function.join(" ");
    let text: Vec<&str> = text.split_whitespace().collect();
    let text = text.join(" ");
    let (_, text) = text.split_once(": function")?;
    let text = text.strip_suffix(',')?;
    let inner = text
        .strip_prefix("() { return handleError(function ")
        .and_then(|text| text.strip_suffix(", arguments); }"));
    let (text, may_fail) = inner.map_or((text, ""), |inner| (inner, MAY_FAIL));
    KINDS.iter().find_map(|(kind, pattern)| {
        let (before, after) = pattern.split_once("NAME")?;
        let property = text.strip_prefix(before)?.strip_suffix(after)?;
        let is_name = property.chars().all(|c| c.is_ascii_alphanumeric());
        (is_name && !property.is_empty()).then(|| format!("{kind}{may_fail} {property}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = "    const import0 = {
        __proto__: null,
        __wbg_altKey_1: function(arg0) {
            const ret = arg0.altKey;
            return ret;
        },
        __wbg_back_2: function() { return handleError(function (arg0) {
            arg0.back();
        }, arguments); },
        __wbg_body_3: function(arg0) {
            const ret = arg0.body;
            return isLikeNone(ret) ? 0 : addToExternrefTable0(ret);
        },
        __wbg_now_4: function() {
            const ret = Date.now();
            return ret;
        },
    };
";

    #[test]
    fn alike_functions_become_words_and_others_stay() {
        let (kept, words) = take(SCRIPT, |name| !name.starts_with("__wbg_body"));
        let words: Vec<(&str, &str)> = words
            .iter()
            .map(|(name, word)| (name.as_str(), word.as_str()))
            .collect();
        assert_eq!(
            words,
            [
                ("__wbg_altKey_1", "get altKey"),
                ("__wbg_back_2", "call! back")
            ]
        );
        assert!(kept.contains("__wbg_body_3: function(arg0) {\n"), "{kept}");
        assert!(kept.contains("__wbg_now_4: function() {\n"), "{kept}");
        assert!(!kept.contains("altKey") && !kept.contains("back"), "{kept}");
    }

    #[test]
    fn the_loader_knows_every_word() {
        for (word, _) in KINDS {
            let made = format!("    {word}: (name) => ");
            assert!(crate::dist::division::LOADER.contains(&made), "{word}");
        }
    }
}
