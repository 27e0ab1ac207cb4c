//! A list as text for other programs: the rows and columns as they are shown, in their order.

use super::{
    amount,
    column::{ColumnInfo, Holds},
    rows::RowSet,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Csv,
    Json,
    JsonLines,
    Markdown,
}

impl Format {
    pub const ALL: [Self; 4] = [Self::Csv, Self::Json, Self::JsonLines, Self::Markdown];

    pub fn word(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Markdown => "Markdown",
        }
    }

    pub fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Markdown => "md",
        }
    }

    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Json => "application/json",
            Self::JsonLines => "application/x-ndjson",
            Self::Markdown => "text/markdown;charset=utf-8",
        }
    }
}

/// What is exported: column numbers and row numbers of a list.
pub struct Sheet<'a> {
    pub rows: &'a dyn RowSet,
    pub columns: &'a [ColumnInfo],
    pub shown_columns: &'a [usize],
    pub shown_rows: &'a [u32],
}

pub fn export(sheet: &Sheet<'_>, format: Format) -> String {
    match format {
        Format::Csv => csv(sheet),
        Format::Json => {
            let objects: Vec<String> = objects(sheet).collect();
            if objects.is_empty() {
                return "[]\n".into();
            }
            format!("[\n  {}\n]\n", objects.join(",\n  "))
        }
        Format::JsonLines => objects(sheet).map(|object| object + "\n").collect(),
        Format::Markdown => markdown(sheet),
    }
}

/// All columns of one row as a JSON object.
pub fn object(rows: &dyn RowSet, row: usize, columns: &[ColumnInfo]) -> String {
    let all: Vec<usize> = (0..columns.len()).collect();
    json_object(rows, row, columns, &all)
}

fn objects<'a>(sheet: &'a Sheet<'_>) -> impl Iterator<Item = String> + 'a {
    sheet.shown_rows.iter().map(|row| {
        json_object(
            sheet.rows,
            *row as usize,
            sheet.columns,
            sheet.shown_columns,
        )
    })
}

fn json_object(rows: &dyn RowSet, row: usize, columns: &[ColumnInfo], shown: &[usize]) -> String {
    let fields: Vec<String> = shown
        .iter()
        .map(|column| {
            let about = &columns[*column];
            format!(
                "{}:{}",
                json_text(about.key),
                json_value(rows, row, *column, about.holds)
            )
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn json_value(rows: &dyn RowSet, row: usize, column: usize, holds: Holds) -> String {
    match holds {
        Holds::Words => {
            let words = rows.words(row, column);
            let words: Vec<String> = words.iter().map(|word| json_text(word)).collect();
            format!("[{}]", words.join(","))
        }
        Holds::Number => match rows.ends(row, column) {
            Some(ends) => range(ends),
            // A number as it is, and not as it is written: 16, not "16 GiB".
            None => match rows.number(row, column) {
                Some(number) if number.is_finite() => amount::written(number),
                _ => text_or_null(&rows.text(row, column)),
            },
        },
        _ => text_or_null(&rows.text(row, column)),
    }
}

/// An object for every row, also where both ends are the same: who reads it need not tell two shapes apart.
fn range(ends: [Option<f64>; 2]) -> String {
    if ends == [None, None] {
        return "null".into();
    }
    let [min, max] = ends.map(|end| end.map_or_else(|| "null".to_owned(), amount::written));
    format!("{{\"min\":{min},\"max\":{max}}}")
}

fn text_or_null(text: &str) -> String {
    if text.is_empty() {
        "null".into()
    } else {
        json_text(text)
    }
}

fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// RFC 4180: lines end in CRLF, quotes double.
fn csv(sheet: &Sheet<'_>) -> String {
    let mut out = String::new();
    let headings = sheet
        .shown_columns
        .iter()
        .map(|column| sheet.columns[*column].heading.to_owned());
    csv_line(&mut out, headings);
    for row in sheet.shown_rows {
        let cells = sheet
            .shown_columns
            .iter()
            .map(|column| sheet.rows.text(*row as usize, *column));
        csv_line(&mut out, cells);
    }
    out
}

/// One line of a CSV file, in which no cell is a formula.
pub fn csv_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let cell = harmless(cell);
        let needs_quotes =
            cell.contains(['"', ',', '\n', '\r', ';', '\t']) || cell.trim().len() != cell.len();
        if needs_quotes {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet runs a cell that begins like a formula; an apostrophe before it makes it text (OWASP, CSV injection).
/// A number stays one. Full-width signs count too, because some spreadsheets fold them.
fn harmless(cell: String) -> String {
    let begins = |letter: char| "=+-@\t\r\n\u{ff1d}\u{ff0b}\u{ff0d}\u{ff20}".contains(letter);
    let is_formula =
        cell.trim_start_matches(' ').starts_with(begins) && amount::decimal(&cell).is_none();
    if is_formula { format!("'{cell}") } else { cell }
}

fn markdown(sheet: &Sheet<'_>) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let columns = || sheet.shown_columns.iter();
    let headings = columns().map(|column| markdown_text(sheet.columns[*column].heading));
    let rules = columns().map(|column| {
        let rule = if sheet.columns[*column].numeric {
            "---:"
        } else {
            "---"
        };
        rule.to_owned()
    });
    let mut out = line(headings.collect()) + &line(rules.collect());
    for row in sheet.shown_rows {
        let cells = columns()
            .map(|column| markdown_text(&sheet.rows.text(*row as usize, *column)))
            .collect();
        out.push_str(&line(cells));
    }
    out
}

/// Nothing in a cell is markup, and nothing ends it.
pub fn markdown_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '!' => {
                out.push('\\');
                out.push(letter);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            _ => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests;
