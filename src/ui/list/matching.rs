//! Which rows a filter wants.

use super::{
    amount,
    column::{ColumnInfo, Holds, Unit},
    filter::{Filter, Item, Operator, Term},
    haystack::{Haystack, Passing, Search, WORD, holds},
    rows::RowSet,
};
use crate::ui::lower_case;

/// A filter made ready for one list.
#[derive(Default)]
pub struct Matcher {
    /// What it was made of; equal items want the same rows, so long as little time passed.
    items: Vec<Item>,
    /// Whether the last item is still being typed.
    partial: bool,
    words: Vec<(bool, String)>,
    tests: Vec<Test>,
    /// What could not be used, in words.
    pub problems: Vec<String>,
}

impl PartialEq for Matcher {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items && self.partial == other.partial
    }
}

struct Test {
    negated: bool,
    column: usize,
    check: Check,
}

enum Check {
    /// Parts of the text.
    Parts(Vec<String>),
    /// How the text begins.
    Starts(Vec<String>),
    /// The whole text.
    Whole(Vec<String>),
    /// A word, or the key of a word `key=value`.
    Word(Vec<String>),
    Number(Operator, Vec<f64>),
    /// Milliseconds since the epoch.
    Moment(Operator, Vec<f64>),
    /// Milliseconds away from now, before or after.
    Distance(Operator, Vec<f64>, f64),
}

impl Matcher {
    /// `partial`: the last item is being typed, and half a word is enough. `now` is in milliseconds since the epoch.
    pub fn new(filter: &Filter, columns: &[ColumnInfo], partial: bool, now: f64) -> Self {
        let mut matcher = Self {
            items: filter.items.clone(),
            partial,
            ..Self::default()
        };
        for (place, item) in filter.items.iter().enumerate() {
            let is_partial = partial && place + 1 == filter.items.len();
            matcher.add(item, columns, is_partial, now);
        }
        matcher
    }

    fn add(&mut self, item: &Item, columns: &[ColumnInfo], partial: bool, now: f64) {
        let Term::Token {
            key,
            operator,
            values,
        } = &item.term
        else {
            let Term::Text(text) = &item.term else { return };
            return self.words.push((item.negated, lower_case(text)));
        };
        let Some(column) = columns.iter().position(|column| column.key == key) else {
            let text = Item {
                negated: false,
                term: item.term.clone(),
            };
            // While the value is yet to come the key may be, too.
            if values.iter().any(|value| !value.is_empty()) {
                self.problems.push(format!(
                    "No column is called {key}: {text} is searched as text."
                ));
            }
            let text = lower_case(&text.to_string());
            return self.words.push((item.negated, text));
        };
        let values: Vec<String> = values
            .iter()
            .filter(|value| !value.is_empty())
            .map(|value| lower_case(value))
            .collect();
        // The value is yet to come.
        if values.is_empty() {
            return;
        }
        match check(&columns[column], *operator, values, partial, now) {
            Ok(check) => self.tests.push(Test {
                negated: item.negated,
                column,
                check,
            }),
            Err(_) if partial => {}
            Err(wanted) => self
                .problems
                .push(format!("{item} is not used: {key} wants {wanted}.")),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.tests.is_empty()
    }

    /// Whether every row this wants was wanted by `before` too.
    pub(super) fn narrows(&self, before: &Self) -> bool {
        let words = before.words.iter().all(|(negated, old)| {
            self.words.iter().any(|(also_negated, new)| {
                negated == also_negated
                    && if *negated {
                        new == old
                    } else {
                        holds(new, old)
                    }
            })
        });
        let is_token = |item: &&Item| matches!(item.term, Term::Token { .. });
        let same_tokens = before
            .items
            .iter()
            .filter(is_token)
            .all(|item| self.items.contains(item));
        // Half a value is another test than the same value complete.
        let same_tests = before.tests.is_empty() || before.partial == self.partial;
        words && same_tokens && same_tests
    }

    /// Whether it wants a row, of as many rows as there are.
    pub(super) fn wanting<'a>(
        &'a self,
        rows: &'a dyn RowSet,
        haystack: &'a Haystack,
    ) -> impl Fn(usize) -> bool + 'a {
        let words: Vec<(bool, Search<'a>)> = self
            .words
            .iter()
            .map(|(negated, word)| (*negated, Search::new(haystack, word)))
            .collect();
        let tests: Vec<(&'a Test, Passing<'a, _>)> = self
            .tests
            .iter()
            .map(|test| {
                let passes = |text: &str| fits(&test.check, text);
                (test, Passing::new(haystack, test.column, passes))
            })
            .collect();
        move |row| {
            let words = words
                .iter()
                .all(|(negated, word)| word.finds(row) != *negated);
            words
                && tests.iter().all(|(test, passing)| {
                    let column = test.column;
                    let holds = match &test.check {
                        Check::Number(operator, values) => rows
                            .number(row, column)
                            .is_some_and(|number| compares(*operator, number, values)),
                        _ => passing.passes(row),
                    };
                    holds != test.negated
                })
        }
    }
}

/// How a column tests its values, or what it wants instead.
fn check(
    column: &ColumnInfo,
    operator: Operator,
    values: Vec<String>,
    partial: bool,
    now: f64,
) -> Result<Check, &'static str> {
    let is_equality = matches!(operator, Operator::Is | Operator::Exactly);
    match column.holds {
        Holds::Number => all(&values, |value| amount::measured(value, column.unit))
            .map(|numbers| Check::Number(operator, numbers))
            .ok_or(match column.unit {
                Unit::None => "a number, such as >=16",
                Unit::Bytes | Unit::Gibibytes => "a number, such as >=16gib",
                Unit::Seconds | Unit::Minutes => "a number, such as >=15m",
            }),
        Holds::Moment => {
            if let Some(lengths) = all(&values, amount::length) {
                let operator = if is_equality {
                    Operator::AtMost
                } else {
                    operator
                };
                return Ok(Check::Distance(operator, lengths, now));
            }
            let dates = all(&values, amount::moment);
            match dates {
                Some(_) if is_equality => Ok(Check::Starts(values)),
                Some(dates) => Ok(Check::Moment(operator, dates)),
                None => Err("a length of time or a date, such as <7d or >=2026-05-01"),
            }
        }
        _ if !is_equality => Err("a word: <, <=, > and >= compare numbers and times"),
        _ if operator == Operator::Exactly && column.holds != Holds::Words => {
            Ok(Check::Whole(values))
        }
        Holds::Text => Ok(Check::Parts(values)),
        Holds::Choice | Holds::Words if partial => Ok(Check::Parts(values)),
        Holds::Choice => Ok(Check::Whole(values)),
        Holds::Words => Ok(Check::Word(values)),
    }
}

fn all(values: &[String], read: impl Fn(&str) -> Option<f64>) -> Option<Vec<f64>> {
    values.iter().map(|value| read(value)).collect()
}

fn compares(operator: Operator, number: f64, values: &[f64]) -> bool {
    values.iter().any(|value| match operator {
        Operator::Is | Operator::Exactly => (number - value).abs() < 1e-9,
        Operator::Less => number < *value,
        Operator::AtMost => number <= *value,
        Operator::More => number > *value,
        Operator::AtLeast => number >= *value,
    })
}

fn fits(check: &Check, text: &str) -> bool {
    match check {
        Check::Parts(values) => values.iter().any(|value| holds(text, value)),
        Check::Starts(values) => values.iter().any(|value| text.starts_with(value)),
        Check::Whole(values) => values.iter().any(|value| value == text),
        Check::Word(values) => text.split(WORD).any(|word| {
            let key = word.split_once('=').map(|(key, _)| key);
            values
                .iter()
                .any(|value| value == word || Some(value.as_str()) == key)
        }),
        Check::Moment(operator, values) => {
            amount::moment(text).is_some_and(|at| compares(*operator, at, values))
        }
        Check::Distance(operator, values, now) => {
            amount::moment(text).is_some_and(|at| compares(*operator, (now - at).abs(), values))
        }
        Check::Number(..) => false,
    }
}

#[cfg(test)]
mod tests;
