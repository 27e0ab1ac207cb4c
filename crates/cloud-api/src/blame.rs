//! Which part of a request a refusal is about.

/// A part of the body, and what the API says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blame<'a> {
    /// The field of the body, such as `ipAccessList`.
    pub field: &'a str,
    /// The place within the field, such as `[2].source`; empty for the field itself.
    pub place: &'a str,
    /// What is wrong, without the path.
    pub said: &'a str,
}

/// Finds the path in a text of the API.
///
/// Two forms were seen: `request body.tags is an array.` for a wrong type and
/// `request body.numReplicas: <rule> <number:0>` for a wrong value.
pub fn blame(text: &str) -> Option<Blame<'_>> {
    let (_, rest) = text.split_once("request body.")?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
    let (field, rest) = rest.split_at(end);
    let is_place = |c: char| is_name(c) || matches!(c, '[' | ']' | '.');
    // A sentence's full stop is no part of a path.
    let end = if rest.starts_with(['[', '.']) {
        rest.find(|c| !is_place(c)).unwrap_or(rest.len())
    } else {
        0
    };
    let (place, said) = rest.split_at(end);
    let said = said.strip_prefix(':').unwrap_or(said).trim();
    (!field.is_empty()).then_some(Blame { field, place, said })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, &str, &str)> {
        blame(text).map(|Blame { field, place, said }| (field, place, said))
    }

    #[test]
    fn the_blamed_field_is_found_with_what_is_said_of_it() {
        assert_eq!(
            found("BAD_REQUEST: request body.tags is an array."),
            Some(("tags", "", "is an array."))
        );
        assert_eq!(
            found("BAD_REQUEST: request body.numReplicas: Must be greater than 3 <number:0>"),
            Some(("numReplicas", "", "Must be greater than 3 <number:0>"))
        );
        assert_eq!(
            found("BAD_REQUEST: request body.ipAccessList[2].source: Duplicate <string:x>"),
            Some(("ipAccessList", "[2].source", "Duplicate <string:x>"))
        );
        assert_eq!(
            found("BAD_REQUEST: request body.tags.add[0].key: no"),
            Some(("tags", ".add[0].key", "no"))
        );
    }

    #[test]
    fn other_texts_blame_nothing() {
        for text in [
            "",
            "CONFLICT: no",
            "BAD_REQUEST: request body is not valid JSON.",
            "BAD_REQUEST: request body.",
            "BAD_REQUEST: request body. name",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn nothing_of_a_text_is_out_of_bounds() {
        for text in [
            "request body.ü",
            "request body.a[",
            "request body.a.",
            "request body.a: ",
        ] {
            _ = found(text);
        }
        assert_eq!(found("request body.name"), Some(("name", "", "")));
    }
}
