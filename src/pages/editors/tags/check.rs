//! What tags that are being edited say, and what is wrong with them.

use std::collections::HashSet;

use cloud_api::services::{Tag, rules};
use serde::{Deserialize, Serialize};

use crate::pages::editors::rows::{Pair as _, RowReport};

/// One row, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TagDraft {
    pub key: String,
    pub value: String,
}

impl TagDraft {
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
        }
    }
}

impl From<&Tag> for TagDraft {
    fn from(tag: &Tag) -> Self {
        Self::new(tag.key.as_str(), tag.value.as_deref().unwrap_or_default())
    }
}

/// A report for each row, in order.
pub fn check<'a>(drafts: &'a [TagDraft]) -> Vec<RowReport> {
    let mut seen = HashSet::new();
    let mut report = |(key, value): (&'a str, &'a str)| {
        if key.is_empty() && value.is_empty() {
            RowReport::default()
        } else if key.is_empty() {
            RowReport::problem("Enter a key")
        } else if let Some(text) = wrong(key, "key", rules::TAG_KEY_MAX, rules::is_tag_key) {
            RowReport::problem(text)
        } else if !seen.insert(key) {
            RowReport::problem(format!("The key {key} is used already"))
        } else if value.is_empty() {
            RowReport::default()
        } else {
            let problem = wrong(value, "value", rules::TAG_VALUE_MAX, rules::is_tag_value);
            RowReport {
                problem,
                ..RowReport::default()
            }
        }
    };
    drafts
        .iter()
        .map(|draft| report((draft.key.trim(), draft.value.trim())))
        .collect()
}

fn wrong(text: &str, what: &str, most: usize, is_right: fn(&str) -> bool) -> Option<String> {
    if is_right(text) {
        None
    } else if text.chars().count() > most {
        Some(format!(
            "A {what} has {most} characters at most; this has {}",
            text.chars().count()
        ))
    } else {
        Some(format!(
            "A {what} takes letters, digits, dots, dashes and underscores only"
        ))
    }
}

/// What is wrong with their number.
pub fn too_many(drafts: &[TagDraft]) -> Option<String> {
    let count = drafts.iter().filter(|draft| !draft.is_blank()).count();
    let most = rules::TAGS_MAX;
    (count > most).then(|| format!("{most} tags at most; these are {count}"))
}

/// What is sent, or what has to be corrected first, as a sentence.
pub fn tags(drafts: &[TagDraft]) -> Result<Vec<Tag>, String> {
    match check(drafts)
        .iter()
        .filter(|report| report.problem.is_some())
        .count()
    {
        0 => too_many(drafts).map_or_else(
            || {
                Ok(drafts
                    .iter()
                    .filter(|draft| !draft.is_blank())
                    .map(tag)
                    .collect())
            },
            Err,
        ),
        1 => Err("Correct the marked tag first".into()),
        count => Err(format!("Correct the {count} marked tags first")),
    }
}

fn tag(draft: &TagDraft) -> Tag {
    let value = draft.value.trim();
    Tag {
        key: draft.key.trim().to_owned(),
        value: (!value.is_empty()).then(|| value.to_owned()),
    }
}

/// The tags in a pasted text, one a line or separated by commas; `None` where it is only a word.
pub fn split(text: &str) -> Option<Vec<TagDraft>> {
    let drafts: Vec<TagDraft> = text
        .split(['\n', ',', ';'])
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .map(|piece| {
            let (key, value) = piece.split_once(['=', ':', '\t']).unwrap_or((piece, ""));
            TagDraft::new(bare(key), bare(value))
        })
        .collect();
    let single = drafts.len() < 2 && drafts.iter().all(|draft| draft.value.is_empty());
    (!single).then_some(drafts)
}

fn bare(text: &str) -> &str {
    text.trim().trim_matches(['"', '\'']).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(key: &str, value: &str) -> Option<String> {
        check(&[TagDraft::new(key, value)]).remove(0).problem
    }

    #[test]
    fn keys_and_values_follow_the_rules() {
        assert_eq!(problem("cost.center_1-a", "a.B_c-9"), None);
        assert_eq!(problem(" env ", ""), None);
        assert_eq!(problem("", "prod").as_deref(), Some("Enter a key"));
        assert!(problem("a b", "").is_some_and(|text| text.contains("A key takes")));
        assert!(problem("env", "größe").is_some_and(|text| text.contains("A value takes")));
        assert!(problem(&"k".repeat(129), "").is_some_and(|text| text.contains("this has 129")));
        assert!(problem("k", &"v".repeat(257)).is_some_and(|text| text.contains("this has 257")));
        assert_eq!(problem(&"k".repeat(128), &"v".repeat(256)), None);
    }

    #[test]
    fn only_the_second_of_two_equal_keys_is_refused() {
        let found = check(&[
            TagDraft::new("env", "prod"),
            TagDraft::new("Env", "prod"),
            TagDraft::new("env ", "dev"),
        ]);
        let found: Vec<_> = found.into_iter().map(|report| report.problem).collect();
        assert_eq!(
            found,
            [None, None, Some("The key env is used already".into())]
        );
    }

    #[test]
    fn fifty_tags_are_taken_and_one_more_is_refused() {
        for count in 0..60 {
            let mut drafts: Vec<_> = (0..count)
                .map(|index| TagDraft::new(format!("key-{index}"), "v"))
                .collect();
            drafts.push(TagDraft::default());
            match tags(&drafts) {
                Ok(sent) => assert!(sent.len() == count && count <= 50, "{count}"),
                Err(text) => {
                    assert!(count > 50, "{count}");
                    assert_eq!(text, format!("50 tags at most; these are {count}"));
                }
            }
        }
    }

    #[test]
    fn blank_rows_and_absent_values_are_not_sent() {
        let drafts = [
            TagDraft::new("env", " prod "),
            TagDraft::new(" ", ""),
            TagDraft::new("x", ""),
        ];
        let sent = tags(&drafts).expect("no problem");
        assert_eq!(sent.len(), 2);
        assert_eq!(
            sent[0],
            Tag {
                key: "env".into(),
                value: Some("prod".into())
            }
        );
        assert_eq!(
            sent[1],
            Tag {
                key: "x".into(),
                value: None
            }
        );
        assert_eq!(drafts.len(), 3);
        assert!(tags(&[TagDraft::new("a b", "")]).is_err());
    }

    #[test]
    fn pasted_lines_of_key_and_value_become_tags() {
        let expected = [TagDraft::new("env", "prod"), TagDraft::new("team", "data")];
        for text in [
            "env=prod\nteam=data\n",
            "env: prod, team: data",
            "env=\"prod\"\r\n\r\nteam='data'",
        ] {
            assert_eq!(split(text).as_deref(), Some(&expected[..]), "{text:?}");
        }
        assert_eq!(split("env=prod"), Some(vec![TagDraft::new("env", "prod")]));
        assert_eq!(split("env"), None);
        assert_eq!(split(" "), None);
    }
}
