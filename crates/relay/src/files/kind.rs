//! What a file's name says: its media type, and whether its name changes with its bytes.

/// The media type, with the character set where the browser needs one. A browser compiles
/// WebAssembly while it loads only if the type is right.
pub(super) fn media(name: &str) -> &'static str {
    match extension(name) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("webp") => "image/webp",
        Some("woff2") => "font/woff2",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        Some("xml") => "application/xml",
        _ => "application/octet-stream",
    }
}

/// Whether the browser shows it as a page and runs what stands in it.
pub(super) fn is_document(name: &str) -> bool {
    extension(name) == Some("html")
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// Whether the name holds a hash of the bytes: `-`, at least sixteen lower-case hexadecimal digits,
/// then `.` or `_bg.` (`app-0123456789abcdef.js`, `app-0123456789abcdef_bg.wasm`). Such a file can
/// be kept for ever. A UUID does not match: none of its groups is that long.
pub(super) fn is_hashed(name: &str) -> bool {
    name.match_indices('-').any(|(at, _)| {
        let rest = &name[at + 1..];
        let is_digit = |letter: char| matches!(letter, '0'..='9' | 'a'..='f');
        let digits = rest.find(|letter| !is_digit(letter)).unwrap_or(rest.len());
        let after = &rest[digits..];
        digits >= 16 && (after.starts_with('.') || after.starts_with("_bg."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_with_a_hash_of_the_bytes_is_kept_for_ever() {
        for name in [
            "wheelhouse-0123456789abcdef.js",
            "wheelhouse-0123456789abcdef_bg.wasm",
            "main-style-0123456789abcdef0123456789abcdef.css",
            "icons-0123456789abcdef.svg",
        ] {
            assert!(is_hashed(name), "{name}");
        }
    }

    #[test]
    fn any_other_name_is_asked_for_again() {
        for name in [
            "index.html",
            "config.json",
            "favicon.svg",
            "wheelhouse_bg.wasm",
            "app-0123456789abcde.js",
            "app-0123456789ABCDEF.js",
            "app-0123456789abcdefg.js",
            "app-0123456789abcdef",
            "0123456789abcdef.js",
            "7c1f2d3e-0000-4000-8000-0123456789ab.json",
        ] {
            assert!(!is_hashed(name), "{name}");
        }
    }
}
