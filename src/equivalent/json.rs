//! The body of a request: read with its order kept, secrets replaced by variables.

use std::fmt::{self, Write as _};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

use super::{Equivalent, Write};

/// Fields that may open something, or let a password be guessed, and the suffix that belongs to such a pair:
/// never written out.
const SECRETS: [(&str, &str); 6] = [
    ("newPasswordHash", "NEW_PASSWORD_HASH"),
    ("newDoubleSha1Hash", "NEW_DOUBLE_SHA1_HASH"),
    ("keyIdHash", "KEY_ID_HASH"),
    ("keyIdSuffix", "KEY_ID_SUFFIX"),
    ("keySecretHash", "KEY_SECRET_HASH"),
    ("backupEncryptionConfig", "BACKUP_ENCRYPTION_CONFIG"),
];

/// The hashes of a new password from the password, in the words of a shell.
const PASSWORD_HASHES: &str = r#"NEW_PASSWORD_HASH="$(printf %s "$PASSWORD" | openssl dgst -sha256 -binary | base64)"
NEW_DOUBLE_SHA1_HASH="$(printf %s "$PASSWORD" | openssl dgst -sha1 -binary | openssl dgst -sha1 -r | cut -d ' ' -f 1)"

"#;

/// Lines of a shell that make the variables of a body; nothing where they are given.
pub fn preparation(write: &Write) -> &'static str {
    if write.fields().iter().any(|(key, _)| key == SECRETS[0].0) {
        PASSWORD_HASHES
    } else {
        ""
    }
}

/// A JSON value whose objects keep their order.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// `null`, a boolean or a number, as JSON writes it.
    Plain(String),
    Text(String),
    List(Vec<Node>),
    Object(Vec<(String, Node)>),
    /// A variable that holds a text.
    SecretText(&'static str),
    /// A variable that holds JSON.
    SecretJson(&'static str),
}

impl Node {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    pub fn get(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(fields) => fields
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, node)| node),
            _ => None,
        }
    }

    pub fn is_null(&self) -> bool {
        matches!(self, Self::Plain(word) if word == "null")
    }

    pub fn is_true(&self) -> bool {
        matches!(self, Self::Plain(word) if word == "true")
    }
}

/// Reads a body and hides its secrets; nothing where it is no JSON.
pub fn read(body: &str) -> Option<Node> {
    serde_json::from_str::<Node>(body).ok().map(hide)
}

fn hide(node: Node) -> Node {
    match node {
        Node::Object(fields) => {
            let hidden = fields.into_iter().map(|(key, value)| {
                let variable = SECRETS.iter().find(|(name, _)| *name == key);
                let value = match (variable, value) {
                    (Some((_, variable)), Node::Text(_)) => Node::SecretText(variable),
                    (Some((_, variable)), _) => Node::SecretJson(variable),
                    (None, value) => hide(value),
                };
                (key, value)
            });
            Node::Object(hidden.collect())
        }
        Node::List(items) => Node::List(items.into_iter().map(hide).collect()),
        other => other,
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Plain("null".into()))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Plain(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        // Not through `Display`: serde_json's writer of numbers is there already.
        Ok(Node::Plain(
            serde_json::to_string(&value).unwrap_or_default(),
        ))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Node, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Node::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Node, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Node::Object(fields))
    }
}

/// A stretch of written JSON.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Text(String),
    Variable(&'static str),
}

/// Writes JSON on one line if it is short, else indented.
pub fn pieces(node: &Node) -> Vec<Piece> {
    let mut short = Printer::new(None);
    short.node(node, 0);
    if short.length() <= 72 {
        return short.pieces;
    }
    let mut long = Printer::new(Some("  "));
    long.node(node, 0);
    long.pieces
}

struct Printer {
    indent: Option<&'static str>,
    pieces: Vec<Piece>,
}

impl Printer {
    fn new(indent: Option<&'static str>) -> Self {
        Self {
            indent,
            pieces: Vec::new(),
        }
    }

    fn length(&self) -> usize {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.len(),
                Piece::Variable(name) => name.len(),
            })
            .sum()
    }

    fn put(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    fn line(&mut self, depth: usize) {
        if let Some(indent) = self.indent {
            self.put("\n");
            self.put(&indent.repeat(depth));
        }
    }

    fn node(&mut self, node: &Node, depth: usize) {
        match node {
            Node::Plain(word) => self.put(word),
            Node::Text(text) => self.put(&quoted(text)),
            Node::SecretText(name) => {
                self.put("\"");
                self.pieces.push(Piece::Variable(name));
                self.put("\"");
            }
            Node::SecretJson(name) => self.pieces.push(Piece::Variable(name)),
            Node::List(items) => {
                let nodes: Vec<_> = items.iter().map(|item| (None, item)).collect();
                self.all(&nodes, "[", "]", depth);
            }
            Node::Object(fields) => {
                let named = |(key, value)| (Some(key), value);
                let nodes: Vec<_> = fields
                    .iter()
                    .map(|(key, value)| named((key.as_str(), value)))
                    .collect();
                self.all(&nodes, "{", "}", depth);
            }
        }
    }

    fn all(&mut self, nodes: &[(Option<&str>, &Node)], open: &str, close: &str, depth: usize) {
        self.put(open);
        for (index, (key, node)) in nodes.iter().enumerate() {
            if index > 0 {
                self.put(if self.indent.is_some() { "," } else { ", " });
            }
            self.line(depth + 1);
            if let Some(key) = key {
                self.put(&quoted(key));
                self.put(": ");
            }
            self.node(node, depth + 1);
        }
        if !nodes.is_empty() {
            self.line(depth);
        }
        self.put(close);
    }
}

/// A JSON string in which nothing is invisible or changes the direction of writing.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            ' '..='~' => quoted.push(character),
            _ if character.is_alphanumeric() => quoted.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    _ = write!(quoted, "\\u{unit:04x}");
                }
            }
        }
    }
    quoted + "\""
}

/// The body as it is sent, under the method and address.
pub fn write(write: &Write) -> Equivalent {
    let text = match write.body.as_deref().and_then(read) {
        Some(body) => Ok(pieces(&body)
            .into_iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Variable(name) => format!("${name}"),
            })
            .collect()),
        None => Err("This request has no body.".into()),
    };
    Equivalent {
        tool: "JSON",
        text,
        note: Some(format!(
            "The body of {} {}",
            write.method.as_str(),
            write.address
        )),
    }
}
