//! Just enough of the configuration language HCL to write a resource.

use std::fmt::Write;

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    /// A number, a boolean or a reference.
    Raw(String),
    List(Vec<Value>),
    Object(Fields),
    /// Keys that people choose.
    Map(Vec<(String, Value)>),
}

pub type Fields = Vec<(&'static str, Value)>;

/// A block with its labels and fields, one a line, aligned as `terraform fmt` aligns.
pub fn block(head: &str, fields: &[(&'static str, Value)]) -> String {
    let mut text = format!("{head} {{\n");
    let keyed: Vec<_> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), value))
        .collect();
    lines(&keyed, 1, &mut text);
    text + "}"
}

fn lines(fields: &[(String, &Value)], depth: usize, into: &mut String) {
    // What takes several lines ends a run of aligned ones.
    for run in fields.chunk_by(|(_, one), (_, next)| is_short(one) && is_short(next)) {
        let width = run.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
        for (name, value) in run {
            let indent = "  ".repeat(depth);
            _ = write!(into, "{indent}{name:width$} = ");
            write_value(value, depth, into);
            into.push('\n');
        }
    }
}

fn is_short(value: &Value) -> bool {
    match value {
        Value::Text(_) | Value::Raw(_) => true,
        Value::List(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Map(entries) => entries.is_empty(),
    }
}

fn write_value(value: &Value, depth: usize, into: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Text(text) => into.push_str(&quoted(text)),
        Value::Raw(text) => into.push_str(text),
        Value::List(items) if items.is_empty() => into.push_str("[]"),
        Value::List(items) => {
            into.push_str("[\n");
            for item in items {
                into.push_str(&indent);
                into.push_str("  ");
                write_value(item, depth + 1, into);
                into.push_str(",\n");
            }
            into.push_str(&indent);
            into.push(']');
        }
        Value::Object(fields) => {
            let keyed: Vec<_> = fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value))
                .collect();
            write_object(&keyed, depth, into);
        }
        Value::Map(entries) => {
            let keyed: Vec<_> = entries
                .iter()
                .map(|(key, value)| (quoted(key), value))
                .collect();
            write_object(&keyed, depth, into);
        }
    }
}

fn write_object(fields: &[(String, &Value)], depth: usize, into: &mut String) {
    if fields.is_empty() {
        into.push_str("{}");
        return;
    }
    into.push_str("{\n");
    lines(fields, depth + 1, into);
    into.push_str(&"  ".repeat(depth));
    into.push('}');
}

/// A string in which nothing is a template and nothing is invisible.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '$' | '%' if characters.peek() == Some(&'{') => quoted.extend([character, character]),
            ' '..='~' => quoted.push(character),
            _ if character.is_alphanumeric() => quoted.push(character),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ => {
                let number = u32::from(character);
                _ = if number > 0xffff {
                    write!(quoted, "\\U{number:08x}")
                } else {
                    write!(quoted, "\\u{number:04x}")
                };
            }
        }
    }
    quoted + "\""
}
