//! The call itself.

use super::{
    Equivalent, Write,
    json::{self, Piece},
};
use crate::quote::shell;

pub fn write(write: &Write, api: &str) -> Equivalent {
    let mut lines = vec![
        format!("curl --request {}", write.method.as_str()),
        "--user \"$CLICKHOUSE_CLOUD_API_KEY:$CLICKHOUSE_CLOUD_API_SECRET\"".to_owned(),
    ];
    if let Some(body) = write.body.as_deref().and_then(json::read) {
        lines.push("--header 'Content-Type: application/json'".to_owned());
        let words: String = json::pieces(&body).iter().map(word).collect();
        lines.push(format!("--data-raw {words}"));
    }
    lines.push(shell(&format!("{api}{}", write.address)));
    Equivalent {
        tool: "curl",
        text: Ok(json::preparation(write).to_owned() + &lines.join(" \\\n  ")),
        note: None,
    }
}

/// JSON holds no control character but the line ends between its parts, which single quotes keep.
fn word(piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => format!("'{}'", text.replace('\'', r"'\''")),
        Piece::Variable(name) => format!("\"${name}\""),
    }
}
