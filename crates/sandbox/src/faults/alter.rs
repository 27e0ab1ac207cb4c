//! What becomes of the JSON of an answer: words, fields and objects that a client did not expect.

use serde_json::{Map, Value, json};

use crate::request::ApiResponse;

/// The fields of answers whose value the official document lists, in any resource.
pub const WORD_FIELDS: [&str; 27] = [
    "actorType",
    "allowDeny",
    "autoscalingMode",
    "bucketProvider",
    "cloudProvider",
    "complianceType",
    "effectiveAutoscalingMode",
    "entityType",
    "keyUpdateType",
    "ownerType",
    "protocol",
    "provider",
    "quotaCode",
    "region",
    "regionId",
    "releaseChannel",
    "role",
    "roleType",
    "roleV2",
    "roles",
    "runtime",
    "scope",
    "severity",
    "state",
    "status",
    "tier",
    "type",
];

/// What an unknown word ends in: no word of the document does.
const NEXT: &str = "_next";

/// Every value that is one of a list becomes a word that is in no list.
pub(super) fn unknown_words(response: &mut ApiResponse) {
    in_result(response, &mut |fields| {
        for name in WORD_FIELDS {
            match fields.get_mut(name) {
                Some(Value::String(word)) => word.push_str(NEXT),
                Some(Value::Array(words)) => {
                    for word in words {
                        if let Value::String(word) = word {
                            word.push_str(NEXT);
                        }
                    }
                }
                _ => {}
            }
        }
    });
}

/// Every object has fields that the document does not list, of each type.
pub(super) fn unknown_fields(response: &mut ApiResponse) {
    in_result(response, &mut |fields| {
        fields.insert("nextFlag".to_owned(), json!(true));
        fields.insert("nextText".to_owned(), json!("a newer API"));
        fields.insert("nextObject".to_owned(), json!({ "list": [1, null, {}] }));
    });
}

pub(super) fn unknown_state(response: &mut ApiResponse) {
    in_items(response, |fields| {
        if let Some(state) = fields.get_mut("state") {
            *state = "hibernating".into();
        }
    });
}

pub(super) fn dropped_fields(response: &mut ApiResponse, mut dropped: impl FnMut() -> bool) {
    in_items(response, |fields| {
        fields.retain(|name, _| name == "id" || name == "service" || !dropped());
    });
}

/// A text becomes a number, a number a text, a list an object, an object a list; what makes an item what it is stays.
pub(super) fn wrong_types(response: &mut ApiResponse, mut is_wrong: impl FnMut() -> bool) {
    in_items(response, |fields| {
        let certain = ["id", "userId", "quotaCode", "key", "service", "costs"];
        let others = fields
            .iter_mut()
            .filter(|(name, _)| !certain.contains(&name.as_str()));
        for (_, value) in others {
            if is_wrong() {
                *value = of_another_type(value);
            }
        }
    });
    change_json(response, |answer| {
        if let Some(Value::Array(items)) = answer.get_mut("result") {
            items.insert(items.len() / 2, json!("no object"));
        }
    });
}

fn of_another_type(value: &Value) -> Value {
    match value {
        Value::Null => json!(false),
        Value::Bool(is_so) => json!(is_so.to_string()),
        Value::Number(number) => json!(number.to_string()),
        Value::String(text) => json!(text.len()),
        Value::Array(items) => json!({ "items": items }),
        Value::Object(fields) => json!([fields]),
    }
}

pub(crate) fn with_only_ids(response: &mut ApiResponse) {
    in_items(response, |fields| fields.retain(|name, _| name == "id"));
}

/// Changes each object within the result, the innermost first.
fn in_result(response: &mut ApiResponse, change: &mut impl FnMut(&mut Map<String, Value>)) {
    change_json(response, |answer| {
        if let Some(result) = answer.get_mut("result") {
            in_value(result, change);
        }
    });
}

fn in_value(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| in_value(item, change)),
        Value::Object(fields) => {
            fields
                .iter_mut()
                .for_each(|(_, field)| in_value(field, change));
            change(fields);
        }
        _ => {}
    }
}

/// Changes each item of the result, or the one that it is.
fn in_items(response: &mut ApiResponse, mut change: impl FnMut(&mut Map<String, Value>)) {
    change_json(response, |answer| match answer.get_mut("result") {
        Some(Value::Array(items)) => {
            items
                .iter_mut()
                .filter_map(Value::as_object_mut)
                .for_each(&mut change);
        }
        Some(Value::Object(fields)) => {
            change(fields);
            if let Some(Value::Object(service)) = fields.get_mut("service") {
                change(service);
            }
        }
        _ => {}
    });
}

/// A body that is no JSON stays as it is.
fn change_json(response: &mut ApiResponse, change: impl FnOnce(&mut Value)) {
    response.gather();
    if let Ok(mut answer) = serde_json::from_slice::<Value>(&response.body) {
        change(&mut answer);
        if let Ok(body) = serde_json::to_vec(&answer) {
            response.body = body;
        }
    }
}
