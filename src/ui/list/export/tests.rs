use std::sync::Arc;

use super::{
    super::{Column, Kind, ListOf, rows::RowsOf, tests::*},
    *,
};

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
fn every_sign_that_begins_a_formula_is_told_apart_from_a_number() {
    let line = |cell: &str| {
        let mut out = String::new();
        csv_line(&mut out, std::iter::once(cell.to_owned()));
        out.trim_end_matches("\r\n").replace('"', "")
    };
    for begin in [
        "=", "+", "-", "@", "\t", "\r", "\n", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
    ] {
        for cell in [format!("{begin}cmd"), format!("  {begin}1+1")] {
            assert_eq!(line(&cell), format!("'{cell}"), "{cell:?}");
        }
    }
    for number in ["-5", "-0.25", "16"] {
        assert_eq!(line(number), number);
    }
    // Within a cell they are nothing.
    assert_eq!(line("a=1"), "a=1");
    assert_eq!(
        line("nightly-export@example.com"),
        "nightly-export@example.com"
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

type Ends = [Option<f64>; 2];

static SIZES: &[Column<Ends>] = &[Column::new(
    "memory",
    "Memory",
    Kind::Number(|_| "16–120 GiB".into(), |ends: &Ends| ends[1]),
)
.ranging(|ends| *ends)];

static OF_SIZES: ListOf<Ends> = ListOf {
    caption: "Sizes",
    one: "size",
    columns: SIZES,
    sort: "memory",
    key: |_| String::new(),
    label: |_| String::new(),
    link: |_| None,
};

#[test]
fn json_tells_both_ends_of_a_range_in_one_shape() {
    let ends = [[Some(16.0), Some(120.0)], [Some(32.0); 2], [None; 2]];
    let rows = RowsOf {
        list: &OF_SIZES,
        rows: Arc::new(ends.to_vec()),
        actions: None,
    };
    let columns: Vec<ColumnInfo> = SIZES.iter().map(Column::about).collect();
    let sheet = Sheet {
        rows: &rows,
        columns: &columns,
        shown_columns: &[0],
        shown_rows: &[0, 1, 2],
    };
    assert_eq!(
        export(&sheet, Format::JsonLines),
        "{\"memory\":{\"min\":16,\"max\":120}}\n\
         {\"memory\":{\"min\":32,\"max\":32}}\n\
         {\"memory\":null}\n"
    );
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
