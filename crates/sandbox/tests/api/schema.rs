//! Checks answers against the official OpenAPI document.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex},
};

use jsonschema::Validator;
use sandbox::Method;
use serde_json::{Value, json};

pub static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let text = include_str!("../../../cloud-api/openapi/clickhouse_cloud_openapi.json");
    serde_json::from_str(text).expect("the document is JSON")
});

static VALIDATORS: LazyLock<Mutex<HashMap<String, &'static Validator>>> =
    LazyLock::new(Mutex::default);

/// Panics unless the document has the operation and the body fits what it answers with this status.
/// Statuses that the document leaves out have the body of a 400.
pub fn check(method: Method, path: &str, status: u16, body: &Value) {
    let template = template(path);
    let declared = if status == 200 { "200" } else { "400" };
    let key = format!("{} {template} {declared}", method.as_str());
    let mut validators = VALIDATORS.lock().expect("no test panicked with the lock");
    let validator = *validators.entry(key.clone()).or_insert_with(|| {
        let operation = &DOCUMENT["paths"][&template][method.as_str().to_lowercase()];
        let schema = &operation["responses"][declared]["content"]["application/json"]["schema"];
        assert!(schema.is_object(), "the document has no {key}");
        let mut schema = closed(schema);
        schema["components"] = closed(&DOCUMENT["components"]);
        let validator = jsonschema::options()
            .should_validate_formats(true)
            .build(&schema)
            .expect("the document's schemas are schemas");
        Box::leak(Box::new(validator))
    });
    drop(validators);
    let problems: Vec<String> = validator
        .iter_errors(body)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(problems.is_empty(), "{key}: {problems:#?}\n{body:#}");
}

/// The path of the document that an address fits.
fn template(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |template: &&String| {
        let expected: Vec<&str> = template.split('/').collect();
        expected.len() == parts.len()
            && expected
                .iter()
                .zip(&parts)
                .all(|(one, part)| one.starts_with('{') || one == part)
    };
    let paths = DOCUMENT["paths"].as_object().expect("paths");
    paths
        .keys()
        .find(fits)
        .unwrap_or_else(|| panic!("the document has no path {path}"))
        .clone()
}

/// The schema with every object closed, so that a field that the document does not list is an error.
fn closed(schema: &Value) -> Value {
    match schema {
        Value::Object(fields) => {
            let mut closed: serde_json::Map<_, _> = fields
                .iter()
                .map(|(name, value)| (name.clone(), self::closed(value)))
                .collect();
            let has_properties = closed.get("properties").is_some_and(Value::is_object);
            if has_properties && !closed.contains_key("additionalProperties") {
                closed.insert("additionalProperties".to_owned(), json!(false));
            }
            Value::Object(closed)
        }
        Value::Array(items) => Value::Array(items.iter().map(closed).collect()),
        other => other.clone(),
    }
}
