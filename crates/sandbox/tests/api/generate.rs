//! Bodies made from the schemas of the official document: right ones, and ones with something wrong.

use fastrand::Rng;
use sandbox::Method;
use serde_json::{Map, Value, json};

use crate::schema::DOCUMENT;

/// The schema of an operation's JSON body, if it has one.
pub fn body_schema(method: Method, path: &str) -> Option<&'static Value> {
    let operation = operation(method, path);
    let content = &operation["requestBody"]["content"];
    content["application/json"].get("schema")
}

/// The names of an operation's query parameters, and whether each must be there.
pub fn query_parameters(method: Method, path: &str) -> Vec<(&'static str, bool)> {
    let parameters = operation(method, path)["parameters"].as_array();
    parameters
        .into_iter()
        .flatten()
        .map(resolve)
        .filter(|parameter| parameter["in"] == "query")
        .filter_map(|parameter| {
            let required = parameter["required"].as_bool().unwrap_or(false);
            Some((parameter["name"].as_str()?, required))
        })
        .collect()
}

fn operation(method: Method, path: &str) -> &'static Value {
    &DOCUMENT["paths"][path][method.as_str().to_lowercase()]
}

/// The fields of an operation's good answer whose value is one of a list of words.
pub fn word_fields(method: Method, path: &str) -> Vec<String> {
    let content = &operation(method, path)["responses"]["200"]["content"];
    let answer = &content["application/json"]["schema"];
    let mut found = Vec::new();
    if !answer.is_null() {
        let result = &resolve(answer)["properties"]["result"];
        collect_words(result, "", 12, &mut found);
    }
    found
}

fn collect_words(schema: &'static Value, name: &str, depth: u8, found: &mut Vec<String>) {
    if depth == 0 || schema.is_null() {
        return;
    }
    let schema = resolve(schema);
    let words = schema["enum"].as_array();
    if !name.is_empty() && words.is_some_and(|words| words.iter().all(Value::is_string)) {
        found.push(name.to_owned());
    }
    collect_words(&schema["items"], name, depth - 1, found);
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        collect_words(property, name, depth - 1, found);
    }
    for choice in ["oneOf", "anyOf", "allOf"] {
        for part in schema[choice].as_array().into_iter().flatten() {
            collect_words(part, name, depth - 1, found);
        }
    }
}

fn resolve(schema: &'static Value) -> &'static Value {
    match schema["$ref"].as_str() {
        Some(reference) => {
            let found = DOCUMENT.pointer(reference.trim_start_matches('#'));
            resolve(found.unwrap_or_else(|| panic!("the document has no {reference}")))
        }
        None => schema,
    }
}

/// Makes values; the same number makes the same ones.
pub struct Generator {
    pub random: Rng,
    /// Texts that mean something to the sandbox, such as ids.
    pub known: Vec<String>,
}

impl Generator {
    pub fn new(number: u64) -> Self {
        Self {
            random: Rng::with_seed(number),
            known: Vec::new(),
        }
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.random.usize(..from.len())]
    }

    /// A value that fits the schema, as far as the schema tells.
    pub fn value(&mut self, schema: &'static Value, depth: u8) -> Value {
        let schema = resolve(schema);
        if schema["nullable"] == true && self.random.u8(..10) == 0 {
            return Value::Null;
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[choice].as_array() {
                let chosen = self.random.usize(..choices.len());
                return self.value(&choices[chosen], depth);
            }
        }
        if let Some(words) = schema["enum"].as_array() {
            return self.pick(words).clone();
        }
        match schema["type"].as_str() {
            Some("array") => {
                let count = if depth == 0 {
                    0
                } else {
                    self.random.usize(..3)
                };
                let items = &schema["items"];
                (0..count).map(|_| self.value(items, depth - 1)).collect()
            }
            Some("string") => Value::String(self.text(schema)),
            Some("integer" | "number") => self.number(schema),
            Some("boolean") => json!(self.random.bool()),
            _ => self.object(schema, depth),
        }
    }

    fn object(&mut self, schema: &'static Value, depth: u8) -> Value {
        let mut fields = Map::new();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            if let Value::Object(more) = self.value(part, depth) {
                fields.extend(more);
            }
        }
        let required = schema["required"].as_array();
        let properties = schema["properties"].as_object();
        for (name, property) in properties.into_iter().flatten() {
            let must = required.is_some_and(|names| names.iter().any(|other| other == name));
            if depth > 0 && (must || self.random.u8(..3) == 0) {
                fields.insert(name.clone(), self.value(property, depth - 1));
            }
        }
        Value::Object(fields)
    }

    fn text(&mut self, schema: &Value) -> String {
        const FITTING: [&str; 12] = [
            "analytics",
            "a",
            "203.0.113.0/24",
            "0.0.0.0/0",
            "mysql",
            "start",
            "awake",
            "us-east-1",
            "control-plane:service:view",
            "24",
            "02:00",
            "key-1",
        ];
        match schema["format"].as_str() {
            Some("uuid") => self.id(),
            Some("date-time") => "2027-03-04T05:06:07Z".to_owned(),
            Some("date") => "2026-11-20".to_owned(),
            Some("email") => format!("person{}@example.com", self.random.u8(..20)),
            _ if !self.known.is_empty() && self.random.u8(..4) == 0 => {
                let chosen = self.random.usize(..self.known.len());
                self.known[chosen].clone()
            }
            _ => (*self.pick(&FITTING)).to_owned(),
        }
    }

    /// One of the known ids, or one of nothing.
    pub fn id(&mut self) -> String {
        let ids = self.known.iter().filter(|text| !text.contains('/'));
        let count = ids.clone().count().max(1);
        let id = ids.clone().nth(self.random.usize(..count));
        id.map_or("7c1f0b52-6f0e-4c57-9d0b-3a5c1e2f4d61", String::as_str)
            .to_owned()
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the document's bounds are small"
    )]
    fn number(&mut self, schema: &Value) -> Value {
        let bound = |name: &str, otherwise: f64| schema[name].as_f64().unwrap_or(otherwise) as i64;
        let least = bound("minimum", 0.0);
        let most = bound("maximum", 400.0).max(least);
        let step = bound("multipleOf", 1.0).max(1);
        let number = match self.random.u8(..4) {
            0 => least,
            1 => most,
            _ => self.random.i64(least..=most),
        };
        json!(number - number % step)
    }

    /// The value with something in it that does not fit: a type, a bound, a size, a depth.
    pub fn mutate(&mut self, value: &mut Value) {
        let inner = match value {
            Value::Object(fields) if !fields.is_empty() && self.random.u8(..5) > 0 => {
                let place = self.random.usize(..fields.len());
                fields.iter_mut().nth(place).map(|(_, field)| field)
            }
            Value::Array(items) if !items.is_empty() && self.random.u8(..5) > 0 => {
                let place = self.random.usize(..items.len());
                items.get_mut(place)
            }
            _ => None,
        };
        match inner {
            Some(inner) => self.mutate(inner),
            None => *value = self.hostile(),
        }
    }

    pub fn hostile(&mut self) -> Value {
        match self.random.u8(..14) {
            0 => Value::Null,
            1 => json!(self.random.bool()),
            2 => json!([-1, 0, 1, 51, 357, i64::MAX, i64::MIN][self.random.usize(..7)]),
            3 => json!([-1.5, 8.0, 8.5, 1e308, 4_294_967_296.0, -0.0][self.random.usize(..6)]),
            4 => json!([]),
            5 => json!({}),
            6 => json!("x".repeat(self.random.usize(..5_000))),
            7 => json!((0..self.random.usize(..300)).collect::<Vec<_>>()),
            8 => (0..self.random.usize(..100)).fold(json!(0), |inner, _| json!([inner])),
            9 => json!({ "__proto__": { "admin": true }, "": null, "\u{0}": [] }),
            10 => json!("\u{202e}=1+1\u{0}<script>"),
            11 => json!("00000000-0000-0000-0000-000000000000"),
            12 => json!([null, {}, [[]], "🚀", -1e-300]),
            _ => json!(self.noise()),
        }
    }

    /// Any characters; none that would end a part of an address.
    pub fn noise(&mut self) -> String {
        let count = self.random.usize(..60);
        let characters = (0..count).map(|_| self.random.char(..));
        characters
            .filter(|character| !matches!(character, '/' | '?' | '#' | '~'))
            .collect()
    }

    /// Bytes that may be no JSON, no UTF-8 or no end of nesting.
    pub fn broken(&mut self, value: &Value) -> Vec<u8> {
        let mut bytes = value.to_string().into_bytes();
        match self.random.u8(..5) {
            0 => bytes.truncate(self.random.usize(..=bytes.len())),
            1 => bytes = "[{\"a\":".repeat(self.random.usize(1..20_000)).into_bytes(),
            2 => bytes.insert(self.random.usize(..=bytes.len()), 0xff),
            3 => bytes.clear(),
            _ => {
                for _ in 0..self.random.usize(1..4) {
                    let place = self.random.usize(..bytes.len());
                    bytes[place] = self.random.u8(..);
                }
            }
        }
        bytes
    }
}
