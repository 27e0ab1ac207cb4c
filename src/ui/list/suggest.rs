//! How what is being typed into a filter may go on.

use std::collections::HashMap;

use super::{
    amount,
    column::{ColumnInfo, Holds, Unit},
    filter::key_end,
    rows::RowSet,
};
use crate::ui::lower_case;

/// How many are offered at once.
const MOST: usize = 8;
/// Texts looked at for values; where there are more, nobody chooses among them.
const LOOKED_AT: usize = 20_000;

/// Each text of a column once: a row that has it, and how many do.
type Distinct<'a> = &'a dyn Fn(usize) -> Vec<(usize, usize)>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Takes the place of the fragment being typed.
    pub text: String,
    pub hint: String,
    /// Whether the token is complete with it.
    pub complete: bool,
}

/// Where the fragment begins that is being typed: after the last space outside quotes.
pub(super) fn fragment(text: &str) -> usize {
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            _ if letter.is_whitespace() && !quoted => start = at + letter.len_utf8(),
            _ => {}
        }
    }
    start
}

/// Keys, and after a key and its colon the values of that column, the most frequent first.
pub(super) fn suggest(
    text: &str,
    columns: &[ColumnInfo],
    rows: &dyn RowSet,
    distinct: Distinct<'_>,
) -> Vec<Suggestion> {
    let fragment = &text[fragment(text)..];
    let (minus, fragment) = match fragment.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", fragment),
    };
    match key_end(fragment) {
        None => keys(minus, fragment, columns),
        Some(end) => {
            let key = fragment[..end].to_ascii_lowercase();
            let typed = &fragment[end + 1..];
            let column = columns.iter().position(|column| column.key == key);
            column.map_or_else(Vec::new, |column| {
                let head = format!("{minus}{key}:");
                values(&head, typed, &columns[column], || {
                    counts(rows, column, &distinct(column))
                })
            })
        }
    }
}

fn keys(minus: &str, typed: &str, columns: &[ColumnInfo]) -> Vec<Suggestion> {
    let typed = lower_case(typed);
    columns
        .iter()
        .filter(|column| {
            column.key.starts_with(&typed) || lower_case(column.heading).starts_with(&typed)
        })
        .map(|column| Suggestion {
            text: format!("{minus}{}:", column.key),
            hint: column.heading.to_owned(),
            complete: false,
        })
        .collect()
}

fn values(
    head: &str,
    typed: &str,
    about: &ColumnInfo,
    counts: impl Fn() -> HashMap<String, usize>,
) -> Vec<Suggestion> {
    let fixed: &[(&str, &str)] = match about.holds {
        Holds::Moment => &[
            ("<1h", "within an hour"),
            ("<24h", "within a day"),
            ("<7d", "within a week"),
            ("<30d", "within 30 days"),
            (">90d", "more than 90 days away"),
        ],
        Holds::Number if is_counted(typed) => return units(head, typed, about.unit),
        Holds::Number => &[
            (">=", "at least"),
            ("<=", "at most"),
            (">", "more than"),
            ("<", "less than"),
        ],
        _ => return told(head, typed, counts()),
    };
    fixed
        .iter()
        .filter(|(value, _)| value.starts_with(typed) && *value != typed)
        .map(|(value, hint)| Suggestion {
            text: format!("{head}{value}"),
            hint: (*hint).to_owned(),
            complete: about.holds == Holds::Moment,
        })
        .collect()
}

/// Whether a number stands after the operator.
fn is_counted(typed: &str) -> bool {
    amount::decimal(typed.trim_start_matches(['<', '>', '='])).is_some()
}

/// What a number may be of.
fn units(head: &str, typed: &str, unit: Unit) -> Vec<Suggestion> {
    let units: &[(&str, &str)] = match unit {
        Unit::None => &[],
        Unit::Bytes | Unit::Gibibytes => &[("mib", "MiB"), ("gib", "GiB"), ("tib", "TiB")],
        Unit::Seconds | Unit::Minutes => &[("s", "seconds"), ("m", "minutes"), ("h", "hours")],
    };
    let offer = |(unit, hint): &(&str, &str)| Suggestion {
        text: format!("{head}{typed}{unit}"),
        hint: (*hint).to_owned(),
        complete: true,
    };
    units.iter().map(offer).collect()
}

/// How often each word of a column comes.
fn counts(rows: &dyn RowSet, column: usize, distinct: &[(usize, usize)]) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for (row, count) in distinct.iter().take(LOOKED_AT) {
        for word in rows.words(*row, column) {
            if !word.is_empty() {
                *counts.entry(word).or_default() += count;
            }
        }
    }
    counts
}

/// The values that rows have, counted.
fn told(head: &str, typed: &str, counts: HashMap<String, usize>) -> Vec<Suggestion> {
    // Values before a comma are done.
    let (done, last) = match typed.rsplit_once(',') {
        Some((done, last)) if !last.contains('"') => (format!("{done},"), last),
        _ => (String::new(), typed),
    };
    let wanted = lower_case(last.trim_matches('"'));
    let mut found: Vec<(String, usize)> = counts
        .into_iter()
        .filter(|(value, _)| lower_case(value).contains(&wanted))
        .collect();
    found.sort_by(|(one, many), (other, more)| more.cmp(many).then_with(|| one.cmp(other)));
    found
        .into_iter()
        .take(MOST)
        .map(|(value, count)| Suggestion {
            text: format!("{head}{done}{}", quoted(&value)),
            hint: count.to_string(),
            complete: true,
        })
        .collect()
}

fn quoted(value: &str) -> String {
    let is_bare = !value.starts_with(['<', '>', '='])
        && !value.contains(|letter: char| letter.is_whitespace() || "\",".contains(letter));
    if is_bare {
        value.to_owned()
    } else {
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        format!("\"{escaped}\"")
    }
}

#[cfg(test)]
mod tests {
    use super::{super::tests::*, *};
    use crate::ui::list::haystack::Haystack;

    fn texts(text: &str) -> Vec<String> {
        let rows = fleet();
        let mut haystack = Haystack::default();
        haystack.extend(&*rows, 5, usize::MAX);
        suggest(text, &infos(), &*rows, &|column| haystack.distinct(column))
            .into_iter()
            .map(|suggestion| suggestion.text)
            .collect()
    }

    #[test]
    fn keys_are_offered_by_their_beginning() {
        assert_eq!(texts("st"), ["state:"]);
        assert_eq!(texts("azure -st"), ["-state:"]);
        assert_eq!(texts("").len(), 5);
        assert!(texts("xyz").is_empty());
    }

    #[test]
    fn values_are_those_the_rows_have() {
        assert_eq!(
            texts("tag:"),
            ["tag:env=prod", "tag:env=production", "tag:team=data"]
        );
        assert_eq!(texts("tag:TEAM"), ["tag:team=data"]);
        assert_eq!(texts("state:idle,run")[0], "state:idle,partially_running");
        assert!(texts("colour:").is_empty());
    }

    #[test]
    fn numbers_and_times_are_offered_their_operators() {
        assert_eq!(texts("memory:>"), ["memory:>="]);
        assert_eq!(texts("created:<7"), ["created:<7d"]);
        assert_eq!(
            texts("memory:>=5"),
            ["memory:>=5mib", "memory:>=5gib", "memory:>=5tib"]
        );
        assert!(texts("memory:>=5g").is_empty());
    }

    #[test]
    fn a_fragment_begins_after_a_space_outside_quotes() {
        assert_eq!(fragment("a b"), 2);
        assert_eq!(fragment("name:\"a b"), 0);
        assert_eq!(fragment("name:\"a \\\" b"), 0);
        assert_eq!(fragment("name:\"a b\" c"), 11);
        assert_eq!(fragment("a "), 2);
    }

    #[test]
    fn what_would_be_misread_is_quoted() {
        assert_eq!(quoted("us east"), "\"us east\"");
        assert_eq!(quoted("env=prod"), "env=prod");
        assert_eq!(quoted("a,b"), "\"a,b\"");
        assert_eq!(quoted("=1+1"), "\"=1+1\"");
        assert_eq!(quoted("<1"), "\"<1\"");
    }
}
