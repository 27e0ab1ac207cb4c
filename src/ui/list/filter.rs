//! The one grammar of all filters: `state:idle,running -tag:env=prod created:<7d memory:>=16 "free text"`.
//!
//! Any text parses. What [`Filter`] prints parses to the same filter, so it can stand in the address.

use std::fmt;

/// Every item has to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub items: Vec<Item>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub negated: bool,
    pub term: Term,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// Somewhere in the row.
    Text(String),
    /// In one column; one of the values is enough.
    Token {
        key: String,
        operator: Operator,
        values: Vec<String>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// As fits the column: a part of a text, a whole word, a number.
    Is,
    Exactly,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// The longer ones first, because they begin with the shorter.
const OPERATORS: [(&str, Operator); 5] = [
    ("<=", Operator::AtMost),
    (">=", Operator::AtLeast),
    ("<", Operator::Less),
    (">", Operator::More),
    ("=", Operator::Exactly),
];

impl Operator {
    fn sign(self) -> &'static str {
        let found = OPERATORS.iter().find(|(_, operator)| *operator == self);
        found.map_or("", |(sign, _)| sign)
    }
}

impl Filter {
    pub fn parse(text: &str) -> Self {
        let mut rest = text;
        let mut items = Vec::new();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                break;
            }
            let (negated, term) = match rest.strip_prefix('-') {
                Some(after) if after.starts_with(|next: char| !next.is_whitespace()) => {
                    (true, after)
                }
                _ => (false, rest),
            };
            let (term, after) = token(term).unwrap_or_else(|| {
                let (text, after) = value(term, false);
                (Term::Text(text), after)
            });
            rest = after;
            // An empty text says nothing.
            if term != Term::Text(String::new()) {
                items.push(Item { negated, term });
            }
        }
        Self { items }
    }

    /// What one column has to be: one of these values.
    pub fn of(key: &str, values: Vec<String>) -> Self {
        Self::default().with(key, values)
    }

    /// The values that are wanted of a column; none where anything is.
    pub fn wanted(&self, key: &str) -> Vec<String> {
        let values = self.items.iter().filter_map(|item| item.wanted(key));
        values.flatten().cloned().collect()
    }

    /// The same without what is wanted of a column.
    #[must_use]
    pub fn without(&self, key: &str) -> Self {
        let rest = self.items.iter().filter(|item| item.wanted(key).is_none());
        Self {
            items: rest.cloned().collect(),
        }
    }

    /// The same with these values wanted of a column, in the place of others.
    #[must_use]
    pub fn with(&self, key: &str, values: Vec<String>) -> Self {
        let mut filter = self.without(key);
        if !values.is_empty() {
            let term = Term::Token {
                key: key.to_owned(),
                operator: Operator::Is,
                values,
            };
            filter.items.push(Item {
                negated: false,
                term,
            });
        }
        filter
    }

    /// The same with one value of a column wanted that was not, or no longer.
    #[must_use]
    pub fn toggled(&self, key: &str, value: &str) -> Self {
        let mut values = self.wanted(key);
        let before = values.len();
        values.retain(|known| !known.eq_ignore_ascii_case(value));
        if values.len() == before {
            values.push(value.to_owned());
        }
        self.with(key, values)
    }
}

impl Item {
    fn wanted(&self, wanted: &str) -> Option<&Vec<String>> {
        match &self.term {
            Term::Token {
                key,
                operator: Operator::Is | Operator::Exactly,
                values,
            } if key == wanted && !self.negated => Some(values),
            _ => None,
        }
    }
}

/// Where the key at the start of `text` ends, if a colon follows it.
pub(super) fn key_end(text: &str) -> Option<usize> {
    let of_key = |letter: char| letter.is_ascii_alphanumeric() || "_-.".contains(letter);
    let end = text.find(|letter| !of_key(letter))?;
    let is_key = text.starts_with(|first: char| first.is_ascii_alphabetic());
    (is_key && text[end..].starts_with(':')).then_some(end)
}

fn token(text: &str) -> Option<(Term, &str)> {
    let end = key_end(text)?;
    let key = text[..end].to_ascii_lowercase();
    let after = &text[end + 1..];
    let (operator, after) = OPERATORS
        .iter()
        .find_map(|(sign, operator)| Some((*operator, after.strip_prefix(sign)?)))
        .unwrap_or((Operator::Is, after));
    let (first, mut rest) = value(after, true);
    let mut values = vec![first];
    while let Some(after) = rest.strip_prefix(',') {
        let (next, after) = value(after, true);
        values.push(next);
        rest = after;
    }
    let term = Term::Token {
        key,
        operator,
        values,
    };
    Some((term, rest))
}

/// A value and what follows it. Quoted, it may hold anything; an end that is missing is the end of the text.
fn value(text: &str, ends_at_comma: bool) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let ends = |letter: char| letter.is_whitespace() || (ends_at_comma && letter == ',');
        let end = text.find(ends).unwrap_or(text.len());
        return (text[..end].to_owned(), &text[end..]);
    };
    let mut found = String::new();
    let mut letters = quoted.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (found, &quoted[at + 1..]),
            '\\' => match letters.next_if(|(_, next)| "\"\\".contains(*next)) {
                Some((_, escaped)) => found.push(escaped),
                None => found.push('\\'),
            },
            _ => found.push(letter),
        }
    }
    (found, "")
}

/// Whether the text ends inside quotes, so that a space belongs to the value.
pub(super) fn is_open(text: &str) -> bool {
    Filter::parse(&format!("{text}\u{1}"))
        .items
        .last()
        .is_some_and(|item| {
            let last = match &item.term {
                Term::Text(text) => text,
                Term::Token { values, .. } => values.last().map_or("", |value| value),
            };
            last.ends_with('\u{1}') && last.contains(char::is_whitespace)
        })
}

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, item) in self.items.iter().enumerate() {
            let space = if place == 0 { "" } else { " " };
            write!(formatter, "{space}{item}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Item {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.negated { "-" } else { "" })?;
        match &self.term {
            Term::Text(text) => write_value(formatter, "", text, &self.term),
            Term::Token {
                key,
                operator,
                values,
            } => {
                let head = format!("{key}:{}", operator.sign());
                formatter.write_str(&head)?;
                for (place, value) in values.iter().enumerate() {
                    formatter.write_str(if place == 0 { "" } else { "," })?;
                    let alone = Term::Token {
                        key: key.clone(),
                        operator: *operator,
                        values: vec![value.clone()],
                    };
                    write_value(formatter, &head, value, &alone)?;
                }
                Ok(())
            }
        }
    }
}

/// Writes a value bare where that reads as the same term, and in quotes elsewhere.
fn write_value(
    formatter: &mut fmt::Formatter<'_>,
    head: &str,
    value: &str,
    term: &Term,
) -> fmt::Result {
    let read = Filter::parse(&format!("{head}{value}")).items;
    let is_same = matches!(read.as_slice(), [one] if !one.negated && one.term == *term);
    if is_same {
        formatter.write_str(value)
    } else {
        let escaped = value.replace('\\', "\\\\").replace('"', "\\\"");
        write!(formatter, "\"{escaped}\"")
    }
}

#[cfg(test)]
mod tests;
