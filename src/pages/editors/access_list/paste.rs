//! Many entries out of one pasted text.

use cloud_api::access::{self, SourceProblem};

use super::check::EntryDraft;

/// Lines, commas and semicolons separate entries; what follows an address is its description.
///
/// Quotes and brackets of a JSON list are taken off. `None` where a plain paste does as well.
pub fn split(text: &str) -> Option<Vec<EntryDraft>> {
    let mut drafts: Vec<EntryDraft> = Vec::new();
    for line in text.lines() {
        let mut in_line = 0;
        for piece in line.split([',', ';']) {
            let words: Vec<&str> = piece
                .split_whitespace()
                .map(bare)
                .filter(|word| !word.is_empty())
                .collect();
            let Some(first) = words.first() else { continue };
            if in_line > 0 && !is_source(first) {
                // A description with a comma in it, or one in the column beside its address.
                if let Some(last) = drafts.last_mut() {
                    let separator = if last.description.is_empty() {
                        ""
                    } else {
                        ", "
                    };
                    last.description =
                        format!("{}{separator}{}", last.description, words.join(" "));
                }
                continue;
            }
            in_line += 1;
            if words.iter().all(|word| is_source(word)) {
                drafts.extend(words.iter().map(|word| EntryDraft::new(*word, "")));
            } else {
                let description = words[1..].join(" ");
                drafts.push(EntryDraft::new(
                    *first,
                    description.trim_start_matches(['#', '-', ' ']),
                ));
            }
        }
    }
    let single = drafts.len() == 1 && drafts[0].description.is_empty();
    let any_source = drafts.iter().any(|draft| is_source(&draft.source));
    (!single && any_source).then_some(drafts)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| matches!(c, '"' | '\'' | '[' | ']' | '(' | ')' | '`'))
}

/// An address or a range, if only nearly right: that is for the check to say.
fn is_source(word: &str) -> bool {
    match access::parse(word) {
        Ok(_) | Err(SourceProblem::HostBits(_)) => true,
        Err(SourceProblem::Malformed) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Vec<(String, String)> {
        let drafts = split(text).unwrap_or_default();
        drafts
            .into_iter()
            .map(|draft| (draft.source, draft.description))
            .collect()
    }

    fn pair(source: &str, description: &str) -> (String, String) {
        (source.to_owned(), description.to_owned())
    }

    #[test]
    fn lines_commas_semicolons_and_spaces_separate_entries() {
        let expected = [
            pair("192.0.2.1", ""),
            pair("198.51.100.0/24", ""),
            pair("::1", ""),
        ];
        for text in [
            "192.0.2.1\n198.51.100.0/24\n::1\n",
            "192.0.2.1, 198.51.100.0/24,::1",
            "192.0.2.1;198.51.100.0/24; ::1",
            "192.0.2.1 198.51.100.0/24\t::1",
            "192.0.2.1\r\n\r\n198.51.100.0/24,\r\n::1",
            r#"["192.0.2.1", "198.51.100.0/24", "::1"]"#,
        ] {
            assert_eq!(pairs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_follows_an_address_describes_it() {
        assert_eq!(
            pairs("192.0.2.1 build server\n198.51.100.0/24 # office, Berlin\n203.0.113.7,home"),
            [
                pair("192.0.2.1", "build server"),
                pair("198.51.100.0/24", "office, Berlin"),
                pair("203.0.113.7", "home"),
            ]
        );
    }

    #[test]
    fn a_wrong_line_stays_to_be_corrected() {
        assert_eq!(
            pairs("192.0.2.1\n10.1.2.3/8\noffice"),
            [
                pair("192.0.2.1", ""),
                pair("10.1.2.3/8", ""),
                pair("office", "")
            ]
        );
    }

    #[test]
    fn a_plain_paste_is_left_to_the_browser() {
        for text in [
            "192.0.2.1",
            " 192.0.2.0/24\n",
            "",
            "the office in Berlin",
            "a\nb",
        ] {
            assert_eq!(split(text), None, "{text:?}");
        }
    }

    #[test]
    fn every_pasted_address_becomes_one_entry() {
        for count in 2..60 {
            let sources: Vec<String> = (0..count)
                .map(|index| format!("198.51.100.{index}"))
                .collect();
            for separator in ["\n", ",", "; ", " ", "\n\n", "\r\n"] {
                let split: Vec<_> = pairs(&sources.join(separator))
                    .into_iter()
                    .map(|(source, _)| source)
                    .collect();
                assert_eq!(split, sources, "{separator:?}");
            }
        }
    }
}
