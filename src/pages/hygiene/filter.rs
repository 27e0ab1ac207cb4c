//! The filter of the report, in the grammar of all lists: `severity:high rule:service-open`, and free text.

use super::finding::Finding;
use crate::ui::list::{Filter, Item, Operator, Term};

/// Tokens of the filter.
pub const SEVERITY: &str = "severity";
pub const RULE: &str = "rule";

/// Whether every item of the filter holds.
pub fn wants(filter: &Filter, finding: &Finding) -> bool {
    let about = finding.rule.about();
    filter.items.iter().all(|item| {
        let holds = match &item.term {
            Term::Token { key, values, .. } if key == SEVERITY => {
                is_one_of(values, about.severity.word())
            }
            Term::Token { key, values, .. } if key == RULE => is_one_of(values, about.word),
            Term::Text(text) => contains(finding, text),
            // A key that the report does not have is searched as text, as in the lists.
            Term::Token { .. } => {
                let text = Item {
                    negated: false,
                    term: item.term.clone(),
                };
                contains(finding, &text.to_string())
            }
        };
        holds != item.negated
    })
}

fn is_one_of(values: &[String], word: &str) -> bool {
    // While the value is yet to come everything is wanted.
    values.iter().all(String::is_empty)
        || values.iter().any(|value| value.eq_ignore_ascii_case(word))
}

fn contains(finding: &Finding, text: &str) -> bool {
    let text = text.to_lowercase();
    let about = finding.rule.about();
    let told = [
        finding.name.as_str(),
        &finding.id,
        &finding.detail,
        about.title,
    ];
    told.into_iter()
        .any(|one| one.to_lowercase().contains(&text))
}

/// The value that the filter asks for under a key.
pub fn asked<'a>(filter: &'a Filter, wanted: &str) -> Option<&'a str> {
    filter.items.iter().find_map(|item| match &item.term {
        Term::Token { key, values, .. } if key == wanted && !item.negated => {
            values.first().map(String::as_str)
        }
        _ => None,
    })
}

/// The filter with this value under a key instead of the one it had.
pub fn with(filter: &Filter, wanted: &str, value: Option<&str>) -> Filter {
    let is_other = |item: &&Item| match &item.term {
        Term::Token { key, .. } => key != wanted,
        Term::Text(_) => true,
    };
    let token = value.map(|value| Item {
        negated: false,
        term: Term::Token {
            key: wanted.to_owned(),
            operator: Operator::Is,
            values: vec![value.to_owned()],
        },
    });
    Filter {
        items: filter
            .items
            .iter()
            .filter(is_other)
            .cloned()
            .chain(token)
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::hygiene::rule::Rule;

    fn finding() -> Finding {
        Finding {
            rule: Rule::ServiceOpen,
            id: "6f0f2c4e".into(),
            name: "Events <prod>".into(),
            href: String::new(),
            detail: "Its IP access list holds 0.0.0.0/0.".into(),
            fixes: Vec::new(),
            write: Err("none"),
        }
    }

    #[test]
    fn tokens_and_text_all_have_to_hold() {
        let wanted = |text: &str| wants(&Filter::parse(text), &finding());
        for yes in [
            "",
            "severity:high",
            "severity:low,high",
            "rule:service-open events",
            "\"<prod>\"",
            "-severity:low",
            "severity:",
            "0.0.0.0/0",
            "world",
        ] {
            assert!(wanted(yes), "{yes}");
        }
        for no in [
            "severity:low",
            "severity:grave",
            "rule:open",
            "-events",
            "events staging",
            "state:running",
        ] {
            assert!(!wanted(no), "{no}");
        }
    }

    #[test]
    fn one_value_takes_the_place_of_another() {
        let filter = Filter::parse("ci rule:key-open");
        assert_eq!(asked(&filter, RULE), Some("key-open"));
        let other = with(&filter, RULE, Some("old-version"));
        assert_eq!(other.to_string(), "ci rule:old-version");
        assert_eq!(with(&other, RULE, None).to_string(), "ci");
        assert_eq!(asked(&Filter::parse("-rule:key-open"), RULE), None);
    }
}
