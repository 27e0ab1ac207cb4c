/// `text` in lower case.
///
/// Not `str::to_lowercase`: its tables of all scripts are some 4 kB of the first view, and the browser has them too.
pub fn lower_case(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        beyond_ascii(text)
    }
}

#[cfg(target_arch = "wasm32")]
fn beyond_ascii(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

#[cfg(not(target_arch = "wasm32"))]
fn beyond_ascii(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::lower_case;

    #[test]
    fn letters_of_any_script_are_lowered() {
        assert_eq!(lower_case("Events PROD"), "events prod");
        assert_eq!(lower_case("ÜBERSICHT Ждёт"), "übersicht ждёт");
        assert_eq!(lower_case("分析"), "分析");
    }
}
