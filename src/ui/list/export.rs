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
    sheet
        .shown_rows
        .iter()
        .map(|row| json_object(sheet.rows, *row as usize, sheet.columns, sheet.shown_columns))
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
        // A number as it is, and not as it is written: 16, not "16 GiB".
        Holds::Number => match rows.number(row, column) {
            Some(number) if number.is_finite() => amount::written(number),
            _ => text_or_null(&rows.text(row, column)),
        },
        _ => text_or_null(&rows.text(row, column)),
    }
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

fn csv_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(',');
        }
        let cell = harmless(cell);
        let needs_quotes = cell.contains(['"', ',', '\n', '\r', ';', '\t'])
            || cell.trim().len() != cell.len();
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
    if is_formula {
        format!("'{cell}")
    } else {
        cell
    }
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
fn markdown_text(text: &str) -> String {
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
mod tests {
    use super::{super::tests::*, *};

    fn exported(format: Format) -> String {
        let rows = rows_of(vec![
            row(
                "=HYPERLINK(\"http://x\",\"a\")",
                "idle",
                &["env=prod", "team=a|b"],
                Some(16.0),
                Some("2026-05-04T09:12:00Z"),
            ),
            row("a,b \"c\"\nd", "@SUM(1)", &[], None, None),
            row("-5", "<b>*x*</b>", &["+1"], Some(0.5), None),
            row(" =1+1", "\u{ff1d}1", &[], None, None),
            row("größe 日本", "\t=x", &[], None, None),
        ]);
        let columns = infos();
        let sheet = Sheet {
            rows: &*rows,
            columns: &columns,
            shown_columns: &[0, 1, 2, 3],
            shown_rows: &[0, 1, 2, 3, 4],
        };
        export(&sheet, format)
    }

    #[test]
    fn a_spreadsheet_finds_no_formula() {
        assert_eq!(
            exported(Format::Csv),
            "Name,State,Tags,Memory\r\n\
             \"'=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\",idle,env=prod team=a|b,16\r\n\
             \"a,b \"\"c\"\"\nd\",'@SUM(1),,\r\n\
             -5,<b>*x*</b>,'+1,0.5\r\n\
             ' =1+1,'\u{ff1d}1,,\r\n\
             größe 日本,\"'\t=x\",,\r\n"
        );
    }

    #[test]
    fn json_keeps_numbers_lists_and_what_is_missing() {
        let json = exported(Format::Json);
        let rows: Vec<serde_json::Value> = serde_json::from_str(&json).expect("JSON");
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0]["memory"], 16);
        assert_eq!(rows[0]["tag"], serde_json::json!(["env=prod", "team=a|b"]));
        assert_eq!(rows[1]["name"], "a,b \"c\"\nd");
        assert_eq!(rows[1]["memory"], serde_json::Value::Null);
        assert!(json.starts_with("[\n  {\"name\":"));
        let lines = exported(Format::JsonLines);
        let read: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(read, rows);
    }

    #[test]
    fn markdown_stays_a_table() {
        let markdown = exported(Format::Markdown);
        let lines: Vec<&str> = markdown.lines().collect();
        assert_eq!(lines[0], "| Name | State | Tags | Memory |");
        assert_eq!(lines[1], "| --- | --- | --- | --- |");
        assert_eq!(
            lines[2],
            "| =HYPERLINK(\"http://x\",\"a\") | idle | env=prod team=a\\|b | 16 |"
        );
        assert_eq!(lines[3], "| a,b \"c\" d | @SUM(1) |  |  |");
        assert_eq!(lines[4], "| -5 | \\<b\\>\\*x\\*\\</b\\> | +1 | 0.5 |");
        assert_eq!(lines.len(), 7);
    }

    #[test]
    fn an_empty_list_is_still_a_file() {
        let rows = rows_of(Vec::new());
        let columns = infos();
        let sheet = Sheet {
            rows: &*rows,
            columns: &columns,
            shown_columns: &[0],
            shown_rows: &[],
        };
        assert_eq!(export(&sheet, Format::Csv), "Name\r\n");
        assert_eq!(export(&sheet, Format::Json), "[]\n");
        assert_eq!(export(&sheet, Format::JsonLines), "");
        assert_eq!(export(&sheet, Format::Markdown), "| Name |\n| --- |\n");
    }

    #[test]
    fn a_row_copies_with_all_its_columns() {
        let json = object(&*fleet(), 0, &infos());
        assert_eq!(
            json,
            r#"{"name":"analytics","state":"idle","tag":["env=prod"],"memory":8,"created":"2026-05-04T09:12:00Z"}"#
        );
    }
}
